//! What people see in a browser: data to markup, and nothing else. No view asks for a time, a file or the store.
//!
//! Every page works without scripts and without anything from another server.

mod form;
mod home;
mod plan;
mod remarks;
mod season;
mod subscribe;
mod words;

use maud::{DOCTYPE, Markup, html};

pub use home::home;
pub use plan::{Form, Made, PlanPage, plan};
pub use subscribe::{Links, qr_code};

/// The style of all pages, a file of its own so that it is fetched once.
pub const STYLE: &str = include_str!("style.css");

/// A page around its content.
fn page(title: &str, description: &str, content: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="description" content=(description);
                title { (title) }
                link rel="stylesheet" href="/style.css";
            }
            body {
                header { a.brand href="/" { "longrun" } span.claim { "Training plans in the calendar you already look at" } }
                main { (content) }
                footer { p { "No account. No script. The address of a calendar is all there is of it." } }
            }
        }
    }
}

/// What stands where nothing is.
pub fn nothing(what: &str, help: &str) -> Markup {
    page(
        what,
        what,
        &html! {
            h1 { (what) }
            p { (help) " " a href="/" { "All plans" } }
        },
    )
}
