::core::compile_error! {
    "`E` needs a variant for the errors that the function did not declare; add `#[function_error(other)] Other(lambda_client::Error)`"
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
