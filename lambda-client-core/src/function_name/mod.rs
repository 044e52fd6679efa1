//! The function that a call goes to: a checked name, separated from its qualifier.

pub(crate) mod template;

use crate::error::Error;
use lambda_client_grammar::name::{check_qualifier, parse_function_name};

/// A checked function name or ARN without a qualifier, and the qualifier next to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FunctionName {
    pub(crate) function: String,
    pub(crate) qualifier: Option<String>,
}

impl FunctionName {
    /// Checks a name that may include a qualifier.
    pub(crate) fn parse(name: &str) -> Result<FunctionName, Error> {
        let parsed =
            parse_function_name(name).map_err(|mistake| Error::configuration(mistake.message))?;
        let qualifier = parsed.qualifier.map(str::to_owned);
        let function = match &qualifier {
            Some(qualifier) => name
                .strip_suffix(qualifier.as_str())
                .and_then(|rest| rest.strip_suffix(':'))
                .unwrap_or(name),
            None => name,
        };
        Ok(FunctionName {
            function: function.to_owned(),
            qualifier,
        })
    }

    /// Replaces the qualifier if the new one is valid.
    pub(crate) fn set_qualifier(&mut self, qualifier: &str) -> Result<(), Error> {
        check_qualifier(qualifier).map_err(|mistake| Error::configuration(mistake.message))?;
        self.qualifier = Some(qualifier.to_owned());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(name: &str) -> (String, Option<String>) {
        let target = FunctionName::parse(name).unwrap();
        (target.function, target.qualifier)
    }

    #[test]
    fn a_qualifier_in_the_name_is_split_off() {
        assert_eq!(parts("orders"), ("orders".into(), None));
        assert_eq!(parts("orders:live"), ("orders".into(), Some("live".into())));
        let arn = "arn:aws:lambda:eu-west-1:123456789012:function:orders";
        assert_eq!(parts(arn), (arn.into(), None));
        assert_eq!(
            parts(&format!("{arn}:$LATEST")),
            (arn.into(), Some("$LATEST".into()))
        );
        assert_eq!(
            parts("123456789012:function:live:live"),
            ("123456789012:function:live".into(), Some("live".into()))
        );
    }

    #[test]
    fn the_error_of_an_invalid_name_quotes_it() {
        let error = FunctionName::parse("or ders").unwrap_err().to_string();
        assert!(error.contains("`or ders`"), "{error}");
    }
}
