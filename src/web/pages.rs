//! What people ask for in a browser: which page it is, and what is in it.

use std::net::IpAddr;
use std::sync::{Arc, LazyLock};

use chrono::DateTime;
use chrono_tz::TZ_VARIANTS;
use http::header::{ACCEPT, HOST};
use http::{HeaderMap, StatusCode};

use super::address;
use super::answer::{self, Answer, Content, Reply, Sharing};
use super::cache::Version;
use super::catalogue::Catalogue;
use super::plan_feed::{self, Asked, DOWNLOAD};
use super::renders::Failure;
use super::router::{Route, route};
use super::views::{self, Form, Links, Made, PlanPage};
use crate::calendar::size;
use crate::clock::Clock;
use crate::diagnostic::{Diagnostic, Faults};
use crate::history::revise;
use crate::plan::{Plan, listing};
use crate::schedule::{Schedule, started};
use crate::season::FLAGS;

/// A page that says what of a season is behind is right for so many seconds: in no zone does a day end within a quarter of
/// an hour of the clock.
const QUARTER: i64 = 15 * 60;

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

/// The server as a page speaks of it.
#[derive(Debug)]
pub(super) struct Site {
    /// What stands before `/plan/…` in the addresses of a page: what the operator says, else what the browser was told.
    pub(super) base: String,
    /// Whether no other computer can reach that.
    only_here: bool,
    /// Whether the operator said it. What a browser says in Host is nobody else's: a cache that leaves Host out of its key
    /// would hand it on.
    is_said: bool,
}

impl Site {
    pub(super) fn new(said: Option<&str>, headers: &HeaderMap) -> Self {
        if let Some(said) = said {
            return Site {
                base: said.to_owned(),
                only_here: false,
                is_said: true,
            };
        }
        let host = headers.get(HOST).and_then(|host| host.to_str().ok());
        let is_host = |host: &&str| {
            (1..256).contains(&host.len())
                && host
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b".-:[]_".contains(&b))
        };
        let host = host.filter(is_host).unwrap_or("localhost");
        Site {
            base: format!("http://{host}"),
            only_here: is_own(host),
            is_said: false,
        }
    }

    /// Who may keep a page with links to here, up to a moment if there is one.
    fn sharing(&self, until: Option<u64>) -> Sharing {
        match (self.is_said, until) {
            (true, None) => Sharing::Public,
            (false, None) => Sharing::Private,
            (true, Some(until)) => Sharing::PublicUntil(until),
            (false, Some(until)) => Sharing::PrivateUntil(until),
        }
    }
}

/// Whether a host, with its port, is the computer that asks.
fn is_own(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next(),
        None => host.split(':').next(),
    };
    let name = name.unwrap_or(host).trim_end_matches('.').to_ascii_lowercase();
    let is_loopback = |ip: IpAddr| ip.is_loopback() || ip.is_unspecified();
    name == "localhost" || name.ends_with(".localhost") || name.parse().is_ok_and(is_loopback)
}

/// What a page is made of: the plans, and the quarter of an hour.
pub(super) fn version(state: u64, clock: Clock) -> Version {
    Version(state, quarter(clock))
}

fn quarter(clock: Clock) -> i64 {
    clock.now().timestamp().div_euclid(QUARTER)
}

