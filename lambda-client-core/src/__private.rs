//! Items that generated code uses. Not part of the public interface: they may change with any release.

pub use crate::__lambda_client_unchanged as unchanged;
pub use crate::__lambda_client_when_step_functions as when_step_functions;

pub use std::boxed::Box;
pub use std::sync::Arc;

pub use bytes::Bytes;
pub use serde;
pub use serde::de::DeserializeOwned;

pub use crate::call::{Codec, EventReply, Fallible, Received, Reply, codec, event_codec};
pub use crate::callable::{NotAccepted, Returned, Sent, SentAsTenant};
pub use crate::client::{GeneratedClient, Stub, builder, call, stub};
pub use crate::declaration::{Declaration, MethodEntry as Method, Mode};
pub use crate::error::{
    ErrorField, ErrorFields, ErrorText, ErrorType, FailureFields, FieldCodec, OtherCodec,
    OtherError, error_field, error_text, failure_message, other_error,
};
pub use crate::future::BoxFuture;
pub use crate::payload::object::ObjectPayload as Object;
pub use crate::payload::{Encoded, Payload};
pub use crate::server::{
    Fields, FromTenant, FunctionResponse, HandlesMethod, Invocation, ServerReply, Service,
    TenantArgument, argument, client_context, handled, no_such_method, tenant,
};

#[cfg(feature = "step-functions")]
pub use crate::step_functions::definition::{
    ErrorName, TaskArgument, TaskPayload, TaskState, task,
};

/// What the code that `#[state_machine]` generates uses under other meanings.
#[cfg(feature = "step-functions")]
pub mod machines {
    pub use super::*;

    pub use crate::step_functions::{
        GeneratedMachineClient as GeneratedClient, HandlesMachine as HandlesMethod,
        MachineClientBuilder as ClientBuilder, MachineDeclaration as Declaration,
        MachineEntry as Method, MachineInput as Invocation, MachineOutcome as FunctionResponse,
        MachineReply as ServerReply, MachineService as Service, MachineStub as Stub, builder, call,
        executed as handled, execution, express_codec, no_such_machine as no_such_method,
        standard_codec, stub,
    };
}

use crate::call::Call;
use crate::payload::encode;

/// Expands to its input. If the path of the runtime is wrong, the compiler reports that and does not look at the input, whose
/// `#[serde(..)]` it would not know.
#[doc(hidden)]
#[macro_export]
macro_rules! __lambda_client_unchanged {
    ($($input:tt)*) => { $($input)* };
}

/// Expands to its input with the feature `step-functions`, and to nothing without it.
#[cfg(feature = "step-functions")]
#[doc(hidden)]
#[macro_export]
macro_rules! __lambda_client_when_step_functions {
    ($($input:tt)*) => { $($input)* };
}

/// Expands to its input with the feature `step-functions`, and to nothing without it.
#[cfg(not(feature = "step-functions"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __lambda_client_when_step_functions {
    ($($input:tt)*) => {};
}

/// Returns the future. The type that it resolves to, lifetimes included, is given by the caller.
pub fn resolving_to<T, F: Future<Output = T>>(future: F) -> F {
    future
}

/// A function that takes the input of a task state.
#[cfg(feature = "step-functions")]
#[diagnostic::on_unimplemented(
    message = "a task of this method has no input that a state machine could hold",
    label = "the argument of the method has its own lifetime or no size"
)]
pub trait TaskInput {
    /// The input.
    type Input;
}

#[cfg(feature = "step-functions")]
impl<T> TaskInput for fn(T) {
    type Input = T;
}

/// The state that takes the input of `F` and has the value and the error of `R`, as `#[lambda_fn]` spells it.
#[cfg(feature = "step-functions")]
pub type TaskOf<F, R> =
    TaskState<<F as TaskInput>::Input, <R as Fallible>::Value, <R as Fallible>::Error>;

/// The type that a function returns.
pub trait ReturnType {
    /// The type.
    type Type;
}

impl<T> ReturnType for fn() -> T {
    type Type = T;
}

/// Encodes a payload of one argument: the value itself.
pub fn payload<T: Payload + ?Sized>(value: &T) -> Encoded {
    Encoded(encode(value))
}

/// Returns the payload of a method without arguments: `{}`.
pub fn no_payload() -> Encoded {
    Encoded(Ok(Bytes::from_static(b"{}")))
}

/// Binds an argument to the tenant ID of a call.
pub fn bind_tenant<R, T: TenantArgument + ?Sized>(call: Call<R>, value: &T) -> Call<R> {
    match value.tenant() {
        Some(tenant) => call.tenant(tenant),
        None => call,
    }
}

/// Binds an argument to the client context of a call.
pub fn bind_client_context<R, T: Payload + ?Sized>(call: Call<R>, value: &T) -> Call<R> {
    // An `Option` that is `None` binds nothing. `T` does not say whether it is an `Option`, but its JSON does.
    match encode(value) {
        Ok(json) if json == "null" => call,
        _ => call.client_context(value),
    }
}
