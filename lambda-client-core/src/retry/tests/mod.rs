//! Tests of the retry rules as a whole.

mod documented_table;
