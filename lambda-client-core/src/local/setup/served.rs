//! The functions that served traits declare, as functions of a `LocalLambda`.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::function_name::template::unknown_keys;
use crate::local::account_region::AccountRegion;
use crate::local::function::Function;
use crate::local::function::settings::AliasRouting;
use crate::local::registry::arn::FunctionKey;
use crate::server::Service;
use crate::server::dispatch::Dispatch;

/// The version that a declared alias points to: the build counts as the published code.
const PUBLISHED: u64 = 1;

/// Returns the functions that the traits declare, and what is wrong with them.
pub(crate) fn functions(
    services: &[Arc<dyn Service>],
    keys: &BTreeMap<String, String>,
    home: &AccountRegion,
) -> (Vec<(FunctionKey, Function)>, Vec<String>) {
    let mut dispatch = Dispatch::new();
    for service in services {
        dispatch.serve(service, keys, |target| {
            FunctionKey::parse(&target.function, home).map(|(key, _)| key)
        });
    }
    let functions = dispatch.functions.into_iter().map(|(key, served)| {
        let qualifiers = served.qualifiers().to_vec();
        let function = Function::of(Arc::new(served)).undeclared_tenant_isolation();
        let declared = qualifiers
            .iter()
            .fold(function, |function, qualifier| function.declare(qualifier));
        (key, declared)
    });
    let declared = services
        .iter()
        .flat_map(|service| service.declaration().methods);
    let templates = declared.flat_map(|method| [Some(method.function), method.qualifier]);
    let mut mistakes = dispatch.mistakes;
    mistakes.extend(unknown_keys(keys, templates.flatten()));
    (functions.collect(), mistakes)
}

impl Function {
    /// Adds the qualifier that a trait declares: a version, or an alias.
    fn declare(mut self, qualifier: &str) -> Function {
        match qualifier.parse::<u64>() {
            Ok(number) => self.published(number, None),
            Err(_) if qualifier == "$LATEST" => self,
            Err(_) => {
                if !qualifier.starts_with('$') {
                    let routing = AliasRouting {
                        version: PUBLISHED,
                        weighted: None,
                    };
                    self.settings.aliases.insert(qualifier.to_owned(), routing);
                }
                self.published(PUBLISHED, None)
            }
        }
    }
}
