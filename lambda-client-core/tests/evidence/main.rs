//! What a failed attempt proves, over real sockets: was the request sent, did Lambda answer, what did it say.
//!
//! A retry of what has run is the one mistake that nobody can undo, so every rule that says "nothing was sent" is pinned here
//! for each HTTP client that the SDK has: its default one, and the pool that `SdkTransport::from_env` uses.

mod calls;
mod clients;
mod connections;
mod credentials;
mod encrypted;
mod refusals;
mod repeated;
mod responses;
