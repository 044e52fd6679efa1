//! Finds the name that the user's package gives to `lambda-client` in its `Cargo.toml`.

use std::fs;
use std::path::{Path, PathBuf};

use toml::de::{DeTable, DeValue};

const PACKAGE: &str = "lambda-client";

/// The tables that declare dependencies, in the order in which a name is looked for.
const TABLES: [&str; 3] = ["dependencies", "dev-dependencies", "build-dependencies"];

/// Returns the name of the crate in the user's code if `Cargo.toml` renames it.
///
/// Only a rename is of interest: whatever else is true of the manifest, or if there is none, the usual name is as good as any.
pub(crate) fn renamed() -> Option<String> {
    let path = PathBuf::from(std::env::var_os("CARGO_MANIFEST_PATH")?);
    let text = fs::read_to_string(&path).ok()?;
    let manifest = Manifest::parse(&text)?;
    manifest.renamed(|| workspace_text(&path, &manifest))
}

/// Returns the manifest of the workspace: the one that the package names, or the nearest one above it that is a workspace.
fn workspace_text(path: &Path, manifest: &Manifest<'_>) -> Option<String> {
    let folder = path.parent()?;
    if let Some(root) = manifest.workspace_path() {
        return fs::read_to_string(folder.join(root).join("Cargo.toml")).ok();
    }
    folder.ancestors().find_map(|folder| {
        let text = fs::read_to_string(folder.join("Cargo.toml")).ok()?;
        let is_workspace = Manifest::parse(&text)?.table("workspace").is_some();
        is_workspace.then_some(text)
    })
}

/// A parsed `Cargo.toml`.
struct Manifest<'a> {
    root: DeTable<'a>,
}

impl<'a> Manifest<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let root = DeTable::parse(text).ok()?.into_inner();
        Some(Self { root })
    }

    fn renamed(&self, workspace_text: impl FnOnce() -> Option<String>) -> Option<String> {
        let tables: Vec<&DeTable<'_>> = self.dependency_tables().collect();
        let dependencies = || tables.iter().flat_map(|table| table.iter());
        let inherits = dependencies().any(|(_, details)| is_inherited(details.get_ref()));
        let text = inherits.then(workspace_text).flatten();
        let workspace = text.as_deref().and_then(Manifest::parse);
        let inherited = workspace
            .as_ref()
            .and_then(|workspace| table(workspace.table("workspace")?, "dependencies"));
        let mut renamed = None;
        for (key, details) in dependencies() {
            let (key, details) = (key.get_ref(), details.get_ref());
            let name = key.replace('-', "_");
            if name == "lambda_client" {
                return None;
            }
            let details = match (is_inherited(details), inherited) {
                (true, Some(inherited)) => inherited.get(key.as_ref())?.get_ref(),
                _ => details,
            };
            if text_of(details, "package") == Some(PACKAGE) {
                renamed = renamed.or(Some(name));
            }
        }
        renamed
    }

    /// Returns all tables of dependencies, those under conditions last.
    fn dependency_tables(&self) -> impl Iterator<Item = &DeTable<'a>> {
        let conditional = self.table("target").into_iter();
        let conditional = conditional.flat_map(|targets| targets.iter());
        let conditional = conditional.filter_map(|(_, target)| target.get_ref().as_table());
        let all = [&self.root].into_iter().chain(conditional);
        all.flat_map(|root| TABLES.iter().filter_map(|name| table(root, name)))
    }

    /// Returns the path of the workspace, if the package declares one.
    fn workspace_path(&self) -> Option<&str> {
        self.table("package")?.get("workspace")?.get_ref().as_str()
    }

    fn table(&self, name: &str) -> Option<&DeTable<'a>> {
        table(&self.root, name)
    }
}

fn table<'t, 'a>(table: &'t DeTable<'a>, name: &str) -> Option<&'t DeTable<'a>> {
    table.get(name)?.get_ref().as_table()
}

fn text_of<'t>(details: &'t DeValue<'_>, key: &str) -> Option<&'t str> {
    details.as_table()?.get(key)?.get_ref().as_str()
}

