//! Tests of the compiler's messages; the library itself is empty.
