//! Every address there is.

use std::borrow::Cow;

use super::address;

/// Where an address leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Route<'a> {
    /// A plan's feed; the season stands in the query.
    PlanFeed(Cow<'a, str>),
    /// A season's feed; whoever has the token may read it.
    TokenFeed(&'a str),
    /// The first page.
    Home,
    /// A plan's page; what its form says stands in the query.
    PlanPage(Cow<'a, str>),
    /// The style of all pages.
    Style,
    /// Whether the server answers.
    Health,
    /// What robots may read.
    Robots,
    /// Nowhere.
    Nowhere,
}

/// The table of contents: where `path` leads.
pub(super) fn route(path: &str) -> Route<'_> {
    let mut parts = path.strip_prefix('/').unwrap_or(path).split('/');
    match [parts.next(), parts.next(), parts.next(), parts.next()] {
        [Some("plan"), Some(name), Some("calendar.ics"), None] => match address::segment(name) {
            Some(name) => Route::PlanFeed(name),
            None => Route::Nowhere,
        },
        [Some("feed"), Some(token), Some("calendar.ics"), None] => Route::TokenFeed(token),
        [Some("plan"), Some(name), None, None] => match address::segment(name) {
            Some(name) if !name.is_empty() => Route::PlanPage(name),
            _ => Route::Nowhere,
        },
        [Some(""), None, ..] if path == "/" => Route::Home,
        [Some("style.css"), None, ..] => Route::Style,
        [Some("healthz"), None, ..] => Route::Health,
        [Some("robots.txt"), None, ..] => Route::Robots,
        _ => Route::Nowhere,
    }
}

/// A route's name, for logs and metrics: never the address itself, which may hold a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RouteName {
    PlanFeed,
    TokenFeed,
    Home,
    PlanPage,
    Style,
    Health,
    Robots,
    Nowhere,
}

impl RouteName {
    pub(super) const ALL: [RouteName; 8] = [
        RouteName::PlanFeed,
        RouteName::TokenFeed,
        RouteName::Home,
        RouteName::PlanPage,
        RouteName::Style,
        RouteName::Health,
        RouteName::Robots,
        RouteName::Nowhere,
    ];

    pub(super) fn text(self) -> &'static str {
        match self {
            RouteName::PlanFeed => "/plan/{name}/calendar.ics",
            RouteName::TokenFeed => "/feed/{token}/calendar.ics",
            RouteName::Home => "/",
            RouteName::PlanPage => "/plan/{name}",
            RouteName::Style => "/style.css",
            RouteName::Health => "/healthz",
            RouteName::Robots => "/robots.txt",
            RouteName::Nowhere => "none",
        }
    }
}

impl Route<'_> {
    pub(super) fn name(&self) -> RouteName {
        match self {
            Route::PlanFeed(_) => RouteName::PlanFeed,
            Route::TokenFeed(_) => RouteName::TokenFeed,
            Route::Home => RouteName::Home,
            Route::PlanPage(_) => RouteName::PlanPage,
            Route::Style => RouteName::Style,
            Route::Health => RouteName::Health,
            Route::Robots => RouteName::Robots,
            Route::Nowhere => RouteName::Nowhere,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leads_to_one_place_or_nowhere() {
        assert_eq!(
            route("/plan/half-12/calendar.ics"),
            Route::PlanFeed("half-12".into())
        );
        assert_eq!(
            route("/plan/my%20plan/calendar.ics"),
            Route::PlanFeed("my plan".into())
        );
        assert_eq!(route("/feed/abc/calendar.ics"), Route::TokenFeed("abc"));
        assert_eq!(route("/plan/half-12"), Route::PlanPage("half-12".into()));
        assert_eq!(route("/"), Route::Home);
        assert_eq!(route("/style.css"), Route::Style);
        assert_eq!(route("/healthz"), Route::Health);
        assert_eq!(route("/robots.txt"), Route::Robots);
        for nowhere in [
            "",
            "//",
            "*",
            "/healthz/",
            "/plan",
            "/plan/",
            "/plan/x/",
            "/plan/x/calendar.ics/",
            "/plan/x/y/calendar.ics",
            "/plan/%ff/calendar.ics",
            "/plan/../../etc/passwd",
        ] {
            assert_eq!(route(nowhere), Route::Nowhere, "{nowhere}");
        }
    }
}
