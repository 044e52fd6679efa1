//! Rules about methods that start a state machine.

use crate::diagnostics::Diagnostics;
use crate::model::{Method, Service, ServiceMember};
use crate::naming;
use crate::target::MachineKind;

pub(super) fn check(service: &mut Service<'_>, diagnostics: &mut Diagnostics) {
    differ(service, diagnostics);
    default_idempotency_has_an_effect(service, diagnostics);
    let names: Vec<String> = service
        .methods()
        .map(|method| method.name.clone())
        .collect();
    for member in &mut service.members {
        let ServiceMember::Remote(method) = member else {
            continue;
        };
        let mistakes = diagnostics.count();
        idempotency_has_an_effect(method, diagnostics);
        attaches_under_a_free_name(method, &names, diagnostics);
        method.sound &= diagnostics.count() == mistakes;
    }
}

/// Reports methods that start the same machine, which receives their inputs without their names.
fn differ(service: &Service<'_>, diagnostics: &mut Diagnostics) {
    let mut seen: Vec<&Method<'_>> = Vec::new();
    for method in service.methods() {
        let Some(arn) = method.settings.function_name() else {
            continue;
        };
        let same = seen.iter().find(|earlier| {
            let other = earlier.settings.function_name();
            other.is_some_and(|other| other.text == arn.text)
                && !earlier.attributes.excludes(&method.attributes)
        });
        match same {
            Some(earlier) => {
                let (one, other) = (&earlier.name, &method.name);
                diagnostics.push(
                    &arn.given.at,
                    format_args!(
                        "`{one}` and `{other}` start the same state machine, which cannot tell them apart; add `{{method}}` to the \
                         ARN, or write an `arn` on each method"
                    ),
                );
                // Others would be reported at the same ARN.
                return;
            }
            None => seen.push(method),
        }
    }
}

const NOT_IDEMPOTENT: &str = "`idempotent` has no effect on a Standard machine, whose starts are always retried: a name starts one \
     execution; remove it, or write `kind = \"express\"`";

fn idempotency_has_an_effect(method: &Method<'_>, diagnostics: &mut Diagnostics) {
    if let Some(idempotent) = &method.options.idempotent
        && idempotent.value
        && method.settings.kind == MachineKind::Standard
    {
        diagnostics.push(&idempotent.at, NOT_IDEMPOTENT);
    }
}

fn default_idempotency_has_an_effect(service: &Service<'_>, diagnostics: &mut Diagnostics) {
    let mut methods = service.methods();
    if let Some(idempotent) = &service.options.idempotent
        && idempotent.value
        && methods.all(|method| method.settings.kind == MachineKind::Standard)
    {
        diagnostics.push(&idempotent.at, NOT_IDEMPOTENT);
    }
}

/// The client of a method `run` has `run_execution`, too.
fn attaches_under_a_free_name(
    method: &Method<'_>,
    names: &[String],
    diagnostics: &mut Diagnostics,
) {
    let attaches = |name: &&String| naming::attach(name) == method.name;
    if let Some(other) = names.iter().find(attaches) {
        let name = &method.name;
        diagnostics.push(
            method.ident(),
            format_args!(
                "a method named `{name}` would hide the method of the client that attaches to executions of `{other}`; rename it"
            ),
        );
    }
}
