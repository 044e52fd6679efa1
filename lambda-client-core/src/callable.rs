//! Whether the client that is generated for a method accepts its types, as constants.
//!
//! A type that both sides reject is an error of the client, which every user of the macro has, and need not be one of the server.
//! Each constant is defined twice: for the types that satisfy a bound, and by a trait for all. The compiler prefers the first.

use std::marker::PhantomData;

use crate::call::Reply;
use crate::payload::Payload;
use crate::server::TenantArgument;

/// An argument that is sent in the payload or in the client context.
#[derive(Debug)]
pub struct Sent<T: ?Sized>(PhantomData<T>);

impl<T: Payload + ?Sized> Sent<T> {
    /// Whether the client accepts the type.
    pub const IS_ACCEPTED: bool = true;
}

/// An argument that is sent as the tenant ID.
#[derive(Debug)]
pub struct SentAsTenant<T: ?Sized>(PhantomData<T>);

impl<T: TenantArgument + ?Sized> SentAsTenant<T> {
    /// Whether the client accepts the type.
    pub const IS_ACCEPTED: bool = true;
}

/// The return type of a method.
#[derive(Debug)]
pub struct Returned<T: ?Sized>(PhantomData<T>);

impl<T: Reply> Returned<T> {
    /// Whether the client accepts the type.
    pub const IS_ACCEPTED: bool = true;
}

/// What is true of types that do not satisfy the bound.
pub trait NotAccepted {
    /// Whether the client accepts the type.
    const IS_ACCEPTED: bool = false;
}

impl<T: ?Sized> NotAccepted for Sent<T> {}
impl<T: ?Sized> NotAccepted for SentAsTenant<T> {}
impl<T: ?Sized> NotAccepted for Returned<T> {}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;
    use crate::error::Error;

    struct SentAlone;

    impl serde::Serialize for SentAlone {
        fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.serialize_unit()
        }
    }

    #[test]
    fn tells_types_that_the_client_accepts_from_others() {
        const {
            assert!(Sent::<SentAlone>::IS_ACCEPTED);
            assert!(Sent::<Option<Box<str>>>::IS_ACCEPTED);
            assert!(!Sent::<Instant>::IS_ACCEPTED);
            assert!(!Sent::<Vec<Instant>>::IS_ACCEPTED);

            assert!(SentAsTenant::<Option<String>>::IS_ACCEPTED);
            assert!(!SentAsTenant::<u32>::IS_ACCEPTED);

            assert!(Returned::<Result<u32, Error>>::IS_ACCEPTED);
            assert!(!Returned::<Result<SentAlone, Error>>::IS_ACCEPTED);
            assert!(!Returned::<Result<u32, String>>::IS_ACCEPTED);
            assert!(!Returned::<u32>::IS_ACCEPTED);
        }
    }
}
