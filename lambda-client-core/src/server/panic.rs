//! Turns the panics of a function into its errors.

use std::any::Any;
use std::cell::Cell;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;

use crate::error::ErrorDocument;
use crate::unwind;

/// The `errorType` of a function that panicked. It is not one of the platform's: callers take it for an error of the function.
pub(crate) const PANIC: &str = "Panic";

thread_local! {
    /// Where this thread panicked last, if the hook is installed.
    static PLACE: Cell<Option<Place>> = const { Cell::new(None) };
}

/// Where a panic was raised, and what it said.
pub(crate) struct Place {
    file_and_line: String,
    text: Option<String>,
}

/// Makes the documents of panics name the place, for the whole process. The hook that was installed before still runs.
#[cfg(any(feature = "serve", test))]
pub(crate) fn install_hook() {
    use std::panic::{set_hook, take_hook};
    use std::sync::Once;

    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        let previous = take_hook();
        set_hook(Box::new(move |panic| {
            let place = panic.location().map(|place| {
                let file = place::shown(place.file());
                Place {
                    file_and_line: format!("{file}:{}:{}", place.line(), place.column()),
                    text: unwind::text(panic.payload()).map(str::to_owned),
                }
            });
            // A thread that ends has no place to note it.
            let _ = PLACE.try_with(|last| last.set(place));
            previous(panic);
        }));
    });
}

/// Returns the output of a future, or the document of its panic.
pub(crate) async fn caught<F: Future>(future: F) -> Result<F::Output, ErrorDocument> {
    let mut future = pin!(future);
    poll_fn(|cx| {
        // A panic that is resumed, such as that of a task, has no place; that of an earlier one would be wrong.
        PLACE.take();
        // After a panic the future is not polled again.
        match catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(cx))) {
            Ok(poll) => poll.map(Ok),
            Err(panic) => Poll::Ready(Err(document(panic, PLACE.take()))),
        }
    })
    .await
}

/// Returns the document of a panic.
pub(crate) fn document(panic: Box<dyn Any + Send>, place: Option<Place>) -> ErrorDocument {
    let text = unwind::text(&*panic);
    // A method may catch its own panic, and then resume one that was raised elsewhere.
    let place = place.filter(|place| place.text.as_deref() == text);
    let place = place.map(|place| place.file_and_line);
    let message = match (place, text) {
        (Some(place), Some(text)) => format!("panicked at {place}: {text}"),
        (Some(place), None) => format!("panicked at {place}"),
        (None, Some(text)) => format!("panicked: {text}"),
        (None, None) => "panicked".to_owned(),
    };
    if text.is_none() {
        // Any other value may panic when it is dropped.
        std::mem::forget(panic);
    }
    ErrorDocument::new(PANIC, message)
}

#[cfg(any(feature = "serve", test))]
mod place {
    use std::path::{Component, Path};

    /// Returns the path of a source file as a message shows it. The path of a dependency is absolute, and says where the program
    /// was built: it is cut to what begins with the name of the crate's folder.
    pub(super) fn shown(file: &str) -> String {
        let path = Path::new(file);
        let parts: Vec<_> = path
            .components()
            .filter_map(|part| match part {
                Component::Normal(part) => part.to_str(),
                _ => None,
            })
            .collect();
        if !path.has_root() {
            return parts.join("/");
        }
        let src = parts.iter().rposition(|part| *part == "src");
        let start = src.map_or(parts.len(), |src| src).saturating_sub(1);
        parts.get(start..).unwrap_or_default().join("/")
    }

    #[cfg(test)]
    mod tests {
        use super::shown;

        #[test]
        fn a_path_does_not_say_where_the_program_was_built() {
            for (file, expected) in [
                ("src/main.rs", "src/main.rs"),
                ("shop/src/a/b.rs", "shop/src/a/b.rs"),
                (
                    "/home/me/.cargo/registry/src/index.crates.io-1/bytes-1.2.3/src/buf/mod.rs",
                    "bytes-1.2.3/src/buf/mod.rs",
                ),
                ("/home/me/build.rs", "build.rs"),
                ("/src/lib.rs", "src/lib.rs"),
            ] {
                assert_eq!(shown(file), expected);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::panic::{panic_any, resume_unwind};

    use super::*;

    async fn message_of(future: impl Future<Output = ()>) -> String {
        let document = caught(future).await.unwrap_err();
        assert_eq!(document.error_type(), "Panic");
        document.message().to_owned()
    }

    /// Panics when it is dropped.
    struct Trap;

    impl Drop for Trap {
        fn drop(&mut self) {
            panic!("dropped");
        }
    }

    #[tokio::test]
    async fn a_panic_is_described_with_its_place() {
        install_hook();
        install_hook();
        let line = line!() + 1;
        let message = message_of(async { panic!("no {} left", "more") }).await;
        let file = "lambda-client-core/src/server/panic.rs";
        let expected = format!("panicked at {file}:{line}:");
        assert!(message.starts_with(&expected), "{message}");
        assert!(message.ends_with(": no more left"), "{message}");
        let message = message_of(async { panic_any(7) }).await;
        assert!(
            message.starts_with("panicked at lambda-client-core/src/"),
            "{message}"
        );
        assert!(!message.ends_with(": "), "{message}");
        // The place of a panic that was caught long ago is not that of one that is resumed.
        assert!(catch_unwind(|| panic!("caught")).is_err());
        let message = message_of(async { resume_unwind(Box::new("resumed")) }).await;
        assert_eq!(message, "panicked: resumed");
        // Nor is that of one that was caught just before.
        let message = message_of(async {
            assert!(catch_unwind(|| panic!("caught")).is_err());
            resume_unwind(Box::new("resumed"))
        });
        assert_eq!(message.await, "panicked: resumed");
        let message = message_of(async { resume_unwind(Box::new(Trap)) }).await;
        assert_eq!(message, "panicked");
    }

    #[tokio::test]
    async fn what_does_not_panic_is_not_touched() {
        let output = caught(async {
            tokio::task::yield_now().await;
            7
        });
        assert_eq!(output.await, Ok(7));
    }
}
