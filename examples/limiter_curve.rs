//! How the limiter finds out how many calls a function admits, drawn to an SVG.
//!
//! The function admits 20 runs at a time, 60 after six seconds, and 30 after ten; each takes 50 ms. Time is virtual: the program takes
//! a moment. The picture shows the capacity as a gray line and the limit as a blue one. Give the name of a file to choose where it
//! goes. Prints:
//!
//! ```text
//! [..] items in 14.0 s: [..] succeeded, [..]; stopped: canceled
//! the curve is in [..].svg
//! ```

use std::fmt::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use lambda_client::local::Function;
use lambda_client::server::Invocation;
use lambda_client::transport::{
    BoxFuture, InvokeRequest, InvokeResponse, Transport, TransportError,
};
use lambda_client::{Lambda, LocalLambda, fan_out};
use tokio::time::{Instant, sleep};

/// When the capacity changes, in seconds, and to what.
const CAPACITY: [(f64, usize); 3] = [(0.0, 20), (6.0, 60), (10.0, 30)];
const END: f64 = 14.0;

fn capacity(seconds: f64) -> usize {
    let past = CAPACITY.iter().rev().find(|(from, _)| *from <= seconds);
    past.map_or(0, |(_, capacity)| *capacity)
}

/// An endpoint whose capacity changes.
#[derive(Debug)]
struct Changing {
    local: LocalLambda,
    started: Instant,
    running: AtomicUsize,
}

impl Transport for Changing {
    fn invoke<'a>(
        &'a self,
        request: InvokeRequest<'a>,
    ) -> BoxFuture<'a, Result<InvokeResponse, TransportError>> {
        Box::pin(async move {
            let capacity = capacity(self.started.elapsed().as_secs_f64());
            if self.running.load(Ordering::Relaxed) >= capacity {
                return Err(TransportError::service(429).with_code("TooManyRequestsException"));
            }
            self.running.fetch_add(1, Ordering::Relaxed);
            let result = self.local.invoke(request).await;
            self.running.fetch_sub(1, Ordering::Relaxed);
            result
        })
    }
}

/// Draws points of seconds and attempts as one line.
fn line(points: &[(f64, usize)], color: &str) -> String {
    let mut drawn = String::new();
    for (seconds, attempts) in points {
        let (x, y) = (40.0 + seconds * 50.0, 240.0 - *attempts as f64 * 2.5);
        let _ = write!(drawn, "{x:.1},{y:.1} ");
    }
    let points = drawn.trim_end();
    format!("<polyline fill=\"none\" stroke=\"{color}\" stroke-width=\"2\" points=\"{points}\"/>\n")
}

fn label(x: u32, y: u32, text: &str) -> String {
    format!("<text x=\"{x}\" y=\"{y}\" font-family=\"sans-serif\" font-size=\"12\">{text}</text>\n")
}

fn svg(limits: &[(f64, usize)]) -> String {
    let ticks = (0..1_400).map(|tick| f64::from(tick) / 100.0);
    let capacities: Vec<(f64, usize)> = ticks.map(|at| (at, capacity(at))).collect();
    let mut svg = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"760\" height=\"270\" viewBox=\"0 0 760 270\">\n\
         <rect width=\"760\" height=\"270\" fill=\"white\"/>\n",
    );
    svg += &line(&capacities, "#999999");
    svg += &line(limits, "#2255cc");
    for seconds in (0..=14).step_by(2) {
        svg += &label(36 + seconds * 50, 260, &format!("{seconds} s"));
    }
    for attempts in (0..=80).step_by(20) {
        svg += &label(8, 244 - attempts * 5 / 2, &attempts.to_string());
    }
    svg + "</svg>\n"
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    tokio::time::pause();
    let echo = Function::new(|invocation: Invocation| async move {
        sleep(Duration::from_millis(50)).await;
        invocation.payload
    });
    let started = Instant::now();
    let lambda = Lambda::new(Changing {
        local: LocalLambda::builder().function("echo", echo).build(),
        started,
        running: AtomicUsize::new(0),
    });

    let limiter = lambda.limiter("echo");
    let mut limits = Vec::new();
    let summary = fan_out(0.., |item: u32| lambda.call("echo").json::<u32>(&item))
        .cancel_on(sleep(Duration::from_secs_f64(END)))
        .for_each(|_| limits.push((started.elapsed().as_secs_f64(), limiter.limit())))
        .await;
    println!("{summary}");

    let file = std::env::args_os().nth(1).map(PathBuf::from);
    let file = file.unwrap_or_else(|| std::env::temp_dir().join("limiter_curve.svg"));
    match std::fs::write(&file, svg(&limits)) {
        Ok(()) => println!("the curve is in {}", file.display()),
        Err(error) => {
            eprintln!("{}: {error}", file.display());
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
