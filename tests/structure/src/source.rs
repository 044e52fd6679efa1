//! The modules of a crate, as its source files declare them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use syn::{Attribute, Item, ItemMod, Meta};

use crate::references::{Reference, item_attributes, references_of};

/// The names that lead from the crate root to a module; empty for the root.
pub type ModulePath = Vec<String>;

/// A crate's modules without its tests.
#[derive(Debug)]
pub struct Crate {
    pub(crate) modules: BTreeMap<ModulePath, Module>,
}

#[derive(Debug, Default)]
pub(crate) struct Module {
    pub(crate) file: PathBuf,
    /// The items that this module defines.
    pub(crate) items: BTreeSet<String>,
    /// The names that this module imports, each with the path that it stands for.
    pub(crate) imports: BTreeMap<String, Vec<String>>,
    /// The paths of `use ..::*`.
    pub(crate) globs: Vec<Vec<String>>,
    /// Every path in this module's code.
    pub(crate) paths: Vec<Vec<String>>,
}

/// Returns the text of a source file, or `None` if the file does not exist.
type ReadFile<'a> = &'a dyn Fn(&Path) -> Option<String>;

impl Crate {
    /// Reads the crate whose `lib.rs` is in this folder.
    ///
    /// # Panics
    ///
    /// Panics if a file is missing or is not valid Rust.
    pub fn read(folder: &Path) -> Crate {
        Crate::read_with(&|file| std::fs::read_to_string(folder.join(file)).ok())
    }

    pub(crate) fn read_with(read_file: ReadFile<'_>) -> Crate {
        let mut found = Crate {
            modules: BTreeMap::new(),
        };
        found.read_module(read_file, Vec::new(), "lib.rs".into(), Path::new(""));
        found
    }

    /// Reads one file. The files of its child modules are in `folder`.
    fn read_module(
        &mut self,
        read_file: ReadFile<'_>,
        path: ModulePath,
        file: PathBuf,
        folder: &Path,
    ) {
        let text =
            read_file(&file).unwrap_or_else(|| panic!("{}: cannot read the file", file.display()));
        let parsed =
            syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        self.add(read_file, path, file, folder, &parsed.items);
    }

    fn add(
        &mut self,
        read_file: ReadFile<'_>,
        path: ModulePath,
        file: PathBuf,
        folder: &Path,
        items: &[Item],
    ) {
        let mut module = Module {
            file: file.clone(),
            ..Module::default()
        };
        for item in items.iter().filter(|item| !is_test(item_attributes(item))) {
            module.items.extend(name_of(item));
            for reference in references_of(item) {
                match reference {
                    Reference::Path(path) => module.paths.push(path),
                    Reference::Import { name, path } => {
                        // An import inside a function names nothing for the module.
                        if matches!(item, Item::Use(_)) {
                            module.imports.insert(name, path.clone());
                        }
                        module.paths.push(path);
                    }
                    Reference::Glob(path) => {
                        module.globs.push(path.clone());
                        module.paths.push(path);
                    }
                }
            }
            if let Item::Mod(child) = item {
                self.add_child(read_file, &path, &file, folder, child);
            }
        }
        self.modules.insert(path, module);
    }

    fn add_child(
        &mut self,
        read_file: ReadFile<'_>,
        parent: &ModulePath,
        file: &Path,
        folder: &Path,
        child: &ItemMod,
    ) {
        let name = child.ident.to_string();
        let mut path = parent.clone();
        path.push(name.clone());
        let inner = folder.join(&name);
        if let Some((_, items)) = &child.content {
            return self.add(read_file, path, file.to_owned(), &inner, items);
        }
        let (flat, nested) = (folder.join(format!("{name}.rs")), inner.join("mod.rs"));
        let file = match read_file(&flat) {
            Some(_) => flat,
            None => nested,
        };
        self.read_module(read_file, path, file, &inner);
    }
}

/// Whether an item is compiled for tests alone.
pub(crate) fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let Meta::List(list) = &attribute.meta else {
            return false;
        };
        let condition = list.tokens.to_string();
        list.path.is_ident("cfg")
            && (condition == "test"
                || condition.starts_with("all (test")
                || condition.starts_with("all(test"))
    })
}

fn name_of(item: &Item) -> Option<String> {
    let name = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Macro(item) => item.ident.as_ref()?,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::Type(item) => &item.ident,
        Item::Union(item) => &item.ident,
        _ => return None,
    };
    Some(name.to_string())
}
