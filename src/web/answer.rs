//! A calendar or page with all its headers, computed once and sent many times.

use std::sync::Arc;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_SECURITY_POLICY,
    CONTENT_TYPE, ETAG, EXPIRES, LAST_MODIFIED, LINK, REFERRER_POLICY, RETRY_AFTER, VARY,
    X_CONTENT_TYPE_OPTIONS,
};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Response, StatusCode};
use http_body_util::Full;
use sha2::{Digest, Sha256};

use super::conditional::{Held, held, http_date};
use super::encoding::{gzip, wants_gzip};
use super::in_flight::AnswerBytes;

/// Reply to a request.
pub(super) type Reply = Response<Full<Bytes>>;

const CALENDAR: HeaderValue = HeaderValue::from_static("text/calendar; charset=utf-8");
const PAGE: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");
const CSS: HeaderValue = HeaderValue::from_static("text/css; charset=utf-8");
const TEXT: HeaderValue = HeaderValue::from_static("text/plain; charset=utf-8");
const NO_SNIFFING: HeaderValue = HeaderValue::from_static("nosniff");
const BY_ENCODING: HeaderValue = HeaderValue::from_static("accept-encoding");
const GZIP: HeaderValue = HeaderValue::from_static("gzip");
/// For plain text: a browser loads nothing with it and shows it inside no other page.
const NOTHING_ELSE: HeaderValue = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");
/// For pages: the style and the form of this server, and nothing else.
const OWN_STYLE: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
);
const NO_REFERRER: HeaderValue = HeaderValue::from_static("no-referrer");
/// For pages: a browser names the page to this server alone. With "no-referrer" it would post forms with `Origin: null`, and
/// they could not be told from forged ones ([`super::same_site`]).
const OWN_REFERRER: HeaderValue = HeaderValue::from_static("same-origin");
/// For what no search engine is to list.
pub(super) const X_ROBOTS_TAG: HeaderName = HeaderName::from_static("x-robots-tag");
pub(super) const NO_INDEX: HeaderValue = HeaderValue::from_static("noindex");
const NOT_KEPT: HeaderValue = HeaderValue::from_static("no-store");

/// Rule for caches. A calendar is kept for a quarter of an hour, so that a change passes two caches within the hour that
/// REFRESH-INTERVAL promises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sharing {
    /// Any cache.
    Public,
    /// The client's own cache.
    Private,
    /// Any cache, until a time in seconds after 1970: the answer depends on today.
    PublicUntil(u64),
    /// The client's own cache, likewise.
    PrivateUntil(u64),
}

impl Sharing {
    fn header(self) -> HeaderValue {
        match self {
            Sharing::Public => HeaderValue::from_static("public, max-age=900"),
            Sharing::Private => HeaderValue::from_static("private, max-age=900"),
            // The time is in Expires, which max-age would overrule (RFC 9111 §5.3).
            Sharing::PublicUntil(_) => HeaderValue::from_static("public"),
            Sharing::PrivateUntil(_) => HeaderValue::from_static("private"),
        }
    }

    fn expires(self) -> Option<HeaderValue> {
        match self {
            Sharing::PublicUntil(end) | Sharing::PrivateUntil(end) => Some(header(&http_date(end))),
            Sharing::Public | Sharing::Private => None,
        }
    }
}

/// Kind of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    /// A calendar.
    Calendar,
    /// A page for a browser.
    Page,
    /// The style of pages.
    Style,
}

/// A calendar or page, ready to be sent plain or packed.
#[derive(Debug, Clone)]
pub(super) struct Answer {
    plain: EncodedBytes,
    /// `None` if it is switched off or not shorter.
    gzip: Option<EncodedBytes>,
    /// Last change, in seconds after 1970.
    modified_at: u64,
    modified: HeaderValue,
    sharing: HeaderValue,
    expires: Option<HeaderValue>,
    /// The canonical address.
    link: Option<HeaderValue>,
    content: Content,
    /// No search engine is to list it.
    is_unlisted: bool,
}

