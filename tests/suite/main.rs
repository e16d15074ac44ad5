//! The tests that see the library from outside, in one binary.

mod writer;
