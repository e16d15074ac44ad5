//! The server: feeds for calendars, pages for people.
