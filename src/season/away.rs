//! Days away from home.

use crate::diagnostic::Span;
use crate::units::DateRange;

/// Days away.
#[derive(Debug, Clone)]
pub struct Away {
    /// The days.
    pub days: DateRange,
    /// The reason, for messages.
    pub why: Option<String>,
    /// The names of sessions that can be done there.
    pub still: Vec<String>,
    /// Its place in the file that states it.
    pub span: Option<Span>,
}
