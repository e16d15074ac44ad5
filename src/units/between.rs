//! Ranges with both ends included.

use serde::Serialize;

/// From `low` to `high`, both included; equal ends are an exact amount.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize)]
pub struct Between<T> {
    /// The smaller end (of paces: the faster).
    pub low: T,
    /// The larger end (of paces: the slower).
    pub high: T,
}

impl<T: PartialOrd> Between<T> {
    /// The range, or `None` when `low` is above `high` or the two cannot be compared.
    pub fn new(low: T, high: T) -> Option<Between<T>> {
        (low <= high).then_some(Between { low, high })
    }

    /// Whether both ends are the same.
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
