//! The operator's listener: metrics and status, for nobody outside.

use std::sync::Arc;

use axum::Router;
use axum::extract::State;
use axum::routing::get;
use http::StatusCode;
use http::header::CONTENT_TYPE;

use crate::web::shared_state::SharedState;

const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
const TEXT: &str = "text/plain; charset=utf-8";

/// Every address of the operator's listener.
pub(in crate::web) fn table(state: Arc<SharedState>) -> Router {
    Router::new()
        .route("/", get(metrics))
        .route("/metrics", get(metrics))
        .route("/status", get(status))
        .fallback(nowhere)
        .with_state(state)
}

async fn metrics(State(state): State<Arc<SharedState>>) -> ([(http::HeaderName, &'static str); 1], String) {
    ([(CONTENT_TYPE, OPEN_METRICS)], state.metrics_text())
}

async fn status(State(state): State<Arc<SharedState>>) -> ([(http::HeaderName, &'static str); 1], String) {
    ([(CONTENT_TYPE, TEXT)], state.options.status.text())
}

async fn nowhere() -> (StatusCode, [(http::HeaderName, &'static str); 1], &'static str) {
    let help = "metrics are at /metrics, the status of the folder and the store is at /status\n";
    (StatusCode::NOT_FOUND, [(CONTENT_TYPE, TEXT)], help)
}
