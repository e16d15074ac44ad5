//! The tests that see the library and the program from outside, in one binary.

#![cfg(test)] // the lints then know that all of this is a test

mod advisories;
mod around;
mod arrows;
mod calendar_options;
mod cases;
mod citations;
mod cli;
mod clubs;
mod compositions;
mod days_a_week;
mod described_seasons;
mod discreet;
mod doses;
mod facts;
mod fitting;
mod flags;
mod format_docs;
mod format_keys;
#[cfg(feature = "serve")]
mod fuzzed;
mod hidden;
mod hostile_characters;
mod hostile_files;
mod hostile_seasons;
mod hygiene;
mod identity;
mod journeys;
mod ledger;
mod licences;
mod life;
mod limits;
mod loading;
mod long_runs;
mod measures;
mod messages;
mod narrow;
mod overlay_reviews;
mod overlays;
#[cfg(feature = "serve")]
mod pages;
mod picture;
mod placing;
mod plan_reviews;
mod plan_tables;
mod readers;
mod readme;
mod records;
mod review;
mod revisions;
mod rule_table;
mod runners;
mod seasons;
mod show;
mod sources;
mod sources_matrix;
mod spans;
#[cfg(feature = "serve")]
mod store;
mod uids;
#[cfg(feature = "serve")]
mod watch;
#[cfg(feature = "serve")]
mod web;
mod world;
mod writer;
