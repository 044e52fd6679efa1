//! A result file that is made up while it is read.

use std::io::{self, Read, Write};

/// An array of executions.
pub(crate) struct File {
    next: u64,
    records: u64,
    /// What has been made up and not been read.
    piece: Vec<u8>,
    at: usize,
}

impl File {
    pub(crate) fn new(records: u64) -> File {
        File {
            next: 0,
            records,
            piece: b"[".to_vec(),
            at: 0,
        }
    }

    /// Makes up the next execution, and the end of the array after the last one.
    fn refill(&mut self) -> io::Result<()> {
        self.piece.clear();
        self.at = 0;
        let number = self.next;
        self.next += 1;
        match number.cmp(&self.records) {
            std::cmp::Ordering::Less => {
                let separator = if number == 0 { "" } else { "," };
                write!(
                    self.piece,
                    "{separator}{{\"ExecutionArn\":\"arn:aws:states:us-east-1:123456789012:execution:orders/place:{number:08x}\",\"Input\":\"{{\\\"id\\\":{number},\\\"sku\\\":\\\"A-1\\\",\\\"quantity\\\":3}}\",\"InputDetails\":{{\"Included\":true}},\"Name\":\"{number:08x}\","
                )?;
                match number % 100 {
                    99 => write!(
                        self.piece,
                        "\"Error\":\"OutOfStock\",\"Cause\":\"{{\\\"errorType\\\":\\\"OutOfStock\\\",\\\"errorMessage\\\":\\\"none left\\\"}}\",\"Status\":\"FAILED\","
                    )?,
                    _ => write!(
                        self.piece,
                        "\"Output\":\"{{\\\"id\\\":{number},\\\"total\\\":{},\\\"note\\\":\\\"paid\\\"}}\",\"OutputDetails\":{{\"Included\":true}},\"Status\":\"SUCCEEDED\",",
                        number % 1_000
                    )?,
                }
                write!(
                    self.piece,
                    "\"RedriveCount\":0,\"RedriveStatus\":\"NOT_REDRIVABLE\",\"StartDate\":\"2026-11-29T21:49:40.357Z\",\"StateMachineArn\":\"arn:aws:states:us-east-1:123456789012:stateMachine:orders/place\",\"StopDate\":\"2026-11-29T21:49:41.012Z\"}}"
                )
            }
            std::cmp::Ordering::Equal => self.piece.write_all(b"]"),
            std::cmp::Ordering::Greater => Ok(()),
        }
    }
}

impl Read for File {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut filled = 0;
        while filled < buffer.len() {
            if self.at == self.piece.len() {
                self.refill()?;
                if self.piece.is_empty() {
                    break;
                }
            }
            let rest = self.piece.get(self.at..).unwrap_or_default();
            let room = buffer.get_mut(filled..).unwrap_or_default();
            let length = rest.len().min(room.len());
            for (to, from) in room.iter_mut().zip(rest) {
                *to = *from;
            }
            self.at += length;
            filled += length;
        }
        Ok(filled)
    }
}

/// Returns the size of a file, in bytes.
pub(crate) fn size(records: u64) -> io::Result<u64> {
    io::copy(&mut File::new(records), &mut io::sink())
}
