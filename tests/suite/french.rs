//! Words as French readers type them: without accents, with an elision, in the plural, in the feminine, capitalised. Each finds the same
//! talk as the plain form, whether the site has the other form itself or not. The browser answers alike: `parity` holds that.

use rexbase::face::search::{Note, Options, Searcher};

use crate::site::Site;

/// Talks, by id, with their text: each word of the pairs below that the demo lacks is in one of them alone.
const TALKS: &[(&str, &str)] = &[
    (
        "accessibilite",
        "Une interface accessible pour des lecteurs malvoyants : l’accessibilité numérique d’un portail national.",
    ),
    ("developpeur", "Le métier de développeur, vu par un ancien formateur devenu directeur technique."),
    ("donnees", "Un entrepôt de données : la qualité d’une donnée, du capteur jusqu’au tableau de bord."),
    ("securite", "La sécurité d’un réseau local : un pare-feu actif et un certificat révoqué trop tôt."),
    ("equipe", "Une équipe heureuse livre un logiciel libre, sans œuvre inachevée ni cœur brisé."),
    (
        "travail",
        "Le télétravail a changé le travail quotidien de ce vieux cheval de bataille qu’est l’open space.",
    ),
    ("reunion", "Un compte rendu par réunion, puis un seul journal hebdomadaire pour tous les métiers."),
    ("tests", "Des essais généraux avant l’été : le banc de charge, son étrange lenteur, et l’aveu final."),
    (
        "hopital",
        "Un hôpital bruxellois archive son imagerie : un évènement majeur par saison, un enjeu européen.",
    ),
    ("marche", "Un marché public gagné par un petit éditeur lyonnais, puis un long procès."),
    // Forms that the site has beside the plain ones.
    ("formes", "Les développeuses, les directrices, les nouvelles et les actives : parité et vocabulaire."),
];

/// What is typed, and the plain form.
const PAIRS: &[(&str, &str)] = &[
    // Without accents.
    ("accessibilite numerique", "accessibilité numérique"),
    ("donnees qualite", "données qualité"),
    ("securite reseau", "sécurité réseau"),
    ("metier developpeur", "métier développeur"),
    ("hopital", "hôpital"),
    ("evenement majeur", "évènement majeur"),
    ("europeen", "européen"),
    ("proces", "procès"),
    ("teletravail", "télétravail"),
    ("reunion hebdomadaire", "réunion hebdomadaire"),
    ("ete lenteur", "été lenteur"),
    ("oeuvre", "œuvre"),
    ("coeur", "cœur"),
    ("generaux essais", "généraux essais"),
    ("entrepot", "entrepôt"),
    ("deploiement continu", "déploiement continu"),
    ("theatre", "théâtre"),
    ("resilience", "résilience"),
    // In capitals, decomposed.
    ("ÉQUIPE HEUREUSE", "équipe heureuse"),
    ("e\u{301}quipe heureuse", "équipe heureuse"),
    // With an elision, of either apostrophe.
    ("l’équipe heureuse", "équipe heureuse"),
    ("l'équipe heureuse", "équipe heureuse"),
    ("d’accessibilité", "accessibilité"),
    ("l'hôpital", "hôpital"),
    ("l’été lenteur", "été lenteur"),
    ("qu’un entrepôt", "entrepôt"),
    ("jusqu'au capteur", "capteur"),
    ("l’aveu", "aveu"),
    ("d'imagerie", "imagerie"),
    ("l’évènement majeur", "évènement majeur"),
    // In the plural, and back.
    ("réseaux locaux pare-feu", "réseau local pare-feu"),
    ("hôpitaux", "hôpital"),
    ("journaux hebdomadaires", "journal hebdomadaire"),
    ("enjeux européens", "enjeu européen"),
    ("chevaux", "cheval"),
    ("travaux quotidiens", "travail quotidien"),
    ("marchés publics gagnés", "marché public gagné"),
    ("bancs de charge", "banc de charge"),
    ("entrepôts", "entrepôt"),
    ("capteurs", "capteur"),
    ("tableaux de bord", "tableau de bord"),
    ("portails nationaux", "portail national"),
    ("logiciels libres", "logiciel libre"),
    ("aveux finals", "aveu final"),
    ("imageries", "imagerie"),
    // In the feminine, and back.
    ("heureux équipe", "heureuse équipe"),
    ("nationale portail", "national portail"),
    ("formatrice", "formateur"),
    ("quotidienne télétravail", "quotidien télétravail"),
    ("lectrices malvoyantes", "lecteurs malvoyants"),
    ("lyonnaise éditrice", "lyonnais éditeur"),
    ("bruxelloise", "bruxellois"),
    ("européenne hôpital", "européen hôpital"),
    ("révoquée", "révoqué"),
    ("inachevé", "inachevée"),
    ("longue procès", "long procès"),
    ("publique marché", "public marché"),
    ("vieille cheval", "vieux cheval"),
    ("ancienne formatrice", "ancien formateur"),
    ("étranges lenteurs", "étrange lenteur"),
];

