//! What was found before, with its day: an answer is believed for some days, so that nobody is asked in vain.

use std::collections::BTreeMap;

use borsh::{BorshDeserialize, BorshSerialize};
use jiff::ToSpan;
use jiff::civil::Date;

use crate::vocab::date::PartialDate;

use super::answer::Answer;

/// So many days something that was there is taken to be there.
const THERE: i64 = 30;
/// So many days something that was gone is taken to be gone: a mistake of the site may be mended soon.
const GONE: i64 = 1;

/// Answers by address, with the day of each.
#[derive(Debug, Default, PartialEq, Eq, BorshSerialize, BorshDeserialize)]
pub(crate) struct Kept(BTreeMap<String, (PartialDate, Answer)>);

impl Kept {
    /// What these bytes say; nothing when they say nothing.
    pub(crate) fn read(bytes: &[u8]) -> Self {
        borsh::from_slice(bytes).unwrap_or_default()
    }

    /// As bytes.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        borsh::to_vec(self).unwrap_or_default()
    }

    /// What an address answered, as far as that can be believed on this day.
    pub(crate) fn answer(&self, address: &str, today: Date) -> Option<&Answer> {
        let (day, answer) = self.0.get(address)?;
        let days = match answer {
            Answer::There => THERE,
            Answer::Gone(_) => GONE,
            Answer::Unsure(_) | Answer::Private => return None,
        };
        let day = day.civil()?;
        let last = day.checked_add(days.days()).ok()?;
        (day <= today && today < last).then_some(answer)
    }

    /// Keeps these answers of a day; of all others, those that can still be believed.
    pub(crate) fn keep(&mut self, answers: impl IntoIterator<Item = (String, Answer)>, day: PartialDate) {
        let Some(today) = day.civil() else { return };
        let believed: Vec<_> =
            self.0.keys().filter(|address| self.answer(address, today).is_some()).cloned().collect();
        self.0.retain(|address, _| believed.binary_search(address).is_ok());
        self.0.extend(answers.into_iter().map(|(address, answer)| (address, (day, answer))));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_believed_for_some_days() {
        let day = PartialDate::parse("2030-01-31").unwrap();
        let on = |text: &str| PartialDate::parse(text).unwrap().civil().unwrap();
        let (there, gone) = ("https://there.example/", "https://gone.example/");
        let mut kept = Kept::default();
        let unsure = ("https://unsure.example/".to_owned(), Answer::Unsure("late".to_owned()));
        kept.keep(
            BTreeMap::from([
                (there.to_owned(), Answer::There),
                (gone.to_owned(), Answer::Gone("it answers 404".to_owned())),
                unsure,
            ]),
            day,
        );
        let kept = Kept::read(&kept.bytes());
        let known = |address, text| kept.answer(address, on(text)).is_some();
        assert!(known(there, "2030-01-31") && known(there, "2030-03-01") && !known(there, "2030-03-02"));
        assert!(known(gone, "2030-01-31") && !known(gone, "2030-02-01"));
        assert!(!known("https://unsure.example/", "2030-01-31") && !known(there, "2030-01-30"));
        assert_eq!(Kept::read(b"something else"), Kept::default());
    }
}
