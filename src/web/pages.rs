//! What people ask for in a browser: which page it is, and what is in it.

use std::sync::{Arc, LazyLock};

use chrono_tz::TZ_VARIANTS;
use http::header::HOST;
use http::{HeaderMap, StatusCode};

use super::address;
use super::answer::{self, Answer, Content, Reply, Sharing};
use super::catalogue::Catalogue;
use super::plan_feed::{self, DOWNLOAD};
use super::renders::Failure;
use super::router::{Route, route};
use super::views::{self, Form, Links, Made, PlanPage};
use crate::diagnostic::{Diagnostic, Faults};
use crate::plan::listed;
use crate::schedule::schedule;

/// The names of zones that people choose from: places, without what is kept for old files only.
static ZONES: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let old = [
        "Etc/", "US/", "Canada/", "Brazil/", "Chile/", "Mexico/", "SystemV/",
    ];
    let names = TZ_VARIANTS.iter().map(|zone| zone.name());
    names
        .filter(|name| name.contains('/') && !old.iter().any(|old| name.starts_with(old)))
        .collect()
});

/// What stands before `/plan/…` in the addresses of a page: what the operator says, else what the browser was told.
pub(super) fn base_url(said: Option<&str>, headers: &HeaderMap) -> String {
    if let Some(said) = said {
        return said.to_owned();
    }
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let is_host = |host: &&str| {
        host.len() < 256
            && host
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b".-:[]_".contains(&b))
    };
    format!("http://{}", host.filter(is_host).unwrap_or("localhost"))
}

/// The page at `address`. `sharing` says who may keep one whose links begin with `base`; other pages anybody may keep.
pub(super) fn render(
    catalogue: &Catalogue,
    (base, sharing): (&str, Sharing),
    address: &str,
    pack: bool,
) -> Result<Answer, Failure> {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let (content, sharing, text) = match route(path) {
        Route::Home => (Content::Page, Sharing::Public, home(catalogue)),
        Route::PlanPage(name) => (Content::Page, sharing, plan(catalogue, base, &name, query)?),
        Route::Style => (Content::Style, Sharing::Public, views::STYLE.to_owned()),
        _ => {
            return Err(Failure::Refused(
                StatusCode::NOT_FOUND,
                Arc::from("there is nothing here\n"),
            ));
        }
    };
    Ok(Answer::new(
        content,
        text.into_bytes(),
        catalogue.modified(),
        sharing,
        None,
        pack,
    ))
}

/// What stands where nothing is.
pub(super) fn nothing() -> Reply {
    let page = views::nothing("There is nothing here", "Perhaps the plan has another name now.");
    answer::page(StatusCode::NOT_FOUND, page.into_string())
}

fn home(catalogue: &Catalogue) -> String {
    let plans = catalogue.plans().map(|(plan, extent)| (Arc::clone(plan), extent));
    let mut plans: Vec<_> = plans.collect();
    listed::sort_by(&mut plans, |(plan, _)| plan);
    views::home(&plans).into_string()
}

fn plan(catalogue: &Catalogue, base: &str, name: &str, query: &str) -> Result<String, Failure> {
    let found = catalogue.plan_called(name).filter(|(plan, _)| !plan.overlay);
    let Some((plan, extent)) = found else {
        return Err(Failure::Refused(
            StatusCode::NOT_FOUND,
            Arc::from("there is no such plan\n"),
        ));
    };
    // A field that was left empty says nothing.
    let mut form = address::pairs(query).unwrap_or_default();
    form.retain(|(name, value)| !value.is_empty() && name != DOWNLOAD);
    let asked = match form.is_empty() {
        true => None,
        false => Some(plan_feed::read_pairs(catalogue, name, &form)),
    };
    let mut made = None;
    let mut faults: &[Diagnostic] = &[];
    match &asked {
        Some(Ok(asked)) => {
            let links = Links::new(&format!("{base}{}", asked.canonical), &plan.title);
            made = Some((&asked.season, schedule(&asked.season, &Faults::new()), links));
        }
        Some(Err(said)) => faults = said,
        None => {}
    }
    let page = views::plan(&PlanPage {
        plan,
        extent,
        form: Form(&form),
        faults,
        made: made.as_ref().map(|(season, schedule, links)| Made {
            season,
            schedule,
            links,
        }),
        zones: &ZONES,
    });
    Ok(page.into_string())
}
