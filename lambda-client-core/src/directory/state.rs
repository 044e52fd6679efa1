//! The states of a function. Lambda adds new ones, so each of these types can hold a value that this crate does not know.

use std::fmt;

macro_rules! open_enum {
    (
        $(#[$attribute:meta])*
        $name:ident { $( $(#[$variant_attribute:meta])* $variant:ident, )* }
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $( $(#[$variant_attribute])* $variant, )*
            /// A value that this crate does not know, as Lambda wrote it.
            Other(String),
        }

        impl $name {
            /// Returns the value as Lambda writes it.
            pub fn as_str(&self) -> &str {
                match self {
                    $( $name::$variant => stringify!($variant), )*
                    $name::Other(value) => value,
                }
            }
        }

        impl From<&str> for $name {
            fn from(value: &str) -> Self {
                match value {
                    $( stringify!($variant) => $name::$variant, )*
                    other => $name::Other(other.to_owned()),
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

open_enum! {
    /// Whether a function accepts calls (model shape `State`).
    FunctionState {
        /// The function is being created; calls fail with `ResourceConflictException` until it is active.
        Pending,
        /// The function accepts calls.
        Active,
        /// The function was set aside after a long time without calls; the first call fails and reactivates it.
        Inactive,
        /// The function could not be set up; see
        /// [`state_reason`](crate::functions::FunctionConfiguration::state_reason).
        Failed,
        /// The function is about to be `Deactivated` (functions on managed instances).
        Deactivating,
        /// The function does not accept calls (functions on managed instances).
        Deactivated,
        /// The function is set up and does not accept calls yet (functions on managed instances).
        ActiveNonInvocable,
        /// The function is being deleted.
        Deleting,
    }
}

open_enum! {
    /// How the last change of a function's code or configuration went (model shape `LastUpdateStatus`). Until it is
    /// `Successful`, calls run the previous deployment.
    LastUpdateStatus {
        /// The change is in effect.
        Successful,
        /// The change is being applied.
        InProgress,
        /// The change could not be applied; the previous deployment still runs.
        Failed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_as_they_were_read() {
        for value in ["Active", "ActiveNonInvocable", "SomethingNew"] {
            assert_eq!(FunctionState::from(value).to_string(), value);
        }
        assert_eq!(FunctionState::from("Failed"), FunctionState::Failed);
        assert_eq!(
            LastUpdateStatus::from("InProgress"),
            LastUpdateStatus::InProgress
        );
    }
}
