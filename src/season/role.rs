//! The place of a session in its season.

/// The place of a session in its season, whatever its day and its text: the session keeps it when it moves.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Role {
    /// The plan's name, with a number where a season follows it more than once.
    pub block: String,
    /// Weeks from the block's anchor.
    pub anchor: u32,
    /// The session's name.
    pub session: String,
    /// Counted from 1 in the plan's order, within the week.
    pub ordinal: u32,
}
