//! The limits of the `Invoke` operation.

/// The size of the largest event of a synchronous invocation, in bytes (Lambda quotas: 6 MB).
pub const MAX_PAYLOAD: usize = 6 * 1024 * 1024;

/// The size of the largest event of an asynchronous invocation, in bytes (Lambda quotas: 1 MB).
pub const MAX_EVENT_PAYLOAD: usize = 1024 * 1024;

/// The size of the largest response, in bytes: 100 bytes more than the largest request (Lambda quotas; Lambda's message has the
/// number).
#[cfg(any(feature = "local", feature = "serve"))]
pub(crate) const MAX_RESPONSE: usize = MAX_PAYLOAD + 100;

/// The length of the longest client context, in bytes of base64 (Lambda API reference, `Invoke`).
pub(crate) const MAX_CLIENT_CONTEXT: usize = 3_583;

/// The length of the longest tenant ID, in characters (model shape `TenantId`).
pub(crate) const MAX_TENANT_ID: usize = 256;

/// Returns whether a tenant ID may contain this character (model shape `TenantId`).
pub(crate) fn is_tenant_id_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || "._:/=+-@ ".contains(c)
}
