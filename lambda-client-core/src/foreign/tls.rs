//! Errors of TLS. Those of a verifier that the user wrote have any text.

use std::borrow::Cow;

use tokio_rustls::rustls::{CertificateError, Error};

use crate::foreign::Known;

/// Returns what is known of an error of TLS.
pub(super) fn describe(error: &Error) -> Known {
    Known::Reason(match error {
        Error::InvalidCertificate(error) => Cow::Borrowed(of_certificate(error)),
        // A name or a number of the protocol.
        Error::AlertReceived(alert) => {
            Cow::Owned(format!("the server sent the TLS alert {alert:?}"))
        }
        Error::InvalidMessage(_) => "the server sent something other than TLS".into(),
        Error::PeerIncompatible(_) => {
            "the server and this client have no version or cipher of TLS in common".into()
        }
        Error::PeerMisbehaved(_)
        | Error::InappropriateMessage { .. }
        | Error::InappropriateHandshakeMessage { .. }
        | Error::PeerSentOversizedRecord => "the server violates the protocol of TLS".into(),
        Error::General(_) | Error::Other(_) => return Known::Component("TLS failed".into()),
        _ => "TLS failed".into(),
    })
}

fn of_certificate(error: &CertificateError) -> &'static str {
    match error {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
            "the server's certificate has expired"
        }
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            "the server's certificate is not valid yet; check the clock of this machine"
        }
        CertificateError::Revoked => "the server's certificate has been revoked",
        CertificateError::UnknownIssuer => {
            "the server's certificate is from an unknown issuer; name the certificate of your own issuer by `SSL_CERT_FILE`"
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            "the server's certificate is for another host"
        }
        _ => "the server's certificate is invalid",
    }
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::sync::Arc;

    use tokio_rustls::rustls::{AlertDescription, InvalidMessage, OtherError};

    use super::*;
    use crate::foreign::Cause;

    fn told(error: Error) -> String {
        // As it is handed out by a connection.
        let io = io::Error::new(io::ErrorKind::InvalidData, error);
        Cause::of(&io, |_| None).to_string()
    }

    #[test]
    fn errors_of_tls_are_told_by_their_kind() {
        for (error, expected) in [
            (CertificateError::Expired.into(), "has expired"),
            (CertificateError::UnknownIssuer.into(), "unknown issuer"),
            (CertificateError::NotValidForName.into(), "another host"),
            (CertificateError::NotValidYet.into(), "not valid yet"),
            (CertificateError::Revoked.into(), "revoked"),
            (CertificateError::BadEncoding.into(), "is invalid"),
            (
                Error::AlertReceived(AlertDescription::HandshakeFailure),
                "HandshakeFailure",
            ),
            (
                InvalidMessage::InvalidContentType.into(),
                "something other than TLS",
            ),
            (Error::DecryptError, "TLS failed"),
        ] {
            let said = told(error);
            assert!(said.contains(expected), "{said}");
        }
    }

    #[test]
    fn what_a_users_verifier_says_is_left_out() {
        let other = || OtherError(Arc::new(io::Error::other("secret=hunter2")));
        for error in [
            Error::General("secret=hunter2".to_owned()),
            Error::Other(other()),
            CertificateError::Other(other()).into(),
        ] {
            let io = io::Error::new(io::ErrorKind::InvalidData, error);
            let cause = Cause::of(&io, |_| None);
            let said = format!("{cause:?}");
            assert!(!said.contains("hunter2"), "{said}");
        }
    }
}
