//! Remarks about seasons and faults of files, as the log has them: by code, week and number. Others read a log than those
//! who wrote a season, and its words name appointments, illnesses and places. The operator finds the words in the status.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use chrono::{NaiveDate, Weekday};

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::season::RunnerId;

/// The most places of faults in a file that a line of the log lists.
const MOST_LISTED: usize = 5;

/// The remarks of each runner's last rendering. A remark is logged when a season's files bring it, and not again as long
/// as it stands.
#[derive(Debug, Default)]
pub struct RunnerRemarks(Mutex<BTreeMap<RunnerId, LastRemarks>>);

#[derive(Debug, Default)]
struct LastRemarks {
    /// The content of the runner's files.
    version: u64,
    lines: BTreeSet<RemarkLine>,
    remarks: Vec<Diagnostic>,
}

/// The remarks of one code about a season.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct RemarkLine {
    severity: Severity,
    code: Code,
    /// The Monday of the first week that they are about.
    week: Option<NaiveDate>,
    count: usize,
}

impl RunnerRemarks {
    /// Takes the remarks of a rendering, of files with this content, and logs those that are new.
    pub fn note(&self, runner: &RunnerId, version: u64, remarks: Vec<Diagnostic>) {
        let lines = lines(&remarks);
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let last = all.entry(runner.clone()).or_default();
        // Nothing was edited: the day is another one.
        if last.version != version {
            lines.difference(&last.lines).for_each(|line| line.log(runner));
        }
        *last = LastRemarks {
            version,
            lines,
            remarks,
        };
    }

    /// The remarks of all runners.
    pub fn all(&self) -> BTreeMap<RunnerId, Vec<Diagnostic>> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let remarks = |(runner, last): (&RunnerId, &LastRemarks)| (runner.clone(), last.remarks.clone());
        all.iter().map(remarks).collect()
    }
}

impl RemarkLine {
    fn log(self, runner: &RunnerId) {
        let RemarkLine { code, count, .. } = self;
        let week = self.week.map(tracing::field::display);
        match self.severity {
            Severity::Note => tracing::debug!(%runner, %code, count, week, "remarks about a season"),
            Severity::Warning => {
                tracing::warn!(%runner, %code, count, week, "remarks about a season: see `/status`")
            }
            Severity::Error => {
                tracing::error!(%runner, %code, count, week, "faults of a season: see `/status`")
            }
        }
    }
}

fn lines(remarks: &[Diagnostic]) -> BTreeSet<RemarkLine> {
    let mut by_code: BTreeMap<(Severity, Code), Vec<Option<NaiveDate>>> = BTreeMap::new();
    for remark in remarks {
        let monday = remark.date().map(|date| date.week(Weekday::Mon).first_day());
        by_code
            .entry((remark.severity(), remark.code()))
            .or_default()
            .push(monday);
    }
    let line = |((severity, code), weeks): (_, Vec<Option<NaiveDate>>)| RemarkLine {
        severity,
        code,
        week: weeks.iter().flatten().min().copied(),
        count: weeks.len(),
    };
    by_code.into_iter().map(line).collect()
}

/// The errors of the file called `file`, by code and line: "around in line 3, unknown-key in line 7, and 2 more". Errors in
/// another file that it names have no line.
pub(super) fn listed(file: &str, faults: &[Diagnostic]) -> String {
    let errors = || faults.iter().filter(|fault| fault.severity() == Severity::Error);
    let place = |fault: &Diagnostic| {
        let code = fault.code();
        // The name of another file is what somebody wrote into this one.
        let own = fault.at.as_ref().filter(|at| at.source().name().ends_with(file));
        own.map_or_else(|| code.to_string(), |at| format!("{code} in line {}", at.line()))
    };
    let mut listed: Vec<String> = errors().map(place).collect();
    listed.dedup();
    let more = listed.len().saturating_sub(MOST_LISTED);
    listed.truncate(MOST_LISTED);
    if more > 0 {
        listed.push(format!("and {more} more"));
    }
    listed.join(", ")
}
