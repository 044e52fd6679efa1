//! Tests of the retry rules as a whole.

mod classes;
mod documented_table;
mod kinds;
mod several_requests;
mod statuses;
