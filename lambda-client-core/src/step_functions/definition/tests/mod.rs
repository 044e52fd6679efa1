//! Definitions as they are printed, compared with the files in `tests/definitions`, and every rule that refuses one.

mod compensation;
mod distributed;
mod distributed_roles;
mod graph;
mod iam;
mod payloads;
mod platform_errors;
mod refused;
mod retries;
mod support;
mod targets;
mod waiting;
mod whole;
