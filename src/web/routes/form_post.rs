//! Forms that browsers post: the place for pages that act.

use std::sync::Arc;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{FromRequest, Request, State};
use axum::handler::Handler;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, post};
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};
use http_body_util::Limited;

use crate::web::address;
use crate::web::answer::{Reply, words};
use crate::web::shared_state::SharedState;

/// POST of a form that takes at most `limit` bytes. Its handler gets the fields as [`FormFields`].
pub(super) fn form<H, T>(handler: H, limit: u64) -> MethodRouter<Arc<SharedState>>
where
    H: Handler<T, Arc<SharedState>>,
    T: 'static,
{
    post(handler).layer(from_fn_with_state(limit, bounded))
}

/// Refuses a body that is announced to be larger than `limit`, and ends one that turns out to be.
async fn bounded(State(limit): State<u64>, request: Request, next: Next) -> Response {
    if request.body().size_hint().lower() > limit {
        return too_large().into_response();
    }
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    next.run(request.map(|body| Body::new(Limited::new(body, limit))))
        .await
}

/// Names and values of a posted form, in their order. Fields may repeat.
///
/// Before the handler runs, the request has been refused if another site sent it (403, by the gate of its route), if it is no
/// form (415), too large (413), too slow (408), or not text (400).
#[derive(Debug)]
pub(super) struct FormFields(pub(super) Vec<(String, String)>);

impl FromRequest<Arc<SharedState>> for FormFields {
    type Rejection = Reply;

    async fn from_request(request: Request, state: &Arc<SharedState>) -> Result<Self, Reply> {
        if !is_form(request.headers()) {
            return Err(words(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "this address takes a form: application/x-www-form-urlencoded\n",
            ));
        }
        let body = tokio::time::timeout(state.options.request_timeout, Bytes::from_request(request, state));
        let body = match body.await {
            Ok(Ok(body)) => body,
            Ok(Err(error)) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => return Err(too_large()),
            Ok(Err(_)) => return Err(words(StatusCode::BAD_REQUEST, "the form breaks off\n")),
            Err(_) => {
                return Err(words(
                    StatusCode::REQUEST_TIMEOUT,
                    "the form took too long to arrive\n",
                ));
            }
        };
        let text = std::str::from_utf8(&body).map_err(|_| unreadable(&"it is not UTF-8"))?;
        let fields = address::pairs(text).map_err(|error| unreadable(&error))?;
        Ok(FormFields(fields))
    }
}

/// True for the media type that a browser gives a form without files; parameters do not matter.
fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let kind = kind.and_then(|kind| kind.split(';').next());
    kind.is_some_and(|kind| {
        kind.trim()
            .eq_ignore_ascii_case("application/x-www-form-urlencoded")
    })
}

fn too_large() -> Reply {
    words(StatusCode::PAYLOAD_TOO_LARGE, "the form is too large\n")
}

fn unreadable(reason: &dyn std::fmt::Display) -> Reply {
    words(
        StatusCode::BAD_REQUEST,
        format!("the form cannot be read: {reason}\n"),
    )
}
