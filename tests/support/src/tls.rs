//! TLS.

use std::sync::Arc;

use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;
use tokio_rustls::server::TlsStream;

use crate::connection::Socket;
use crate::peer::Peer;
use crate::request::Request;
use crate::step::Step;

/// A new self-signed certificate for 127.0.0.1, with its key.
pub struct Certificate(rcgen::CertifiedKey<rcgen::KeyPair>);

impl std::fmt::Debug for Certificate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Certificate").finish_non_exhaustive()
    }
}

impl Certificate {
    /// Makes one.
    #[expect(clippy::new_without_default, reason = "each one is different")]
    pub fn new() -> Certificate {
        Certificate::for_names(["127.0.0.1".to_owned()])
    }

    /// Makes one for these hosts.
    pub fn for_names(names: impl IntoIterator<Item = String>) -> Certificate {
        let names: Vec<String> = names.into_iter().collect();
        Certificate(rcgen::generate_simple_self_signed(names).expect("the names are valid"))
    }

    /// Returns the certificate, for the trust store of a client.
    pub fn pem(&self) -> String {
        self.0.cert.pem()
    }

    /// Accepts TLS under this certificate, for these application protocols.
    pub(crate) fn acceptor(&self, protocols: &[&str]) -> TlsAcceptor {
        let key = PrivateKeyDer::try_from(self.0.signing_key.serialize_der());
        let provider = Arc::new(aws_lc_rs::default_provider());
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("the provider has cipher suites for TLS 1.2 and 1.3")
            .with_no_client_auth()
            .with_single_cert(vec![self.0.cert.der().clone()], key.expect("a valid key"))
            .expect("the key belongs to the certificate");
        let protocols = protocols.iter().map(|name| name.as_bytes().to_vec());
        config.alpn_protocols = protocols.collect();
        TlsAcceptor::from(Arc::new(config))
    }
}

impl Socket for TlsStream<TcpStream> {
    fn reset_on_drop(&mut self) {
        self.get_mut().0.reset_on_drop();
    }
}

impl Peer {
    /// Starts a peer that speaks HTTP/1.1 over TLS; otherwise as [`start`](Peer::start).
    pub async fn start_tls<R>(
        certificate: &Certificate,
        respond: impl Fn(Request) -> R + Send + Sync + 'static,
    ) -> Peer
    where
        R: Future<Output: Into<Step>> + Send + 'static,
    {
        let shared = Arc::new((certificate.acceptor(&["http/1.1"]), respond));
        Peer::accept(move |stream, seen| {
            let shared = Arc::clone(&shared);
            async move {
                let (acceptor, respond) = &*shared;
                // A client that does not trust the certificate says so by leaving.
                if let Ok(stream) = acceptor.accept(stream).await {
                    seen.serve(stream, respond).await;
                }
            }
        })
        .await
    }
}
