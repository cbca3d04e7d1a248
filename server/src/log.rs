//! The server's log, on standard error: lines for people, or objects of JSON for programs.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::io;
use std::panic::{self, PanicHookInfo};

use clap::ValueEnum;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{Layer, Registry, fmt};

/// How much is logged, and how.
#[derive(clap::Args)]
pub struct LogSettings {
    /// How the log is written: as lines for people, or as one object of JSON a line
    #[arg(long, env = "PLAN_LOG_FORMAT", value_enum, default_value_t = LogFormat::Text)]
    log_format: LogFormat,
    /// How much is logged; debug has a line of every request
    #[arg(long, env = "PLAN_LOG_LEVEL", value_enum, default_value_t = LogLevel::Info)]
    log_level: LogLevel,
}

/// How a line of the log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum LogFormat {
    Text,
    Json,
}

/// What is logged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum LogLevel {
    Error,
    Warn,
    Info,
    Debug,
}

impl LogSettings {
    /// Begins to log. What libraries say is logged from warnings on: more of it may tell what a visitor sent.
    pub fn start(&self) {
        let ours = match self.log_level {
            LogLevel::Error => LevelFilter::ERROR,
            LogLevel::Warn => LevelFilter::WARN,
            LogLevel::Info => LevelFilter::INFO,
            LogLevel::Debug => LevelFilter::DEBUG,
        };
        let filter = Targets::new().with_target("plan_server", ours).with_default(ours.min(LevelFilter::WARN));
        // It quotes the address of a database, and the file of its passwords.
        let filter = filter.with_target("sqlx_postgres::options", LevelFilter::OFF);
        let lines = fmt::layer().with_writer(io::stderr).with_ansi(false);
        let lines: Box<dyn Layer<Registry> + Send + Sync> = match self.log_format {
            LogFormat::Text => Box::new(lines),
            // The innermost span is that of the request, with its id.
            LogFormat::Json => Box::new(lines.json().flatten_event(true).with_span_list(false)),
        };
        tracing_subscriber::registry().with(lines.with_filter(filter)).init();
        panic::set_hook(Box::new(note_panic));
    }
}

/// Logs where something panicked, as a line like all others. The message is left out where it was made of values: one may be a visitor's.
fn note_panic(info: &PanicHookInfo<'_>) {
    let place = info.location().map(ToString::to_string).unwrap_or_default();
    let message = info.payload().downcast_ref::<&'static str>();
    let message = message.unwrap_or(&"its message is left out, as it may hold what a visitor typed");
    let trace = Backtrace::capture();
    if trace.status() == BacktraceStatus::Captured {
        tracing::error!("a panic at {place}: {message}\n{trace}");
    } else {
        tracing::error!("a panic at {place}: {message}");
    }
}
