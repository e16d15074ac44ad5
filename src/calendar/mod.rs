//! A schedule as RFC 5545.
