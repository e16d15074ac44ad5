//! Pages as markup. A view gets its data and asks for no time, no file and no store.
//!
//! Every page works without scripts and loads nothing from other servers.

mod form;
mod home;
mod labels;
mod plan;
mod plan_data;
mod remarks;
mod season;
mod subscribe;

use maud::{DOCTYPE, Markup, html};

pub use home::home;
pub use plan::plan;
pub use plan_data::{FilledForm, MadeSeason, PlanPage};
pub use subscribe::{Links, qr_code};

/// The style of all pages. It has its own address, so that a browser fetches it once.
pub const STYLE: &str = include_str!("style.css");

/// A whole page with this content.
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
                footer { p { "No account. No scripts. All a calendar needs is its address." } }
            }
        }
    }
}

/// A page that says what is missing, with help.
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
