//! A key that only this store knows: it is made once, at random, and signs what the server has to recognise later.

use std::fmt;

use super::sql::SqlValue::Text;
use super::sql::Transaction;
use super::token::{of_hex, to_hex};
use super::{Store, StoreError};

/// The purpose of the one secret that there is.
pub(super) const ACTIONS: &str = "actions";

/// The key of the action links in calendars, 32 random bytes. It shows itself by [`Secret::reveal`] alone.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret([u8; 32]);

impl Secret {
    /// Its bytes, for a keyed hash.
    pub fn reveal(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl Store {
    /// The store's secret, the same as long as the store lasts.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub async fn secret(&self) -> Result<Secret, StoreError> {
        self.bounded(async {
            let mut reading = self.read().await?;
            let sql = "SELECT value FROM secret WHERE purpose = $1";
            let row = reading.row(sql, &[Text(ACTIONS)]).await?;
            let value = row.map(|row| row.text(0)).transpose()?;
            let secret = value.and_then(|value| of_hex(&value)).map(Secret);
            secret.ok_or_else(|| self.damaged("its secret is missing"))
        })
        .await
    }
}

/// Makes the secret of a new store.
pub(super) async fn make(transaction: &mut Transaction) -> Result<(), StoreError> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes).map_err(|error| StoreError::Random(error.to_string()))?;
    let sql = "INSERT INTO secret (purpose, value) VALUES ($1, $2)";
    transaction
        .execute(sql, &[Text(ACTIONS), Text(&to_hex(&bytes))])
        .await
        .map(drop)
}
