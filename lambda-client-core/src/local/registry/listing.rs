//! The listing operations.

use crate::directory::{
    Alias, FunctionConfiguration, FunctionState, LastUpdateStatus, MAX_PAGE_SIZE, Page, PageRequest,
};
use crate::local::function::settings::TenantIsolation;
use crate::local::registry::arn::FunctionKey;
use crate::local::registry::{DeployedFunction, InvocationTarget, LATEST, Registry};
use crate::local::service_error::ServiceError;

/// The longest page that a request may ask for (model shape `MaxListItems`). Lambda returns shorter ones.
const MAX_ITEMS: u32 = 10_000;

impl Registry {
    pub(in crate::local) fn list_functions(
        &self,
        page: PageRequest<'_>,
        all_versions: bool,
    ) -> Result<Page<FunctionConfiguration>, ServiceError> {
        let functions = self.at_home().flat_map(|function| {
            let versions = function
                .versions()
                .filter(move |version| all_versions || version == LATEST);
            versions.map(|version| function.listed(&version))
        });
        paged(functions, page)
    }

    /// Returns the complete configuration of one version of a function.
    pub(in crate::local) fn configuration(
        &self,
        function: &str,
        qualifier: Option<&str>,
    ) -> Result<FunctionConfiguration, ServiceError> {
        Ok(self.find(function, qualifier)?.configuration())
    }

    pub(in crate::local) fn list_versions(
        &self,
        function: &str,
        page: PageRequest<'_>,
    ) -> Result<Page<FunctionConfiguration>, ServiceError> {
        let function = self.known(function)?;
        let versions = function.versions().map(|version| {
            let mut listed = function.listed(&version);
            listed.arn = function.key.qualified(Some(&version));
            listed
        });
        paged(versions, page)
    }

    pub(in crate::local) fn list_aliases(
        &self,
        function: &str,
        version: Option<&str>,
        page: PageRequest<'_>,
    ) -> Result<Page<Alias>, ServiceError> {
        let function = self.known(function)?;
        let aliases = function.settings.aliases.keys();
        let aliases = aliases.filter_map(|name| function.alias(name));
        let wanted = aliases.filter(|alias| version.is_none_or(|version| alias.version == version));
        paged(wanted, page)
    }

    pub(in crate::local) fn alias(
        &self,
        function: &str,
        name: &str,
    ) -> Result<Alias, ServiceError> {
        let function = self.known(function)?;
        function.alias(name).ok_or_else(|| {
            ServiceError::of_code(
                "ResourceNotFoundException",
                format!(
                    "Cannot find alias arn: {}",
                    function.key.qualified(Some(name))
                ),
            )
        })
    }

    /// Returns a function for an operation that does not take a qualifier.
    pub(in crate::local) fn known(&self, name: &str) -> Result<&DeployedFunction, ServiceError> {
        match self.function(name) {
            Some(function) => Ok(function),
            None => {
                let arn = FunctionKey::parse(name, &self.home).map(|(key, _)| key.arn());
                Err(ServiceError::function_not_found(
                    arn.as_deref().unwrap_or(name),
                ))
            }
        }
    }
}

impl DeployedFunction {
    /// Returns `$LATEST` and then the published versions in ascending order.
    fn versions(&self) -> impl Iterator<Item = String> + '_ {
        let published = self.settings.versions.keys().map(u64::to_string);
        std::iter::once(LATEST.to_owned()).chain(published)
    }

    /// Returns the configuration of a version as listings show it: without its state.
    fn listed(&self, version: &str) -> FunctionConfiguration {
        let settings = &self.settings;
        let arn = match version {
            LATEST => self.key.arn(),
            number => self.key.qualified(Some(number)),
        };
        let mut configuration = FunctionConfiguration::new(&self.key.name, arn);
        configuration.version = version.to_owned();
        configuration.description = settings.description.clone();
        configuration.memory_size_mb = Some(settings.memory_size_mb.0);
        configuration.timeout = Some(settings.timeout.0);
        configuration.last_modified = Some(self.last_modified.clone());
        configuration.revision_id = Some(self.revision_id.clone());
        configuration.tenant_isolation = settings.tenant_isolation == TenantIsolation::Required;
        configuration.log_format = Some(settings.log_format.to_string());
        configuration
    }

    fn alias(&self, name: &str) -> Option<Alias> {
        let routing = self.settings.aliases.get(name)?;
        let mut alias = Alias::new(
            name,
            self.key.qualified(Some(name)),
            routing.version.to_string(),
        );
        alias.weights = routing
            .weighted
            .map(|(version, share)| (version.to_string(), share))
            .into_iter()
            .collect();
        alias.revision_id = Some(self.revision_id.clone());
        Some(alias)
    }
}

