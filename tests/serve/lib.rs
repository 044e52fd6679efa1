//! Served functions against a stand-in for the Runtime API.
//!
//! `served` is the program of the functions, and `tests` runs it as Lambda does: as a process with environment variables.
