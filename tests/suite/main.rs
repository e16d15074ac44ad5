//! The suite: what holds for the whole of longrun, from outside.

#![cfg(test)] // the lints then know that all of this is a test

//! The tests that see the library from outside, in one binary.

mod arrows;
mod cases;
mod cli;
mod fitting;
mod hygiene;
mod licences;
mod placing;
mod readers;
mod seasons;
mod sources;
mod world;
mod writer;
