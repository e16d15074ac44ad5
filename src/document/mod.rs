//! A TOML text as a tree in which every key and value knows where it stands.
//!
//! serde stops at the first fault and forgets places as soon as a type is nested; people want all
//! faults at once, each with its line. So the text becomes a [`Table`] here, and the readers of
//! plans and seasons ask it key by key through a [`Reader`], which reports wrong types, bad values
//! and, at the end, every key that nobody asked for.
//!
//! The same tree is made from flags and from the query of a feed's address ([`crate::season::table_of_flags`]),
//! so that one reader serves all three.

mod advice;
mod parse;
mod reader;
mod syntax;
mod value;

pub use parse::{LARGEST_FILE, parse};
pub use reader::{Reader, Spanned, Text, parse_clock_time};
pub use value::{Entry, Kind, Table, Value};
