//! One connection of a server.

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;

use crate::decoder::Decoder;
use crate::request::Request;
use crate::response::Response;
use crate::step::Step;

/// A stream that can be reset.
pub trait Socket: AsyncRead + AsyncWrite + Unpin + Send {
    /// Makes the end of the stream a reset (`RST`) instead of a close.
    fn reset_on_drop(&mut self);
}

impl Socket for TcpStream {
    fn reset_on_drop(&mut self) {
        // Where it fails, the connection has ended already.
        let _ = self.set_zero_linger();
    }
}

/// Serves the requests of a connection, one after the other, until a step or the client ends it.
///
/// A request that breaks off ends the connection; what is not HTTP gets a response with status 400.
pub async fn serve<R>(mut stream: impl Socket, mut respond: impl FnMut(Request) -> R)
where
    R: Future<Output: Into<Step>>,
{
    let mut requests = Decoder::<Request>::new();
    loop {
        let step = match requests.read(&mut stream).await {
            Ok(Some(request)) if request.is_whole => respond(request).await.into(),
            Ok(_) => return,
            Err(error) => Step::from(Response::new(400, error.to_string())).close(),
        };
        if !step.perform(&mut stream).await {
            return;
        }
    }
}
