//! `longrun feeds`: who has a private address.

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
use crate::store::{Feed, FeedKind, Store, StoreError, Token};

const FEEDS_EXAMPLES: &str = "\
\x1b[1;4mExamples:\x1b[0m
  longrun feeds make \"Ada Lovelace\" --base-url https://longrun.example
  longrun feeds make \"Ada Lovelace\" --busy
  longrun feeds list --json | jq -r '.[] | select(.revoked == null) | .name'
  longrun feeds rotate \"Ada Lovelace\"

A feed belongs to a runner, and not to a file: it goes on with the runner's next season. NAME is the `name` of
[athlete] in the season's file, or else the file's name without .toml. An address is shown when it is made and
never again. Who follows one that was revoked or rotated is told that it is gone (410).";

/// `longrun feeds`
#[derive(Debug, Args)]
#[command(after_help = FEEDS_EXAMPLES, args_conflicts_with_subcommands = true)]
pub(crate) struct FeedsArguments {
    #[command(subcommand)]
    command: Option<FeedsCommand>,
    #[command(flatten)]
    list: ListArguments,
}

/// What to do with feeds.
#[derive(Debug, Subcommand)]
enum FeedsCommand {
    /// List the feeds; what is done when nothing is said
    List(ListArguments),
    /// Make a private address for a runner's calendar, and show it once
    Make(FeedArguments),
    /// Give a runner's calendar another address; the old one is revoked
    Rotate(FeedArguments),
    /// Take a calendar's address away
    Revoke(FeedArguments),
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
    /// Whose calendar: the runner's name, or the season's file without .toml
    #[arg(value_name = "NAME")]
    name: String,
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
            let token = it.on_store(async |store| store.add(&it.name, kind, now).await)?;
            it.tell(&token, "")
        }
        Some(FeedsCommand::Rotate(it)) => {
            let kind = it.kind();
            let token = it.on_store(async |store| store.rotate(&it.name, kind, now).await)?;
            it.tell(&token, "; the one before is revoked")
        }
        Some(FeedsCommand::Revoke(it)) => {
            let kind = it.kind();
            it.on_store(async |store| store.revoke(&it.name, kind, now).await)?;
            if it.json.wanted {
                return Ok(json::print(&it.made(None))?);
            }
            let mut stderr = anstream::stderr();
            writeln!(stderr, "{}: its {} feed is revoked", line(&it.name), kind.word())?;
            it.store.tell()
        }
    }
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
        writeln!(stdout, "There are no feeds yet: longrun feeds make NAME")?;
    } else {
        stdout.write_all(table(&feeds).as_bytes())?;
    }
    stdout.flush()?;
    arguments.store.tell()
}

/// A row a feed: whose, which, since when, and until when.
fn table(feeds: &[Feed]) -> String {
    let names: Vec<String> = feeds.iter().map(|feed| line(&feed.name)).collect();
    let width = names.iter().map(|name| name.width()).max().unwrap_or(0).max(4);
    let mut text = format!("{HEADING}{}  feed  made{HEADING:#}\n", pad("name", width));
    for (feed, name) in feeds.iter().zip(&names) {
        let row = format!(
            "{}  {}  {}",
            pad(name, width),
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
    name: String,
    feed: &'static str,
    created: String,
    revoked: Option<String>,
}

impl FeedShown {
    fn of(feed: &Feed) -> Self {
        let moment = |at: DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::Secs, true);
        FeedShown {
            name: feed.name.clone(),
            feed: feed.kind.word(),
            created: moment(feed.created),
            revoked: feed.revoked.map(moment),
        }
    }
}

/// What was made, for programs.
#[derive(Serialize)]
struct Made<'a> {
    name: &'a str,
    feed: &'static str,
    address: Option<String>,
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
                Err(error @ (StoreError::HasFeed { .. } | StoreError::NoFeed { .. })) => {
                    Err(Failure::Usage(self.advice(&store, &error).await))
                }
                done => done.map_err(Failure::from),
            };
            store.close().await;
            done
        })
    }

    /// The error with what to do about it.
    async fn advice(&self, store: &Store, error: &StoreError) -> String {
        if matches!(error, StoreError::HasFeed { .. }) {
            return format!("{error}; `longrun feeds rotate` gives it another address");
        }
        let feeds = store.feeds().await.unwrap_or_default();
        let live = |feed: &&Feed| feed.revoked.is_none() && feed.kind == self.kind();
        let names = feeds.iter().filter(live).map(|feed| feed.name.as_str());
        match nearest(&self.name, names) {
            Some(near) => format!("{error}; did you mean `{near}`?"),
            None => format!("{error}; `longrun feeds` lists them"),
        }
    }

    /// Where the calendar is. The only place where a token is written.
    fn address(&self, token: &Token) -> String {
        let base = self.base_url.as_deref().unwrap_or_default();
        format!("{base}/feed/{}/calendar.ics", token.reveal())
    }

    fn made(&self, token: Option<&Token>) -> Made<'_> {
        Made {
            name: &self.name,
            feed: self.kind().word(),
            address: token.map(|token| self.address(token)),
        }
    }

    fn tell(&self, token: &Token, also: &str) -> Result<(), Failure> {
        if self.json.wanted {
            return Ok(json::print(&self.made(Some(token)))?);
        }
        let mut stdout = std::io::stdout().lock();
        writeln!(stdout, "{}", self.address(token))?;
        stdout.flush()?;
        let mut stderr = anstream::stderr();
        let (name, kind) = (line(&self.name), self.kind().word());
        writeln!(
            stderr,
            "{name}: the address of its {kind} feed, which is not shown again{also}. Whoever has it can read the calendar."
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
