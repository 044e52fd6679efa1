//! A name for a version.

/// An alias: a name that points to a version of a function, and perhaps sends some of the calls to another one (model shape
/// `AliasConfiguration`).
///
/// Made by a transport; more fields may be added.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Alias {
    /// The alias's name, as it is given for a qualifier.
    pub name: String,
    /// The ARN of the function with the alias behind it.
    pub arn: String,
    /// The version that the alias points to.
    pub version: String,
    /// What somebody wrote about it.
    pub description: Option<String>,
    /// Other versions and the share of calls that goes to each of them, from 0 to 1; sorted by version.
    pub weights: Vec<(String, f64)>,
    /// Changes with every change of the alias.
    pub revision_id: Option<String>,
}

impl Alias {
    /// An alias that points to one version.
    pub fn new(
        name: impl Into<String>,
        arn: impl Into<String>,
        version: impl Into<String>,
    ) -> Self {
        Alias {
            name: name.into(),
            arn: arn.into(),
            version: version.into(),
            ..Alias::default()
        }
    }
}
