//! Everything that a call needs, put together before it is sent.

use std::fmt;
use std::sync::Arc;
use std::time::Instant;

use crate::call::Endpoint;
use crate::error::Error;
use crate::payload::Encoded;
use crate::settings::Settings;
use crate::transport::InvocationType;
use crate::transport::limits::{MAX_TENANT_ID, is_tenant_id_char};
use lambda_client_grammar::name::check_qualifier;

/// One call: where it goes, with what, and how.
pub(crate) struct Plan {
    pub(crate) endpoint: Result<Arc<Endpoint>, Error>,
    pub(crate) payload: Encoded,
    pub(crate) invocation_type: InvocationType,
    pub(crate) settings: Settings,
    pub(crate) deadline: Option<Instant>,
    pub(crate) qualifier: Option<String>,
    pub(crate) tenant: Option<String>,
    pub(crate) client_context: Option<String>,
    /// The call itself asks for the log, as opposed to a default of its client.
    pub(crate) tail_log_asked: bool,
    /// The first mistake made while the call was built.
    pub(crate) mistake: Option<Error>,
}

impl Plan {
    /// A call to this function as its client has it.
    pub(crate) fn new(endpoint: Arc<Endpoint>, payload: Encoded) -> Plan {
        Plan {
            invocation_type: endpoint.invocation_type,
            settings: endpoint.settings,
            endpoint: Ok(endpoint),
            payload,
            deadline: None,
            qualifier: None,
            tenant: None,
            client_context: None,
            tail_log_asked: false,
            mistake: None,
        }
    }

    /// A call that cannot be made, for this reason.
    pub(crate) fn impossible(error: Error) -> Plan {
        Plan {
            endpoint: Err(error),
            payload: Encoded(Ok(bytes::Bytes::new())),
            invocation_type: InvocationType::RequestResponse,
            settings: Settings::default(),
            deadline: None,
            qualifier: None,
            tenant: None,
            client_context: None,
            tail_log_asked: false,
            mistake: None,
        }
    }

    /// The function's name, as far as there is one.
    pub(crate) fn function(&self) -> &str {
        match &self.endpoint {
            Ok(endpoint) => &endpoint.target.function,
            Err(_) => "",
        }
    }

    /// Notes a mistake; the first one counts.
    pub(crate) fn fail(&mut self, error: Error) {
        self.mistake.get_or_insert(error);
    }

    pub(crate) fn set_qualifier(&mut self, qualifier: &str) {
        match check_qualifier(qualifier) {
            Ok(()) => self.qualifier = Some(qualifier.to_owned()),
            Err(mistake) => self.fail(Error::configuration(mistake.message)),
        }
    }

    pub(crate) fn set_tenant(&mut self, tenant: String) {
        match tenant.chars().find(|&c| !is_tenant_id_char(c)) {
            Some(c) => self.fail(Error::configuration(format!(
                "a tenant id holds {c:?}; allowed are letters, digits, space and `._:/=+-@`"
            ))),
            None if tenant.is_empty() || tenant.len() > MAX_TENANT_ID => {
                self.fail(Error::configuration(format!(
                    "a tenant id has {} characters; 1 to {MAX_TENANT_ID} are allowed",
                    tenant.len()
                )));
            }
            None => self.tenant = Some(tenant),
        }
    }

    /// Whether the end of the log is wanted and can be had; a default of the client is no reason to refuse an event.
    pub(crate) fn tail_log(&self) -> bool {
        let wanted = self.tail_log_asked || self.settings.tail_log == Some(true);
        wanted && self.invocation_type == InvocationType::RequestResponse
    }

    /// Whether the options fit the invocation type.
    pub(crate) fn check(&self) -> Result<(), Error> {
        if self.invocation_type == InvocationType::RequestResponse {
            return Ok(());
        }
        let refused = |option: &str, instead: &str| {
            Err(Error::configuration(format!(
                "`{option}` does not go with invocation type {}: {instead}",
                self.invocation_type
            )))
        };
        if self.client_context.is_some() {
            return refused(
                "client_context",
                "Lambda passes it to synchronous invocations only; put the data into the payload",
            );
        }
        if self.tail_log_asked {
            return refused(
                "tail_log",
                "there is a log to return for synchronous invocations only",
            );
        }
        Ok(())
    }
}

impl fmt::Debug for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let target = self.endpoint.as_ref().map(|endpoint| &endpoint.target);
        f.debug_struct("Plan")
            .field("target", &target)
            .field("qualifier", &self.qualifier)
            .field("invocation_type", &self.invocation_type)
            .field("settings", &self.settings)
            .field("deadline", &self.deadline)
            .field("tenant", &self.tenant)
            .field("mistake", &self.mistake)
            .finish_non_exhaustive()
    }
}
