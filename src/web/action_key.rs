//! Keys for links that act for the owner of a feed, e.g. "skip this session" in an event.
//!
//! The store keeps only a hash of a feed's token, so a calendar cannot contain the token again. An action key is computed
//! instead, the same one each time: HMAC-SHA256 (RFC 2104, FIPS 198-1) over the feed, its present token's hash and the
//! session, with the store's secret. It proves that the link came from this calendar, and it is void once the feed's token is
//! rotated. All servers of one store compute the same key; nothing about it is stored.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::store::TokenHash;

/// Bytes of a key: half of HMAC-SHA256, as RFC 2104 §5 allows; 128 bits cannot be guessed.
const BYTES: usize = 16;

/// Keeps these keys apart from anything else that may be computed from the same secret.
const PURPOSE: &[u8] = b"longrun action key 1";

/// Object of an action key: a session of a feed.
///
/// ```
/// use longrun::store::TokenHash;
/// use longrun::web::ActionScope;
///
/// let secret = [7; 32];
/// let scope = ActionScope {
///     feed: "anna-berg/full",
///     token: &TokenHash::of("the token of the feed"),
///     session: "long-run@3",
/// };
/// let key = scope.key(&secret);
/// assert_eq!(key.to_string().len(), 22);
/// assert!(scope.accepts(&secret, &key.to_string()));
/// assert!(!ActionScope { session: "long-run@4", ..scope }.accepts(&secret, &key.to_string()));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct ActionScope<'a> {
    /// Stable id of the feed.
    pub feed: &'a str,
    /// Hash of the feed's present token. Rotating the feed changes it, which voids all keys.
    pub token: &'a TokenHash,
    /// Id of the session, as its UID names it.
    pub session: &'a str,
}

/// A key that opens one session of one feed. It prints as 22 characters of base 64 for addresses (RFC 4648 §5),
/// without padding.
#[derive(Clone, Copy)]
pub struct ActionKey([u8; BYTES]);

impl ActionScope<'_> {
    /// The key of this scope, under the store's secret.
    pub fn key(&self, secret: &[u8; 32]) -> ActionKey {
        let mac = self.mac(secret).finalize().into_bytes();
        let mut key = [0; BYTES];
        key.copy_from_slice(&mac[..BYTES]);
        ActionKey(key)
    }

    /// True if `text` is the key of this scope. Takes the same time for every wrong key of the right length.
    pub fn accepts(&self, secret: &[u8; 32], text: &str) -> bool {
        // The last character has 4 bits to spare, which must be 0: a key has one spelling.
        let given = URL_SAFE_NO_PAD.decode(text).ok();
        let given = given.filter(|given| given.len() == BYTES);
        given.is_some_and(|given| self.mac(secret).verify_truncated_left(&given).is_ok())
    }

    /// The fields, each after its length, so that no two scopes feed the same bytes.
    fn mac(&self, secret: &[u8; 32]) -> Hmac<Sha256> {
        // HMAC fills a short key up to the block of its hash with zeros.
        let mut block = [0; 64];
        block[..secret.len()].copy_from_slice(secret);
        let mut mac = Hmac::<Sha256>::new(&block.into());
        for field in [
            PURPOSE,
            self.feed.as_bytes(),
            &self.token.to_bytes(),
            self.session.as_bytes(),
        ] {
            mac.update(&(field.len() as u64).to_be_bytes());
            mac.update(field);
        }
        mac
    }
}

impl fmt::Display for ActionKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&URL_SAFE_NO_PAD.encode(self.0))
    }
}

impl fmt::Debug for ActionKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ActionKey(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(text: &str) -> Vec<u8> {
        let pairs = text.as_bytes().chunks(2);
        pairs
            .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
            .collect()
    }

    /// RFC 4231 §4.3 and §4.4.
    #[test]
    fn the_mac_is_hmac_sha256() {
        for (key, text, expected) in [
            (
                b"Jefe".to_vec(),
                b"what do ya want for nothing?".to_vec(),
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            ),
            (
                vec![0xaa; 20],
                vec![0xdd; 50],
                "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
            ),
        ] {
            let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
            mac.update(&text);
            assert_eq!(mac.finalize().into_bytes().as_slice(), hex(expected));
        }
    }

    /// Computed with Python's hmac and base64 modules. It must never change: links with such keys are in people's calendars.
    #[test]
    fn a_key_is_the_same_for_ever() {
        let secret: [u8; 32] = std::array::from_fn(|at| u8::try_from(at).unwrap());
        let scope = ActionScope {
            feed: "anna-berg/full",
            token: &TokenHash::of("q7jktz0sxw2mb8yr4nvd1g"),
            session: "long-run@3",
        };
        assert_eq!(scope.key(&secret).to_string(), "8lPEnttP40k2mZ9N7wtaSA");
    }

    #[test]
    fn a_key_opens_its_own_session_of_its_own_feed_alone() {
        let secret = [1; 32];
        let (token, rotated) = (TokenHash::of("one"), TokenHash::of("two"));
        let scope = ActionScope {
            feed: "anna",
            token: &token,
            session: "easy@1",
        };
        let key = scope.key(&secret).to_string();
        assert!(scope.accepts(&secret, &key));
        assert!(!scope.accepts(&[2; 32], &key), "another store");
        for other in [
            ActionScope {
                feed: "ann",
                session: "aeasy@1",
                ..scope
            },
            ActionScope {
                feed: "bert",
                ..scope
            },
            ActionScope {
                session: "easy@2",
                ..scope
            },
            ActionScope {
                token: &rotated,
                ..scope
            },
        ] {
            assert!(!other.accepts(&secret, &key), "{other:?}");
        }
    }

    #[test]
    fn only_the_printed_spelling_is_read() {
        let secret = [1; 32];
        let scope = ActionScope {
            feed: "anna",
            token: &TokenHash::of("one"),
            session: "easy@1",
        };
        let key = scope.key(&secret).to_string();
        let (start, _) = key.split_at(21);
        let last = key.chars().last().unwrap();
        for sign in (' '..='~').filter(|sign| *sign != last) {
            assert!(!scope.accepts(&secret, &format!("{start}{sign}")), "{sign}");
        }
        for wrong in [
            "",
            start,
            &format!("{key}A"),
            &format!("{key}="),
            "ä",
            &"A".repeat(1_000),
        ] {
            assert!(!scope.accepts(&secret, wrong), "{wrong}");
        }
    }
}
