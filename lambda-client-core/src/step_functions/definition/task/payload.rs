//! How the arguments of a method become the payload of its task, as generated code writes it down.

/// The payload of a method's task, made of the task's input.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskPayload {
    /// The method has no arguments: the payload is `{}`, and the input is `()`.
    Empty,
    /// The method has one argument, which is the payload: the input itself.
    Value,
    /// The payload is an object of these arguments and of the declared route. The input is `()` without arguments, the argument if
    /// there is one, and the tuple of all arguments otherwise, whose JSON is an array.
    Object(&'static [TaskArgument]),
    /// The method has an argument that is the tenant ID, of this name: a state machine cannot send one.
    Tenant(&'static str),
    /// The method has an argument that is the client context, of this name: the task fills it itself.
    ClientContext(&'static str),
}

/// An argument of a method.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TaskArgument {
    /// A field of the payload, by its name on the wire.
    Field(&'static str),
    /// An argument whose entries are those of the payload: `#[serde(flatten)]`.
    Flattened,
    /// An argument whose JSON is not that of its type, such as by `#[serde(with = ..)]`; its name and why, behind "because".
    Converted(&'static str, &'static str),
}
