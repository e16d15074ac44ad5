//! TOML text as a tree in which every key and value knows its place in the file.
//!
//! serde stops at the first fault and loses positions as soon as a type is nested; people want all faults at
//! once, each with its line. So the text becomes a [`Table`] here. The readers of plans and seasons ask it
//! key by key through a [`Reader`], which reports wrong types, bad values and, at the end, every unknown key.
//!
//! Flags and the query of a feed's address become the same tree ([`crate::season::table_of_flags`]), so one
//! reader serves all three.

mod advice;
mod lists;
mod parse;
mod reader;
mod survey;
mod syntax;
mod value;

pub use parse::{LARGEST_FILE, parse};
pub use reader::{Reader, Spanned, Text, parse_clock_time};
pub use value::{Table, TableEntry, Value, ValueKind};
