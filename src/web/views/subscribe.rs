//! Ways to subscribe to a calendar.

use maud::{Markup, PreEscaped, html};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use qrcode::{Color, EcLevel, QrCode};

/// Characters that no part of an address escapes (RFC 3986 §2.3).
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// A text as a part of an address.
pub(super) fn encoded(text: &str) -> String {
    utf8_percent_encode(text, UNRESERVED).to_string()
}

/// Address of a calendar in the forms that applications take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Links {
    /// For any application.
    pub https: String,
    /// For Apple's applications.
    pub webcal: String,
    /// Google Calendar's page that adds it.
    pub google: String,
    /// Outlook's page that adds it.
    pub outlook: String,
    /// The calendar as a file.
    pub download: String,
}

impl Links {
    /// Links to the calendar at `address`, with its scheme and query. Outlook calls it `name`.
    pub fn new(address: &str, name: &str) -> Self {
        let bare = address.split_once("://").map_or(address, |(_, bare)| bare);
        let webcal = format!("webcal://{bare}");
        let separator = if address.contains('?') { '&' } else { '?' };
        Links {
            google: format!("https://calendar.google.com/calendar/r?cid={}", encoded(&webcal)),
            outlook: format!(
                "https://outlook.live.com/calendar/0/addfromweb?url={}&name={}",
                encoded(address),
                encoded(name)
            ),
            download: format!("{address}{separator}download"),
            https: address.to_owned(),
            webcal,
        }
    }
}

/// The section with all ways that work. No other computer reaches an address that is `only_here`.
pub(super) fn subscribe(links: &Links, only_here: bool) -> Markup {
    html! {
        section.subscribe #subscribe {
            h2 { "Add it to your calendar" }
            @if only_here { (here(links)) } @else { (anywhere(links)) }
            details {
                summary { "How soon do changes appear?" }
                table.plain {
                    @for (application, soon) in REFRESH { tr { th scope="row" { (application) } td { (soon) } } }
                }
            }
        }
    }
}

/// Ways on the computer that the server runs on.
fn here(links: &Links) -> Markup {
    html! {
        p {
            "This page comes from your own computer, and only this computer can reach the calendar’s address. Applications on it "
            "can subscribe; your phone, Google Calendar and Outlook on the web cannot."
        }
        div.ways {
            a.button href=(links.webcal) { "An application on this computer" }
            a.button.quiet href=(links.download) { "Download" }
        }
        (address(links))
        p.facts {
            "For the others, import the downloaded file, or run longrun where they can reach it, with its address: "
            code { "longrun serve --base-url https://…" }
        }
    }
}

fn address(links: &Links) -> Markup {
    html! {
        label.address {
            span { "Address for other applications" }
            input type="text" readonly value=(links.https);
        }
    }
}

/// Ways to an address that everybody can reach.
fn anywhere(links: &Links) -> Markup {
    html! {
        div.ways {
            a.button href=(links.webcal) { "Apple Calendar" }
            a.button href=(links.google) { "Google Calendar" }
            a.button href=(links.outlook) { "Outlook" }
            a.button.quiet href=(links.download) { "Download" }
        }
        (address(links))
        @if let Some(code) = qr_code(&links.webcal) {
            details {
                summary { "On your phone" }
                p { "Point its camera at this code." }
                (code)
            }
        }
    }
}

/// Time until applications ask again, as observed.
const REFRESH: [(&str, &str); 6] = [
    ("Apple Calendar", "as you set it, every 5 minutes to every week"),
    ("Google Calendar", "8 to 24 hours, whatever the calendar asks"),
    ("Outlook.com", "3 to 24 hours"),
    ("Thunderbird", "30 minutes"),
    ("Nextcloud", "as often as the calendar asks"),
    ("Proton Calendar", "4 to 16 hours"),
];

/// White squares around the code (ISO/IEC 18004).
const QUIET: usize = 4;

/// A QR code as a picture; `None` if the text is too long for one.
pub fn qr_code(text: &str) -> Option<Markup> {
    let code = QrCode::with_error_correction_level(text, EcLevel::L).ok()?;
    let width = code.width();
    let mut dark = String::new();
    for (row, colors) in code.to_colors().chunks(width).enumerate() {
        for (column, _) in colors
            .iter()
            .enumerate()
            .filter(|(_, color)| **color == Color::Dark)
        {
            dark.push_str(&format!("M{} {}h1v1h-1z", column + QUIET, row + QUIET));
        }
    }
    let size = width + 2 * QUIET;
    Some(html! {
        svg.qr viewBox={ "0 0 " (size) " " (size) } role="img" aria-label="QR code of the address" shape-rendering="crispEdges" {
            rect width=(size) height=(size) fill="#fff" {}
            path fill="#000" d=(PreEscaped(dark)) {}
        }
    })
}
