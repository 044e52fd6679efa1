//! What runs a function: queue, environments, concurrency, time and chance.

pub(crate) mod concurrency;
pub(crate) mod environments;
pub(crate) mod invoke;
pub(crate) mod queue;
pub(crate) mod run;
pub(crate) mod seeded_rng;
pub(crate) mod wall_clock;
