//! Where CloudWatch Logs keeps what a call has logged.

use std::fmt::Write as _;
use std::time::{Duration, SystemTime};

use lambda_client_grammar::name::parse_function_name;

use crate::certainty::{Attempt, DidRun, Operation};
use crate::log::console;
use crate::log::site::CallSite;
use crate::timestamp;

/// How far the clocks of the caller and of AWS may be apart.
const CLOCK_SKEW: Duration = Duration::from_secs(60);

/// The longest time that a function runs (AWS Lambda Developer Guide, "Lambda quotas").
const LONGEST_RUN: Duration = Duration::from_secs(15 * 60);

/// The longest time that an event waits in the queue (AWS Lambda Developer Guide, "Configuring error handling settings for
/// asynchronous invocations").
const LONGEST_WAIT: Duration = Duration::from_secs(6 * 60 * 60);

/// Where CloudWatch Logs keeps what the function has logged for a call: log group, time and request IDs, as a query and as links to
/// the console.
///
/// Returned by [`Response::log_location`](crate::Response::log_location), [`Error::log_location`](crate::Error::log_location) and
/// [`CallError::log_location`](crate::CallError::log_location). Nothing is requested: all of it follows from what the call knows.
///
/// The region is that of the function's ARN, or else that of the [`Transport`](crate::transport::Transport::location). The log group is
/// `/aws/lambda/NAME` unless [`with_log_group`](LogLocation::with_log_group) sets another one. A link opens in the account
/// that the browser is signed in to.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// # use lambda_client::transport::{BoxFuture, InvokeRequest, InvokeResponse, Location, Transport, TransportError};
/// # use lambda_client::{CallError, Error, Lambda};
/// # #[derive(Debug)] struct Ireland;
/// # impl Transport for Ireland {
/// #     fn invoke<'a>(&'a self, _: InvokeRequest<'a>) -> BoxFuture<'a, Result<InvokeResponse, TransportError>> {
/// #         Box::pin(async { Ok(InvokeResponse::new(200, "42".into()).with_request_id("8f507cfc")) })
/// #     }
/// #     fn location(&self) -> Location<'_> { Location::Region("eu-west-1") }
/// # }
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), CallError<Error>> {
/// # let lambda = Lambda::new(Ireland);
/// let response = lambda.call("orders").json::<u32>(&"cup").send().await?;
/// if let Some(location) = response.log_location() {
///     assert_eq!(location.log_group(), "/aws/lambda/orders");
///     assert!(location.query().contains(r#"@requestId = "8f507cfc""#));
///     println!("{}", location.insights_url().unwrap_or_default());
/// }
/// # Ok(()) }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogLocation {
    region: String,
    log_group: String,
    request_ids: Vec<String>,
    start: SystemTime,
    end: SystemTime,
}

impl LogLocation {
    /// Returns the location of a call's log, or `None` if the function cannot have logged anything or if its region is not known.
    pub(crate) fn of_call(
        site: &CallSite,
        function: &str,
        operation: Operation,
        did_run: DidRun,
        attempts: &[Attempt],
    ) -> Option<LogLocation> {
        if did_run == DidRun::No {
            return None;
        }
        let parsed = parse_function_name(function).ok()?;
        let region = site.home.region_of(parsed.region)?;
        let after = match (operation, did_run) {
            (Operation::Queue, _) => LONGEST_WAIT + LONGEST_RUN,
            // Whether it still runs is not known either.
            (_, DidRun::Unknown) => LONGEST_RUN,
            _ => CLOCK_SKEW,
        };
        Some(LogLocation {
            region: region.to_owned(),
            log_group: format!("/aws/lambda/{}", parsed.name),
            request_ids: request_ids(attempts),
            start: site.started.checked_sub(CLOCK_SKEW)?,
            end: site.ended.checked_add(after)?,
        })
    }

    /// Sets the log group: that of the function's configuration (`LoggingConfig.LogGroup`), if it is not the default one.
    #[must_use]
    pub fn with_log_group(mut self, log_group: impl Into<String>) -> Self {
        self.log_group = log_group.into();
        self
    }

