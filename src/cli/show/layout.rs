//! Chooses the layout that fits the width.

use unicode_width::UnicodeWidthStr;

use super::cell::{Detail, StyledText};

/// The columns of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Layout {
    /// The last day of a row, beside the first.
    pub(super) to_date: bool,
    /// Columns of the bar; 0 for none.
    pub(super) bar: usize,
    /// Detail of the days' cells. Without columns for them the week's long run stands in their place, and the days in
    /// lines below.
    pub(super) days: Option<Detail>,
}

/// Layouts from the fullest to the barest; the first that fits is used.
pub(super) const LAYOUTS: [Layout; 12] = [
    Layout {
        to_date: true,
        bar: 12,
        days: Some(Detail::Full),
    },
    Layout {
        to_date: true,
        bar: 8,
        days: Some(Detail::Full),
    },
    Layout {
        to_date: false,
        bar: 10,
        days: Some(Detail::Full),
    },
    Layout {
        to_date: false,
        bar: 8,
        days: Some(Detail::Full),
    },
    Layout {
        to_date: false,
        bar: 6,
        days: Some(Detail::Full),
    },
    Layout {
        to_date: false,
        bar: 8,
        days: Some(Detail::Training),
    },
    Layout {
        to_date: false,
        bar: 6,
        days: Some(Detail::Training),
    },
    Layout {
        to_date: true,
        bar: 10,
        days: Some(Detail::Brief),
    },
    Layout {
        to_date: false,
        bar: 6,
        days: Some(Detail::Brief),
    },
    Layout {
        to_date: false,
        bar: 0,
        days: Some(Detail::Brief),
    },
    Layout {
        to_date: true,
        bar: 12,
        days: None,
    },
    Layout {
        to_date: false,
        bar: 0,
        days: None,
    },
];

/// Columns between two days.
pub(super) const GAP: usize = 2;

/// The width of a cell.
pub(super) fn width(pieces: &[StyledText]) -> usize {
    pieces.iter().map(|piece| piece.text.width()).sum()
}

/// A bar of `width` columns for `value` of `most`, in eighths of a column, padded with blanks.
pub(super) fn bar(value: u64, most: u64, width: usize) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let eighths = usize::try_from(value.saturating_mul(8 * width as u64) / most.max(1)).unwrap_or(0);
    let (full, rest) = ((eighths / 8).min(width), eighths % 8);
    let rest = if full < width { EIGHTHS[rest] } else { "" };
    crate::cli::terminal::pad(&format!("{}{rest}", "█".repeat(full)), width)
}

#[cfg(test)]
mod tests {
    use super::bar;

    #[test]
    fn a_bar_is_as_long_as_its_share() {
        assert_eq!(bar(10, 10, 4), "████");
        assert_eq!(bar(5, 10, 4), "██  ");
        assert_eq!(bar(9, 16, 2), "█▏");
        assert_eq!(bar(0, 0, 3), "   ");
    }
}
