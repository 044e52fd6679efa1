//! Borrows in the bodies of a trait written by hand.



#[allow(async_fn_in_trait)]
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
