//! Names and ARNs of functions, and the accounts and regions they are in.

use lambda_client_grammar::name::parse_function_name;

/// An account and region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::local) struct AccountRegion {
    pub(in crate::local) region: String,
    pub(in crate::local) account: String,
}

impl Default for AccountRegion {
    fn default() -> Self {
        AccountRegion {
            region: "us-east-1".to_owned(),
            account: "000000000000".to_owned(),
        }
    }
}

impl AccountRegion {
    /// Returns a message for each part that is malformed.
    pub(in crate::local) fn check(&self) -> Vec<String> {
        let read = |account: &str, region: &str| {
            let arn = format!("arn:aws:lambda:{region}:{account}:function:f");
            let parsed = parse_function_name(&arn).ok();
            parsed.is_some_and(|parsed| {
                (parsed.account, parsed.region) == (Some(account), Some(region))
            })
        };
        let other = AccountRegion::default();
        let mut mistakes = Vec::new();
        if !read(&self.account, &other.region) {
            mistakes.push(format!(
                "invalid account ID `{}`: expected 12 digits",
                self.account
            ));
        }
        if !read(&other.account, &self.region) {
            mistakes.push(format!(
                "invalid region `{}`: expected one such as `{}`",
                self.region, other.region
            ));
        }
        mistakes
    }
}

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
        let partition = match self.region.as_str() {
            region if region.starts_with("cn-") => "aws-cn",
            region if region.starts_with("us-gov-") => "aws-us-gov",
            _ => "aws",
        };
        format!(
            "arn:{partition}:lambda:{}:{}:function:{}",
            self.region, self.account, self.name
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
    fn a_malformed_account_or_region_is_reported() {
        let mistakes = |account: &str, region: &str| {
            let home = AccountRegion {
                account: account.to_owned(),
                region: region.to_owned(),
            };
            home.check().len()
        };
        assert_eq!(mistakes("123456789012", "eu-west-1"), 0);
        assert_eq!(mistakes("123456789012", "us-gov-east-1"), 0);
        assert_eq!(mistakes("12345678901", "eu-west-1"), 1);
        for odd in ["", "nowhere", "us-east-1:000000000000", "a b"] {
            assert_eq!(mistakes(odd, odd), 2, "{odd}");
        }
    }

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
