//! Faults of an address that describes a season.

use super::{Audience, Words, faults};

faults! {
    /// A fault of an address.
    AddressFault in Address {
        /// An address that cannot be decoded; the reason.
        Undecodable { reason: String } => Error Address,
        /// A key that stands twice.
        Doubled { key: String } => Error DoubledKey,
        /// A window counted from today.
        CountedFromToday { key: String } => Error CountedFromToday,
    }
}

impl AddressFault {
    pub(super) fn words(&self, to: Audience<'_>) -> Words {
        match self {
            Self::Undecodable { reason } => Words::new(reason.clone()),
            Self::Doubled { key } => {
                Words::new(format!("{} is given twice", to.key(key))).help("leave one of the two out")
            }
            Self::CountedFromToday { key } => Words::new(format!(
                "{} is counted from today, and an address means the same every day",
                to.key(key)
            ))
            .help("give the weeks by date, e.g. from=2027-01-04&to=2027-03-01"),
        }
    }
}
