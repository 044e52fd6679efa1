//! Patterns of which one part is stored in another: the message stands at the pattern.

pub struct Pair<'a, 'b> {
    pub texts: &'a mut Vec<&'b str>,
    pub text: &'a str,
}

#[lambda_client::lambda_fn(name = "orders-{method}")]
pub trait Orders: Sync {
    async fn of_a_struct(&self, Pair { texts, text }: Pair<'_, '_>) {
        texts.push(text);
    }

    async fn of_a_tuple(&self, (texts, text): (&mut Vec<&str>, &str)) {
        texts.push(text);
    }

    async fn remote(&self) -> Result<(), lambda_client::Error>;
}

fn main() {}
