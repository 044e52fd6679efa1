::core::compile_error! {
    "missing variant for errors that are not declared; add `#[function_error(other)] Other(lambda_client::Error)`"
}
const _: () = {
    use ::lambda_client::__lambda_client as __lambda_client_runtime;
    #[automatically_derived]
    impl<'a, T> __lambda_client_runtime::FunctionError for E<'a, T>
    where
        E<'a, T>: 'static,
    {
        fn from_error(_: __lambda_client_runtime::Error) -> Self {
            ::core::panic!()
        }
        fn to_document(&self) -> __lambda_client_runtime::server::ErrorDocument {
            ::core::panic!()
        }
    }
    #[automatically_derived]
    #[allow(deprecated)]
    impl<'a, T> ::core::convert::From<__lambda_client_runtime::CallError<E<'a, T>>>
    for E<'a, T> {
        fn from(__error: __lambda_client_runtime::CallError<Self>) -> Self {
            __lambda_client_runtime::CallError::into_error(__error)
        }
    }
};
