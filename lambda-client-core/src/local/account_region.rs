//! The accounts and Regions that functions and state machines are in.

use lambda_client_grammar::name::parse_function_name;

/// An account and region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AccountRegion {
    pub(crate) region: String,
    pub(crate) account: String,
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
    pub(crate) fn check(&self) -> Vec<String> {
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

/// Returns the partition of a Region, the second part of its ARNs.
pub(crate) fn partition_of(region: &str) -> &'static str {
    match region {
        region if region.starts_with("cn-") => "aws-cn",
        region if region.starts_with("us-gov-") => "aws-us-gov",
        _ => "aws",
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
}
