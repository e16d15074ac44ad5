//! `longrun feeds`: the private addresses of runners' calendars.

use std::io::Write;

use chrono::{DateTime, SecondsFormat, Utc};
use clap::{Args, Subcommand};
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::Failure;
use super::base_url::base_url;
use super::shared_flags::Json;
use super::show::json;
use super::store_source::{StoreFlag, wait};
use super::terminal::{FAINT, HEADING, line, pad};
use crate::clock::Clock;
use crate::diagnostic::nearest;
use crate::season::RunnerId;
use crate::store::{FeedAddress, FeedKind, Store, StoreError, Token};

const FEEDS_EXAMPLES: &str = "\
\x1b[1;4mExamples:\x1b[0m
  longrun feeds make ada-lovelace --base-url https://longrun.example
  longrun feeds make ada-lovelace --busy
  longrun feeds list --json | jq -r '.[] | select(.revoked == null) | .runner'
  longrun feeds rotate \"Ada Lovelace\"
  longrun feeds forget ada-lovelace

A feed belongs to a runner, and not to a file: it goes on with the runner's next season. A runner's id is the `id`
of [athlete] in the season's file, or else made once from the file's name. A name will do where one runner has it.
An address is shown when it is made and never again. Subscribers of one that was revoked or rotated are told that it
is gone (410).";

/// `longrun feeds`
#[derive(Debug, Args)]
#[command(after_help = FEEDS_EXAMPLES, args_conflicts_with_subcommands = true)]
pub(crate) struct FeedsArguments {
    #[command(subcommand)]
    command: Option<FeedsCommand>,
    #[command(flatten)]
    list: ListArguments,
}

/// The actions on feeds.
#[derive(Debug, Subcommand)]
enum FeedsCommand {
    /// List the feeds (the default)
    List(ListArguments),
    /// Make a private address for a runner's calendar, and show it once
    Make(FeedArguments),
    /// Give a runner's calendar another address; the old one is revoked
    Rotate(FeedArguments),
    /// Take a calendar's address away
    Revoke(FeedArguments),
    /// Forget what was published of a calendar; the next one begins afresh, at the same address
    Forget(FeedArguments),
}

#[derive(Debug, Args)]
struct ListArguments {
    #[command(flatten)]
    json: Json,
    #[command(flatten)]
    store: StoreFlag,
}

#[derive(Debug, Args)]
struct FeedArguments {
    /// The runner: the id, or a name that one runner has
    #[arg(value_name = "RUNNER")]
    runner: String,
    /// The busy calendar, which says when there is no time and nothing else
    #[arg(long)]
    busy: bool,
    #[arg(help = "Public address of the server, e.g. https://longrun.example")]
    #[arg(long, value_name = "URL", env = "LONGRUN_BASE_URL", value_parser = base_url)]
    base_url: Option<String>,
    #[command(flatten)]
    json: Json,
    #[command(flatten)]
    store: StoreFlag,
}

/// Lists, makes, rotates or revokes.
pub(crate) fn run(arguments: &FeedsArguments) -> Result<(), Failure> {
    let now = Clock::system().now();
    match &arguments.command {
        None => list(&arguments.list),
        Some(FeedsCommand::List(it)) => list(it),
        Some(FeedsCommand::Make(it)) => {
            let kind = it.kind();
            let (runner, token) = it.on_store(async |store| {
                let runner = store.runner_called(&it.runner).await?;
                let token = store.add(&runner, kind, now).await?;
                Ok((Called::find(store, runner).await?, token))
            })?;
            it.tell(&runner, &token, "")
        }
        Some(FeedsCommand::Rotate(it)) => {
            let kind = it.kind();
            let (runner, token) = it.on_store(async |store| {
                let runner = it.known(store).await?;
                let token = store.rotate(&runner, kind, now).await?;
                Ok((Called::find(store, runner).await?, token))
            })?;
            it.tell(&runner, &token, "; the one before is revoked")
        }
        Some(FeedsCommand::Forget(it)) => {
            let words = format!(
                "what was published of the {} feed is forgotten; the next calendar begins afresh, at the same address",
                it.kind().word()
            );
            change(it, &words, async |store, runner| {
                store.forget(runner, it.kind(), now).await
            })
        }
        Some(FeedsCommand::Revoke(it)) => {
            let words = format!("the {} feed is revoked", it.kind().word());
            change(it, &words, async |store, runner| {
                store.revoke(runner, it.kind(), now).await
            })
        }
    }
}

