//! Pages for browsers: their content, and how long each may be kept.

use std::net::IpAddr;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use chrono::{DateTime, Utc};
use chrono_tz::TZ_VARIANTS;
use http::header::{ACCEPT, HOST};
use http::{HeaderMap, StatusCode};

use super::address;
use super::answer::{self, Answer, AnswerMemory, Content, Reply, Sharing};
use super::cache::Version;
use super::catalogue::Catalogue;
use super::plan_feed::{self, RequestedSeason};
use super::renders::RenderFailure;
use super::views::{self, FilledForm, Links, MadeSeason, PlanPage};
use crate::calendar::size;
use crate::clock::Clock;
use crate::diagnostic::fault::AddressFault;
use crate::diagnostic::{Diagnostic, Faults};
use crate::history::{revise, within_limits};
use crate::limits::LARGEST_PAGE;
use crate::plan::{Plan, listing};
use crate::schedule::{Schedule, started};

/// Time for which a page that depends on today is right, in seconds. In every zone of today, days begin on a quarter of an
/// hour.
const QUARTER: i64 = 15 * 60;

/// Names of time zones to choose from: places, without the names kept for old files.
static ZONES: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let old = [
        "Etc/", "US/", "Canada/", "Brazil/", "Chile/", "Mexico/", "SystemV/",
    ];
    let names = TZ_VARIANTS.iter().map(|zone| zone.name());
    names
        .filter(|name| name.contains('/') && !old.iter().any(|old| name.starts_with(old)))
        .collect()
});

/// The server as the links of a page name it.
#[derive(Debug)]
pub(super) struct Site {
    /// Scheme and host of links: the operator's `--base-url`, else the Host that the browser sent.
    pub(super) base: String,
    /// No other computer can reach it.
    only_here: bool,
    /// The operator set it. Links made from Host are for this browser alone: a cache that ignores Host would hand them to
    /// others.
    is_set: bool,
}

impl Site {
    /// The site for a request with these headers; `base_url` is the operator's, if set.
    pub(super) fn new(base_url: Option<&str>, headers: &HeaderMap) -> Self {
        if let Some(base_url) = base_url {
            return Site {
                base: base_url.to_owned(),
                only_here: false,
                is_set: true,
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
            is_set: false,
        }
    }

    /// Rules for caches of a page with links to this site, at most until a time in seconds after 1970.
    fn sharing(&self, until: Option<u64>) -> Sharing {
        match (self.is_set, until) {
            (true, None) => Sharing::Public,
            (false, None) => Sharing::Private,
            (true, Some(until)) => Sharing::PublicUntil(until),
            (false, Some(until)) => Sharing::PrivateUntil(until),
        }
    }
}

/// True if a host, with or without a port, is the computer of the client itself.
fn is_own(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next(),
        None => host.split(':').next(),
    };
    let name = name.unwrap_or(host).trim_end_matches('.').to_ascii_lowercase();
    let is_loopback = |ip: IpAddr| ip.is_loopback() || ip.is_unspecified();
    name == "localhost" || name.ends_with(".localhost") || name.parse().is_ok_and(is_loopback)
}

/// Version of a page: the catalogue's number, and the quarter of an hour.
pub(super) fn version(generation: u64, clock: Clock) -> Version {
    Version(generation, quarter(clock))
}

fn quarter(clock: Clock) -> i64 {
    clock.now().timestamp().div_euclid(QUARTER)
}

/// A rendered page, or the style of all pages.
#[derive(Debug)]
pub(super) struct Page {
    content: Content,
    text: String,
    modified: DateTime<Utc>,
    sharing: Sharing,
    /// It tells something of a runner.
    personal: bool,
}

impl Page {
    /// The answer to send.
    pub(super) fn into_answer(self, memory: &AnswerMemory) -> Answer {
        let bytes = self.text.into_bytes();
        let answer = Answer::new(self.content, bytes, self.modified, self.sharing, None, memory);
        answer.unlisted_if(self.personal)
    }
}

/// The first page.
pub(super) fn home(catalogue: &Catalogue) -> Page {
    let plans = catalogue.plans().map(|(plan, extent)| (Arc::clone(plan), extent));
    let mut plans: Vec<_> = plans.collect();
    listing::sort_by(&mut plans, |(plan, _)| plan);
    Page {
        content: Content::Page,
        text: views::home(&plans).into_string(),
        modified: catalogue.modified(),
        sharing: Sharing::Public,
        personal: false,
    }
}

/// The style of all pages.
pub(super) fn style(catalogue: &Catalogue) -> Page {
    Page {
        content: Content::Style,
        text: views::STYLE.to_owned(),
        modified: catalogue.modified(),
        sharing: Sharing::Public,
        personal: false,
    }
}

/// True if `name` is a plan with a page; overlays have none.
pub(super) fn has_plan(catalogue: &Catalogue, name: &str) -> bool {
    let found = catalogue.plan_called(name);
    found.is_some_and(|(plan, _)| !plan.overlay)
}

