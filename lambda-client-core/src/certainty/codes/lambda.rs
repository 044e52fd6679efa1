//! The table of Lambda's error codes.

use crate::certainty::codes::row::{Row, rarely_passing, row};
use crate::certainty::{DidRun, Retryability};
use DidRun::{InitOnly, No, Unknown};
use Retryability::{NotReady, Permanent, Throttled, Transient};

/// The errors of the `Invoke` operation and of the services in front of it, sorted by code for a binary search. Codes are
/// compared as strings, so a code that the SDK does not know yet works as well.
///
/// Lambda documents that these codes are reserved for conditions that *prevent* the function from running (Lambda API reference,
/// `Invoke`). `ServiceException` and `EFSIOException` are still classified as `Unknown`: neither says at what point of the
/// invocation it occurred. The SnapStart errors occur after a hook of the function has run. `RequestTimeout` and `SlowDown` are
/// sent by gateways, which may have passed the request on. The row of an invalid signature is that of a wrong secret; for a
/// wrong clock see [`Class::CLOCK_SKEW`].
#[rustfmt::skip]
pub(crate) const CODES: &[Row] = &[
    row("AccessDeniedException", 403, No, Permanent),
    row("CodeArtifactUserDeletedException", 409, No, Permanent),
    row("CodeArtifactUserFailedException", 409, No, Permanent),
    row("CodeArtifactUserPendingException", 409, No, NotReady),
    row("DurableExecutionAlreadyStartedException", 409, No, Permanent),
    row("EC2AccessDeniedException", 502, No, Permanent),
    row("EC2ThrottledException", 502, No, Throttled),
    row("EC2UnexpectedException", 502, No, Transient),
    row("EFSIOException", 410, Unknown, Transient),
    row("EFSMountConnectivityException", 408, No, NotReady),
    row("EFSMountFailureException", 403, No, Permanent),
    row("EFSMountTimeoutException", 408, No, NotReady),
    rarely_passing("ENILimitReachedException", 502),
    row("ENINotReadyException", 502, No, NotReady),
    row("ExpiredTokenException", 403, No, Permanent),
    row("InvalidParameterValueException", 400, No, Permanent),
    row("InvalidRequestContentException", 400, No, Permanent),
    row("InvalidRuntimeException", 502, No, Permanent),
    row("InvalidSecurityGroupIDException", 502, No, Permanent),
    row("InvalidSignatureException", 403, No, Permanent),
    row("InvalidSubnetIDException", 502, No, Permanent),
    row("InvalidZipFileException", 502, No, Permanent),
    row("KMSAccessDeniedException", 502, No, Permanent),
    row("KMSDisabledException", 502, No, Permanent),
    row("KMSInvalidStateException", 502, No, Permanent),
    row("KMSNotFoundException", 502, No, Permanent),
    row("MissingAuthenticationTokenException", 403, No, Permanent),
    row("ModeNotSupportedException", 400, No, Permanent),
    row("NoPublishedVersionException", 400, No, Permanent),
    row("RecursiveInvocationException", 400, No, Permanent),
    row("RequestLimitExceeded", 400, No, Throttled),
    row("RequestThrottled", 400, No, Throttled),
    row("RequestThrottledException", 400, No, Throttled),
    row("RequestTimeout", 400, Unknown, Transient),
    row("RequestTimeoutException", 400, Unknown, Transient),
    row("RequestTooLargeException", 413, No, Permanent),
    rarely_passing("ResourceConflictException", 409),
    row("ResourceNotFoundException", 404, No, Permanent),
    row("ResourceNotReadyException", 502, No, NotReady),
    row("RuntimeAliasDeletedException", 409, No, Permanent),
    row("RuntimeVersionDeletedException", 409, No, Permanent),
    row("S3FilesMountConnectivityException", 408, No, NotReady),
    row("S3FilesMountFailureException", 403, No, Permanent),
    row("S3FilesMountTimeoutException", 408, No, NotReady),
    row("SerializedRequestEntityTooLargeException", 413, No, Permanent),
    row("ServiceException", 500, Unknown, Transient),
    row("ServiceQuotaExceededException", 402, No, Permanent),
    row("SlowDown", 503, Unknown, Throttled),
    row("SnapStartException", 400, InitOnly, Permanent),
    row("SnapStartNotReadyException", 409, No, NotReady),
    row("SnapStartRegenerationFailureException", 409, No, NotReady),
    row("SnapStartTimeoutException", 408, InitOnly, NotReady),
    rarely_passing("SubnetIPAddressLimitReachedException", 502),
    row("ThrottledException", 400, No, Throttled),
    row("Throttling", 400, No, Throttled),
    row("ThrottlingException", 400, No, Throttled),
    row("TooManyRequestsException", 429, No, Throttled),
    row("UnrecognizedClientException", 403, No, Permanent),
    row("UnsupportedMediaTypeException", 415, No, Permanent),
];
