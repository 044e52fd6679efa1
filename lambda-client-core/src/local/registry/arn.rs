//! Names and ARNs of functions.

use lambda_client_grammar::name::parse_function_name;

use crate::local::account_region::{AccountRegion, partition_of};

/// The identity of a function. Keys sort by name, as listings do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::local) struct FunctionKey {
    pub(in crate::local) name: String,
    pub(in crate::local) account: String,
    pub(in crate::local) region: String,
}

impl FunctionKey {
    /// Parses a name, partial ARN or ARN into a key and a qualifier. Returns `None` if the text is malformed.
    pub(in crate::local) fn parse(
        text: &str,
        home: &AccountRegion,
    ) -> Option<(FunctionKey, Option<String>)> {
        let parsed = parse_function_name(text).ok()?;
        let key = FunctionKey {
            name: parsed.name.to_owned(),
            account: parsed.account.unwrap_or(&home.account).to_owned(),
            region: parsed.region.unwrap_or(&home.region).to_owned(),
        };
        Some((key, parsed.qualifier.map(str::to_owned)))
    }

    pub(in crate::local) fn is_at(&self, home: &AccountRegion) -> bool {
        self.account == home.account && self.region == home.region
    }

    /// Returns the ARN without a qualifier.
    pub(in crate::local) fn arn(&self) -> String {
        format!(
            "arn:{}:lambda:{}:{}:function:{}",
            partition_of(&self.region),
            self.region,
            self.account,
            self.name
        )
    }

    /// Returns the ARN with the qualifier, if there is one.
    pub(in crate::local) fn qualified(&self, qualifier: Option<&str>) -> String {
        match qualifier {
            Some(qualifier) => format!("{}:{qualifier}", self.arn()),
            None => self.arn(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_a_name_is_parsed() {
        let home = AccountRegion::default();
        let arn = |text: &str| {
            let (key, qualifier) = FunctionKey::parse(text, &home).unwrap();
            key.qualified(qualifier.as_deref())
        };
        let local = "arn:aws:lambda:us-east-1:000000000000:function:f";
        assert_eq!(arn("f"), local);
        assert_eq!(arn("f:live"), format!("{local}:live"));
        assert_eq!(arn("000000000000:function:f"), local);
        assert_eq!(arn(&format!("{local}:$LATEST")), format!("{local}:$LATEST"));
        let china = "arn:aws-cn:lambda:cn-north-1:123456789012:function:f";
        assert_eq!(arn(china), china);
        assert_eq!(FunctionKey::parse("my function", &home), None);
    }
}