/// The page at `address`.
pub(super) fn render(
    catalogue: &Catalogue,
    site: &Site,
    address: &str,
    clock: Clock,
    pack: bool,
) -> Result<Answer, Failure> {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let (mut modified, mut sharing) = (catalogue.modified(), Sharing::Public);
    let (content, text) = match route(path) {
        Route::Home => (Content::Page, home(catalogue)),
        Route::PlanPage(name) => {
            let page = plan(catalogue, site, &name, query, clock)?;
            sharing = site.sharing(None);
            if page.knows_today {
                let begins = quarter(clock) * QUARTER;
                sharing = site.sharing(u64::try_from(begins + QUARTER).ok());
                modified = modified.max(DateTime::from_timestamp(begins, 0).unwrap_or(modified));
            }
            (Content::Page, page.text)
        }
        Route::Style => (Content::Style, views::STYLE.to_owned()),
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
        modified,
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

/// The same for whoever asks: a page for a browser, and `text` for a calendar application.
pub(super) fn missing(headers: &HeaderMap, text: &str) -> Reply {
    let mut lines = headers.get_all(ACCEPT).iter();
    let takes_pages = lines.any(|line| line.to_str().is_ok_and(|line| line.contains("text/html")));
    if takes_pages {
        nothing()
    } else {
        answer::words(StatusCode::NOT_FOUND, text)
    }
}

fn home(catalogue: &Catalogue) -> String {
    let plans = catalogue.plans().map(|(plan, extent)| (Arc::clone(plan), extent));
    let mut plans: Vec<_> = plans.collect();
    listing::sort_by(&mut plans, |(plan, _)| plan);
    views::home(&plans).into_string()
}

/// A plan's page, and whether anything of it depends on today.
struct Rendered {
    text: String,
    knows_today: bool,
}

fn plan(
    catalogue: &Catalogue,
    site: &Site,
    name: &str,
    query: &str,
    clock: Clock,
) -> Result<Rendered, Failure> {
    let found = catalogue.plan_called(name).filter(|(plan, _)| !plan.overlay);
    let Some((plan, extent)) = found else {
        return Err(Failure::Refused(
            StatusCode::NOT_FOUND,
            Arc::from("there is no such plan\n"),
        ));
    };
    // A field that was left empty says nothing; a switch that stands alone is on.
    let pairs = address::pairs(query);
    let unread = pairs
        .as_ref()
        .err()
        .map(|error| Diagnostic::error("address", error.to_string()));
    let mut form = pairs.unwrap_or_default();
    let is_switch = |name: &str| FLAGS.iter().any(|flag| flag.name == name && flag.is_switch());
    form.retain(|(name, value)| name != DOWNLOAD && (!value.is_empty() || is_switch(name)));
    let asked = match form.is_empty() {
        true => None,
        false => Some(plan_feed::read_pairs(catalogue, name, &form)),
    };
    let mut made = None;
    let mut faults: &[Diagnostic] = unread.as_slice();
    match &asked {
        Some(Ok(asked)) => {
            let links = Links::new(&format!("{}{}", site.base, asked.canonical), &plan.title);
            made = Some((asked.inputs.season(), fitted(asked, clock), links));
        }
        Some(Err(said)) => faults = said,
        None => {}
    }
    let mut plans: Vec<&Plan> = catalogue.plans().map(|(plan, _)| &**plan).collect();
    listing::sort_by(&mut plans, |plan| plan);
    let page = views::plan(&PlanPage {
        plan,
        extent,
        form: Form(&form),
        faults,
        made: made.as_ref().map(|(season, (schedule, told), links)| Made {
            season,
            schedule,
            told,
            links,
            only_here: site.only_here,
        }),
        zones: &ZONES,
        plans: &plans,
    });
    Ok(Rendered {
        text: page.into_string(),
        knows_today: made.is_some(),
    })
}

/// The season on days, and all that `export` and `show` would tell its runner.
fn fitted(asked: &Asked, clock: Clock) -> (Schedule, Vec<Diagnostic>) {
    let season = asked.inputs.season();
    let today = clock.today(season.athlete.zone);
    let faults = Faults::new();
    let revision = revise(&asked.inputs, None, today, asked.modified(), &faults);
    if let Some(note) = started(season, &revision.schedule, today) {
        faults.push(note);
    }
    let events = revision.calendar.events.len();
    if let Some(warning) = size::too_large(revision.calendar.to_bytes().len(), events) {
        faults.push(warning);
    }
    let told = asked.told.iter().cloned().chain(faults.into_sorted());
    (revision.schedule, told.collect())
}

#[cfg(test)]
mod tests {
    use super::is_own;

    #[test]
    fn a_loopback_address_is_known_in_all_its_spellings() {
        for own in [
            "localhost",
            "LOCALHOST:8080",
            "127.0.0.1:8080",
            "127.1.2.3",
            "[::1]:8080",
            "0.0.0.0:80",
            "x.localhost",
        ] {
            assert!(is_own(own), "{own}");
        }
        for other in [
            "run.example",
            "192.168.1.5:8080",
            "localhost.example",
            "[2001:db8::1]:80",
            "",
        ] {
            assert!(!is_own(other), "{other}");
        }
    }
}
