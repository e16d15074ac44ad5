//! Decimal numbers as people write them, without a detour through floating point.

use super::UnitError;

/// The most digits accepted on either side of the point; more is a typing error.
const MOST_DIGITS: usize = 9;

/// A written decimal, held exactly as `digits / 10^scale`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Decimal {
    digits: u64,
    scale: u32,
}

impl Decimal {
    /// Parses `16` or `6.5`. A sign, an exponent or a bare point makes it malformed.
    pub(crate) fn parse(text: &str) -> Result<Decimal, UnitError> {
        let not_a_number = || UnitError::NotANumber(text.to_owned());
        let (whole, fraction) = match text.split_once('.') {
            Some((_, "")) => return Err(not_a_number()),
            Some((whole, fraction)) => (whole, fraction),
            None => (text, ""),
        };
        let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) {
            return Err(not_a_number());
        }
        if whole.len() > MOST_DIGITS {
            return Err(UnitError::TooLarge(text.to_owned(), "999999999"));
        }
        if fraction.len() > MOST_DIGITS {
            return Err(not_a_number());
        }
        let digits = whole
            .bytes()
            .chain(fraction.bytes())
            .fold(0_u64, |sum, b| sum * 10 + u64::from(b - b'0'));
        Ok(Decimal {
            digits,
            scale: u32::try_from(fraction.len()).unwrap_or(0),
        })
    }

    /// The number times `unit`, rounded to the nearest integer, half up.
    pub(crate) fn times(self, unit: u64) -> u64 {
        let divisor = 10_u128.pow(self.scale);
        let product = u128::from(self.digits) * u128::from(unit);
        u64::try_from((product + divisor / 2) / divisor).unwrap_or(u64::MAX)
    }

    /// The number as an integer, or `None` if it has a fraction.
    pub(crate) fn whole(self) -> Option<u64> {
        let divisor = 10_u64.pow(self.scale);
        self.digits
            .is_multiple_of(divisor)
            .then_some(self.digits / divisor)
    }
}

/// The shortest decimal that gives `value` back when multiplied by `unit`.
///
/// Seven places tell millimetres apart even in miles, so the search always succeeds.
pub(crate) fn shortest(value: u64, unit: u64) -> String {
    let text = |places: u32| {
        let power = 10_u128.pow(places);
        let scaled = (u128::from(value) * power + u128::from(unit) / 2) / u128::from(unit);
        let text = match places {
            0 => scaled.to_string(),
            _ => format!(
                "{}.{:0width$}",
                scaled / power,
                scaled % power,
                width = places as usize
            ),
        };
        let back = (scaled * u128::from(unit) + power / 2) / power;
        (text, back == u128::from(value))
    };
    for places in 0..7 {
        if let (text, true) = text(places) {
            return text;
        }
    }
    text(7).0
}

/// Splits `"16 km"` into `("16", "km")`; either part may be empty.
pub(crate) fn split(text: &str) -> (&str, &str) {
    let end = text
        .find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ','))
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    (number, unit.trim())
}

/// Splits a range at its dash: `"10-12 km"` into `("10", "12 km")`.
pub(crate) fn split_range(text: &str) -> Option<(&str, &str)> {
    let (low, high) = text.split_once(['-', '–', '—'])?;
    (!low.trim().is_empty()).then(|| (low.trim(), high.trim()))
}

/// The word in `words` that `text` most likely meant, or `None` if none is near enough.
pub(crate) fn nearest<'a>(text: &str, words: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let text = text.to_lowercase();
    let allowed = (text.chars().count() / 3).clamp(1, 2);
    words
        .into_iter()
        .map(|word| (strsim::damerau_levenshtein(&text, &word.to_lowercase()), word))
        .filter(|(distance, word)| *distance <= allowed && *distance < word.chars().count())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decimal_is_read_exactly() {
        assert_eq!(Decimal::parse("21.0975").unwrap().times(1_000_000), 21_097_500);
        assert_eq!(Decimal::parse("0.5").unwrap().times(1_609_344), 804_672);
        assert_eq!(Decimal::parse("3.0").unwrap().whole(), Some(3));
        assert_eq!(Decimal::parse("3.5").unwrap().whole(), None);
    }

    #[test]
    fn text_that_is_no_number_is_refused() {
        for text in [
            "",
            ".",
            ".5",
            "5.",
            "1.2.3",
            "1,5",
            "-4",
            "1e5",
            "٣",
            "0.1234567891",
        ] {
            assert_eq!(
                Decimal::parse(text),
                Err(UnitError::NotANumber(text.into())),
                "{text}"
            );
        }
        assert!(matches!(
            Decimal::parse("1234567890"),
            Err(UnitError::TooLarge(..))
        ));
    }

    #[test]
    fn the_nearest_word_is_offered_only_when_it_is_near() {
        assert_eq!(nearest("eazy", ["easy", "jog"]), Some("easy"));
        assert_eq!(nearest("k", ["m", "km"]), Some("km"));
        assert_eq!(nearest("banana", ["easy", "jog"]), None);
    }
}
