//! The states of a function. Lambda adds to them, so each of these types keeps a word that it does not know.

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
            /// A word that is newer than this crate, as Lambda wrote it.
            Other(String),
        }

        impl $name {
            /// Lambda's word.
            pub fn as_str(&self) -> &str {
                match self {
                    $( $name::$variant => stringify!($variant), )*
                    $name::Other(word) => word,
                }
            }
        }

        impl From<&str> for $name {
            fn from(word: &str) -> Self {
                match word {
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
    /// Whether a function takes calls (model shape `State`).
    FunctionState {
        /// Being created; calls fail with `ResourceConflictException` until it is active.
        Pending,
        /// Takes calls.
        Active,
        /// Put to rest after a long time without calls; the first call fails and wakes it up.
        Inactive,
        /// Could not be set up; [`state_reason`](crate::functions::FunctionConfiguration::state_reason) says why.
        Failed,
        /// On its way to `Deactivated` (functions on managed instances).
        Deactivating,
        /// Takes no calls (functions on managed instances).
        Deactivated,
        /// Set up, and takes no calls yet (functions on managed instances).
        ActiveNonInvocable,
        /// Being deleted.
        Deleting,
    }
}

open_enum! {
    /// How the last change of a function's code or configuration went (model shape `LastUpdateStatus`). Until it is
    /// `Successful`, calls run what was deployed before.
    UpdateStatus {
        /// What is deployed is what runs.
        Successful,
        /// Under way.
        InProgress,
        /// Not taken over; what was deployed before still runs.
        Failed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_back_as_they_were() {
        for word in ["Active", "ActiveNonInvocable", "SomethingNew"] {
            assert_eq!(FunctionState::from(word).to_string(), word);
        }
        assert_eq!(FunctionState::from("Failed"), FunctionState::Failed);
        assert_eq!(UpdateStatus::from("InProgress"), UpdateStatus::InProgress);
    }
}
