//! Where the store is: what `--store` says.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use sqlx::postgres::PgConnectOptions;

use crate::files;

/// A place for a store. Shown, it has no password.
///
/// ```
/// use longrun::store::StoreUrl;
///
/// let url = StoreUrl::parse("postgres://runner:secret@db.example:5433/longrun").unwrap();
/// assert_eq!(url.to_string(), "postgres://runner@db.example:5433/longrun");
/// assert_eq!(StoreUrl::parse("sqlite:feeds.db").unwrap().to_string(), "sqlite:feeds.db");
/// ```
#[derive(Clone)]
pub enum StoreUrl {
    /// A file.
    Sqlite(PathBuf),
    /// A database of a server, which several programs may share.
    Postgres(Box<PgConnectOptions>),
}

/// The file's name in the platform's folder for data, if no store is named.
const FILE: &str = "longrun.db";

impl StoreUrl {
    /// Reads `sqlite:PATH` or `postgres://USER:PASSWORD@HOST:PORT/DATABASE`.
    ///
    /// # Errors
    ///
    /// A sentence that says what to write instead. It does not repeat what may be a password.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if let Some(path) = text.strip_prefix("sqlite:") {
            return sqlite(path.strip_prefix("//").unwrap_or(path));
        }
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return match PgConnectOptions::from_str(text) {
                Ok(options) => Ok(StoreUrl::Postgres(Box::new(options))),
                Err(_) => Err(
                    "this is no address of a PostgreSQL: write postgres://USER:PASSWORD@HOST:PORT/DATABASE, \
                     with signs such as @ and / in the password escaped as %40 and %2F"
                        .to_owned(),
                ),
            };
        }
        if text.contains("://") {
            return Err("a store is sqlite:PATH or postgres://USER:PASSWORD@HOST:PORT/DATABASE".to_owned());
        }
        Err(format!(
            "a store is sqlite:PATH or postgres://…; did you mean `sqlite:{text}`?"
        ))
    }

    /// The file in the platform's folder for data; `None` if the platform has none, as for a user without a home.
    pub fn usual() -> Option<Self> {
        Some(StoreUrl::Sqlite(files::data_folder()?.join("longrun").join(FILE)))
    }
}

fn sqlite(path: &str) -> Result<StoreUrl, String> {
    match path {
        "" => Err("sqlite: needs the path of a file, as in sqlite:feeds.db".to_owned()),
        ":memory:" => Err("a store in memory forgets every feed: write sqlite:PATH".to_owned()),
        path if path.contains('\0') => Err("the path of the store holds a NUL character".to_owned()),
        path => Ok(StoreUrl::Sqlite(PathBuf::from(path))),
    }
}

impl FromStr for StoreUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        StoreUrl::parse(text)
    }
}

impl fmt::Display for StoreUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StoreUrl::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            StoreUrl::Postgres(options) => {
                let (user, port) = (options.get_username(), options.get_port());
                let database = options.get_database().unwrap_or(user);
                match options.get_socket() {
                    Some(socket) => write!(f, "postgres://{user}@/{database}?host={}", socket.display()),
                    None => write!(f, "postgres://{user}@{}:{port}/{database}", options.get_host()),
                }
            }
        }
    }
}

impl fmt::Debug for StoreUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StoreUrl({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_and_shown() {
        for (text, shown) in [
            ("sqlite:feeds.db", "sqlite:feeds.db"),
            (
                "sqlite:///var/lib/longrun/feeds.db",
                "sqlite:/var/lib/longrun/feeds.db",
            ),
            (
                "postgres://me@localhost/feeds",
                "postgres://me@localhost:5432/feeds",
            ),
        ] {
            assert_eq!(StoreUrl::parse(text).unwrap().to_string(), shown);
        }
    }

    #[test]
    fn what_is_no_place_is_told_what_to_be() {
        let error = |text: &str| StoreUrl::parse(text).unwrap_err();
        assert!(error("feeds.db").contains("did you mean `sqlite:feeds.db`?"));
        assert!(error("mysql://root@localhost/x").contains("postgres://USER"));
        assert!(error("sqlite:").contains("needs the path"));
        assert!(error("sqlite::memory:").contains("forgets"));
    }

    #[test]
    fn a_password_is_never_shown() {
        for text in [
            "postgres://me:hunter2@localhost/feeds",
            "postgres://me:hunter2@[/feeds",
            "postgres://me:hunter2@localhost:port/feeds",
            "mysql://me:hunter2@localhost/feeds",
            "postgres://me@localhost/feeds?password=hunter2",
        ] {
            let shown = match StoreUrl::parse(text) {
                Ok(url) => format!("{url} {url:?}"),
                Err(error) => error,
            };
            assert!(!shown.contains("hunter2"), "{shown}");
        }
    }
}
