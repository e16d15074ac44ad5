//! The highest SEQUENCE that was ever sent of a calendar. It is kept beside the calendar, so that nothing that follows it
//! starts lower, even if all of its text is lost.

use super::StoreError;
use super::event_rows::{CalendarRows, HIGHEST};
use super::sql::SqlValue::{Integer, Text};
use super::sql::{SqlRow, Transaction};

/// The property of a calendar's head with the highest SEQUENCE of the events that it has dropped.
const DROPPED: &str = "X-LONGRUN-DROPPED:";

/// A SEQUENCE out of a column; 0 for one that none can be.
pub(super) fn sequence(row: &SqlRow, column: usize) -> u32 {
    let number = row
        .integer(column)
        .ok()
        .filter(|number| (0..=i64::from(HIGHEST)).contains(number));
    number.and_then(|number| u32::try_from(number).ok()).unwrap_or(0)
}

/// The highest SEQUENCE in a calendar, of its events and of those that it has dropped.
pub(super) fn in_calendar(calendar: &CalendarRows) -> u32 {
    let dropped = calendar.head.lines().find_map(|line| line.strip_prefix(DROPPED));
    let dropped = dropped.and_then(|number| number.trim().parse().ok());
    let kept = calendar
        .events
        .iter()
        .chain(&calendar.hidden)
        .map(|event| event.sequence);
    let events = kept.chain(calendar.lost.iter().map(|event| event.sequence));
    events.chain(dropped).max().unwrap_or(0).min(HIGHEST)
}

/// The highest SEQUENCE of all rows of events of a calendar, also of those that are gone.
pub(super) async fn in_rows(reading: &mut Transaction, of_it: [&str; 2]) -> Result<u32, StoreError> {
    let sql = "SELECT MAX(sequence) FROM event WHERE runner = $1 AND kind = $2 AND sequence BETWEEN 0 AND $3";
    let values = [Text(of_it[0]), Text(of_it[1]), Integer(i64::from(HIGHEST))];
    let row = reading.row(sql, &values).await?;
    Ok(row.map_or(0, |row| sequence(&row, 0)))
}

/// Fills in the column for calendars of stores that were written before there was one.
pub(super) async fn fill_in(transaction: &mut Transaction) -> Result<(), StoreError> {
    let sql = "SELECT runner, kind, head FROM publication";
    for row in transaction.rows(sql, &[]).await? {
        let (Ok(runner), Ok(kind)) = (row.text(0), row.text(1)) else {
            continue;
        };
        let head = CalendarRows {
            head: row.text(2).unwrap_or_default(),
            ..CalendarRows::default()
        };
        let of_rows = in_rows(transaction, [&runner, &kind]).await?;
        let highest = in_calendar(&head).max(of_rows);
        let sql = "UPDATE publication SET sequence = $3 WHERE runner = $1 AND kind = $2";
        let values = [Text(&runner), Text(&kind), Integer(highest.into())];
        transaction.execute(sql, &values).await?;
    }
    Ok(())
}
