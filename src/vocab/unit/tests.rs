//! Units as people write them, and laws of what is told in another unit.

use super::*;

fn unit(text: &str) -> (Dimension, f64) {
    let Unit { dimension, size } = Unit::parse(text);
    (dimension, size)
}

fn things(name: &str) -> Dimension {
    Dimension::Things(name.to_owned())
}

fn rate(of: Dimension) -> Dimension {
    Dimension::Rate(Box::new(of))
}

#[test]
fn codes_and_words_are_read() {
    for (written, dimension, size) in [
        ("s", Dimension::Time, 1.0),
        ("minutes", Dimension::Time, 60.0),
        ("Heures", Dimension::Time, 3600.0),
        ("j", Dimension::Time, 86_400.0),
        ("%", Dimension::Share, 1.0),
        ("pour cent", Dimension::Share, 1.0),
        ("GB", Dimension::Data, 1e9),
        ("Go", Dimension::Data, 1e9),
        ("MiB", Dimension::Data, 1_048_576.0),
        ("octets", Dimension::Data, 1.0),
        ("EUR", Dimension::Money("EUR".into()), 1.0),
        ("k€", Dimension::Money("EUR".into()), 1e3),
        ("millions d’euros", Dimension::Money("EUR".into()), 1e6),
        ("USD million", Dimension::Money("USD".into()), 1e6),
        ("EUR (2016)", Dimension::Money("EUR 2016".into()), 1.0),
        ("$", Dimension::Money("$".into()), 1.0),
        ("releases", things("releas"), 1.0),
        ("million requests", things("request"), 1e6),
        ("", things(""), 1.0),
        ("releases/week", rate(things("releas")), 1.0 / 7.0),
        ("déploiements par jour", rate(things("deploiement")), 1.0),
        ("times a day", rate(things("tim")), 1.0),
        ("per day", rate(things("")), 1.0),
        ("MB/s", rate(Dimension::Data), 86_400e6),
        ("rps", rate(things("request")), 86_400.0),
        ("EUR/month", rate(Dimension::Money("EUR".into())), 12.0 / 365.2425),
        // What these are, nobody can say for sure.
        ("m", things("m"), 1.0),
        ("Mb", things("mb"), 1.0),
        ("billion", things("billion"), 1.0),
        ("API", things("api"), 1.0),
        ("km/h/s", things("km h s"), 1.0),
        ("and/or", things("and or"), 1.0),
    ] {
        let (read, sized) = unit(written);
        assert_eq!(read, dimension, "{written}");
        assert!((sized - size).abs() <= size * 1e-12, "{written}: {sized}");
    }
}

#[test]
fn what_the_metric_names_need_not_be_named() {
    let of = |unit: Option<&str>| Unit::of(unit, "Production releases").dimension;
    assert_eq!(of(None), of(Some("releases")));
    assert_eq!(of(Some("release")), things(""));
    assert_eq!(of(Some("releases/week")), of(Some("per week")));
    assert_eq!(of(Some("servers")), things("server"));
}

#[test]
fn lengths_of_time_are_read() {
    for (text, seconds) in [
        ("3h20", 12_000.0),
        ("3 h 20 min", 12_000.0),
        ("2d 4h", 187_200.0),
        ("1,5 h", 5_400.0),
        ("90s", 90.0),
        ("40m", 2_400.0),
        ("PT1H15M", 4_500.0),
        ("P1DT2H", 93_600.0),
        ("20 minutes", 1_200.0),
        ("1m30", 90.0),
        ("2 semaines", 1_209_600.0),
        ("250 ms", 0.25),
    ] {
        assert_eq!(length(text), Some(seconds), "{text}");
    }
    for text in
        ["", "20", "1h 2h", "20 min 1 h", "h", "3x", "PT", "1.2.3h", "soon", "-3h", "1e999h", "3h20 ago"]
    {
        assert_eq!(length(text), None, "{text}");
    }
}

mod laws {
    use proptest::prelude::*;

    use super::*;

    /// Units of all dimensions, as people write them.
    fn written() -> impl Strategy<Value = String> {
        let one = prop::sample::select(vec![
            "s",
            "ms",
            "min",
            "heures",
            "d",
            "wk",
            "mois",
            "a",
            "%",
            "‰",
            "B",
            "kB",
            "Go",
            "TiB",
            "EUR",
            "k€",
            "M€",
            "USD 2016",
            "$",
            "releases",
            "million requests",
            "milliers d'utilisateurs",
            "",
            "rps",
        ]);
        let every = prop::sample::select(vec!["", "/s", "/h", " per day", " par semaine", " a month"]);
        (one, every).prop_map(|(one, every)| format!("{one}{every}"))
    }

    proptest! {
        #[test]
        fn nothing_that_is_written_is_too_much(text in any::<String>(), metric in any::<String>()) {
            let unit = Unit::of(Some(&text), &metric);
            prop_assert!(unit.size.is_finite() && unit.size > 0.0);
            let _ = length(&text);
        }

        #[test]
        fn an_amount_comes_back_from_its_base(text in written(), amount in -1e12_f64..1e12) {
            let unit = Unit::parse(&text);
            let back = unit.of_base(unit.base(amount));
            prop_assert!((back - amount).abs() <= amount.abs() * 1e-12);
        }

        #[test]
        fn more_stays_more(text in written(), one in -1e9_f64..1e9, other in -1e9_f64..1e9) {
            let unit = Unit::parse(&text);
            prop_assert_eq!(one.partial_cmp(&other), unit.base(one).partial_cmp(&unit.base(other)));
        }

        #[test]
        fn two_units_of_one_dimension_tell_one_amount(one in written(), other in written(), amount in 1e-3_f64..1e9) {
            let (one, other) = (Unit::parse(&one), Unit::parse(&other));
            if one.dimension == other.dimension {
                let there = other.of_base(one.base(amount));
                let back = one.of_base(other.base(there));
                prop_assert!((back - amount).abs() <= amount * 1e-9);
            }
        }

        #[test]
        fn a_length_is_what_its_parts_are(hours in 0_u32..1000, minutes in 0_u32..60, seconds in 0_u32..60) {
            let sum = f64::from(hours * 3600 + minutes * 60 + seconds);
            prop_assert_eq!(length(&format!("{hours}h{minutes:02}m{seconds:02}s")), Some(sum));
            prop_assert_eq!(length(&format!("PT{hours}H{minutes}M{seconds}S")), Some(sum));
        }
    }
}
