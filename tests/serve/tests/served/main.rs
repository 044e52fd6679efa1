//! Functions as processes, with a stand-in for the Runtime API in the place of Lambda.

mod choice;
mod process;
mod process_end;
mod responses;
