//! What all states whose errors can be caught have in common.

/// Writes the methods of a state that is made before its flow: its name, its handlers of errors, and what follows it. `$Name` is the trait
/// of the error names that can be caught.
macro_rules! handlers {
    ($In:ty, $Out:ty, $Name:path) => {
        /// Sets the name of the state: 1 to 80 characters, unique in the whole definition. Without it, the state is named after its method
        /// or kind, with a number if several have that name.
        pub fn named(mut self, name: impl Into<String>) -> Self {
            self.name = StateName::Given(name.into());
            self
        }

        /// Adds a step, which takes the output of this state.
        pub fn then<Next>(self, next: impl Step<$Out, Next>) -> Flow<$In, Next> {
            self.into_flow().then(next)
        }

        /// Handles an error by a step that takes the input of this state: one of the function, such as `OrderError::OUT_OF_STOCK`, or
        /// another one, such as [`PlatformError::TIMEOUT`](crate::step_functions::definition::PlatformError::TIMEOUT).
        ///
        /// If the state has retries for the error, they come first. The handler returns what this state returns, and the flow goes on
        /// after it as after this state. Call this several times to handle errors differently: the first that fits is used.
        pub fn catch(mut self, error: impl $Name, handler: impl Handler<$In, $Out>) -> Self {
            self.catches
                .add(&error, false, handler.into_handler().into_chain());
            self
        }

        /// Handles an error by a step that takes the input of this state together with the error. Otherwise like
        /// [`catch`](Self::catch). Only in JSONata.
        pub fn catch_with_error(
            mut self,
            error: impl $Name,
            handler: impl Handler<Caught<$In>, $Out>,
        ) -> Self {
            self.catches
                .add(&error, true, handler.into_handler().into_chain());
            self
        }

        /// Handles all errors that are not caught before by a step that takes the input of this state. Nothing can be
        /// caught after it. It is `States.ALL`, which does not include `States.DataLimitExceeded` and `States.Runtime` (AWS Step
        /// Functions Developer Guide, "Handling errors in Step Functions workflows").
        pub fn catch_all(mut self, handler: impl Handler<$In, $Out>) -> Self {
            self.catches
                .add_all(false, handler.into_handler().into_chain());
            self
        }

        /// Handles all errors that are not caught before by a step that takes the input of this state together with the error. Otherwise
        /// like [`catch_all`](Self::catch_all). Only in JSONata.
        pub fn catch_all_with_error(mut self, handler: impl Handler<Caught<$In>, $Out>) -> Self {
            self.catches
                .add_all(true, handler.into_handler().into_chain());
            self
        }
    };
}

pub(super) use handlers;
