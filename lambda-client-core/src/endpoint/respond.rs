//! Responds to a request: checks where it comes from, and counts the response.

use hyper::Request;
use hyper::body::Incoming;

use crate::endpoint::body::{Broken, HttpResponse};
use crate::endpoint::connection_context::ConnectionContext;
use crate::endpoint::refusal::Refusal;
use crate::endpoint::{cors, request_body};

/// Responds to a request. An error breaks the connection.
pub(super) async fn respond(
    connection: &ConnectionContext,
    request: Request<Incoming>,
) -> Result<HttpResponse, Broken> {
    let (head, body) = request.into_parts();
    let settings = &connection.settings;
    let page = match settings.access.check(&head, connection.arrived_at) {
        Ok(page) => page,
        Err(refusal) => {
            request_body::discard(body, connection).await;
            return Ok(settings.api.refused(&refusal));
        }
    };
    let preflight = page.as_ref().and_then(|_| cors::preflight(&head));
    let response = match preflight {
        Some(response) => response,
        None => settings.api.respond(connection, head, body).await?,
    };
    let mut response = counted(connection, response);
    if let Some(page) = page {
        cors::allow(page, &mut response);
    }
    Ok(response)
}

/// Counts the bytes of a response, or replaces it if it exceeds the endpoint's memory limit.
fn counted(connection: &ConnectionContext, mut response: HttpResponse) -> HttpResponse {
    match response.body_mut().hold(&connection.bodies) {
        true => response,
        false => connection
            .settings
            .api
            .refused(&Refusal::NoMemoryForResponse),
    }
}