/// Memory in which answers are made.
#[derive(Debug, Default)]
pub(super) struct AnswerMemory {
    /// Answers are packed, too.
    pub(super) packs: bool,
    /// The bytes of all answers.
    pub(super) bytes: Arc<AnswerBytes>,
}

/// Bytes to send, with their tag.
#[derive(Debug, Clone)]
struct EncodedBytes {
    /// Empty in an answer without its body.
    bytes: Bytes,
    length: usize,
    tag: HeaderValue,
}

impl Answer {
    /// An answer of `bytes`, last changed at `modified`, with gzip if `memory` packs. `link` is the canonical address, if there is one.
    pub(super) fn new(
        content: Content,
        bytes: Vec<u8>,
        modified: DateTime<Utc>,
        sharing: Sharing,
        link: Option<&str>,
        memory: &AnswerMemory,
    ) -> Self {
        let digest = Sha256::digest(&bytes);
        let hash: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        let packed = if memory.packs { gzip(&bytes) } else { None };
        let modified_at = u64::try_from(modified.timestamp()).unwrap_or(0);
        Answer {
            plain: EncodedBytes {
                length: bytes.len(),
                bytes: memory.bytes.count(bytes),
                tag: header(&format!("\"{hash}\"")),
            },
            gzip: packed.map(|packed| EncodedBytes {
                length: packed.len(),
                bytes: memory.bytes.count(packed),
                tag: header(&format!("\"{hash}-gzip\"")),
            }),
            modified_at,
            modified: header(&http_date(modified_at)),
            sharing: sharing.header(),
            expires: sharing.expires(),
            link: link.map(|link| header(&format!("<{link}>; rel=\"canonical\""))),
            content,
            is_unlisted: false,
        }
    }

    /// The same answer; if it is `personal`, no search engine is to list it.
    #[must_use]
    pub(super) fn unlisted_if(self, personal: bool) -> Self {
        Answer {
            is_unlisted: personal,
            ..self
        }
    }

    /// Memory in use, about, in bytes.
    pub(super) fn size(&self) -> usize {
        let forms = self.plain.bytes.len() + self.gzip.as_ref().map_or(0, |form| form.bytes.len());
        forms + self.link.as_ref().map_or(0, HeaderValue::len) + size_of::<Answer>() + 200
    }

    /// The same answer without its body, for [`Answer::reply_without_body`].
    pub(super) fn without_body(&self) -> Self {
        let mut answer = self.clone();
        answer.plain.bytes = Bytes::new();
        if let Some(form) = &mut answer.gzip {
            form.bytes = Bytes::new();
        }
        answer
    }

    /// The reply to a request that needs no body: a HEAD, or one of a client that has the answer already.
    pub(super) fn reply_without_body(&self, method: &Method, headers: &HeaderMap) -> Option<Reply> {
        let mut reply = self.without_body().reply(headers);
        if reply.status() == StatusCode::NOT_MODIFIED {
            return Some(reply);
        }
        let is_packed = reply.headers().contains_key(CONTENT_ENCODING);
        let form = self.gzip.as_ref().filter(|_| is_packed).unwrap_or(&self.plain);
        let length = HeaderValue::from(form.length);
        reply.headers_mut().insert(CONTENT_LENGTH, length);
        (method == Method::HEAD).then_some(reply)
    }

