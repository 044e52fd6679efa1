//! A Lambda function that serves a trait.

fn main() {}
