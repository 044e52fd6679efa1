//! What a failed attempt proves, over real sockets: was the request sent, did Lambda respond, what did it say.
//!
//! A retry of what has run is the one mistake that nobody can undo, so every rule that says "nothing was sent" is pinned here
//! for the HTTP client that a transport brings, and for those of the SDK, passed by a user.

mod calls;
mod clients;
mod connections;
mod credentials;
mod encrypted;
mod foreign;
mod frozen;
mod own_tls;
mod pooled;
mod providers;
mod proxies;
mod refusals;
mod repeated;
mod responses;
mod runtimes;
mod spawned;
mod traces;
