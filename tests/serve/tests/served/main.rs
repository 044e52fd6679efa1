//! Functions as processes, with a stand-in for the Runtime API in the place of Lambda.

mod calls;
mod choice;
mod concurrency;
mod context;
mod invocations;
mod logs;
mod observers;
mod posts;
mod process;
mod process_end;
mod responses;
