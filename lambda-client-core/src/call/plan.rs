//! Everything that a call needs, put together before it is sent.

use std::fmt;
use std::sync::Arc;
use std::time::Instant;

use bytes::Bytes;
use lambda_client_grammar::name::check_qualifier;

use crate::call::ResolvedFunction;
use crate::certainty::Operation;
use crate::error::Error;
use crate::invocation::limits::{MAX_TENANT_ID, is_tenant_id_char};
use crate::payload::Encoded;
use crate::settings::Settings;

/// One call: what it asks for, of which function, with which payload and settings.
pub(crate) struct Plan {
    pub(crate) function: Result<Arc<ResolvedFunction>, Error>,
    pub(crate) payload: Encoded,
    pub(crate) operation: Operation,
    /// What the call itself sets, over the settings of its client.
    pub(crate) settings: Settings,
    pub(crate) deadline: Option<Instant>,
    pub(crate) qualifier: Option<String>,
    pub(crate) tenant: Option<String>,
    pub(crate) client_context: Option<String>,
    /// The first mistake made while the call was built.
    pub(crate) mistake: Option<Error>,
}

impl Plan {
    /// Plans a call of this function with the settings of its client.
    pub(crate) fn new(function: Arc<ResolvedFunction>, payload: Encoded) -> Plan {
        let operation = function.operation;
        Plan::with(Ok(function), payload, operation)
    }

    /// Plans a call that fails with this error when it is sent.
    pub(crate) fn invalid(error: Error) -> Plan {
        let payload = Encoded(Ok(Bytes::new()));
        Plan::with(Err(error), payload, Operation::default())
    }

    fn with(
        function: Result<Arc<ResolvedFunction>, Error>,
        payload: Encoded,
        operation: Operation,
    ) -> Plan {
        Plan {
            function,
            payload,
            operation,
            settings: Settings::default(),
            deadline: None,
            qualifier: None,
            tenant: None,
            client_context: None,
            mistake: None,
        }
    }

    /// Remembers a mistake; the first one counts.
    pub(crate) fn fail(&mut self, error: Error) {
        self.mistake.get_or_insert(error);
    }

    pub(crate) fn set_qualifier(&mut self, qualifier: String) {
        match check_qualifier(&qualifier) {
            Ok(()) => self.qualifier = Some(qualifier),
            Err(mistake) => self.fail(Error::configuration(mistake.message)),
        }
    }

    pub(crate) fn set_tenant(&mut self, tenant: String) {
        match tenant.chars().find(|&c| !is_tenant_id_char(c)) {
            Some(c) => self.fail(Error::configuration(format!(
                "invalid tenant ID: it contains {c:?}; use letters, digits, spaces and `._:/=+-@`"
            ))),
            None if tenant.is_empty() || tenant.len() > MAX_TENANT_ID => {
                self.fail(Error::configuration(format!(
                    "invalid tenant ID: it has {} characters; use 1 to {MAX_TENANT_ID}",
                    tenant.len()
                )));
            }
            // The value of a header has no spaces at its ends (RFC 9110, section 5.5): it would arrive as another ID.
            None if tenant.trim_ascii() != tenant => self.fail(Error::configuration(
                "invalid tenant ID: it begins or ends with a space, which would be lost on the way",
            )),
            None => self.tenant = Some(tenant),
        }
    }

    /// Checks that the call's own options fit the operation. A `tail_log` of its client is ignored if the mode does not return a
    /// log.
    pub(crate) fn check(&self) -> Result<(), Error> {
        if self.operation.returns_response() {
            return Ok(());
        }
        let refused = |option: &str, reason: &str| {
            Err(Error::configuration(format!(
                "`{option}` cannot be combined with invocation type `{}`: {reason}",
                self.operation.invocation_type()
            )))
        };
        if self.client_context.is_some() {
            return refused(
                "client_context",
                "Lambda passes it to synchronous invocations only; put the data into the payload",
            );
        }
        if self.settings.tail_log == Some(true) {
            return refused(
                "tail_log",
                "Lambda returns the log of synchronous invocations only",
            );
        }
        Ok(())
    }
}

// Neither the payload nor the client context is shown. A tenant ID may identify a person or a customer: only its presence is.
impl fmt::Debug for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let target = self.function.as_ref().map(|function| &function.target);
        f.debug_struct("Plan")
            .field("target", &target)
            .field("qualifier", &self.qualifier)
            .field("operation", &self.operation)
            .field("settings", &self.settings)
            .field("deadline", &self.deadline)
            .field("has_tenant", &self.tenant.is_some())
            .field("has_client_context", &self.client_context.is_some())
            .field("mistake", &self.mistake)
            .finish_non_exhaustive()
    }
}
