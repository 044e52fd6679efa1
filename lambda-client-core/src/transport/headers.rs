//! The headers of a response.

use std::fmt;

use bytes::Bytes;

/// The headers of a response. Names are compared without regard to case.
///
/// `Debug` prints the names only, since a value may be secret: the end of a log, for example.
///
/// ```
/// # extern crate lambda_client_core as lambda_client;
/// use lambda_client::transport::Headers;
///
/// let headers = Headers::new().with("Retry-After", "2").with("x-amzn-RequestId", "3f1c");
/// assert_eq!(headers.get("retry-after"), Some("2"));
/// assert_eq!(format!("{headers:?}"), r#"["retry-after", "x-amzn-requestid"]"#);
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Headers(Vec<(String, Bytes)>);

impl Headers {
    /// Creates an empty list of headers.
    pub const fn new() -> Self {
        Headers(Vec::new())
    }

    /// Adds a header, next to others of the same name.
    #[must_use]
    pub fn with(mut self, name: impl AsRef<str>, value: impl Into<Bytes>) -> Self {
        self.0
            .push((name.as_ref().to_ascii_lowercase(), value.into()));
        self
    }

    /// Returns the first value of a header, unless it is not UTF-8.
    pub fn get(&self, name: &str) -> Option<&str> {
        std::str::from_utf8(self.get_bytes(name)?).ok()
    }

    /// Returns the first value of a header, whatever its bytes.
    pub fn get_bytes(&self, name: &str) -> Option<&Bytes> {
        let mut headers = self.0.iter();
        let (_, value) = headers.find(|(key, _)| key.eq_ignore_ascii_case(name))?;
        Some(value)
    }

    /// Returns all headers in the order of the response, with their names in lower case.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Bytes)> {
        self.0.iter().map(|(name, value)| (&**name, value))
    }

    /// Returns whether there are no headers.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<N: AsRef<str>, V: Into<Bytes>> FromIterator<(N, V)> for Headers {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(headers: I) -> Self {
        let headers = headers.into_iter();
        headers.fold(Headers::new(), |all, (name, value)| all.with(name, value))
    }
}

impl fmt::Debug for Headers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.0.iter().map(|(name, _)| name);
        f.debug_list().entries(names).finish()
    }
}
