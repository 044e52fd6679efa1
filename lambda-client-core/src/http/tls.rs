//! The client's side of TLS.

use std::sync::Arc;

use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use crate::http::error::Mistake;

/// Returns a connector that trusts the certificates of this machine, or those that `SSL_CERT_FILE` and `SSL_CERT_DIR` name.
///
/// No protocol is negotiated, so a server that would prefer HTTP/2 speaks HTTP/1.1.
///
/// # Errors
///
/// Fails if no certificate is found.
pub(crate) fn connector() -> Result<TlsConnector, Mistake> {
    let found = rustls_native_certs::load_native_certs();
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(found.certs);
    if roots.is_empty() {
        return Err(Mistake(
            "no root certificate was found; install the certificates of the system (often the package `ca-certificates`), or \
             name them by `SSL_CERT_FILE`",
        ));
    }
    let provider = Arc::new(aws_lc_rs::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|_| {
            Mistake("the crypto provider of TLS supports no version that this client speaks")
        })?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(TlsConnector::from(Arc::new(config)))
}