/// 404 as a page.
pub(super) fn nothing() -> Reply {
    let page = views::nothing("There is nothing here", "Perhaps the plan has another name now.");
    answer::page(StatusCode::NOT_FOUND, page.into_string())
}

/// 404 as a page for a browser, and as `text` for a calendar application.
pub(super) fn missing(headers: &HeaderMap, text: &str) -> Reply {
    let mut lines = headers.get_all(ACCEPT).iter();
    let takes_pages = lines.any(|line| line.to_str().is_ok_and(|line| line.contains("text/html")));
    if takes_pages {
        nothing()
    } else {
        answer::words(StatusCode::NOT_FOUND, text)
    }
}

/// Processor time that a plan's page probably takes.
pub(super) fn expected(catalogue: &Catalogue, name: &str, query: &str) -> Duration {
    let form = plan_feed::filled(address::pairs(query).unwrap_or_default());
    let asked = match form.is_empty() || !has_plan(catalogue, name) {
        true => None,
        false => plan_feed::read_pairs(catalogue, name, &form).ok(),
    };
    asked.map_or(Duration::ZERO, |asked| asked.expected())
}

/// A plan's page. `query` holds the fields of its form.
///
/// # Errors
///
/// 404 for an unknown plan or an overlay; 400 for a page that is too large.
pub(super) fn plan(
    catalogue: &Catalogue,
    site: &Site,
    name: &str,
    query: &str,
    clock: Clock,
) -> Result<Page, RenderFailure> {
    let found = catalogue.plan_called(name).filter(|(plan, _)| !plan.overlay);
    let Some((plan, extent)) = found else {
        return Err(RenderFailure::Refused(
            StatusCode::NOT_FOUND,
            Arc::from("there is no such plan\n"),
        ));
    };
    let pairs = address::pairs(query);
    let unread = pairs.as_ref().err().map(|error| {
        Diagnostic::from(AddressFault::Undecodable {
            reason: error.to_string(),
        })
    });
    let form = plan_feed::filled(pairs.unwrap_or_default());
    let asked = match form.is_empty() {
        true => None,
        false => Some(plan_feed::read_pairs(catalogue, name, &form)),
    };
    let (mut made, mut too_large) = (None, None);
    let mut faults: &[Diagnostic] = unread.as_slice();
    match &asked {
        Some(Ok(asked)) => {
            let links = Links::new(&format!("{}{}", site.base, asked.canonical), &plan.title);
            match fitted(asked, clock) {
                Ok(fitted) => made = Some((asked.inputs.season(), fitted, links)),
                Err(fault) => too_large = Some(*fault),
            }
        }
        Some(Err(said)) => faults = said,
        None => {}
    }
    if let Some(fault) = &too_large {
        faults = std::slice::from_ref(fault);
    }
    let mut plans: Vec<&Plan> = catalogue.plans().map(|(plan, _)| &**plan).collect();
    listing::sort_by(&mut plans, |plan| plan);
    let page = views::plan(&PlanPage {
        plan,
        extent,
        form: FilledForm(&form),
        faults,
        made: made.as_ref().map(|(season, (schedule, told), links)| MadeSeason {
            season,
            schedule,
            told,
            links,
            only_here: site.only_here,
        }),
        zones: &ZONES,
        plans: &plans,
    });
    let text = page.into_string();
    if text.len() > LARGEST_PAGE {
        let most = LARGEST_PAGE >> 20;
        let told = format!("the page of this season would be larger than {most} MiB\n");
        return Err(RenderFailure::Refused(StatusCode::BAD_REQUEST, Arc::from(told)));
    }
    let (mut modified, mut until) = (catalogue.modified(), None);
    if made.is_some() {
        // A page with a season says how much of it has passed.
        let begins = quarter(clock) * QUARTER;
        until = u64::try_from(begins + QUARTER).ok();
        modified = modified.max(DateTime::from_timestamp(begins, 0).unwrap_or(modified));
    }
    Ok(Page {
        content: Content::Page,
        text,
        modified,
        sharing: site.sharing(until),
        personal: plan_feed::is_personal(&form),
    })
}

/// The season's schedule, with all warnings and notes that `export` and `show` would print for it.
///
/// # Errors
///
/// When its calendar would be too large.
fn fitted(asked: &RequestedSeason, clock: Clock) -> Result<(Schedule, Vec<Diagnostic>), Box<Diagnostic>> {
    let season = asked.inputs.season();
    let today = clock.today(season.athlete.zone);
    let faults = Faults::new();
    let revision = revise(&asked.inputs, None, today, asked.modified(), &faults);
    if let Some(note) = started(season, &revision.schedule, today, false) {
        faults.push(note);
    }
    let (calendar, bytes) = within_limits(revision.calendar)?;
    if let Some(warning) = size::too_large(bytes.len(), calendar.events.len()) {
        faults.push(warning);
    }
    let told = asked.told.iter().cloned().chain(faults.into_sorted());
    Ok((revision.schedule, told.collect()))
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
