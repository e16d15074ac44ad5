//! Distance, duration and pace.
