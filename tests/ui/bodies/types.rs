//! Types in the bodies of methods that stay local.

use lambda_client::lambda_fn;

#[lambda_fn(name = "orders-{method}")]
pub trait Orders: Sync {
    fn number(&self) -> u32 {
        1
    }

    async fn tail(&self) -> u32 {
        "text"
    }

    async fn missing(&self) -> u32 {
        self.number();
    }

    async fn empty(&self) -> String {}

    async fn returned(&self, early: bool) -> u32 {
        if early {
            return "text";
        }
        1
    }

    async fn returned_nothing(&self) -> u32 {
        return;
    }

    async fn branches(&self) -> u32 {
        if self.number() == 1 { 1 } else { "text" }
    }

    async fn no_else(&self) -> u32 {
        if self.number() == 1 { 1 }
    }

    async fn arms(&self) -> Box<dyn std::fmt::Display + Send> {
        match self.number() {
            1 => Box::new(1),
            _ => "text",
        }
    }

    async fn not_wrapped(&self) -> Result<u32, String> {
        self.number()
    }

    async fn question_mark(&self) -> Result<u32, String> {
        let number: u32 = "1".parse()?;
        Ok(number)
    }

    async fn question_mark_without_result(&self) -> u32 {
        let number: u32 = "1".parse()?;
        number
    }

    async fn too_much(&self) {
        self.number()
    }

    async fn not_an_object(&self) -> Box<dyn std::error::Error + Send> {
        Box::new(1)
    }

    async fn wrong_closure(&self) -> fn(u32) -> u32 {
        |text: &str| text.len()
    }

    async fn unknown_method(&self) -> String {
        self.number().into_text()
    }

    async fn unknown_name(&self) -> u32 {
        nothing
    }

    async fn unknown_type_of_a_reference<'a>(&'a self, text: &'a str) -> &'a Unknown {
        text
    }

    async fn unknown_type(&self) -> Unknown {
        self.number()
    }

    async fn argument(&self, mut number: u32, (text, _): (String, u32)) -> String {
        number = text;
        number
    }

    async fn not_awaited(&self) -> u32 {
        self.tail()
    }

    async fn not_inferred(&self) -> u32 {
        let list = Vec::new();
        1
    }

    async fn remote(&self) -> Result<(), lambda_client::Error>;
}

fn main() {}