impl InvocationTarget {
    pub(in crate::local) fn configuration(&self) -> FunctionConfiguration {
        let mut configuration = self.function.listed(&self.version_name());
        configuration.arn = self.arn();
        configuration.state = Some(FunctionState::Active);
        configuration.last_update_status = Some(LastUpdateStatus::Successful);
        configuration
    }
}

/// Returns one page of items. Deployed functions do not change, so a marker can be the number of items before it.
fn paged<T>(
    items: impl Iterator<Item = T>,
    page: PageRequest<'_>,
) -> Result<Page<T>, ServiceError> {
    let wanted = page.max_items.unwrap_or(MAX_PAGE_SIZE);
    if !(1..=MAX_ITEMS).contains(&wanted) {
        return Err(ServiceError::invalid_member(
            "maxItems",
            &wanted.to_string(),
            "Member must have value between 1 and 10000, inclusive",
        ));
    }
    let before: usize = match page.marker.map(str::parse) {
        None => 0,
        Some(Ok(before)) => before,
        Some(Err(_)) => return Err(ServiceError::invalid_parameter("Invalid Marker")),
    };
    let length = usize::try_from(wanted.min(MAX_PAGE_SIZE)).unwrap_or(usize::MAX);
    let mut rest = items.skip(before);
    let items: Vec<T> = rest.by_ref().take(length).collect();
    let next = before.saturating_add(items.len());
    let page = Page::last(items);
    Ok(match rest.next() {
        Some(_) => page.with_next_marker(next.to_string()),
        None => page,
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::local::account_region::AccountRegion;
    use crate::local::function::Function;
    use crate::local::registry::concurrency::ConcurrencyLimit;
    use crate::server::Invocation;

    #[test]
    fn the_configuration_of_a_weighted_alias_is_of_the_version_that_it_points_to() {
        let function = Function::new(|_: Invocation| async { "1" })
            .publish()
            .publish()
            .weighted_alias("canary", 1, 2, 1.0);
        let mut registry = Registry::new(AccountRegion::default(), String::new());
        let (key, _) = FunctionKey::parse("f", &registry.home).unwrap();
        registry.deploy(
            key,
            function,
            &Arc::new(ConcurrencyLimit::of_account(1)),
            None,
        );
        let target = registry.find("f", Some("canary")).unwrap();
        assert_eq!(target.configuration().version, "1");
        assert_eq!(target.version().name, "2", "calls go to the other version");
    }

    #[test]
    fn pages_are_complete_and_no_longer_than_lambdas() {
        let mut seen = Vec::new();
        let mut marker = None;
        loop {
            let request = PageRequest::first()
                .with_max_items(Some(10_000))
                .with_marker(marker.as_deref());
            let page = paged(0..120, request).unwrap();
            assert!(page.items.len() <= 50);
            seen.extend(page.items);
            marker = page.next_marker;
            if marker.is_none() {
                break;
            }
        }
        assert_eq!(seen, (0..120).collect::<Vec<_>>());
    }

    #[test]
    fn an_invalid_page_request_is_rejected() {
        let first = PageRequest::first();
        for bad in [
            first.with_max_items(Some(0)),
            first.with_max_items(Some(10_001)),
            first.with_marker(Some("x")),
        ] {
            assert_eq!(paged(0..3, bad).unwrap_err().status, 400);
        }
        let beyond = paged(0..3, first.with_marker(Some("99"))).unwrap();
        assert!(beyond.items.is_empty() && beyond.next_marker.is_none());
    }
}
