//! The tests of the compiler's messages; there is nothing in the library itself.
