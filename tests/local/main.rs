//! LocalLambda: what Lambda does, in this process and on a port.

mod access;
mod bounds;
mod conformance;
mod context;
mod deployed;
mod downstream;
mod events;
mod faults;
mod functions;
mod hostile;
mod http;
mod limits;
mod logs;
mod memory;
mod paths;
mod raw;
mod recorder;
mod shop;
mod shutdown;
