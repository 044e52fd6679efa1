::core::compile_error! {
    "missing variant for errors that are not declared; add `#[function_error(other)] Other(lambda_client::Error)`"
}
#[automatically_derived]
impl<'a, T> ::lambda_client::FunctionError for E<'a, T>
where
    E<'a, T>: 'static,
{
    fn from_error(_: ::lambda_client::Error) -> Self {
        ::core::panic!()
    }
    fn to_document(&self) -> ::lambda_client::server::ErrorDocument {
        ::core::panic!()
    }
}
#[automatically_derived]
#[allow(deprecated)]
impl<'a, T> ::core::convert::From<::lambda_client::CallError<E<'a, T>>> for E<'a, T> {
    fn from(__error: ::lambda_client::CallError<Self>) -> Self {
        ::lambda_client::CallError::into_error(__error)
    }
}
