//! The server: feeds for calendars, pages for people.

pub mod views;
