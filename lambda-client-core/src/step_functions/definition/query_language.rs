//! The language of the expressions in a definition.

use std::fmt;

/// The language of the expressions in a definition (AWS Step Functions Developer Guide, "Transforming data with JSONata in Step
/// Functions").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum QueryLanguage {
    /// JSONata, which AWS recommends for new machines.
    #[default]
    Jsonata,
    /// JSONPath, the language of machines from before November 2024.
    JsonPath,
}

impl QueryLanguage {
    /// Returns the value of the field `QueryLanguage`.
    pub const fn as_str(self) -> &'static str {
        match self {
            QueryLanguage::Jsonata => "JSONata",
            QueryLanguage::JsonPath => "JSONPath",
        }
    }
}

impl fmt::Display for QueryLanguage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
