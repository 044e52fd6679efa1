//! What is deployed, as the listing operations tell it.

use crate::directory::{
    Alias, FunctionConfiguration, FunctionState, LastUpdateStatus, MAX_PAGE_SIZE, Page, PageRequest,
};
use crate::local::registry::arn::Key;
use crate::local::registry::{Deployed, LATEST, Registry, Target};
use crate::local::service_error::ServiceError;
use crate::local::setup::settings::{LogFormat, Tenancy};

/// The page length that Lambda takes (model shape `MaxListItems`); what it gives is less.
const MOST_ITEMS: u32 = 10_000;

impl Registry {
    pub(crate) fn list_functions(
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

    /// One version of a function, with everything that is known about it.
    pub(crate) fn configuration(
        &self,
        function: &str,
        qualifier: Option<&str>,
    ) -> Result<FunctionConfiguration, ServiceError> {
        Ok(self.find(function, qualifier)?.configuration())
    }

    pub(crate) fn list_versions(
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

    pub(crate) fn list_aliases(
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

    pub(crate) fn alias(&self, function: &str, name: &str) -> Result<Alias, ServiceError> {
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

    /// A function for the operations that take no qualifier.
    pub(crate) fn known(&self, name: &str) -> Result<&Deployed, ServiceError> {
        match self.function(name) {
            Some(function) => Ok(function),
            None => {
                let arn = Key::parse(name, &self.home).map(|(key, _)| key.arn());
                Err(ServiceError::function_not_found(
                    arn.as_deref().unwrap_or(name),
                ))
            }
        }
    }
}

impl Deployed {
    /// `$LATEST`, and the published versions in their order.
    fn versions(&self) -> impl Iterator<Item = String> + '_ {
        let published = self.settings.versions.keys().map(u64::to_string);
        std::iter::once(LATEST.to_owned()).chain(published)
    }

    /// A version as listings have it: without its state.
    fn listed(&self, version: &str) -> FunctionConfiguration {
        let settings = &self.settings;
        let arn = match version {
            LATEST => self.key.arn(),
            number => self.key.qualified(Some(number)),
        };
        let mut configuration = FunctionConfiguration::new(&self.key.name, arn);
        configuration.version = version.to_owned();
        configuration.description = settings.description.clone();
        configuration.memory_mb = Some(settings.memory_mb.0);
        configuration.timeout = Some(settings.timeout.0);
        configuration.last_modified = Some(self.last_modified.clone());
        configuration.revision_id = Some(self.revision_id.clone());
        configuration.tenant_isolation = settings.tenancy == Tenancy::PerTenant;
        configuration.log_format = Some(
            match settings.log_format {
                LogFormat::Text => "Text",
                LogFormat::Json => "JSON",
            }
            .to_owned(),
        );
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

impl Target {
    pub(crate) fn configuration(&self) -> FunctionConfiguration {
        let mut configuration = self.function.listed(&self.version_name());
        configuration.arn = self.arn();
        configuration.state = Some(FunctionState::Active);
        configuration.last_update_status = Some(LastUpdateStatus::Successful);
        configuration
    }
}

/// One page of items. What is deployed does not change, so a marker is how many items there were before it.
fn paged<T>(
    items: impl Iterator<Item = T>,
    page: PageRequest<'_>,
) -> Result<Page<T>, ServiceError> {
    let wanted = page.max_items.unwrap_or(MAX_PAGE_SIZE);
    if !(1..=MOST_ITEMS).contains(&wanted) {
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
    use crate::local::engine::concurrency::ConcurrencyLimit;
    use crate::local::registry::arn::AccountRegion;
    use crate::local::setup::function::Function;
    use crate::server::Invocation;

    #[test]
    fn an_alias_with_weights_is_told_as_the_version_it_points_to() {
        let function = Function::new(|_: Invocation| async { "1" })
            .publish()
            .publish()
            .weighted_alias("canary", 1, 2, 1.0);
        let mut registry = Registry::new(AccountRegion::default(), String::new());
        let (key, _) = Key::parse("f", &registry.home).unwrap();
        registry.deploy(
            key,
            function,
            &Arc::new(ConcurrencyLimit::of_account(1)),
            None,
        );
        let target = registry.find("f", Some("canary")).unwrap();
        assert_eq!(target.configuration().version, "1");
        assert_eq!(target.version().name, "2", "and calls go elsewhere");
    }

    #[test]
    fn pages_join_up_and_are_never_longer_than_lambdas() {
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
    fn bad_pages_are_refused() {
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
