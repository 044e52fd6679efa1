//! Tests of the derive on tokens, without a compiler.

mod expansion;
mod mistakes;
