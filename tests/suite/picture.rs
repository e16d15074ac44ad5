//! The picture of the README: what `longrun show` prints in a terminal, drawn as SVG. It is drawn here from the
//! real output, so it cannot show what the program does not print.
//!
//! `UPDATE_GOLDEN=1 cargo test --test suite picture` draws it anew.

use std::fmt::Write;
use std::fs;

use crate::sources;
use crate::world::World;

/// Where it lies.
const PICTURE: &str = "docs/show.svg";

/// What is shown; the README names the same command below the picture.
const SHOWN: [&str; 8] = [
    "show",
    "marathon-intermediate-18",
    "--race",
    "2027-04-19",
    "--zone",
    "America/New_York",
    "--recent",
    "half 1:38:30",
];

/// The day of the picture: in the middle of the plan, so that this week is marked.
const DAY: &str = "2027-02-10";

/// The width of a character in the picture's units; its line is [`HIGH`].
const WIDE: usize = 8;
/// The height of a line.
const HIGH: usize = 18;
/// What is left free around the text.
const MARGIN: usize = 16;

const BACKGROUND: &str = "#1c1f26";
const TEXT: &str = "#d8dee9";

/// The colours 0 to 7 of a terminal, and the bright ones.
const COLOURS: [&str; 16] = [
    "#3b4252", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#d8dee9", "#6b7280",
    "#ff8b94", "#b5e8a0", "#f5d79b", "#8cc8ff", "#dda0f0", "#7fd6e0", "#ffffff",
];

/// How a piece of text is set.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Look {
    bold: bool,
    faint: bool,
    italic: bool,
    underlined: bool,
    inverted: bool,
    colour: Option<usize>,
}

#[test]
fn the_picture_is_what_show_prints() {
    let run = World::new()
        .at(DAY)
        .env("NO_COLOR", "")
        .env("COLUMNS", "132")
        .run(SHOWN.into_iter().chain(["--color", "always"]))
        .code(0);
    let drawn = draw(&run.stdout);
    let path = sources::root().join(PICTURE);
    if std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1") {
        fs::write(&path, &drawn).expect("the picture can be written");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == drawn,
        "{PICTURE} is not what `longrun show` prints today: look at it after UPDATE_GOLDEN=1 cargo test --test suite picture"
    );
}

#[test]
fn the_readme_names_the_command_of_the_picture() {
    let words: Vec<String> = SHOWN
        .iter()
        .map(|word| {
            if word.contains(' ') {
                format!("\"{word}\"")
            } else {
                (*word).to_owned()
            }
        })
        .collect();
    let command = format!("longrun {}", words.join(" "));
    assert!(
        sources::text("README.md".as_ref()).contains(&command),
        "the README does not say `{command}`"
    );
}

/// A terminal's text as SVG.
fn draw(text: &str) -> String {
    let lines: Vec<Vec<(String, Look)>> = {
        let mut look = Look::default();
        text.lines().map(|line| pieces(line, &mut look)).collect()
    };
    let columns =
        |line: &Vec<(String, Look)>| line.iter().map(|(piece, _)| piece.chars().count()).sum::<usize>();
    let width = lines.iter().map(columns).max().unwrap_or(0) * WIDE + 2 * MARGIN;
    let height = lines.len() * HIGH + 2 * MARGIN;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace\" font-size=\"13\">\n\
         <title>longrun show: a season in the terminal, a row a week</title>\n\
         <rect width=\"{width}\" height=\"{height}\" rx=\"8\" fill=\"{BACKGROUND}\"/>\n"
    );
    for (number, line) in lines.iter().enumerate() {
        let mut column = 0;
        for (piece, look) in line.iter().flat_map(columns_of) {
            let long = piece.chars().count();
            if !piece.trim().is_empty() || look.inverted {
                draw_piece(
                    &mut svg,
                    piece,
                    look,
                    MARGIN + column * WIDE,
                    MARGIN + number * HIGH,
                );
            }
            column += long;
        }
    }
    svg.push_str("</svg>\n");
    svg
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
    let words = words
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;");
    let _ = writeln!(
        svg,
        "<text x=\"{left}\" y=\"{base}\" textLength=\"{wide}\" lengthAdjust=\"spacingAndGlyphs\" xml:space=\"preserve\" \
         fill=\"{colour}\"{bold}{italic}{line}{faint}>{words}</text>"
    );
}

/// How much of its cell a block character fills from the left.
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