    /// Sets the time to search. By default it begins a minute before the call. It ends a minute after the call, or later if the
    /// function may still have been running: 15 minutes later if the call may have run, and 6 hours and 15 minutes later for an event.
    #[must_use]
    pub fn with_time_range(mut self, start: SystemTime, end: SystemTime) -> Self {
        (self.start, self.end) = (start, end);
        self
    }

    /// Returns the region.
    pub fn region(&self) -> &str {
        &self.region
    }

    /// Returns the name of the log group.
    pub fn log_group(&self) -> &str {
        &self.log_group
    }

    /// Returns the request IDs to search for: those of the attempts in which the function may have run. Empty if it may have run in
    /// an attempt whose request ID is not known, such as one that timed out; then all of the log in that time is searched.
    pub fn request_ids(&self) -> &[String] {
        &self.request_ids
    }

    /// Returns the beginning and the end of the time to search.
    pub fn time_range(&self) -> (SystemTime, SystemTime) {
        (self.start, self.end)
    }

    /// Returns the query for CloudWatch Logs Insights. It finds the lines of both log formats, oldest first.
    ///
    /// Source: CloudWatch Logs User Guide, "Supported logs and discovered fields" (`@requestId`); in the JSON format, the ID stands in
    /// `requestId` for the lines of the function and in `record.requestId` for those of Lambda.
    pub fn query(&self) -> String {
        let mut filter = String::new();
        for id in &self.request_ids {
            let id = id.replace('\\', r"\\").replace('"', "\\\"");
            for field in ["@requestId", "requestId", "record.requestId"] {
                let word = if filter.is_empty() {
                    "\n| filter"
                } else {
                    " or"
                };
                // Writing to a `String` cannot fail.
                let _ = write!(filter, "{word} {field} = \"{id}\"");
            }
        }
        format!("fields @timestamp, @message{filter}\n| sort @timestamp asc")
    }

    /// Returns the link to CloudWatch Logs Insights with the [`query`](LogLocation::query) filled in. `None` in partitions whose console
    /// is not public (`aws-iso` and the like).
    pub fn insights_url(&self) -> Option<String> {
        let (start, end) = (formatted(self.start), formatted(self.end));
        let page = console::insights_page(&start, &end, &self.query(), &self.log_group);
        self.url(&page)
    }

    /// Returns the link to a log stream, for example to that of [`Context::log_stream`](crate::Context::log_stream). `None` in
    /// partitions whose console is not public.
    pub fn log_stream_url(&self, log_stream: &str) -> Option<String> {
        self.url(&console::stream_page(&self.log_group, log_stream))
    }

    fn url(&self, page: &str) -> Option<String> {
        let host = console::host(console::partition(&self.region), &self.region)?;
        Some(console::url(&host, &self.region, page))
    }
}

fn formatted(time: SystemTime) -> String {
    timestamp::format(
        time.duration_since(SystemTime::UNIX_EPOCH)
            .unwrap_or_default(),
    )
}

