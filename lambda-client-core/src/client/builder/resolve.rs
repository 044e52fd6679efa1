//! Resolves a declared method and its overrides to a function, once for each client.

use crate::call::ResolvedFunction;
use crate::client::builder::Overrides;
use crate::declaration::MethodEntry;
use crate::error::Error;
use crate::function_name::FunctionName;
use crate::function_name::template::expand;
use crate::lambda::Lambda;

/// Returns the function of a method, or all mistakes in its names and settings. `own` overrides `whole`, which overrides the declaration.
pub(in crate::client) fn resolve(
    lambda: &Lambda,
    method: &MethodEntry,
    own: &Overrides,
    whole: &Overrides,
) -> Result<ResolvedFunction, Vec<String>> {
    let mut mistakes = Vec::new();
    let mut fill = |template: &str| expand(template, method.name, &whole.keys, &mut mistakes);
    let mut layer = |name: Option<&str>, qualifier: Option<&str>| Layer {
        name: name.map(&mut fill),
        qualifier: qualifier.map(&mut fill),
    };
    let mut layers = vec![
        layer(own.name.as_deref(), own.qualifier.as_deref()),
        layer(whole.name.as_deref(), whole.qualifier.as_deref()),
    ];
    // The placeholders of a declared name that is replaced need not have values.
    let replaced = layers.iter().any(|layer| layer.name.is_some());
    layers.push(layer(
        (!replaced).then_some(method.function),
        method.qualifier,
    ));
    if !mistakes.is_empty() {
        return Err(mistakes);
    }
    let target =
        target(layers).map_err(|error| vec![error.message().unwrap_or_default().to_owned()])?;
    let settings = own.settings.over(whole.settings).over(method.settings);
    ResolvedFunction::new(
        lambda,
        target,
        Some(method.name),
        method.mode.operation(),
        settings,
    )
}

/// What one layer says about the function; its name may include a qualifier.
struct Layer {
    name: Option<String>,
    qualifier: Option<String>,
}

/// Returns the function of the topmost layer that names one, with the qualifier of the topmost layer that has one, in its name
/// or next to it.
fn target(layers: Vec<Layer>) -> Result<FunctionName, Error> {
    let mut function = None;
    let mut qualifier = None;
    for layer in layers {
        let named = match &layer.name {
            Some(name) => Some(FunctionName::parse(name)?),
            None => None,
        };
        let inside = named.as_ref().and_then(|target| target.qualifier.clone());
        if let (Some(inside), Some(beside)) = (&inside, &layer.qualifier)
            && inside != beside
        {
            let name = layer.name.unwrap_or_default();
            return Err(Error::configuration(format!(
                "`{name}` includes the qualifier `{inside}`, but the qualifier is also set to `{beside}`; keep one of them"
            )));
        }
        function = function.or(named.map(|target| target.function));
        qualifier = qualifier.or(layer.qualifier).or(inside);
    }
    let mut target = FunctionName {
        function: function.unwrap_or_default(),
        qualifier: None,
    };
    if let Some(qualifier) = qualifier {
        target.set_qualifier(&qualifier)?;
    }
    Ok(target)
}
