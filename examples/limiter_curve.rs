//! How the limiter finds out how many calls a function admits, drawn to an SVG.
//!
//! The function admits 20 runs at a time, 60 after four seconds, and 30 after eight; each takes 50 ms, give or take a fifth. Time is
//! virtual: the program takes a moment, and always draws the same. The picture shows the capacity as a dashed line, the limit as a
//! blue one, and each throttled attempt as a red tick. Give the name of a file to choose where it goes. Prints:
//!
//! ```text
//! [..] items in 12.0 s: [..] succeeded, [..]; stopped: canceled
//! the curve is in [..].svg
//! ```

use std::fmt::Write;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use lambda_client::local::Function;
use lambda_client::server::Invocation;
use lambda_client::transport::{
    BoxFuture, InvokeRequest, InvokeResponse, Transport, TransportError,
};
use lambda_client::{Lambda, LocalLambda, fan_out};
use tokio::sync::Mutex;
use tokio::time::{Instant, sleep};

/// When the capacity changes, in seconds, and to what.
const CAPACITY: [(f64, usize); 3] = [(0.0, 20), (4.0, 60), (8.0, 30)];
const END: f64 = 12.0;

/// The least time between two points of a line, in seconds: fewer would show, and more would not.
const STEP: f64 = 0.02;

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
    /// When attempts were throttled, in seconds.
    throttled: Arc<Mutex<Vec<f64>>>,
}

impl Transport for Changing {
    fn invoke<'a>(
        &'a self,
        request: InvokeRequest<'a>,
    ) -> BoxFuture<'a, Result<InvokeResponse, TransportError>> {
        Box::pin(async move {
            let now = self.started.elapsed().as_secs_f64();
            if self.running.load(Ordering::Relaxed) >= capacity(now) {
                self.throttled.lock().await.push(now);
                return Err(TransportError::service(429).with_code("TooManyRequestsException"));
            }
            self.running.fetch_add(1, Ordering::Relaxed);
            let result = self.local.invoke(request).await;
            self.running.fetch_sub(1, Ordering::Relaxed);
            result
        })
    }
}

fn x(seconds: f64) -> f64 {
    60.0 + seconds * 52.0
}

fn y(attempts: usize) -> f64 {
    280.0 - attempts as f64 * 3.0
}

/// Draws points of seconds and attempts as a line that steps from one to the next.
fn line(points: &[(f64, usize)], style: &str) -> String {
    let mut path = String::new();
    let mut last = None;
    for (seconds, attempts) in points {
        let (x, y) = (x(*seconds), y(*attempts));
        let _ = match last {
            None => write!(path, "M{x:.0} {y:.0}"),
            Some(level) if level == *attempts => Ok(()),
            Some(_) => write!(path, "H{x:.0}V{y:.0}"),
        };
        last = Some(*attempts);
    }
    format!("<path d=\"{path}H{:.0}\" fill=\"none\" {style}/>\n", x(END))
}

fn text(x: f64, y: f64, anchor: &str, text: &str) -> String {
    format!("<text x=\"{x:.0}\" y=\"{y:.0}\" text-anchor=\"{anchor}\">{text}</text>\n")
}

/// Leaves out points that follow another one at once.
fn thinned(points: &[(f64, usize)]) -> Vec<(f64, usize)> {
    let mut kept: Vec<(f64, usize)> = Vec::new();
    for point in points {
        if kept.last().is_none_or(|last| point.0 - last.0 >= STEP) {
            kept.push(*point);
        }
    }
    kept
}

const CAPACITY_STYLE: &str =
    "stroke=\"currentColor\" stroke-opacity=\"0.6\" stroke-width=\"2\" stroke-dasharray=\"6 4\"";
const LIMIT_STYLE: &str = "stroke=\"#3b82f6\" stroke-width=\"2\"";
const THROTTLED_STYLE: &str = "stroke=\"#ef4444\" stroke-width=\"1\"";

/// Draws the picture. Axes and text have the color of the page, so that it can be read on a light one and on a dark one.
fn svg(limits: &[(f64, usize)], throttled: &[f64]) -> String {
    let mut svg = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 720 330\" width=\"720\" role=\"img\" \
         style=\"max-width:100%;height:auto\" font-family=\"sans-serif\" font-size=\"13\" fill=\"currentColor\">\n\
         <title>The limit follows a capacity of 20, then 60, then 30 attempts at a time</title>\n",
    );
    for attempts in (0..=80).step_by(20) {
        let (left, right, y) = (x(0.0), x(END), y(attempts));
        let _ = writeln!(
            svg,
            "<path d=\"M{left:.0} {y:.0}H{right:.0}\" stroke=\"currentColor\" stroke-opacity=\"0.2\"/>"
        );
        svg += &text(left - 8.0, y + 4.0, "end", &attempts.to_string());
    }
    for seconds in (0..=12).step_by(2) {
        svg += &text(x(f64::from(seconds)), 302.0, "middle", &seconds.to_string());
    }
    svg += &text(x(END / 2.0), 322.0, "middle", "time in seconds");
    svg += "<text transform=\"translate(18 160) rotate(-90)\" text-anchor=\"middle\">attempts at a time</text>\n";

    svg += &line(&CAPACITY, CAPACITY_STYLE);
    svg += &line(&thinned(limits), LIMIT_STYLE);
    let mut ticks = String::new();
    let mut last = f64::NEG_INFINITY;
    for seconds in throttled {
        if seconds - last >= STEP {
            let _ = write!(ticks, "M{:.0} 280v-7", x(*seconds));
            last = *seconds;
        }
    }
    let _ = writeln!(svg, "<path d=\"{ticks}\" {THROTTLED_STYLE}/>");

    let legend = [
        (70, CAPACITY_STYLE, "capacity"),
        (190, LIMIT_STYLE, "limit"),
        (285, THROTTLED_STYLE, "throttled attempts"),
    ];
    for (x, style, name) in legend {
        let _ = writeln!(svg, "<path d=\"M{x} 20h26\" {style}/>");
        svg += &text(f64::from(x + 32), 24.0, "start", name);
    }
    svg + "</svg>\n"
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    tokio::time::pause();
    let echo = Function::new(|invocation: Invocation| async move {
        let number: u32 = serde_json::from_slice(&invocation.payload).unwrap_or_default();
        sleep(Duration::from_millis(40 + u64::from(number * 7 % 21))).await;
        invocation.payload
    });
    let throttled = Arc::new(Mutex::new(Vec::new()));
    let started = Instant::now();
    let lambda = Lambda::new(Changing {
        local: LocalLambda::builder().function("echo", echo).build(),
        started,
        running: AtomicUsize::new(0),
        throttled: Arc::clone(&throttled),
    });

    let limiter = lambda.limiter("echo");
    let mut limits = vec![(0.0, limiter.limit())];
    let summary = fan_out(0.., |item: u32| lambda.call("echo").json::<u32>(&item))
        .cancel_on(sleep(Duration::from_secs_f64(END)))
        .for_each(|_| limits.push((started.elapsed().as_secs_f64(), limiter.limit())))
        .await;
    println!("{summary}");

    let file = std::env::args_os().nth(1).map(PathBuf::from);
    let file = file.unwrap_or_else(|| std::env::temp_dir().join("limiter_curve.svg"));
    match std::fs::write(&file, svg(&limits, &throttled.lock().await)) {
        Ok(()) => println!("the curve is in {}", file.display()),
        Err(error) => {
            eprintln!("{}: {error}", file.display());
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
