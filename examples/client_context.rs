//! A client context: data about the caller that travels next to the payload, not in it. Lambda passes it to synchronous calls only.
//!
//! ```text
//! de: Guten Tag, Ada!
//! en: Hello, Ada!
//! ```

use std::process::ExitCode;

use lambda_client::{ClientContext, Error, LocalLambda, lambda_fn};

#[lambda_fn(name = "greet")]
trait Greeter {
    /// The payload is the name alone; the function's side gets the context back.
    async fn greet(
        &self,
        name: &str,
        #[lambda_fn(client_context)] context: &ClientContext,
    ) -> Result<String, Error>;
}

struct Polyglot;

impl Greeter for Polyglot {
    async fn greet(&self, name: &str, context: &ClientContext) -> Result<String, Error> {
        Ok(match context.env().get("locale").map(String::as_str) {
            Some("de") => format!("Guten Tag, {name}!"),
            _ => format!("Hello, {name}!"),
        })
    }
}

async fn run() -> Result<(), Error> {
    let local = LocalLambda::builder()
        .serve(GreeterServer::new(Polyglot))
        .build();
    let lambda = local.lambda();

    let german = ClientContext::new().with_env("locale", "de");
    let greeting = GreeterClient::new(&lambda).greet("Ada", &german).await?;
    println!("de: {greeting}");

    // Without an argument for it, as an option of any call:
    let english = ClientContext::new().with_env("locale", "en");
    let call = lambda.call("greet").json(&"Ada").client_context(&english);
    let greeting: String = call.await?;
    println!("en: {greeting}");
    Ok(())
}

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
