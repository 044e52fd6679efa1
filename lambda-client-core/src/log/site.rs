//! Where and when a call was made.

use std::sync::Arc;
use std::time::SystemTime;

/// Where the functions of a [`Lambda`](crate::Lambda) are.
#[derive(Clone, Debug)]
pub(crate) enum Home {
    /// In this AWS region, unless an ARN names another one.
    Region(Arc<str>),
    /// In the region that an ARN names.
    Unknown,
    /// Not in AWS.
    Local,
}

impl Home {
    /// Returns the region of a function, of whose name or ARN the region is given.
    pub(crate) fn region_of<'a>(&'a self, in_arn: Option<&'a str>) -> Option<&'a str> {
        match self {
            Home::Region(region) => Some(in_arn.unwrap_or(region)),
            Home::Unknown => in_arn,
            Home::Local => None,
        }
    }
}

/// Where and when a call was made: what finds its log, together with the name of the function and the request IDs.
#[derive(Clone, Debug)]
pub(crate) struct CallSite {
    pub(crate) home: Home,
    pub(crate) started: SystemTime,
    pub(crate) ended: SystemTime,
}

impl CallSite {
    /// Creates the site of a call that starts now.
    pub(crate) fn new(home: Home) -> CallSite {
        let now = SystemTime::now();
        CallSite {
            home,
            started: now,
            ended: now,
        }
    }

    /// Sets that the call has ended now.
    pub(crate) fn ended(self) -> CallSite {
        CallSite {
            ended: SystemTime::now(),
            ..self
        }
    }
}