    /// The reply to a GET with these `headers`. A HEAD gets the same; its body is not sent.
    pub(super) fn reply(&self, headers: &HeaderMap) -> Reply {
        let (form, is_packed) = match &self.gzip {
            Some(form) if wants_gzip(headers) => (form, true),
            _ => (&self.plain, false),
        };
        let tags = [
            &self.plain.tag,
            self.gzip.as_ref().map_or(&self.plain.tag, |form| &form.tag),
        ];
        let (status, body, tag) = match held(headers, &tags, self.modified_at) {
            Held::This(Some(at)) => (StatusCode::NOT_MODIFIED, Bytes::new(), tags[at]),
            Held::This(None) => (StatusCode::NOT_MODIFIED, Bytes::new(), &form.tag),
            Held::Other => (StatusCode::OK, form.bytes.clone(), &form.tag),
        };
        let mut reply = Response::new(Full::new(body));
        *reply.status_mut() = status;
        let lines = reply.headers_mut();
        lines.reserve(10);
        lines.insert(ETAG, tag.clone());
        lines.insert(LAST_MODIFIED, self.modified.clone());
        lines.insert(CACHE_CONTROL, self.sharing.clone());
        lines.insert(VARY, BY_ENCODING);
        if let Some(expires) = &self.expires {
            lines.insert(EXPIRES, expires.clone());
        }
        if self.is_unlisted {
            lines.insert(X_ROBOTS_TAG, NO_INDEX);
        }
        if status == StatusCode::OK {
            if let Some(link) = &self.link {
                lines.insert(LINK, link.clone());
            }
            match self.content {
                Content::Calendar => lines.insert(CONTENT_TYPE, CALENDAR),
                Content::Style => lines.insert(CONTENT_TYPE, CSS),
                Content::Page => {
                    lines.insert(CONTENT_SECURITY_POLICY, OWN_STYLE);
                    lines.insert(REFERRER_POLICY, OWN_REFERRER);
                    lines.insert(CONTENT_TYPE, PAGE)
                }
            };
            lines.insert(X_CONTENT_TYPE_OPTIONS, NO_SNIFFING);
            if is_packed {
                lines.insert(CONTENT_ENCODING, GZIP);
            }
        }
        reply
    }
}

/// A reply in plain text, not to be kept.
pub(super) fn words(status: StatusCode, text: impl Into<String>) -> Reply {
    let mut reply = Response::new(Full::new(Bytes::from(text.into())));
    *reply.status_mut() = status;
    let lines = reply.headers_mut();
    lines.insert(CONTENT_TYPE, TEXT);
    lines.insert(X_CONTENT_TYPE_OPTIONS, NO_SNIFFING);
    lines.insert(CONTENT_SECURITY_POLICY, NOTHING_ELSE);
    lines.insert(REFERRER_POLICY, NO_REFERRER);
    lines.insert(CACHE_CONTROL, NOT_KEPT);
    reply
}

/// A reply with a page, not to be kept.
pub(super) fn page(status: StatusCode, text: impl Into<String>) -> Reply {
    let mut reply = words(status, text);
    let lines = reply.headers_mut();
    lines.insert(CONTENT_TYPE, PAGE);
    lines.insert(CONTENT_SECURITY_POLICY, OWN_STYLE);
    lines.insert(REFERRER_POLICY, OWN_REFERRER);
    reply
}

/// A reply in plain text that asks the client to come back in `seconds`.
pub(super) fn later(status: StatusCode, seconds: u64, text: &str) -> Reply {
    let mut reply = words(status, text);
    reply
        .headers_mut()
        .insert(RETRY_AFTER, HeaderValue::from(seconds));
    reply
}

/// Makes a browser save the calendar as `name.ics`. Only letters, digits, `-`, `_` and `.` of the name are used.
pub(super) fn as_download(reply: &mut Reply, name: &str) {
    let plain: String = name
        .chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || "-_.".contains(c) {
                c
            } else {
                '-'
            }
        })
        .collect();
    let value = header(&format!("attachment; filename=\"{plain}.ics\""));
    reply.headers_mut().insert(CONTENT_DISPOSITION, value);
}

/// A header value from ASCII text of ours. Anything else would give an empty value rather than a panic.
fn header(text: &str) -> HeaderValue {
    HeaderValue::from_str(text).unwrap_or(HeaderValue::from_static(""))
}
