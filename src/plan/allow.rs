//! What a plan or a season declares that a coach's review would object to, and why it means it so.

use crate::diagnostic::{Diagnostic, Span};
use crate::document::{Reader, ValueKind};

/// A finding that need not be told.
#[derive(Debug, Clone, PartialEq)]
pub struct Allowed {
    /// Its code, one of [`FINDINGS`].
    pub code: &'static str,
    /// Why, where the file says it.
    pub reason: Option<String>,
    /// Where it stands.
    pub span: Span,
}

/// The codes that can be allowed: those of the review, and those of warnings and notes of a schedule.
pub const FINDINGS: [&str; 60] = [
    "ACWR",
    "AVAIL",
    "BELOW_NEEDS",
    "BOUT",
    "B_RACE_POSITION",
    "CLUB_SKIPPED",
    "COMPRESSED",
    "CUTBACK",
    "CUTBACK_SHALLOW",
    "DAYS",
    "DST",
    "EASY_SHARE",
    "HARD_ADJACENT",
    "HARD_COUNT",
    "LAST_LONG",
    "LATE_QUALITY",
    "LEFT_OUT",
    "LENGTH",
    "LONGEST_UNKNOWN",
    "LONG_GAP",
    "LONG_SHARE",
    "LONG_TIME",
    "LONG_TOO_SHORT",
    "LOWER_PEAK",
    "MLR_CLOSE",
    "MONOTONY",
    "MOVED",
    "NOT_ENOUGH_WEEKS",
    "NO_FAST",
    "NO_REST",
    "NO_TIME_LEFT",
    "OFFSEASON_CUT",
    "OFFSEASON_GAP",
    "PACE_GOAL",
    "PACE_STALE",
    "PLAN_LEFT_OUT",
    "Q_DOSE",
    "RACES_TOO_CLOSE",
    "RACE_RECOVERY",
    "RAMP_2WK",
    "RAMP_WEEK",
    "RECOVERY_SHORT",
    "RESIZED",
    "SESSION_SPIKE",
    "STARTED",
    "START_TOO_HIGH",
    "STILL_NOTHING",
    "STRAIN",
    "STRENGTH_NEAR",
    "STRENGTH_NONE",
    "STRETCHED",
    "STRIDES_NONE",
    "TAPER_LONG",
    "TAPER_NOT_STRICT",
    "TAPER_SHALLOW",
    "TAPER_SHORT",
    "TAPER_STEEP",
    "VOLUME_FLOOR",
    "WEEKS_LEFT",
    "WEEK_COUNT",
];

/// `allow`: a table of codes with reasons, or a list of codes.
pub(crate) fn allow(root: &Reader<'_>) -> Vec<Allowed> {
    let mut allowed = Vec::new();
    let Some(value) = root.value("allow") else {
        return allowed;
    };
    let known = |word: &str, span: &Span| {
        let code = FINDINGS.iter().find(|code| **code == word).copied();
        if code.is_none() {
            let message = format!("`{word}` is not the code of a finding");
            let fault = Diagnostic::error("unknown-finding", message).at(span, "unknown");
            root.faults()
                .push(match crate::diagnostic::nearest(word, FINDINGS) {
                    Some(near) => fault.help(format!("did you mean `{near}`?")),
                    None => fault.help("codes are as `longrun check` prints them: LONG_SHARE"),
                });
        }
        code
    };
    if let ValueKind::Table(_) = &value.kind {
        let Some(reader) = root.table("allow", "a list of what is allowed") else {
            return allowed;
        };
        for (word, span, _) in reader.unasked() {
            reader.knows(word);
            let reason = reader.line(word);
            if let (Some(code), Some(reason)) = (known(word, span), reason) {
                allowed.push(Allowed {
                    code,
                    reason: Some(reason.value),
                    span: span.clone(),
                });
            }
        }
        return allowed;
    }
    for text in root.texts("allow").unwrap_or_default() {
        if let Some(code) = known(&text.value, &text.span) {
            allowed.push(Allowed {
                code,
                reason: None,
                span: text.span,
            });
        }
    }
    allowed
}
