//! Faults of templates of event titles.

use super::{Audience, Words};

/// A fault of a template of event titles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum TitleFault {
    /// A template of more characters than this.
    TooLong(usize),
    /// A control character.
    SeveralLines,
    /// A word in braces that is no placeholder; the one that was probably meant, and all of them.
    UnknownPlaceholder {
        word: String,
        near: Option<&'static str>,
        known: Vec<&'static str>,
    },
    /// Brackets inside of brackets.
    NestedBrackets,
    /// Brackets without a placeholder.
    IdleBrackets,
    /// A brace or a bracket without the other one.
    Lone {
        found: &'static str,
        missing: &'static str,
    },
}

impl TitleFault {
    pub(crate) fn words(&self, to: Audience<'_>) -> Words {
        match self {
            Self::TooLong(most) => Words::new(format!("a title has at most {most} characters")),
            Self::SeveralLines => Words::new("a title is a single line"),
            Self::UnknownPlaceholder { word, near, known } => {
                let words = Words::new(format!(
                    "there is no placeholder {}",
                    to.quoted(&format!("{{{word}}}"))
                ));
                let braces = |word: &&str| format!("{{{word}}}");
                words.help(match near {
                    Some(near) => format!("did you mean {}?", to.quoted(&braces(near))),
                    None => {
                        let known: Vec<String> = known.iter().map(braces).collect();
                        format!("placeholders are {}", known.join(", "))
                    }
                })
            }
            Self::NestedBrackets => Words::new("brackets cannot stand in brackets"),
            Self::IdleBrackets => Words::new("these brackets hold no placeholder that could be missing"),
            Self::Lone { found, missing } => {
                let (one, other, two) = (to.quoted(found), to.quoted(missing), to.quoted(&found.repeat(2)));
                Words::new(format!("this {one} has no {other}; write {two} to show it"))
            }
        }
    }
}
