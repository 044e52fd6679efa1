//! Aliases.

/// An alias: a name that points to a version of a function, and may send a share of the calls to other versions (model shape
/// `AliasConfiguration`).
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::functions::Alias;
///
/// let mut live = Alias::new("live", "arn:aws:lambda:eu-west-1:123456789012:function:orders:live", "7");
/// live.weights = vec![("8".to_owned(), 0.1)];
/// assert_eq!(live.version, "7");
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Alias {
    /// The alias's name, which calls give as their qualifier.
    pub name: String,
    /// The ARN of the function, followed by the alias.
    pub arn: String,
    /// The version that the alias points to.
    pub version: String,
    /// The description.
    pub description: Option<String>,
    /// The other versions that receive calls, each with its share from 0 to 1, sorted by version.
    pub weights: Vec<(String, f64)>,
    /// An ID that changes with each change of the alias.
    pub revision_id: Option<String>,
}

impl Alias {
    /// Creates an alias that points to one version.
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