/// Forms that the site has itself, in another talk: both are found.
const BOTH: &[(&str, &str, &str)] = &[
    ("développeur", "developpeur", "formes"),
    ("développeuse", "developpeur", "formes"),
    ("directeur", "developpeur", "formes"),
    ("directrices", "developpeur", "formes"),
    ("actif", "securite", "formes"),
    ("active", "securite", "formes"),
];

fn site() -> Site {
    let site = Site::demo();
    for (id, text) in TALKS {
        // A title says nothing, so that only the text is found.
        site.file(
            &format!("content/talks/{id}.md"),
            format!("+++\ntitle = \"N° {}\"\nlanguage = \"fr\"\n+++\n\n{text}\n", id.len()),
        );
    }
    site.file(
        "content/talks/theatre.md",
        "+++\ntitle = \"Du théâtre\"\nlanguage = \"fr\"\n+++\n\nLa résilience, jouée.\n",
    );
    site.build();
    site
}

fn found(searcher: &Searcher, query: &str) -> Vec<String> {
    let answer = searcher.search(&format!("kind:talk {query}"), &Options::default()).unwrap();
    answer.hits.into_iter().map(|hit| hit.address.split('#').next().unwrap_or_default().to_owned()).collect()
}

/// What a word is corrected to is told as readers write it.
#[test]
fn a_correction_has_its_accents() {
    let site = site();
    let searcher = Searcher::open(&site.path(".rexbase/search")).unwrap();
    let corrected = |query: &str| match searcher.search(query, &Options::default()).unwrap().notes.as_slice()
    {
        [Note::Corrected { to, .. }] => to.clone(),
        notes => panic!("{query}: {notes:?}"),
    };
    for (typed, told) in
        [("entrepto", "entrepôt"), ("telertavail", "télétravail"), ("resilinece", "résilience")]
    {
        assert_eq!(corrected(typed), told);
    }
}

#[test]
fn each_form_finds_the_talk_of_the_plain_one() {
    let site = site();
    let searcher = Searcher::open(&site.path(".rexbase/search")).unwrap();
    let mut wrong = Vec::new();
    for (typed, plain) in PAIRS {
        let (by_form, by_plain) = (found(&searcher, typed), found(&searcher, plain));
        if by_plain.is_empty() || by_form.first() != by_plain.first() {
            wrong.push(format!("{typed}: {by_form:?}; {plain}: {by_plain:?}"));
        }
    }
    for (typed, one, other) in BOTH {
        let by_form = found(&searcher, typed);
        if ![one, other].iter().all(|id| by_form.contains(&format!("/talks/{id}/"))) {
            wrong.push(format!("{typed}: {by_form:?}"));
        }
    }
    assert!(PAIRS.len() >= 50);
    assert!(wrong.is_empty(), "{} pairs fail:\n{}", wrong.len(), wrong.join("\n"));
}
