//! The secret behind the UIDs of a busy feed.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// The bits of a keyed hash that are used. RFC 2104 §5 asks for half of the hash against forgers. Nobody forges a UID: two
/// sessions must not have one.
const BITS: u32 = 80;

/// A secret that those who get a busy feed do not have. The hashes of a feed are HMAC-SHA-256 under it (RFC 2104), so that
/// nobody learns by trial which season or session one stands for.
///
/// ```
/// use longrun::season::BusyKey;
///
/// let key = BusyKey::new(&[7; 32], "a feed");
/// assert_eq!(key.hash("long.1"), BusyKey::new(&[7; 32], "a feed").hash("long.1"));
/// assert_ne!(key.hash("long.1"), BusyKey::new(&[8; 32], "a feed").hash("long.1"));
/// assert_ne!(key.hash("long.1"), BusyKey::new(&[7; 32], "another").hash("long.1"));
/// assert_eq!(format!("{key:?}"), "BusyKey(…)");
/// ```
#[derive(Clone)]
pub struct BusyKey {
    bytes: [u8; 32],
    /// The keyed hash of nothing yet: an export asks for thousands of hashes.
    begun: Hmac<Sha256>,
}

impl BusyKey {
    /// The key of one `purpose` under a secret. Keys of two purposes tell nothing of each other.
    pub fn new(secret: &[u8; 32], purpose: &str) -> Self {
        let bytes = mac(begun(secret), purpose);
        BusyKey {
            bytes,
            begun: begun(&bytes),
        }
    }

    /// The hash of a text, of 80 bits.
    pub fn hash(&self, text: &str) -> u128 {
        let mut half = [0; 16];
        half.copy_from_slice(&mac(self.begun.clone(), text)[..16]);
        u128::from_be_bytes(half) >> (u128::BITS - BITS)
    }
}

fn begun(key: &[u8; 32]) -> Hmac<Sha256> {
    // HMAC fills a short key up to the block of its hash with zeros.
    let mut block = [0; 64];
    block[..key.len()].copy_from_slice(key);
    Hmac::<Sha256>::new(&block.into())
}

fn mac(mut begun: Hmac<Sha256>, text: &str) -> [u8; 32] {
    begun.update(text.as_bytes());
    begun.finalize().into_bytes().into()
}

impl PartialEq for BusyKey {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}

impl Eq for BusyKey {}

impl fmt::Debug for BusyKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BusyKey(…)")
    }
}
