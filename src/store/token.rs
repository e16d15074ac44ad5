//! The secret part of a private address.

use std::fmt;

use sha2::{Digest, Sha256};

/// The random bytes of a token: 160 bits.
const BYTES: usize = 20;

/// The characters of a token.
const CHARACTERS: usize = BYTES * 8 / 5;

/// Base 32 (RFC 4648 §6) in small letters: no sign that an address escapes or a line breaks at, and nothing lost where
/// somebody changes the case.
const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// The secret part of an address: its holder may read the calendar. It shows itself by [`Token::reveal`] alone.
///
/// ```
/// use longrun::store::Token;
///
/// let token = Token::random().unwrap();
/// assert_eq!(format!("{token:?}"), "Token(…)");
/// assert_eq!(Token::parse(token.reveal()).unwrap().hash(), token.hash());
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

/// The SHA-256 of a token, which is all that is kept. The token cannot be found from it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TokenHash([u8; 32]);

impl Token {
    /// A new one, from the system's random numbers.
    ///
    /// # Errors
    ///
    /// When the system has none, with its reason.
    pub fn random() -> Result<Self, String> {
        let mut bytes = [0_u8; BYTES];
        getrandom::fill(&mut bytes).map_err(|error| error.to_string())?;
        Ok(Token(base32(&bytes)))
    }

    /// The token that `text` is, if it has the form of one.
    pub fn parse(text: &str) -> Option<Self> {
        let is_token = text.len() == CHARACTERS && text.bytes().all(|byte| ALPHABET.contains(&byte));
        is_token.then(|| Token(text.to_owned()))
    }

    /// The text of it, for the one address that is shown to its owner.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// The hash that is stored and compared.
    pub fn hash(&self) -> TokenHash {
        TokenHash::of(&self.0)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

impl TokenHash {
    /// The hash of the part of an address where a token stands, in whichever case.
    pub fn of(text: &str) -> Self {
        let mut sum = Sha256::new();
        // In pieces, so that no request takes memory for this.
        for piece in text.as_bytes().chunks(CHARACTERS) {
            let mut small = [0; CHARACTERS];
            let small = &mut small[..piece.len()];
            small.copy_from_slice(piece);
            small.make_ascii_lowercase();
            sum.update(small);
        }
        TokenHash(sum.finalize().into())
    }

    /// Its 32 bytes.
    pub fn to_bytes(self) -> [u8; 32] {
        self.0
    }

    /// As the store holds it: 64 hexadecimal digits.
    pub(super) fn to_hex(self) -> String {
        to_hex(&self.0)
    }

    pub(super) fn of_hex(text: &str) -> Option<Self> {
        of_hex(text).map(TokenHash)
    }
}

/// Bytes as the store holds them: two hexadecimal digits each.
pub(super) fn to_hex(bytes: &[u8; 32]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The 32 bytes that 64 hexadecimal digits stand for.
pub(super) fn of_hex(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0_u8; 32];
    if text.len() != 64 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * at..2 * at + 2)?, 16).ok()?;
    }
    Some(bytes)
}

impl fmt::Debug for TokenHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenHash(…)")
    }
}

fn base32(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(CHARACTERS);
    for group in bytes.chunks(5) {
        let bits = group
            .iter()
            .fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
        for at in (0..8).rev() {
            let index = usize::try_from(bits >> (5 * at) & 31).unwrap_or_default();
            text.push(char::from(ALPHABET[index]));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_written_as_rfc_4648_does() {
        assert_eq!(base32(b"foobarfoob"), "mzxw6ytbojtg633c");
        assert_eq!(base32(&[0xff; BYTES]), "7".repeat(CHARACTERS));
    }

    #[test]
    fn its_hash_is_sha_256_of_its_text() {
        let token = Token::parse(&"a".repeat(32)).unwrap();
        let known = "3ba3f5f43b92602683c19aee62a20342b084dd5971ddd33808d81a328879a547";
        assert_eq!(token.hash().to_hex(), known);
        assert_eq!(TokenHash::of_hex(known), Some(token.hash()));
        assert_eq!(TokenHash::of(&"A".repeat(32)), token.hash(), "in any case");
        assert_eq!(TokenHash::of(&"aB".repeat(50)), TokenHash::of(&"Ab".repeat(50)));
        assert_ne!(TokenHash::of(&"a".repeat(33)), token.hash());
        for bad in ["", "3ba3", &"é".repeat(32), &"g".repeat(64)] {
            assert_eq!(TokenHash::of_hex(bad), None);
        }
    }

    #[test]
    fn no_two_are_alike_and_none_shows_itself() {
        let all: std::collections::BTreeSet<String> = (0..1_000)
            .map(|_| Token::random().unwrap().reveal().to_owned())
            .collect();
        assert_eq!(all.len(), 1_000);
        let token = Token::random().unwrap();
        assert!(token.reveal().len() == 32 && Token::parse(token.reveal()).is_some());
        for shown in [
            format!("{token}"),
            format!("{token:?}"),
            format!("{:?}", token.hash()),
        ] {
            assert!(!shown.contains(token.reveal()) && !shown.contains(&token.hash().to_hex()));
        }
    }

    #[test]
    fn what_has_not_the_form_of_a_token_is_none() {
        for bad in [
            "",
            "a",
            &"A".repeat(32),
            &"1".repeat(32),
            &"a".repeat(33),
            "../../../../etc/passwd/////////",
        ] {
            assert_eq!(Token::parse(bad), None, "{bad}");
        }
    }
}
