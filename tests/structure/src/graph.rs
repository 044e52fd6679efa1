//! Which child of a module depends on which other, and by which path.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::{Crate, ModulePath};

/// For each child, the children that it depends on, each with one place in the source that shows it.
pub(crate) type Graph = BTreeMap<String, BTreeMap<String, String>>;

impl Crate {
    /// Returns the names of a module's children; `&[]` is the crate root.
    pub fn children(&self, parent: &[&str]) -> BTreeSet<String> {
        let parent = parent_names(parent);
        let inside = |module: &ModulePath| module.strip_prefix(parent.as_slice())?.first().cloned();
        self.modules.keys().filter_map(inside).collect()
    }

    /// Returns each place that takes an item from the crate root, which only re-exports it: that hides what the code depends on.
    pub fn uses_of_root_re_exports(&self) -> Vec<String> {
        let root = &self.modules[&ModulePath::new()];
        let mut found = Vec::new();
        let others = self.modules.iter().filter(|(module, _)| !module.is_empty());
        for (_, source) in others {
            for path in &source.paths {
                let [first, name, ..] = path.as_slice() else {
                    continue;
                };
                let child = vec![name.clone()];
                if first == "crate"
                    && root.imports.contains_key(name)
                    && !self.modules.contains_key(&child)
                {
                    found.push(format!(
                        "{} uses `{}`",
                        source.file.display(),
                        path.join("::")
                    ));
                }
            }
        }
        found
    }

    /// Returns the dependencies among the children of a module. Code of grandchildren counts for the child that they are in.
    pub(crate) fn graph(&self, parent: &[&str]) -> Graph {
        let child = |module: &ModulePath| {
            let inside = module.strip_prefix(parent_names(parent).as_slice())?;
            inside.first().cloned()
        };
        let mut graph = Graph::new();
        for (module, source) in &self.modules {
            let Some(from) = child(module) else { continue };
            let arrows = graph.entry(from.clone()).or_default();
            for path in &source.paths {
                for to in self.modules_of(module, path).iter().filter_map(child) {
                    if to != from {
                        arrows.entry(to).or_insert_with(|| {
                            format!("{} uses `{}`", source.file.display(), path.join("::"))
                        });
                    }
                }
            }
        }
        graph
    }

    /// Returns every module that a path leads through, up to the one that defines its item.
    fn modules_of(&self, from: &ModulePath, path: &[String]) -> BTreeSet<ModulePath> {
        let mut search = Search {
            source: self,
            visited: BTreeSet::new(),
            imports: BTreeSet::new(),
        };
        search.follow(from, path);
        search.visited
    }
}

fn parent_names(parent: &[&str]) -> ModulePath {
    parent.iter().map(|name| (*name).to_owned()).collect()
}

struct Search<'a> {
    source: &'a Crate,
    visited: BTreeSet<ModulePath>,
    /// The imports that were followed: two modules may import from each other.
    imports: BTreeSet<(ModulePath, String)>,
}

impl Search<'_> {
    /// Returns the module that defines the item at the end of a path, or `None` if that is not in this crate.
    fn follow(&mut self, from: &ModulePath, path: &[String]) -> Option<ModulePath> {
        let mut at = from.clone();
        let mut rest = path;
        while let [first, after @ ..] = rest {
            match first.as_str() {
                "crate" => at.clear(),
                "self" => {}
                "super" => {
                    at.pop();
                }
                _ => break,
            }
            rest = after;
        }
        let relative = rest.len() == path.len();
        for (index, name) in rest.iter().enumerate() {
            match self.step(&at, name) {
                Step::Into(module) => at = module,
                // A bare name that the module neither declares nor imports: a crate, a local variable, the prelude.
                Step::Item if relative && index == 0 => return None,
                Step::Item => return Some(at),
                Step::Outside => return None,
            }
        }
        Some(at)
    }

    fn step(&mut self, at: &ModulePath, name: &String) -> Step {
        let child = [at.as_slice(), std::slice::from_ref(name)].concat();
        if self.source.modules.contains_key(&child) {
            self.visited.insert(child.clone());
            return Step::Into(child);
        }
        let Some(module) = self.source.modules.get(at) else {
            return Step::Outside;
        };
        if let Some(path) = module.imports.get(name) {
            return self.through(at, name, path);
        }
        if module.items.contains(name) {
            return Step::Item;
        }
        for path in &module.globs {
            if let Some(source) = self.follow(at, path)
                && let Some(module) = self.source.modules.get(&source)
                && (module.items.contains(name) || module.imports.contains_key(name))
            {
                let path = [path.as_slice(), std::slice::from_ref(name)].concat();
                return self.through(at, name, &path);
            }
        }
        Step::Item
    }

    fn through(&mut self, at: &ModulePath, name: &str, path: &[String]) -> Step {
        if !self.imports.insert((at.clone(), name.to_owned())) {
            return Step::Outside;
        }
        match self.follow(at, path) {
            Some(module) => Step::Into(module),
            None => Step::Outside,
        }
    }
}

enum Step {
    Into(ModulePath),
    /// An item of the module that the path has reached.
    Item,
    Outside,
}