/// Changes a feed that is there, and reports it in `words`.
fn change(
    arguments: &FeedArguments,
    words: &str,
    work: impl AsyncFnOnce(&Store, &RunnerId) -> Result<(), StoreError>,
) -> Result<(), Failure> {
    let runner = arguments.on_store(async |store| {
        let runner = arguments.known(store).await?;
        work(store, &runner).await?;
        Called::find(store, runner).await
    })?;
    if arguments.json.wanted {
        return Ok(json::print(&arguments.made(&runner, None))?);
    }
    let mut stderr = anstream::stderr();
    writeln!(stderr, "{}: {words}", runner.id)?;
    arguments.store.tell()
}

fn list(arguments: &ListArguments) -> Result<(), Failure> {
    let feeds = wait(async {
        let store = arguments.store.open().await?;
        let feeds = store.feeds().await?;
        store.close().await;
        Ok(feeds)
    })?;
    if arguments.json.wanted {
        let shown: Vec<FeedShown> = feeds.iter().map(FeedShown::of).collect();
        return Ok(json::print(&shown)?);
    }
    let mut stdout = anstream::stdout().lock();
    if feeds.is_empty() {
        writeln!(stdout, "There are no feeds yet: longrun feeds make RUNNER")?;
    } else {
        stdout.write_all(table(&feeds).as_bytes())?;
    }
    stdout.flush()?;
    arguments.store.tell()
}

/// The feeds, a row each: runner, name, kind, and the days on which it was made and revoked.
fn table(feeds: &[FeedAddress]) -> String {
    let ids: Vec<&str> = feeds.iter().map(|feed| feed.runner.as_str()).collect();
    let names: Vec<String> = feeds.iter().map(|feed| line(&feed.label)).collect();
    let widest = |texts: &mut dyn Iterator<Item = &str>, least| {
        texts.map(|it| it.width()).max().unwrap_or(0).max(least)
    };
    let of_ids = widest(&mut ids.iter().copied(), "runner".len());
    let of_names = widest(&mut names.iter().map(String::as_str), "name".len());
    let (runner, name) = (pad("runner", of_ids), pad("name", of_names));
    let mut text = format!("{HEADING}{runner}  {name}  feed  made{HEADING:#}\n");
    for ((feed, id), name) in feeds.iter().zip(ids).zip(&names) {
        let row = format!(
            "{}  {}  {}  {}",
            pad(id, of_ids),
            pad(name, of_names),
            feed.kind.word(),
            day(feed.created)
        );
        match feed.revoked {
            Some(revoked) => text.push_str(&format!("{FAINT}{row}  revoked {}{FAINT:#}\n", day(revoked))),
            None => text.push_str(&format!("{row}\n")),
        }
    }
    text
}

fn day(at: DateTime<Utc>) -> String {
    at.date_naive().to_string()
}

/// A feed for programs.
#[derive(Serialize)]
struct FeedShown {
    runner: String,
    name: String,
    feed: &'static str,
    created: String,
    revoked: Option<String>,
}

impl FeedShown {
    fn of(feed: &FeedAddress) -> Self {
        let moment = |at: DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::Secs, true);
        FeedShown {
            runner: feed.runner.to_string(),
            name: feed.label.clone(),
            feed: feed.kind.word(),
            created: moment(feed.created),
            revoked: feed.revoked.map(moment),
        }
    }
}

