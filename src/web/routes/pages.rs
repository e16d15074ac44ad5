//! Pages for browsers, their style, and the form of a plan's page.

use std::sync::Arc;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use http::header::LOCATION;
use http::{HeaderMap, HeaderValue, StatusCode, Uri};

use super::client::Client;
use super::form_post::FormFields;
use super::gate::LONGEST_ADDRESS;
use crate::clock::Clock;
use crate::web::answer::{Reply, words};
use crate::web::cache::Share;
use crate::web::catalogue::Catalogue;
use crate::web::pages::{self, Page, Site};
use crate::web::renders::{Asker, RenderFailure};
use crate::web::shared_state::SharedState;
use crate::web::{address, plan_feed};

/// The first page.
pub(super) async fn home(
    State(state): State<Arc<SharedState>>,
    client: Client,
    uri: Uri,
    headers: HeaderMap,
) -> Reply {
    let site = Site::new(state.options.base_url.as_deref(), &headers);
    let render = |catalogue: &Catalogue, _: &Site, _| Ok(pages::home(catalogue));
    page(state, client, &uri, headers, site, render).await
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
    let site = Site::new(state.options.base_url.as_deref(), &headers);
    let query = uri.query().unwrap_or("").to_owned();
    let render =
        move |catalogue: &Catalogue, site: &Site, clock| pages::plan(catalogue, site, &name, &query, clock);
    page(state, client, &uri, headers, site, render).await
}

/// The style of all pages.
pub(super) async fn style(
    State(state): State<Arc<SharedState>>,
    client: Client,
    uri: Uri,
    headers: HeaderMap,
) -> Reply {
    let site = Site::new(state.options.base_url.as_deref(), &headers);
    let render = |catalogue: &Catalogue, _: &Site, _| Ok(pages::style(catalogue));
    page(state, client, &uri, headers, site, render).await
}

/// A kept page, or one that `render` makes on a rendering thread.
async fn page(
    state: Arc<SharedState>,
    client: Client,
    uri: &Uri,
    headers: HeaderMap,
    site: Site,
    render: impl FnOnce(&Catalogue, &Site, Clock) -> Result<Page, RenderFailure> + Send + 'static,
) -> Reply {
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
            let (catalogue, generation) = state.catalogue();
            let version = pages::version(generation, clock);
            state.render_once((Share::Public, &key), version, generation, waiter, || {
                Ok(render(&catalogue, &site, clock)?.into_answer(state.options.gzip))
            });
        }
    };
    let outcome = state
        .run(Asker::Client(client.0), state.options.request_timeout, work)
        .await;
    match outcome {
        Err(RenderFailure::Refused(StatusCode::NOT_FOUND, _)) => pages::nothing(),
        outcome => state.reply(outcome, || state.cache.get(&key), &headers),
    }
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