/// Returns the IDs under which the function may have logged, or none if one of them is not known.
fn request_ids(attempts: &[Attempt]) -> Vec<String> {
    let may_have_run = attempts
        .iter()
        .filter(|attempt| attempt.did_run() != DidRun::No);
    let ids: Option<Vec<String>> = may_have_run
        .map(|attempt| attempt.request_id().map(str::to_owned))
        .collect();
    ids.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::log::site::Home;

    const MINUTE: Duration = Duration::from_secs(60);

    fn site(home: Home) -> CallSite {
        let started = SystemTime::UNIX_EPOCH + Duration::from_secs(1_626_382_860);
        CallSite {
            home,
            started,
            ended: started + MINUTE,
        }
    }

    fn ireland() -> Home {
        Home::Region(Arc::from("eu-west-1"))
    }

    fn ran(id: &str) -> Attempt {
        Attempt::new(DidRun::Yes).with_request_id(id)
    }

    fn location(home: Home, function: &str, attempts: &[Attempt]) -> Option<LogLocation> {
        let did_run = attempts.iter().map(Attempt::did_run).max();
        let did_run = did_run.unwrap_or(DidRun::No);
        LogLocation::of_call(&site(home), function, Operation::Invoke, did_run, attempts)
    }

    #[test]
    fn the_region_of_an_arn_comes_before_that_of_the_transport() {
        let arn = "arn:aws-cn:lambda:cn-north-1:123456789012:function:orders";
        let region = |home, function| {
            location(home, function, &[ran("id-1")]).map(|location| location.region)
        };
        assert_eq!(region(ireland(), "orders").as_deref(), Some("eu-west-1"));
        assert_eq!(region(ireland(), arn).as_deref(), Some("cn-north-1"));
        assert_eq!(region(Home::Unknown, arn).as_deref(), Some("cn-north-1"));
        assert_eq!(region(Home::Unknown, "orders"), None);
        assert_eq!(region(Home::Local, arn), None);
    }

    #[test]
    fn a_function_that_did_not_run_has_no_log() {
        let throttled = Attempt::new(DidRun::No).with_request_id("id-1");
        assert_eq!(location(ireland(), "orders", &[throttled]), None);
        assert_eq!(location(ireland(), "orders", &[]), None);
    }

    #[test]
    fn only_attempts_that_may_have_run_are_searched_for() {
        let throttled = Attempt::new(DidRun::No).with_request_id("id-1");
        let attempts = [throttled.clone(), ran("id-2"), ran("id-3")];
        let found = location(ireland(), "orders:live", &attempts).unwrap();
        assert_eq!(found.request_ids(), ["id-2", "id-3"]);
        assert_eq!(found.log_group(), "/aws/lambda/orders");
        assert_eq!(
            found.query(),
            "fields @timestamp, @message\n\
             | filter @requestId = \"id-2\" or requestId = \"id-2\" or record.requestId = \"id-2\" \
             or @requestId = \"id-3\" or requestId = \"id-3\" or record.requestId = \"id-3\"\n\
             | sort @timestamp asc"
        );
        // The ID of the attempt that timed out is not known, so a filter would hide what it logged.
        let timed_out = [Attempt::new(DidRun::Unknown), throttled];
        let found = location(ireland(), "orders", &timed_out).unwrap();
        assert_eq!(
            found.query(),
            "fields @timestamp, @message\n| sort @timestamp asc"
        );
    }

    #[test]
    fn the_time_covers_what_may_still_run() {
        let found = |operation, did_run| {
            let site = site(ireland());
            let found = LogLocation::of_call(&site, "f", operation, did_run, &[]).unwrap();
            let (start, end) = found.time_range();
            assert_eq!(start, site.started - MINUTE);
            end.duration_since(site.ended).unwrap()
        };
        assert_eq!(found(Operation::Invoke, DidRun::Yes), MINUTE);
        assert_eq!(found(Operation::Invoke, DidRun::Unknown), 15 * MINUTE);
        assert_eq!(found(Operation::Queue, DidRun::Yes), 375 * MINUTE);
    }

    #[test]
    fn the_links_lead_to_the_query_and_to_the_stream() {
        let found = location(ireland(), "orders", &[ran("a\"b")]).unwrap();
        assert!(found.query().contains(r#"@requestId = "a\"b""#));
        let url = found.with_log_group("/shop").insights_url().unwrap();
        let start = "https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#logsV2:logs-insights$3FqueryDetail$3D\
                     $257E$2528end$257E$25272021-07-15T21*3A03*3A00.000Z$257Estart$257E$25272021-07-15T21*3A00*3A00.000Z";
        assert!(url.starts_with(start), "{url}");
        assert!(url.ends_with("$2528$257E$2527*2Fshop$2529$2529"), "{url}");

        let govcloud = Home::Region(Arc::from("us-gov-west-1"));
        let found = location(govcloud, "orders", &[ran("id-1")]).unwrap();
        assert_eq!(
            found.log_stream_url("2026/11/29/[7]0a").as_deref(),
            Some(
                "https://console.amazonaws-us-gov.com/cloudwatch/home?region=us-gov-west-1\
                 #logsV2:log-groups/log-group/$252Faws$252Flambda$252Forders/log-events/2026$252F11$252F29$252F$255B7$255D0a"
            )
        );
        let secret = Home::Region(Arc::from("us-iso-east-1"));
        let found = location(secret, "orders", &[ran("id-1")]).unwrap();
        assert_eq!(
            (found.insights_url(), found.log_stream_url("s")),
            (None, None)
        );
    }
}
