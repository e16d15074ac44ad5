//! Reading amounts: repeats, distances and times, the length of an activity.

use super::error::{MOST_TIMES, NotationErrorKind as Kind};
use super::scan::{Numbers, Scanner};
use super::{Activity, Amount, NotationError, Step};
use crate::units::number::Decimal;
use crate::units::{Between, DistanceUnit, Duration, TimeUnit, UnitError};

impl Scanner<'_> {
    pub(super) fn times(&self, numbers: &Numbers<'_>) -> Result<Between<u16>, NotationError> {
        let count = |text: &str| {
            let whole = Decimal::parse(text).ok().and_then(Decimal::whole);
            whole
                .and_then(|n| u16::try_from(n).ok())
                .filter(|n| (1..=MOST_TIMES).contains(n))
        };
        let low = count(numbers.low);
        let high = numbers.high.map_or(low, count);
        low.zip(high)
            .and_then(|(low, high)| Between::new(low, high))
            .ok_or_else(|| {
                let written = self.text[numbers.span.clone()].to_owned();
                NotationError::new(Kind::Times(written), numbers.span.clone())
            })
    }

    /// Reads the unit after the numbers, and smaller units of time that follow: `1 h 30 min`.
    pub(super) fn amount(&mut self, numbers: &Numbers<'_>) -> Result<Amount, NotationError> {
        let written = self.text[numbers.span.clone()].to_owned();
        self.skip_space();
        let unit = self.letters();
        let word = &self.text[unit.clone()];
        let whole = numbers.span.start..unit.end;
        let fault = |fault| NotationError::new(Kind::Unit(fault), numbers.span.start..unit.end);
        if word.is_empty() {
            let comma = &self.text[self.at..];
            if comma.starts_with(',') && comma[1..].starts_with(|c: char| c.is_ascii_digit()) {
                self.take();
                self.number();
                let span = numbers.span.start..self.at;
                let fault = UnitError::NotANumber(self.text[span.clone()].to_owned());
                return Err(NotationError::new(Kind::Unit(fault), span));
            }
            return Err(NotationError::new(
                Kind::MissingUnit(written),
                numbers.span.clone(),
            ));
        }
        let low = Decimal::parse(numbers.low).map_err(fault)?;
        let high = numbers.high.map(Decimal::parse).transpose().map_err(fault)?;
        let text = &self.text[whole.clone()];
        let backwards = || fault(UnitError::LowAboveHigh(text.to_owned()));
        let zero = || NotationError::new(Kind::Zero, whole.clone());
        if let Some(distance) = DistanceUnit::of_word(word) {
            let low = distance.amount(low, text).map_err(fault)?;
            let high = high
                .map_or(Ok(low), |high| distance.amount(high, text))
                .map_err(fault)?;
            let length = Between::new(low, high).ok_or_else(backwards)?;
            self.at = unit.end;
            return match low.mm() {
                0 => Err(zero()),
                _ => Ok(Amount::Distance {
                    length,
                    unit: distance,
                }),
            };
        }
        let Some(time) = TimeUnit::of_word(word) else {
            let nearest = DistanceUnit::nearest(word).or_else(|| TimeUnit::nearest(word));
            return Err(NotationError::new(Kind::UnknownUnit(word.to_owned()), unit).near(nearest));
        };
        let low = time.amount(low, text).map_err(fault)?;
        let high = high
            .map(|high| time.amount(high, text))
            .transpose()
            .map_err(fault)?;
        self.at = unit.end;
        let range = match high {
            Some(high) => Between::new(low, high).ok_or_else(backwards)?,
            None => {
                self.smaller_units(time);
                let text = &self.text[numbers.span.start..self.at];
                Between::exactly(
                    Duration::parse(text)
                        .map_err(|f| NotationError::new(Kind::Unit(f), numbers.span.start..self.at))?,
                )
            }
        };
        match range.low {
            Duration::ZERO => Err(zero()),
            _ => Ok(Amount::Time(range)),
        }
    }

    fn smaller_units(&mut self, mut smallest: TimeUnit) {
        loop {
            let before = self.at;
            self.skip_space();
            let number = self.number();
            self.skip_space();
            let unit = self.letters();
            match TimeUnit::of_word(&self.text[unit.clone()]) {
                Some(next) if next < smallest && !number.is_empty() => {
                    self.at = unit.end;
                    smallest = next;
                }
                _ => {
                    self.at = before;
                    return;
                }
            }
        }
    }

    /// Reads everything between the name of an activity and the next step.
    pub(super) fn activity(&mut self, activity: Activity) -> Result<Step, NotationError> {
        let rest = &self.text[self.at..];
        let end = rest.find([',', '+', '/', '(', ')']).unwrap_or(rest.len());
        let words = &rest[..end];
        if let Some((i, c)) = words
            .char_indices()
            .find(|(_, c)| c.is_control() && !c.is_whitespace())
        {
            let start = self.at + i;
            let found = c.escape_default().to_string();
            return Err(NotationError::new(
                Kind::ExpectedJoin(found),
                start..start + c.len_utf8(),
            ));
        }
        let start = self.at + (words.len() - words.trim_start().len());
        let span = start..start + words.trim().len();
        self.at += end;
        let (amount, words) =
            activity_amount(words).map_err(|fault| NotationError::new(Kind::Unit(fault), span.clone()))?;
        if amount.is_some_and(|amount| amount.low == Duration::ZERO) {
            return Err(NotationError::new(Kind::Zero, span));
        }
        let note = (!words.is_empty()).then(|| words.join(" "));
        let step = Step::Activity {
            activity,
            amount,
            note,
        };
        // A note may read as part of the time once the time is printed before it: "60 min 30 min".
        let printed = step.to_string();
        let again = printed.strip_prefix(activity.word()).map(activity_amount);
        match again {
            Some(Ok((same, same_words))) if same == amount && same_words == words => Ok(step),
            _ => Err(NotationError::new(Kind::ExpectedJoin(words.join(" ")), span)),
        }
    }
}

/// Splits an activity's words into its time and its note. The time stands first, e.g. `45 min bike`, or last,
/// e.g. `core 20 min`.
fn activity_amount(words: &str) -> Result<(Option<Between<Duration>>, Vec<&str>), UnitError> {
    let words: Vec<&str> = words.split_whitespace().collect();
    let amount = |words: &[&str]| match Between::<Duration>::parse(&words.join(" ")) {
        Ok(amount) => Ok(Some(amount)),
        Err(fault @ (UnitError::TooLarge(..) | UnitError::LowAboveHigh(_))) => Err(fault),
        Err(_) => Ok(None),
    };
    for end in (1..=words.len()).rev() {
        if let Some(found) = amount(&words[..end])? {
            return Ok((Some(found), words[end..].to_vec()));
        }
    }
    for start in 1..words.len() {
        if let Some(found) = amount(&words[start..])? {
            return Ok((Some(found), words[..start].to_vec()));
        }
    }
    Ok((None, words))
}
