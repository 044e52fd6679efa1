//! LocalLambda: what Lambda does, in this process and on a port.

mod events;
mod faults;
mod functions;
mod limits;
mod logs;
mod recorder;
mod shop;
