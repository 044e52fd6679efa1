//! Bodies of a trait written by hand whose borrows are too short.

use std::sync::Mutex;



#[allow(async_fn_in_trait)]
pub trait Orders: Sync {
    async fn too_short(&self, text: &str) -> &'static str {
        text
    }

    async fn named<'a>(&self, early: &'a str, text: &str) -> &'a str {
        if text.is_empty() {
            return early;
        }
        if early.is_empty() {
            return text;
        }
        early
    }

    async fn two_named<'a, 'b>(&'a self, text: &'b str) -> Option<&'a str> {
        let text = Some(text)?;
        Some(text)
    }

    async fn of_the_receiver(&self, text: &str) -> &str {
        let trimmed = text.trim();
        trimmed
    }

    async fn behind_a_condition(&self, text: &str) -> Result<&str, lambda_client::Error> {
        self.remote().await?;
        if text.is_empty() {
            drop(text);
        }
        Ok(text.trim())
    }

    async fn with_a_boxed_error(&self, text: &str) -> Result<&str, Box<dyn std::error::Error>> {
        let _: u32 = text.parse()?;
        Ok(text)
    }

    async fn stored(&self, texts: &mut Vec<&str>, text: &str) {
        texts.push(text);
    }

    async fn shared(&self, texts: &Mutex<Vec<&str>>, text: &str) {
        let mut texts = texts.lock().unwrap();
        texts.push(text);
    }

    async fn remote(&self) -> Result<(), lambda_client::Error>;
}

fn main() {}
