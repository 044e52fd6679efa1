//! Counts how often a function really ran.

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use crate::install::home;

/// A file to which a function adds a line with each run.
#[derive(Debug)]
pub(crate) struct Counter {
    file: PathBuf,
}

impl Counter {
    pub(crate) fn new() -> Self {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let folder = home().join("counts");
        fs::create_dir_all(&folder).expect("the folder of the counters can be made");
        let file = folder.join(format!("{}-{number}", std::process::id()));
        let _ = fs::remove_file(&file);
        Self { file }
    }

    /// Returns the value for the field `count_in` of an event.
    pub(crate) fn path(&self) -> &str {
        self.file.to_str().expect("the workspace's path is UTF-8")
    }

    pub(crate) fn runs(&self) -> usize {
        fs::read_to_string(&self.file).map_or(0, |text| text.lines().count())
    }

    /// Waits for that many runs, then a little longer, so that one too many shows as well.
    pub(crate) async fn settles_at(&self, runs: usize) -> bool {
        const LIMIT: Duration = Duration::from_secs(20);
        const LINGER: Duration = Duration::from_millis(700);
        let deadline = Instant::now() + LIMIT;
        while self.runs() < runs && Instant::now() < deadline {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        tokio::time::sleep(LINGER).await;
        self.runs() == runs
    }
}

impl Drop for Counter {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.file);
    }
}
