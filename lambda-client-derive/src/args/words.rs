//! Words that people know from AWS or from other libraries, and what is written here instead.

use super::key::{Level, OptionKey};
use crate::target::Target;

/// What to write instead of a word.
pub(super) struct Instead {
    /// The key that was meant, if it can stand there.
    pub(super) key: Option<OptionKey>,
    pub(super) advice: &'static str,
}

/// Returns what to write instead of an unknown argument, if it is a known word.
pub(super) fn instead(word: &str, level: Level, target: Target) -> Option<Instead> {
    if target == Target::Machine
        && let Some((key, advice)) = of_machine(word, level)
    {
        return Some(Instead { key, advice });
    }
    let (key, advice) = match (level, word) {
        (Level::Argument, "payload" | "body" | "input" | "event") => (
            None,
            "an argument without `#[lambda_fn]` is part of the payload; remove it",
        ),
        (Level::Argument, "tenant_id") => (None, "write `tenant`"),
        (Level::Argument, "context" | "custom_context") => (None, "write `client_context`"),
        (Level::Argument, "name" | "key" | "field") => (None, "write `rename = \"..\"`"),
        (Level::Argument, _) => return None,
        (_, "state_machine_arn" | "state_machine" | "machine") => (
            Some(OptionKey::Name),
            "a state machine has its own attribute; write `#[state_machine(arn = \"..\")]` on the trait",
        ),
        (_, "function_name" | "function" | "function_arn" | "arn" | "fn_name" | "lambda") => {
            (Some(OptionKey::Name), "write `name = \"..\"`")
        }
        (_, "alias" | "version" | "function_version" | "executed_version") => {
            (Some(OptionKey::Qualifier), "write `qualifier = \"..\"`")
        }
        (_, "invocation_type" | "invocation" | "event" | "async" | "fire_and_forget") => {
            (Some(OptionKey::Mode), "write `mode = \"event\"`")
        }
        (_, "dry_run") => (Some(OptionKey::Mode), "write `mode = \"dry_run\"`"),
        (_, "request_response" | "sync") => {
            (Some(OptionKey::Mode), "write `mode = \"request_response\"`")
        }
        (_, "retries" | "max_retries" | "max_attempts" | "attempts" | "retry_attempts") => {
            (Some(OptionKey::Retry), "write `retry(max_attempts = ..)`")
        }
        (_, "no_retry" | "no_retries" | "disable_retries" | "once") => {
            (Some(OptionKey::Retry), "write `retry(max_attempts = 1)`")
        }
        (_, "base_delay" | "delay" | "backoff" | "initial_delay") => {
            (Some(OptionKey::Retry), "write `retry(base_delay = \"..\")`")
        }
        (_, "max_delay" | "max_backoff") => {
            (Some(OptionKey::Retry), "write `retry(max_delay = \"..\")`")
        }
        (_, "budget" | "retry_budget") => (Some(OptionKey::Retry), "write `retry(budget = ..)`"),
        (_, "log_type" | "log" | "logs" | "log_tail" | "log_result") => {
            (Some(OptionKey::TailLog), "write `tail_log`")
        }
        (_, "deadline" | "call_timeout" | "operation_timeout") => {
            (Some(OptionKey::Timeout), "write `timeout = \"..\"`")
        }
        (_, "operation_attempt_timeout" | "request_timeout" | "read_timeout") => (
            Some(OptionKey::AttemptTimeout),
            "write `attempt_timeout = \"..\"`",
        ),
        (_, "action" | "tag" | "dispatch") => (Some(OptionKey::Route), "write `route = \"..\"`"),
        (_, "case") => (Some(OptionKey::RenameAll), "write `rename_all = \"..\"`"),
        (_, "payload" | "body" | "input") => (
            None,
            "the arguments of the method are the payload; remove it",
        ),
        (_, "tenant_id") => (
            None,
            "write `#[lambda_fn(tenant)]` on an argument of the method",
        ),
        (
            _,
            "region" | "endpoint" | "endpoint_url" | "account" | "account_id" | "credentials"
            | "profile",
        ) => (
            None,
            "it is a setting of the SDK's client, from which the `Lambda` is made; remove it",
        ),
        _ => return None,
    };
    Some(Instead { key, advice })
}

/// Returns the key that was meant and what to write, for words that mean something else, or nothing, for a state machine.
fn of_machine(word: &str, level: Level) -> Option<(Option<OptionKey>, &'static str)> {
    Some(match (level, word) {
        (Level::Argument, "payload" | "body" | "input" | "event") => (
            None,
            "an argument without `#[state_machine]` is part of the input; remove it",
        ),
        (Level::Argument, "tenant" | "tenant_id" | "client_context" | "context") => (
            None,
            "an execution receives nothing but its input; remove it to send the argument in the input",
        ),
        (Level::Argument, _) => return None,
        (
            _,
            "state_machine_arn" | "state_machine" | "machine_arn" | "machine" | "stateMachineArn"
            | "function_name" | "function" | "function_arn",
        ) => (Some(OptionKey::Arn), "write `arn = \"..\"`"),
        (_, "name" | "execution_name" | "execution") => (
            Some(OptionKey::Arn),
            "a machine is found by its `arn`, and each call names its execution by `.name(..)`; write `arn = \"..\"`",
        ),
        (_, "type" | "machine_type" | "state_machine_type" | "mode" | "invocation_type") => (
            Some(OptionKey::Kind),
            "write `kind = \"standard\"` or `kind = \"express\"`",
        ),
        (_, "express" | "sync") => (Some(OptionKey::Kind), "write `kind = \"express\"`"),
        (_, "standard") => (Some(OptionKey::Kind), "write `kind = \"standard\"`"),
        (_, "qualifier" | "alias" | "version") => (
            Some(OptionKey::Arn),
            "a version or alias is the end of the ARN; write `arn = \"..:live\"`",
        ),
        (_, "tail_log" | "log_type" | "log" | "logs" | "log_tail" | "log_result") => {
            (None, "Step Functions does not return logs; remove it")
        }
        (
            _,
            "attempt_timeout" | "operation_attempt_timeout" | "request_timeout" | "read_timeout",
        ) => (
            None,
            "it is a setting for all machines; write `Machines::builder(..).attempt_timeout(..)`",
        ),
        (_, "route" | "action" | "tag" | "dispatch" | "rename") => {
            (None, "each method has its own machine; remove it")
        }
        (_, "tenant" | "tenant_id") => (None, "an execution does not have a tenant; remove it"),
        (_, "region" | "account" | "account_id") => (
            Some(OptionKey::Arn),
            "it is a part of the ARN; write `arn = \"..\"`",
        ),
        (_, "endpoint" | "endpoint_url" | "credentials" | "profile") => (
            None,
            "it is a setting of the SDK's client, from which the `Machines` is made; remove it",
        ),
        (_, "trace_header") => (None, "each call sets it by `.trace_header(..)`; remove it"),
        (_, "payload" | "body" | "input") => {
            (None, "the arguments of the method are the input; remove it")
        }
        _ => return None,
    })
}
