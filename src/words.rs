//! Enums whose variants have words in files, flags and the workout notation.

/// Gives an enum its words: `WORDS`, all of them in order, and `word()`, the word of a variant.
///
/// One list serves reading, printing and suggestions, and a variant without a word does not compile.
macro_rules! words {
    ($name:ident { $($variant:ident = $word:literal),+ $(,)? }) => {
        impl $name {
            /// Every word with its variant, in the order of the documentation.
            pub const WORDS: [(&'static str, $name); [$($word),+].len()] =
                [$(($word, $name::$variant)),+];

            /// The word for it in files.
            pub const fn word(self) -> &'static str {
                match self {
                    $($name::$variant => $word),+
                }
            }
        }
    };
}

pub(crate) use words;
