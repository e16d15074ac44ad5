//! Ranges with both ends included.

use serde::Serialize;

/// A range from `low` to `high`, both included. Equal ends are an exact amount.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize)]
pub struct Between<T> {
    /// The smaller end; of two paces the faster one.
    pub low: T,
    /// The larger end; of two paces the slower one.
    pub high: T,
}

impl<T: PartialOrd> Between<T> {
    /// The range, or `None` if `low` is above `high` or the two cannot be compared.
    pub fn new(low: T, high: T) -> Option<Between<T>> {
        (low <= high).then_some(Between { low, high })
    }

    /// True if both ends are equal.
    pub fn is_exact(&self) -> bool {
        self.low == self.high
    }
}

impl<T: Copy> Between<T> {
    /// A range of one value.
    pub const fn exactly(value: T) -> Between<T> {
        Between {
            low: value,
            high: value,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_runs_upwards() {
        assert_eq!(Between::new(1, 2), Some(Between { low: 1, high: 2 }));
        assert_eq!(Between::new(2, 1), None);
        assert!(Between::exactly(3).is_exact());
        assert!(!Between { low: 1, high: 2 }.is_exact());
    }
}
