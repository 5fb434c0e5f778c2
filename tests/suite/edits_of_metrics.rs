//! Random edits of what is measured: figures under several names and in several units, metrics with aliases, dates that are not sure, reports that retell one another.

use crate::edits::{Edit, Pair, at};

/// A report with figures of a metric that others have under other names and in other units, or the file of that metric.
pub(crate) fn measure(pair: &mut Pair) -> Edit {
    let number = pair.count;
    let metric = "content/metrics/duree-de-mesure.md";
    let (path, text) = if pair.random.below(3) == 0
        && pair.broken.as_ref().is_none_or(|broken| broken.path != metric)
    {
        let alias = *pair.random.one_of(&["temps de mesure", "measuring times", "mesures longues"]);
        let unit = *pair.random.one_of(&["", "unit = \"h\"\n", "unit = \"s\"\n", "unit = \"%\"\n"]);
        (
            metric.to_owned(),
            format!("+++\ntitle = \"durée de mesure\"\naliases = [\"{alias}\"]\n{unit}+++\nTexte.\n"),
        )
    } else {
        let name = *pair.random.one_of(&[
            "durée de mesure",
            "Durées de mesure",
            "temps de mesure",
            "measuring time",
            "mesure longue",
        ]);
        let value = *pair.random.one_of(&["7", "\"3h20\"", "{ one_of = [7, 9] }", "{ between = [1.5, 2] }"]);
        let unit = *pair.random.one_of(&["min", "h", "%", "releases/week", "EUR 2016"]);
        let retells = *pair.random.one_of(&["", "retells = \"airmap-platform-outage\"\n"]);
        (
            format!("content/reports/mesure-{number}.md"),
            format!(
                "+++\ntitle = \"Mesure {number}\"\n{retells}organisations = [\"Tarkett\"]\nfigures = [{{ metric = \"{name}\", value = {value}, unit = \"{unit}\", before = {number}, period = \"20{:02}-03-0{}\" }}]\ncovers = [{{ talk = \"devops-rex-2017/tarkett\", date = \"2017-10?\", speakers = [\"Ève {}\"] }}]\n+++\nTexte.\n",
                number % 20,
                1 + number % 3,
                number % 4
            ),
        )
    };
    pair.write(&path, &text);
    Edit { what: format!("measure {path}"), look: at(&path) }
}
