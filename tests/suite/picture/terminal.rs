//! A terminal window: the command that was typed, and what it printed.

use std::fmt::Write;

use super::escaped;

/// The width of a character in the picture's units; its line is [`HIGH`].
const WIDE: usize = 8;
/// The characters in a line.
pub(super) const COLUMNS: usize = 80;
/// The height of a line.
const HIGH: usize = 18;
/// The free space at the sides of the text and below it.
const MARGIN: usize = 18;
/// The height of the window's bar.
const BAR: usize = 42;
/// The buttons in it.
const BUTTONS: [&str; 3] = ["#ff5f57", "#febc2e", "#28c840"];

const BACKGROUND: &str = "#1c1f26";
const TEXT: &str = "#d8dee9";

/// The colours 0 to 7 of a terminal, and the bright ones.
const COLOURS: [&str; 16] = [
    "#3b4252", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#d8dee9", "#6b7280",
    "#ff8b94", "#b5e8a0", "#f5d79b", "#8cc8ff", "#dda0f0", "#7fd6e0", "#ffffff",
];

/// The colour of what was typed.
const PROMPT: usize = 15;

/// The style of a piece of text.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Look {
    bold: bool,
    faint: bool,
    italic: bool,
    underlined: bool,
    inverted: bool,
    colour: Option<usize>,
}

/// A window as SVG, `height` high, and its width.
pub(super) fn draw(command: &str, output: &str, height: usize) -> (String, usize) {
    let mut look = Look::default();
    let typed = command.lines().map(|line| {
        let colour = Some(PROMPT);
        let words = Look {
            colour,
            ..Look::default()
        };
        vec![(line.to_owned(), words)]
    });
    let printed = output.lines().map(|line| pieces(line, &mut look));
    let lines: Vec<Vec<(String, Look)>> = typed.chain([Vec::new()]).chain(printed).collect();
    let width = COLUMNS * WIDE + 2 * MARGIN;
    assert!(
        BAR + lines.len() * HIGH + MARGIN <= height,
        "{} lines do not fit",
        lines.len()
    );
    let mut svg = format!(
        "<g font-family=\"ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace\" font-size=\"13\">\n\
         <rect width=\"{width}\" height=\"{height}\" rx=\"10\" fill=\"{BACKGROUND}\"/>\n"
    );
    for (number, colour) in BUTTONS.iter().enumerate() {
        let (x, y) = (MARGIN + 6 + number * 20, BAR / 2 + 2);
        let _ = writeln!(svg, "<circle cx=\"{x}\" cy=\"{y}\" r=\"6\" fill=\"{colour}\"/>");
    }
    for (number, line) in lines.iter().enumerate() {
        let mut column = 0;
        for (piece, look) in line.iter().flat_map(columns_of) {
            let long = piece.chars().count();
            if !piece.trim().is_empty() || look.inverted {
                let (left, top) = (MARGIN + column * WIDE, BAR + number * HIGH);
                draw_piece(&mut svg, piece, look, left, top);
            }
            column += long;
        }
    }
    svg.push_str("</g>\n");
    (svg, width)
}

/// A piece cut where several blanks stand, so that each column is set at its own place.
fn columns_of((text, look): &(String, Look)) -> Vec<(&str, Look)> {
    let mut columns = Vec::new();
    let mut rest = text.as_str();
    while let Some(gap) = rest.find("  ") {
        let end = rest[gap..]
            .find(|c| c != ' ')
            .map_or(rest.len(), |blanks| gap + blanks);
        columns.extend([(&rest[..gap], *look), (&rest[gap..end], *look)]);
        rest = &rest[end..];
    }
    columns.push((rest, *look));
    columns
}

fn draw_piece(svg: &mut String, piece: &str, look: Look, left: usize, top: usize) {
    let long = piece.chars().count();
    let colour = look.colour.map_or(TEXT, |colour| COLOURS[colour]);
    let faint = if look.faint { " opacity=\"0.6\"" } else { "" };
    if piece.trim_end().chars().all(|c| eighths(c).is_some()) && !piece.trim().is_empty() {
        // A bar: drawn, since fonts disagree about block characters.
        let eighths: usize = piece.chars().filter_map(eighths).sum();
        let (wide, top, high) = (eighths * WIDE / 8, top + 3, HIGH - 6);
        let _ = writeln!(
            svg,
            "<rect x=\"{left}\" y=\"{top}\" width=\"{wide}\" height=\"{high}\" fill=\"{colour}\"{faint}/>"
        );
        return;
    }
    let wide = long * WIDE;
    let mut colour = colour;
    if look.inverted {
        let _ = writeln!(
            svg,
            "<rect x=\"{left}\" y=\"{top}\" width=\"{wide}\" height=\"{HIGH}\" fill=\"{colour}\"/>"
        );
        colour = BACKGROUND;
    }
    // Blanks at the ends are left to the position: not every program keeps them.
    let blanks = piece.chars().take_while(|c| *c == ' ').count();
    let words = piece.trim();
    let (left, wide) = (left + blanks * WIDE, words.chars().count() * WIDE);
    let bold = if look.bold { " font-weight=\"bold\"" } else { "" };
    let italic = if look.italic { " font-style=\"italic\"" } else { "" };
    let line = if look.underlined {
        " text-decoration=\"underline\""
    } else {
        ""
    };
    let base = top + HIGH - 5;
    let words = escaped(words);
    let _ = writeln!(
        svg,
        "<text x=\"{left}\" y=\"{base}\" textLength=\"{wide}\" lengthAdjust=\"spacingAndGlyphs\" xml:space=\"preserve\" \
         fill=\"{colour}\"{bold}{italic}{line}{faint}>{words}</text>"
    );
}

/// The eighths of its cell that a block character fills, from the left.
fn eighths(c: char) -> Option<usize> {
    ('\u{2588}'..='\u{258f}')
        .contains(&c)
        .then(|| 8 - (c as usize - 0x2588))
}

/// A line's pieces of one look each. The look goes on into the next line.
fn pieces(line: &str, look: &mut Look) -> Vec<(String, Look)> {
    let mut pieces: Vec<(String, Look)> = Vec::new();
    let mut rest = line;
    while !rest.is_empty() {
        let (text, after) = rest.split_once("\u{1b}[").unwrap_or((rest, ""));
        if !text.is_empty() {
            pieces.push((text.to_owned(), *look));
        }
        let Some((codes, after)) = after.split_once('m') else {
            break;
        };
        for code in codes.split(';') {
            set(look, code.parse().unwrap_or(0));
        }
        rest = after;
    }
    pieces
}

/// One code of `ESC [ … m`.
fn set(look: &mut Look, code: usize) {
    match code {
        0 => *look = Look::default(),
        1 => look.bold = true,
        2 => look.faint = true,
        3 => look.italic = true,
        4 => look.underlined = true,
        7 => look.inverted = true,
        30..=37 => look.colour = Some(code - 30),
        90..=97 => look.colour = Some(code - 90 + 8),
        _ => panic!("the picture does not know the terminal code {code}"),
    }
}
