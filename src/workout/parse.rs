//! Reading the notation.
//!
//! ```text
//! workout  = step { ("," | "+") step }
//! step     = count "x" step [ "/" recovery ] | "(" workout [ "/" recovery ] ")"
//!          | amount [ ["@"] effort ] [ "with" name ] | activity [ amount ] [ note ] | "rest" | name
//! recovery = amount [ ["@"] effort ]
//! ```

use super::error::{MOST_BYTES, MOST_NESTED, NotationErrorKind as Kind};
use super::scan::Scanner;
use super::{Activity, Amount, Effort, NotationError, Step, Workout};
use std::ops::Range;

impl Workout {
    /// Parses a workout; `library` looks up the workouts that it may name.
    ///
    /// # Errors
    /// The first fault, with the place of the offending word. Among the limits: 500 bytes (also when
    /// printed), repeats at most 4 levels deep and 100 times, 1000 steps with the repeats written out.
    pub fn parse(text: &str, library: &dyn Fn(&str) -> Option<Workout>) -> Result<Workout, NotationError> {
        let whole = 0..text.len();
        if text.len() > MOST_BYTES {
            return Err(NotationError::new(Kind::TooLong(text.len()), whole));
        }
        if text.trim().is_empty() {
            return Err(NotationError::new(Kind::Empty, whole));
        }
        let mut parser = Parser {
            scan: Scanner::new(text),
            depth: 0,
            library,
        };
        let steps = parser.steps()?;
        if parser.scan.peek() == Some('/') {
            let slash = parser.scan.take();
            return Err(NotationError::new(Kind::StrayRecovery, slash));
        }
        if parser.scan.peek().is_some() {
            return Err(parser.scan.unexpected(Kind::ExpectedJoin));
        }
        let workout = Workout { steps };
        workout.check().map_err(|kind| NotationError::new(kind, whole))?;
        Ok(workout)
    }
}

struct Parser<'a> {
    scan: Scanner<'a>,
    depth: usize,
    library: &'a dyn Fn(&str) -> Option<Workout>,
}

impl<'a> Parser<'a> {
    fn steps(&mut self) -> Result<Vec<Step>, NotationError> {
        let mut steps = self.step()?;
        while matches!(self.scan.peek(), Some(',' | '+')) {
            self.scan.take();
            steps.extend(self.step()?);
        }
        Ok(steps)
    }

    /// Parses one written step. A group or a named workout can yield several.
    fn step(&mut self) -> Result<Vec<Step>, NotationError> {
        match self.scan.peek() {
            Some('(') => {
                let open = self.scan.at;
                let (steps, recovery) = self.group()?;
                match recovery {
                    None => Ok(steps),
                    Some(_) => Err(NotationError::new(Kind::StrayRecovery, open..self.scan.at)),
                }
            }
            Some(c) if c.is_ascii_digit() && !self.name_ahead() => self.counted(),
            Some(c) if c.is_ascii_digit() => self.named(),
            Some(c) if c.is_alphabetic() => self.named(),
            _ => Err(self.scan.unexpected(Kind::ExpectedStep)),
        }
    }

    /// True if a name of the library begins here, e.g. `5kp-4x1000`.
    fn name_ahead(&mut self) -> bool {
        let word = self.scan.word_ahead().map(|span| &self.scan.text[span]);
        word.is_some_and(|word| word.contains(char::is_alphabetic) && (self.library)(word).is_some())
    }

    fn group(&mut self) -> Result<(Vec<Step>, Option<Step>), NotationError> {
        let open = self.scan.take();
        self.descend(&open)?;
        let steps = self.steps()?;
        let recovery = match self.scan.peek() {
            Some('/') => Some(self.recovery()?),
            _ => None,
        };
        match self.scan.peek() {
            Some(')') => self.scan.take(),
            Some('/') => return Err(self.scan.unexpected(|_| Kind::SecondRecovery)),
            Some(_) => return Err(self.scan.unexpected(Kind::ExpectedJoin)),
            None => return Err(NotationError::new(Kind::Unclosed, open)),
        };
        self.depth -= 1;
        Ok((steps, recovery))
    }

    fn descend(&mut self, span: &Range<usize>) -> Result<(), NotationError> {
        // A repeat and its parentheses are one level to a reader and two to the parser.
        if self.depth >= 2 * MOST_NESTED {
            return Err(NotationError::new(Kind::TooDeep, span.clone()));
        }
        self.depth += 1;
        Ok(())
    }

