//! The head of a response as the SDK keeps it.

use aws_sdk_lambda::config::http::HttpResponse;

use crate::transport::Headers;
use crate::transport::wire::Head;

impl Head for HttpResponse {
    fn status(&self) -> u16 {
        HttpResponse::status(self).as_u16()
    }

    fn bytes(&self, name: &str) -> Option<&[u8]> {
        HttpResponse::headers(self).get_bytes(name)
    }

    fn headers(&self) -> Headers {
        let headers = HttpResponse::headers(self).iter_bytes();
        headers
            .map(|(name, value)| (name, value.to_vec()))
            .collect()
    }
}
