//! The function of a task.

use lambda_client_grammar::name::parse_function_name;

use crate::declaration::MethodEntry;
use crate::function_name::FunctionName;
use crate::function_name::template::expand;
use crate::step_functions::definition::permissions::Resource;
use crate::step_functions::definition::scope::Scope;
use crate::step_functions::definition::task::substituted::{
    Substituted, is_substituted, qualified,
};

/// What a task says about its function, other than the declaration.
#[derive(Debug, Default)]
pub(super) struct Overrides {
    pub(super) function: Option<String>,
    pub(super) qualifier: Option<String>,
    pub(super) unqualified: bool,
}

/// The function of a task.
pub(super) struct Target {
    /// The value of the argument `FunctionName`.
    pub(super) name: String,
    /// What the permission to invoke it names.
    pub(super) resource: Resource,
}

/// Returns the function of a method, with its qualifier, and reports all that is wrong with them.
pub(super) fn target(
    method: &'static MethodEntry,
    overrides: &Overrides,
    state: &str,
    scope: &mut Scope<'_>,
) -> Option<Target> {
    let mut mistakes = Vec::new();
    let keys = &scope.settings().keys;
    let mut declared = |template| expand(template, method.name, keys, &mut mistakes);
    // The placeholders of a declared name that is replaced need not have values.
    let function = match &overrides.function {
        Some(function) => function.clone(),
        None => declared(method.function),
    };
    let qualifier = match &overrides.qualifier {
        _ if overrides.unqualified => None,
        Some(qualifier) => Some(qualifier.clone()),
        None => method.qualifier.map(declared),
    };
    for template in std::iter::once(method.function).chain(method.qualifier) {
        scope.found_template(template);
    }
    if mistakes.is_empty() {
        match resolve(&function, qualifier.as_deref(), scope) {
            Ok(target) => return Some(target),
            Err(mistake) => mistakes.push(mistake),
        }
    }
    for mistake in mistakes {
        scope.mistake(state, mistake);
    }
    None
}

fn resolve(
    function: &str,
    qualifier: Option<&str>,
    scope: &mut Scope<'_>,
) -> Result<Target, String> {
    if [function, qualifier.unwrap_or_default()].map(is_substituted) != [false, false] {
        let substituted = Substituted::parse(function, qualifier)?;
        if let Some(partition) = &substituted.partition {
            scope.found_partition(partition);
        }
        return Ok(Target {
            name: substituted.name,
            resource: substituted.resource,
        });
    }
    let message = |error: crate::error::Error| error.message().unwrap_or_default().to_owned();
    let mut name = FunctionName::parse(function).map_err(message)?;
    match (&name.qualifier, qualifier) {
        (Some(inside), Some(beside)) if inside != beside => {
            return Err(format!(
                "`{function}` includes the qualifier `{inside}`, but the qualifier is also set to `{beside}`; keep one of them"
            ));
        }
        (None, Some(beside)) => name.set_qualifier(beside).map_err(message)?,
        _ => {}
    }
    let whole = qualified(&name.function, name.qualifier.as_deref());
    let parts = parse_function_name(&whole).map_err(|mistake| mistake.message)?;
    let partition = whole
        .strip_prefix("arn:")
        .and_then(|rest| rest.split(':').next());
    if let Some(partition) = partition {
        scope.found_partition(partition);
    }
    let resource = match (partition, parts.region, parts.account) {
        (Some(_), Some(_), Some(_)) => Resource::Arn(whole.clone()),
        _ => Resource::Relative {
            service: "lambda",
            region: parts.region.map(str::to_owned),
            account: parts.account.map(str::to_owned),
            path: format!("function:{}", qualified(parts.name, parts.qualifier)),
        },
    };
    Ok(Target {
        name: whole,
        resource,
    })
}
