//! Warnings in the bodies of a trait written by hand.
#![deny(warnings)]



#[allow(async_fn_in_trait)]
pub trait Orders: Sync {
    async fn unused(&self, argument: u32, (first, _second): (u32, u32)) -> u32 {
        let variable = 1;
        2
    }

    async fn unreachable(&self) -> u32 {
        return 1;
        2
    }

    async fn mutable(&self, mut argument: u32) -> u32 {
        let mut variable = argument;
        variable
    }

    async fn unused_result(&self) -> u32 {
        Ok::<u32, u32>(1);
        2
    }

    async fn parentheses(&self) -> u32 {
        (2)
    }

    async fn braces(&self) -> u32 {
        let number = { 2 };
        number
    }

    async fn remote(&self) -> Result<(), lambda_client::Error>;
}

fn main() {}