/// Returns whether a dependency is `{ workspace = true }`.
fn is_inherited(details: &DeValue<'_>) -> bool {
    let workspace = details.as_table().and_then(|table| table.get("workspace"));
    workspace.is_some_and(|value| value.get_ref().as_bool() == Some(true))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn renamed(manifest: &str, workspace: Option<&str>) -> Option<String> {
        Manifest::parse(manifest)?.renamed(|| workspace.map(str::to_owned))
    }

    #[test]
    fn finds_a_rename_wherever_it_is_declared() {
        let details = "package = \"lambda-client\", version = \"0.1\", optional = true";
        for manifest in [
            format!("[dependencies]\nother = \"1\"\nmy-calls = {{ {details} }}"),
            format!("[dev-dependencies]\nmy-calls = {{ {details} }}"),
            format!("[build-dependencies]\nmy-calls = {{ {details} }}"),
            format!("[target.'cfg(unix)'.dependencies]\nmy-calls = {{ {details} }}"),
            "[dependencies.my-calls]\npackage = \"lambda-client\"\npath = \"..\"".to_owned(),
            "dependencies.my-calls.package = 'lambda-client'".to_owned(),
        ] {
            let found = renamed(&manifest, None);
            assert_eq!(found.as_deref(), Some("my_calls"), "{manifest}");
        }
    }

    #[test]
    fn finds_a_rename_of_the_workspace() {
        let workspace =
            "[workspace.dependencies]\ncalls = { package = \"lambda-client\", version = \"0.1\" }";
        for manifest in [
            "[dependencies]\ncalls.workspace = true",
            "[dependencies]\ncalls = { workspace = true, features = [\"local\"] }",
        ] {
            let found = renamed(manifest, Some(workspace));
            assert_eq!(found.as_deref(), Some("calls"), "{manifest}");
        }
        assert_eq!(
            renamed("[dependencies]\ncalls = \"1\"", Some(workspace)),
            None
        );
    }

    #[test]
    fn the_usual_name_wins_and_everything_else_leaves_it() {
        for manifest in [
            "[dependencies]\nlambda-client = \"0.1\"",
            "[dependencies]\nlambda-client = \"0.1\"\n[dev-dependencies]\ncalls = { package = \"lambda-client\" }",
            "[dependencies]\ncalls = { package = \"lambda-client\" }\n[dev-dependencies]\nlambda_client = \"0.1\"",
            "[dependencies]\ncalls = { package = \"lambda-client\" }\nlambda-client = { package = \"fork\" }",
            "[dependencies]\nlambda-client.workspace = true",
            "[dependencies]\ncalls = { package = \"other\" }",
            "[dependencies]\ncalls.workspace = true",
            "[package]\nname = \"lambda-client\"",
            "dependencies = 1\ntarget = []",
            "",
            "not a manifest",
        ] {
            assert_eq!(renamed(manifest, None), None, "{manifest}");
        }
    }

    #[test]
    fn a_workspace_is_looked_for_where_cargo_looks() {
        let root = std::env::temp_dir().join(format!("lambda-client-{}", std::process::id()));
        let member = root.join("crates/member");
        let written = fs::create_dir_all(&member)
            .and_then(|()| fs::write(root.join("Cargo.toml"), "[workspace]\nmembers = []"))
            .and_then(|()| fs::write(root.join("crates/Cargo.toml"), "[package]\nname = \"a\""));
        assert!(written.is_ok(), "{written:?}");

        let found = |text: &str| {
            let manifest = Manifest::parse(text)?;
            workspace_text(&member.join("Cargo.toml"), &manifest)
        };
        let above = found("[package]\nname = \"member\"");
        let named = found("[package]\nworkspace = \"../..\"");
        let missing = found("[package]\nworkspace = \"../nowhere\"");
        let removed = fs::remove_dir_all(&root);

        assert_eq!(above.as_deref(), Some("[workspace]\nmembers = []"));
        assert_eq!(named, above);
        assert_eq!(missing, None);
        assert!(removed.is_ok(), "{removed:?}");
    }
}
