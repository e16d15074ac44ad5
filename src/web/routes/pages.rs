//! Pages for browsers, their style, and the form of a plan's page.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use http::header::LOCATION;
use http::{HeaderMap, HeaderValue, StatusCode, Uri};

use super::form_post::FormFields;
use super::gate::LONGEST_ADDRESS;
use crate::clock::Clock;
use crate::web::answer::{Reply, words};
use crate::web::cache::Share;
use crate::web::catalogue::Catalogue;
use crate::web::clients::{Asker, Client};
use crate::web::fair_share::is_long;
use crate::web::pages::{self, Page, Site};
use crate::web::renders::{Progress, RenderFailure, Waiter};
use crate::web::shared_state::SharedState;
use crate::web::{address, plan_feed};

/// A page that is asked for.
#[derive(Debug, Clone)]
enum RequestedPage {
    Home,
    /// A plan's page. The query holds the fields of its form.
    Plan {
        name: String,
        query: String,
    },
    Style,
}

impl RequestedPage {
    /// Processor time that the page probably takes.
    fn expected(&self, catalogue: &Catalogue) -> Duration {
        match self {
            RequestedPage::Home | RequestedPage::Style => Duration::ZERO,
            RequestedPage::Plan { name, query } => pages::expected(catalogue, name, query),
        }
    }

    fn render(&self, catalogue: &Catalogue, site: &Site, clock: Clock) -> Result<Page, RenderFailure> {
        match self {
            RequestedPage::Home => Ok(pages::home(catalogue)),
            RequestedPage::Plan { name, query } => pages::plan(catalogue, site, name, query, clock),
            RequestedPage::Style => Ok(pages::style(catalogue)),
        }
    }
}

/// The first page.
pub(super) async fn home(
    State(state): State<Arc<SharedState>>,
    client: Client,
    uri: Uri,
    headers: HeaderMap,
) -> Reply {
    page(state, client, &uri, headers, RequestedPage::Home).await
}

/// A plan's page. The query holds the fields of its form.
pub(super) async fn plan(
    State(state): State<Arc<SharedState>>,
    client: Client,
    name: Result<Path<String>, PathRejection>,
    uri: Uri,
    headers: HeaderMap,
) -> Reply {
    let Ok(Path(name)) = name else {
        return pages::missing(&headers, "there is no such plan\n");
    };
    let query = uri.query().unwrap_or("").to_owned();
    let requested = RequestedPage::Plan { name, query };
    page(state, client, &uri, headers, requested).await
}

/// The style of all pages.
pub(super) async fn style(
    State(state): State<Arc<SharedState>>,
    client: Client,
    uri: Uri,
    headers: HeaderMap,
) -> Reply {
    page(state, client, &uri, headers, RequestedPage::Style).await
}

/// A kept page, or one that is made on a rendering thread.
async fn page(
    state: Arc<SharedState>,
    client: Client,
    uri: &Uri,
    headers: HeaderMap,
    requested: RequestedPage,
) -> Reply {
    let site = Site::new(state.options.base_url.as_deref(), &headers);
    // Links on a page depend on the site, so each site has a page of its own.
    let key: Arc<str> = Arc::from(format!("{}{}", site.base, address::of(uri)));
    let clock = (state.options.clock)();
    let version = pages::version(state.generation(), clock);
    let kept = state.cache.get(&key).filter(|entry| entry.version == version);
    if let Some(entry) = kept {
        return entry.answer.reply(&headers);
    }
    let work = {
        let (state, key) = (Arc::clone(&state), Arc::clone(&key));
        move |waiter| {
            let expected = requested.expected(&state.catalogue().0);
            let work = move |waiter| {
                render_page(&state, &key, &requested, &site, clock, waiter);
                Progress::Done
            };
            match is_long(expected) {
                true => Progress::Rest(expected, waiter, Box::new(work)),
                false => work(waiter),
            }
        }
    };
    let outcome = state
        .run(Asker::Client(client), state.options.request_timeout, work)
        .await;
    match outcome {
        Err(RenderFailure::Refused(StatusCode::NOT_FOUND, _)) => pages::nothing(),
        outcome => state.reply(outcome, || state.cache.get(&key), &headers),
    }
}

/// Makes a page, on a rendering thread.
fn render_page(
    state: &SharedState,
    key: &Arc<str>,
    requested: &RequestedPage,
    site: &Site,
    clock: Clock,
    waiter: Waiter,
) {
    let (catalogue, generation) = state.catalogue();
    let version = pages::version(generation, clock);
    state.render_once((Share::Public, key), version, generation, waiter, || {
        let page = requested.render(&catalogue, site, clock)?;
        Ok(page.into_answer(&state.answers))
    });
}

/// The posted form of a plan's page: sends the browser to the page whose address holds the fields. Nothing is changed, so a
/// form may be posted again. The address is the shortest that means the same, and all who mean the same share it.
pub(super) async fn plan_form(
    State(state): State<Arc<SharedState>>,
    name: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
    FormFields(fields): FormFields,
) -> Reply {
    let Some(name) = name
        .ok()
        .filter(|name| pages::has_plan(&state.catalogue().0, name))
    else {
        return pages::missing(&headers, "there is no such plan\n");
    };
    let address = address::plan_page(&name, &plan_feed::canonical_fields(fields));
    let location = HeaderValue::from_str(&address).ok();
    let Some(location) = location.filter(|_| address.len() <= LONGEST_ADDRESS) else {
        return words(
            StatusCode::PAYLOAD_TOO_LARGE,
            "these fields do not fit into an address; shorten them\n",
        );
    };
    let mut reply = words(StatusCode::SEE_OTHER, "");
    reply.headers_mut().insert(LOCATION, location);
    reply
}