/// The outcome of a change, for programs.
#[derive(Serialize)]
struct FeedMade<'a> {
    runner: &'a str,
    name: &'a str,
    feed: &'static str,
    address: Option<String>,
}

/// A runner with the name that is shown.
struct Called {
    id: RunnerId,
    name: String,
}

impl Called {
    async fn find(store: &Store, id: RunnerId) -> Result<Self, StoreError> {
        let runners = store.runners().await?;
        let name = runners
            .get(&id)
            .map_or_else(|| id.to_string(), |runner| runner.label.clone());
        Ok(Called { id, name })
    }
}

impl FeedArguments {
    fn kind(&self) -> FeedKind {
        match self.busy {
            true => FeedKind::Busy,
            false => FeedKind::Full,
        }
    }

    fn on_store<T>(&self, work: impl AsyncFnOnce(&Store) -> Result<T, StoreError>) -> Result<T, Failure> {
        wait(async {
            let store = self.store.open().await?;
            let done = match work(&store).await {
                Err(
                    error @ (StoreError::HasFeed { .. }
                    | StoreError::NoFeed { .. }
                    | StoreError::NothingPublished { .. }
                    | StoreError::Ambiguous { .. }),
                ) => Err(Failure::Usage(self.advice(&store, &error).await)),
                done => done.map_err(Failure::from),
            };
            store.close().await;
            done
        })
    }

    /// The runner, who must be known already.
    async fn known(&self, store: &Store) -> Result<RunnerId, StoreError> {
        let found = store.find_runner(&self.runner).await?;
        found.ok_or_else(|| StoreError::NoFeed {
            runner: self.runner.clone(),
            kind: self.kind(),
        })
    }

    /// The error with what to do about it.
    async fn advice(&self, store: &Store, error: &StoreError) -> String {
        if matches!(error, StoreError::HasFeed { .. }) {
            return format!("{error}; `longrun feeds rotate` gives it another address");
        }
        if matches!(error, StoreError::NothingPublished { .. }) {
            return format!("{error}; there is nothing to forget");
        }
        if matches!(error, StoreError::Ambiguous { .. }) {
            return format!("{error}; name one by the id");
        }
        let feeds = store.feeds().await.unwrap_or_default();
        let live = |feed: &&FeedAddress| feed.revoked.is_none() && feed.kind == self.kind();
        let names = feeds
            .iter()
            .filter(live)
            .flat_map(|feed| [feed.runner.as_str(), feed.label.as_str()]);
        match nearest(&self.runner, names) {
            Some(near) => format!("{error}; did you mean `{near}`?"),
            None => format!("{error}; `longrun feeds` lists them"),
        }
    }

    /// The address of the calendar. The only place where a token is written.
    fn address(&self, token: &Token) -> String {
        let base = self.base_url.as_deref().unwrap_or_default();
        format!("{base}/feed/{}/calendar.ics", token.reveal())
    }

    fn made<'m>(&self, runner: &'m Called, token: Option<&Token>) -> FeedMade<'m> {
        FeedMade {
            runner: runner.id.as_str(),
            name: &runner.name,
            feed: self.kind().word(),
            address: token.map(|token| self.address(token)),
        }
    }

    fn tell(&self, runner: &Called, token: &Token, also: &str) -> Result<(), Failure> {
        if self.json.wanted {
            return Ok(json::print(&self.made(runner, Some(token)))?);
        }
        let mut stdout = std::io::stdout().lock();
        writeln!(stdout, "{}", self.address(token))?;
        stdout.flush()?;
        let mut stderr = anstream::stderr();
        let kind = self.kind().word();
        writeln!(
            stderr,
            "{}: the address of the {kind} feed, which is not shown again{also}. Whoever has it can read the calendar.",
            runner.id
        )?;
        if self.base_url.is_none() {
            writeln!(
                stderr,
                "The server's own address comes before it; --base-url puts it there."
            )?;
        }
        self.store.tell()
    }
}
