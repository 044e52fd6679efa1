//! What a response proves, over sockets: a server responds with bytes that Lambda, an emulator, a gateway or a stranger sends, and
//! counts how often it is asked.

mod captured;
mod clock_skew;
mod endpoint;
mod modes;
mod pages;
mod statuses;
