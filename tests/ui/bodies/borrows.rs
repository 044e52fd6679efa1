//! Borrows in the bodies of methods that stay local.

use lambda_client::lambda_fn;

#[lambda_fn(name = "orders-{method}")]
pub trait Orders: Sync {
    async fn local(&self) -> &str {
        let text = String::new();
        &text
    }

    async fn moved(&self) -> String {
        let text = String::new();
        drop(text);
        text
    }

    async fn argument(&self, text: String) -> &str {
        &text
    }

    async fn moved_argument(&self, text: String) -> String {
        drop(text);
        text
    }

    async fn immutable(&self, number: u32) -> u32 {
        number += 1;
        number
    }

    async fn remote(&self) -> Result<(), lambda_client::Error>;
}

fn main() {}
