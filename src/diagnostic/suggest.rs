//! The known word that a misspelt one was probably meant to be.

/// Pairs of a word that people use and the word that files know for it. Only a word known at the place is suggested.
const MEANT: [(&str, &str); 27] = [
    ("sick", "ill"),
    ("sickness", "ill"),
    ("illness", "ill"),
    ("cold", "ill"),
    ("flu", "ill"),
    ("covid", "ill"),
    ("hurt", "injured"),
    ("injury", "injured"),
    ("pain", "injured"),
    ("work", "busy"),
    ("travel", "busy"),
    ("holiday", "busy"),
    ("holidays", "busy"),
    ("vacation", "busy"),
    ("beginner", "novice"),
    ("newcomer", "novice"),
    ("starter", "novice"),
    ("rookie", "novice"),
    ("average", "intermediate"),
    ("expert", "advanced"),
    ("experienced", "advanced"),
    ("elite", "advanced"),
    ("metric", "km"),
    ("kilometres", "km"),
    ("kilometers", "km"),
    ("imperial", "mi"),
    ("gym", "strength"),
];

/// Advice about a word that is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Suggestion {
    /// The known word that was probably meant.
    Near(String),
    /// All known words, where none is near and they are few.
    Known(Vec<String>),
    /// No advice: none is near, and a list would be long.
    None,
}

impl Suggestion {
    /// The largest number of words that are listed.
    const MOST_LISTED: usize = 16;

    /// The suggestion for `word` out of `known`.
    pub fn of<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        let known: Vec<&str> = known.into_iter().collect();
        match nearest(word, known.iter().copied()) {
            Some(near) => Suggestion::Near(near.to_owned()),
            None if !known.is_empty() && known.len() <= Self::MOST_LISTED => {
                Suggestion::Known(known.into_iter().map(str::to_owned).collect())
            }
            None => Suggestion::None,
        }
    }
}

/// The nearest of `known`, if it is near enough that a person would see the slip: at most a third
/// of the word's letters differ (a swap of neighbours counts as one), or only the case does; else the
/// one that it means the same as, as in `sick` for `ill`; else the one that it begins with, or that begins with it, as
/// in `miles` for `mi`; else the first that holds it between hyphens, as in `kick` for `focus-kick`.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = word.to_lowercase();
    let allowed = (lower.chars().count() / 3).max(1);
    let known: Vec<&str> = known.into_iter().collect();
    let begins = |candidate: &&str| {
        let candidate = candidate.to_lowercase();
        let short = candidate.chars().count().min(lower.chars().count());
        short >= 2 && (lower.starts_with(&candidate) || candidate.starts_with(&lower))
    };
    let means = |candidate: &&str| MEANT.contains(&(lower.as_str(), *candidate));
    let holds = |candidate: &&str| candidate.split('-').any(|part| part.eq_ignore_ascii_case(&lower));
    known
        .iter()
        .copied()
        .map(|candidate| {
            (
                strsim::damerau_levenshtein(&lower, &candidate.to_lowercase()),
                candidate,
            )
        })
        .filter(|&(distance, candidate)| distance <= allowed && distance < candidate.chars().count())
        .min_by_key(|&(distance, _)| distance)
        .map(|(_, candidate)| candidate)
        .or_else(|| known.iter().copied().find(|candidate| means(candidate)))
        .or_else(|| known.iter().copied().find(|candidate| begins(candidate)))
        .or_else(|| known.iter().copied().find(|candidate| holds(candidate)))
}

/// "a, b or c", for messages.
pub fn or_list<S: AsRef<str>>(words: &[S]) -> String {
    match words {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [most @ .., last] => {
            let most: Vec<&str> = most.iter().map(AsRef::as_ref).collect();
            format!("{} or {}", most.join(", "), last.as_ref())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{nearest, or_list};

    #[test]
    fn a_slip_finds_its_word_and_nonsense_finds_none() {
        let known = ["long", "medium", "quality", "strength"];
        assert_eq!(nearest("lnog", known), Some("long"));
        assert_eq!(nearest("Medum", known), Some("medium"));
        assert_eq!(nearest("QUALITY", known), Some("quality"));
        assert_eq!(nearest("swimming", known), None);
        assert_eq!(nearest("miles", ["km", "mi"]), Some("mi"));
        assert_eq!(nearest("inter", ["novice", "intermediate"]), Some("intermediate"));
        assert_eq!(nearest("sick", ["ill", "injured", "busy"]), Some("ill"));
        assert_eq!(
            nearest("Beginner", ["novice", "intermediate", "advanced"]),
            Some("novice")
        );
        assert_eq!(nearest("sick", ["novice", "advanced"]), None, "no word of these");
        assert_eq!(
            nearest("kick", ["marathon-novice-20", "focus-kick"]),
            Some("focus-kick")
        );
        assert_eq!(
            nearest("x", ["a", "b"]),
            None,
            "one letter for another is no help"
        );
    }

    #[test]
    fn lists_read_as_english() {
        assert_eq!(or_list(&["km"]), "km");
        assert_eq!(or_list(&["m", "km", "mi"]), "m, km or mi");
    }
}
