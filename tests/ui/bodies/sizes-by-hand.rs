//! Results without a size, in a trait written by hand.



#[allow(async_fn_in_trait)]
pub trait Orders: Sync {
    async fn text(&self) -> str {
        *"text"
    }

    async fn never(&self) -> str {
        todo!()
    }

    async fn slice(&self) -> [u8] {
        [1_u8][..]
    }

    async fn remote(&self) -> Result<(), lambda_client::Error>;
}

fn main() {}