    fn counted(&mut self) -> Result<Vec<Step>, NotationError> {
        let numbers = self.scan.numbers();
        if !self.scan.times_sign() {
            let amount = self.scan.amount(&numbers)?;
            return Ok(vec![self.run(amount)?]);
        }
        let times = self.scan.times(&numbers)?;
        self.descend(&numbers.span)?;
        let (body, inside) = match self.scan.peek() {
            Some('(') => self.group()?,
            _ => (self.step()?, None),
        };
        self.depth -= 1;
        if body.contains(&Step::Rest) {
            return Err(NotationError::new(
                Kind::RestNotAlone,
                numbers.span.start..self.scan.at,
            ));
        }
        let recovery = match (inside, self.scan.peek()) {
            (Some(_), Some('/')) => return Err(self.scan.unexpected(|_| Kind::SecondRecovery)),
            (None, Some('/')) => Some(self.recovery()?),
            (inside, _) => inside,
        };
        Ok(vec![Step::Repeat {
            times,
            body,
            recovery: recovery.map(Box::new),
        }])
    }

    fn recovery(&mut self) -> Result<Step, NotationError> {
        self.scan.take();
        match self.scan.peek() {
            Some(c) if c.is_ascii_digit() => {}
            Some(_) => return Err(self.scan.unexpected(|_| Kind::RecoveryNotRun)),
            None => return Err(self.scan.unexpected(Kind::ExpectedStep)),
        }
        let numbers = self.scan.numbers();
        if self.scan.times_sign() {
            return Err(NotationError::new(Kind::RecoveryNotRun, numbers.span));
        }
        let amount = self.scan.amount(&numbers)?;
        Ok(Step::Run {
            amount,
            effort: self.effort()?.unwrap_or(Effort::Jog),
        })
    }

    /// Parses the rest of a run after its amount: the effort, and the workout inside.
    fn run(&mut self, amount: Amount) -> Result<Step, NotationError> {
        let effort = self.effort()?.unwrap_or(Effort::Easy);
        let Some(span) = self
            .scan
            .word_ahead()
            .filter(|span| self.scan.text[span.clone()] == *"with")
        else {
            return Ok(Step::Run { amount, effort });
        };
        self.scan.at = span.end;
        self.scan.skip_space();
        let Some(span) = self.scan.word_ahead() else {
            return Err(NotationError::new(Kind::ExpectedName, span));
        };
        self.scan.at = span.end;
        let name = self.scan.text[span.clone()].to_owned();
        let Some(inner) = (self.library)(&name) else {
            return Err(NotationError::new(Kind::UnknownName(name), span));
        };
        Ok(Step::With {
            amount,
            effort,
            name,
            inner: Box::new(inner),
        })
    }

    fn effort(&mut self) -> Result<Option<Effort>, NotationError> {
        let sign = (self.scan.peek() == Some('@')).then(|| self.scan.take());
        self.scan.skip_space();
        let span = match (self.scan.word_ahead(), &sign) {
            (Some(span), None) if self.scan.text[span.clone()] == *"with" => return Ok(None),
            (Some(span), _) => span,
            (None, Some(sign)) => return Err(NotationError::new(Kind::ExpectedEffort, sign.clone())),
            (None, None) => return Ok(None),
        };
        let word = &self.scan.text[span.clone()];
        match Effort::of_word(word) {
            Some(effort) => {
                self.scan.at = span.end;
                Ok(Some(effort))
            }
            None => {
                Err(NotationError::new(Kind::UnknownWord(word.to_owned()), span).near(Effort::nearest(word)))
            }
        }
    }

    /// Applies a time written after a named activity, which replaces the activity's own: `massage 30 min`.
    fn with_own_time(&mut self, mut steps: Vec<Step>) -> Result<Vec<Step>, NotationError> {
        if let [Step::Named { steps: inside, .. }] = steps.as_mut_slice()
            && let [
                Step::Activity {
                    activity,
                    amount,
                    note,
                },
            ] = inside.as_mut_slice()
            && let Step::Activity {
                amount: own,
                note: more,
                ..
            } = self.scan.activity(*activity)?
        {
            *amount = own.or(*amount);
            if more.is_some() {
                *note = more;
            }
        }
        Ok(steps)
    }

    /// Parses a step that begins with a word: an activity, a day off, or a workout of the library.
    fn named(&mut self) -> Result<Vec<Step>, NotationError> {
        let Some(span) = self.scan.word_ahead() else {
            return Err(self.scan.unexpected(Kind::ExpectedStep));
        };
        self.scan.at = span.end;
        let word = &self.scan.text[span.clone()];
        if let Some(activity) = Activity::of_word(word) {
            return Ok(vec![self.scan.activity(activity)?]);
        }
        if word.eq_ignore_ascii_case("rest") {
            return Ok(vec![Step::Rest]);
        }
        match (self.library)(word) {
            Some(workout) => self.with_own_time(workout.steps),
            None => {
                Err(NotationError::new(Kind::UnknownName(word.to_owned()), span)
                    .near(Activity::nearest(word)))
            }
        }
    }
}
