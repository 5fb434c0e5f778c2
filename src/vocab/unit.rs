//! The units of measured claims: which can be told in one another, and how much of one is one of the other.
//!
//! Read are codes (UCUM, ISO 4217) and the words that people write, in English and French. What always holds: every text is a unit, since one that nobody knows
//! counts the things that it names; amounts of two dimensions are never compared; no currency is told in another, and money that names its year is of that year alone.

mod length;
mod words;

use crate::vocab::fold::counted;

pub(crate) use length::length;

/// What amounts can be compared with: others of the same dimension.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Dimension {
    /// In seconds.
    Time,
    /// In hundredths.
    Share,
    /// In bytes.
    Data,
    /// In a currency, by its code; with the year whose money it is where the unit says so: `EUR`, `EUR 2016`.
    Money(String),
    /// In things of this name, which is folded; empty where they have none.
    Things(String),
    /// In so much of another dimension a day.
    Rate(Box<Self>),
}

impl Dimension {
    /// What amounts of it are told in, for programs: `s`, `%`, `B`, `EUR`, `releas`, `B/d`.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Time => "s".to_owned(),
            Self::Share => "%".to_owned(),
            Self::Data => "B".to_owned(),
            Self::Money(currency) => currency.clone(),
            Self::Things(name) => name.clone(),
            Self::Rate(of) => format!("{}/d", of.name()),
        }
    }
}

/// A unit: its dimension, and how much it is in what that dimension is told in.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Unit {
    pub(crate) dimension: Dimension,
    pub(crate) size: f64,
}

/// Seconds in a day, which rates are told by.
const DAY: f64 = 86_400.0;

impl Unit {
    /// The unit of a metric's amount. Things that the metric itself names need not be named: of "production releases", `233` and `233 releases` are alike.
    pub(crate) fn of(written: Option<&str>, metric: &str) -> Self {
        let unit = Self::parse(written.unwrap_or_default());
        let named = match &unit.dimension {
            Dimension::Things(name) => Some(name),
            Dimension::Rate(of) => match &**of {
                Dimension::Things(name) => Some(name),
                _ => None,
            },
            _ => None,
        };
        let metric = counted(metric);
        let says = |word: &str| metric.split(' ').any(|other| other == word);
        match named {
            Some(name) if name.split(' ').all(says) => {
                let things = Dimension::Things(String::new());
                let is_rate = matches!(unit.dimension, Dimension::Rate(_));
                let dimension = if is_rate { Dimension::Rate(Box::new(things)) } else { things };
                Self { dimension, size: unit.size }
            }
            _ => unit,
        }
    }

    /// Reads a unit as it was written.
    pub(crate) fn parse(text: &str) -> Self {
        Self::read(text, 0)
    }

    /// An amount of this unit, in what its dimension is told in.
    pub(crate) fn base(&self, amount: f64) -> f64 {
        amount * self.size
    }

    /// What is so much in what its dimension is told in, in this unit.
    pub(crate) fn of_base(&self, base: f64) -> f64 {
        base / self.size
    }

    /// `depth` counts the words of numbers that were taken off: a unit is no million of millions of millions.
    fn read(text: &str, depth: u8) -> Self {
        let text = text.trim().trim_matches(['{', '}', '(', ')']).trim();
        let one = |dimension, size| Self { dimension, size };
        if let Some(size) = words::share(text) {
            return one(Dimension::Share, size);
        }
        if let Some(things) = words::a_second(text) {
            let of = Box::new(Dimension::Things(counted(things)));
            return one(Dimension::Rate(of), DAY);
        }
        if let Some((of, every)) = words::rate(text) {
            let of = Self::read(of, depth);
            if !matches!(of.dimension, Dimension::Rate(_)) {
                return one(Dimension::Rate(Box::new(of.dimension)), of.size * DAY / every);
            }
        }
        // `Mo` is a million bytes in French, `mo` a month.
        if let Some(bytes) = words::data(text) {
            return one(Dimension::Data, bytes);
        }
        if let Some(seconds) = words::time(text) {
            return one(Dimension::Time, seconds);
        }
        if let Some((currency, size)) = words::money(text) {
            return one(Dimension::Money(currency), size);
        }
        if let Some((rest, size)) = words::multiple(text).filter(|_| depth < 2) {
            let of = Self::read(rest, depth + 1);
            // A million of minutes or of percent is no way to tell them.
            if matches!(of.dimension, Dimension::Money(_) | Dimension::Things(_)) {
                return one(of.dimension, of.size * size);
            }
        }
        one(Dimension::Things(counted(text)), 1.0)
    }
}

#[cfg(test)]
mod tests;
