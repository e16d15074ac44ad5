//! Calendars: plans' feeds, and feeds behind tokens.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use http::{HeaderMap, Method, StatusCode, Uri};

use crate::season::RunnerId;
use crate::store::TokenHash;
use crate::web::answer::{Answer, Content, Reply, Sharing, as_download, later, words};
use crate::web::cache::{Share, Version};
use crate::web::clients::{Asker, Client};
use crate::web::fair_share::is_long;
use crate::web::plan_feed::{self, is_download};
use crate::web::renders::{Progress, RenderFailure, TurnOfWork, Waiter};
use crate::web::shared_state::SharedState;
use crate::web::token_feed::{self, FeedTarget, Lookup, RenderError};
use crate::web::{address, pages};

/// Longest wait for a new calendar behind a token while there is an earlier one.
const SOON: Duration = Duration::from_secs(2);

/// Answer for the owner of a feed whose runner has no season yet.
const NOTHING_YET: &str = "there is nothing in this calendar yet: the server has no season of its runner\n";

/// A plan's feed. Its season is given in the query.
pub(super) async fn plan_feed(
    State(state): State<Arc<SharedState>>,
    client: Client,
    name: Result<Path<String>, PathRejection>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Reply {
    let Ok(Path(plan)) = name else {
        return pages::missing(&headers, "there is nothing here\n");
    };
    let query = uri.query().unwrap_or("").to_owned();
    let address: Arc<str> = Arc::from(address::of(&uri));
    let kept = state.cache.head(&address);
    let kept = kept.filter(|entry| entry.is_current(state.generation()));
    if let Some(reply) = kept.and_then(|entry| entry.answer.reply_without_body(&method, &headers)) {
        return reply;
    }
    let work = {
        let (state, address) = (Arc::clone(&state), Arc::clone(&address));
        let (plan, query) = (plan.clone(), query.clone());
        move |waiter| render_plan_feed(&state, (&address, &plan, &query), TurnOfWork::First, waiter)
    };
    let outcome = state
        .run(Asker::Client(client), state.options.request_timeout, work)
        .await;
    if let Err(RenderFailure::Refused(StatusCode::NOT_FOUND, text)) = &outcome {
        return pages::missing(&headers, text);
    }
    let mut reply = state.reply(outcome, || state.cache.get(&address), &headers);
    if is_download(&query) && reply.status().is_success() {
        // A busy calendar is passed on, and its name with it.
        let name = if plan_feed::is_busy(&query) { "busy" } else { &plan };
        as_download(&mut reply, name);
    }
    reply
}

/// Renders the feed of `plan` for the season in `query`, on a rendering thread. A long season is only read in the first turn of
/// its client: then it is known to be long, and waits for a turn to which it is entitled.
fn render_plan_feed(
    state: &Arc<SharedState>,
    (address, plan, query): (&Arc<str>, &str, &str),
    turn: TurnOfWork,
    waiter: Waiter,
) -> Progress {
    let (catalogue, generation) = state.catalogue();
    let asked = match plan_feed::read(&catalogue, plan, query) {
        Ok(asked) => asked,
        Err(failure) => {
            let _ = waiter.send(Err(failure));
            return Progress::Done;
        }
    };
    // The canonical address is counted where it is rendered.
    let is_other = *address != asked.canonical && !is_download(query);
    if is_other && turn == TurnOfWork::First && state.admission.ask(address) {
        state.cache.put_same(address, &asked.canonical);
    }
    let (key, version) = (Arc::clone(&asked.canonical), asked.version());
    let expected = asked.expected();
    if turn == TurnOfWork::First && is_long(expected) && !state.has(&key, version) {
        let (state, address) = (Arc::clone(state), Arc::clone(address));
        let (plan, query) = (plan.to_owned(), query.to_owned());
        let rest =
            move |waiter| render_plan_feed(&state, (&address, &plan, &query), TurnOfWork::Second, waiter);
        return Progress::Rest(expected, waiter, Box::new(rest));
    }
    state.render_once((Share::Public, &key), version, generation, waiter, || {
        let bytes = asked.render(state.options.base_url.as_deref(), &state.feeds.secret())?;
        let base = state.options.base_url.as_deref().unwrap_or_default();
        let link = format!("{base}{}", asked.canonical);
        Ok(Answer::new(
            Content::Calendar,
            bytes,
            asked.modified(),
            Sharing::Public,
            Some(&link),
            &state.answers,
        )
        .unlisted_if(asked.personal))
    });
    Progress::Done
}

/// A season's feed, for those who have its token.
pub(super) async fn token_feed(
    State(state): State<Arc<SharedState>>,
    client: Client,
    token: Result<Path<String>, PathRejection>,
    headers: HeaderMap,
) -> Reply {
    const UNKNOWN: &str = "there is no such feed\n";
    let Ok(Path(token)) = token else {
        return pages::missing(&headers, UNKNOWN);
    };
    let hash = TokenHash::of(&token);
    let found = match state.feeds.look_up(&hash) {
        Lookup::Found(found) => found,
        Lookup::Revoked => return words(StatusCode::GONE, "this feed was revoked\n"),
        Lookup::Unknown => return pages::missing(&headers, UNKNOWN),
    };
    let key = token_feed::key(&found);
    let version = Version(found.version, 0);
    let kept = state.cache.get(&key);
    if let Some(entry) = kept.as_ref().filter(|entry| entry.version == version) {
        return entry.answer.reply(&headers);
    }
    if let Err(seconds) = state.limits.token(&hash, client.address) {
        let text = "this feed is asked for too often\n";
        return later(StatusCode::TOO_MANY_REQUESTS, seconds, text);
    }
    if !state.feeds.can_render() {
        return state.reply(Err(RenderFailure::NotNow), || kept, &headers);
    }
    let longest = state.options.request_timeout;
    let limit = kept.map_or(longest, |_| longest.min(SOON));
    let asker = Asker::Runner(found.runner.clone());
    let work = {
        let (state, key) = (Arc::clone(&state), Arc::clone(&key));
        move |waiter| render_token_feed(&state, &found, &key, version, waiter)
    };
    let outcome = state.run(asker, limit, work).await;
    state.reply(outcome, || state.cache.get(&key), &headers)
}

/// Renders the calendar of a feed, on a rendering thread.
fn render_token_feed(
    state: &SharedState,
    found: &FeedTarget,
    key: &Arc<str>,
    version: Version,
    waiter: Waiter,
) -> Progress {
    state.render_once((Share::Private, key), version, 0, waiter, || {
        let rendered = state
            .feeds
            .render(found)
            .map_err(|error| failure(state, (&found.runner, key), error))?;
        if rendered.bytes.is_empty() {
            // Calendar applications would delete all events.
            let error = "it was rendered to nothing".to_owned();
            return Err(failure(state, (&found.runner, key), RenderError::Failed(error)));
        }
        state.render_faults.end(key);
        Ok(Answer::new(
            Content::Calendar,
            rendered.bytes,
            rendered.modified,
            Sharing::Private,
            None,
            &state.answers,
        ))
    });
    Progress::Done
}

/// The failure to answer with; what the operator must know is logged, once as long as it stays the same.
fn failure(state: &SharedState, (runner, key): (&RunnerId, &Arc<str>), error: RenderError) -> RenderFailure {
    let (failure, error) = match error {
        RenderError::NothingYet => {
            return RenderFailure::Refused(StatusCode::NOT_FOUND, Arc::from(NOTHING_YET));
        }
        RenderError::NotNow(None) => return RenderFailure::NotNow,
        RenderError::NotNow(Some(error)) => (RenderFailure::NotNow, error),
        RenderError::Failed(error) => (RenderFailure::Broken, error),
    };
    if state.render_faults.is_new(key, &error) {
        tracing::error!(%runner, error, "a feed cannot be rendered");
    }
    failure
}
