//! The paths in an item: imports, types, calls, and what macros are given.

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{
    Attribute, ImplItemFn, Item, ItemMod, ItemUse, Macro, Meta, Path, UseTree, VisRestricted,
};

use crate::source::is_test;

#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Reference {
    Path(Vec<String>),
    Import { name: String, path: Vec<String> },
    Glob(Vec<String>),
}

/// The macros that hold code of another crate: paths in there are not resolved in this one.
const QUOTING: &[&str] = &[
    "quote",
    "quote_spanned",
    "parse_quote",
    "parse_quote_spanned",
];

/// Returns the references of an item, but not those of a module in it.
pub(crate) fn references_of(item: &Item) -> Vec<Reference> {
    let mut visitor = Visitor::default();
    visitor.visit_item(item);
    visitor.found
}

/// Returns the attributes of the items that a condition can stand on.
pub(crate) fn item_attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

#[derive(Default)]
struct Visitor {
    found: Vec<Reference>,
}

impl Visitor {
    fn use_tree(&mut self, before: &[String], tree: &UseTree) {
        let with = |name: &dyn ToString| [before, &[name.to_string()]].concat();
        match tree {
            UseTree::Path(path) => self.use_tree(&with(&path.ident), &path.tree),
            UseTree::Name(name) if name.ident == "self" => {
                self.import(before.last(), before.to_vec())
            }
            UseTree::Name(name) => {
                let path = with(&name.ident);
                self.import(path.clone().last(), path);
            }
            UseTree::Rename(rename) if rename.ident == "self" => {
                self.import(Some(&rename.rename.to_string()), before.to_vec());
            }
            UseTree::Rename(rename) => {
                self.import(Some(&rename.rename.to_string()), with(&rename.ident));
            }
            UseTree::Glob(_) => self.found.push(Reference::Glob(before.to_vec())),
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.use_tree(before, tree);
                }
            }
        }
    }

    fn import(&mut self, name: Option<&String>, path: Vec<String>) {
        if let Some(name) = name {
            self.found.push(Reference::Import {
                name: name.clone(),
                path,
            });
        }
    }

    /// Collects `a::b::c` wherever it stands in the tokens of a macro or an attribute.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Punct(punct) if punct.as_char() == ':' => colons += 1,
                TokenTree::Ident(ident) => {
                    if colons != 2 {
                        self.end_of_path(&mut path);
                    }
                    path.push(ident.to_string());
                    colons = 0;
                }
                other => {
                    self.end_of_path(&mut path);
                    colons = 0;
                    if let TokenTree::Group(group) = other {
                        self.tokens(group.stream());
                    }
                }
            }
        }
        self.end_of_path(&mut path);
    }

    fn end_of_path(&mut self, path: &mut Vec<String>) {
        let path = std::mem::take(path);
        if path.len() > 1 {
            self.found.push(Reference::Path(path));
        }
    }
}

impl<'ast> Visit<'ast> for Visitor {
    fn visit_item(&mut self, item: &'ast Item) {
        if !is_test(item_attributes(item)) {
            visit::visit_item(self, item);
        }
    }

    fn visit_impl_item_fn(&mut self, function: &'ast ImplItemFn) {
        if !is_test(&function.attrs) {
            visit::visit_impl_item_fn(self, function);
        }
    }

    fn visit_item_mod(&mut self, _module: &'ast ItemMod) {}

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        if item.leading_colon.is_none() {
            self.use_tree(&[], &item.tree);
        }
    }

    /// The module in `pub(in ..)` is one that sees the item, not one that the item needs.
    fn visit_vis_restricted(&mut self, _visibility: &'ast VisRestricted) {}

    fn visit_path(&mut self, path: &'ast Path) {
        if path.leading_colon.is_none() {
            let names = path
                .segments
                .iter()
                .map(|segment| segment.ident.to_string());
            self.found.push(Reference::Path(names.collect()));
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, invocation: &'ast Macro) {
        let quoting = QUOTING.iter().any(|name| invocation.path.is_ident(name));
        if !quoting {
            self.tokens(invocation.tokens.clone());
        }
        visit::visit_macro(self, invocation);
    }

    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        if let Meta::List(list) = &attribute.meta {
            self.tokens(list.tokens.clone());
        }
        visit::visit_attribute(self, attribute);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn references(text: &str) -> Vec<String> {
        let item: Item = syn::parse_str(text).unwrap();
        let paths = references_of(&item)
            .into_iter()
            .map(|reference| match reference {
                Reference::Path(path) => path.join("::"),
                Reference::Import { name, path } => format!("{} as {name}", path.join("::")),
                Reference::Glob(path) => format!("{}::*", path.join("::")),
            });
        paths.filter(|path| path.contains("::")).collect()
    }

    #[test]
    fn an_import_lists_every_name() {
        assert_eq!(
            references("use crate::{a::{self, B as C}, d::*, e::f::G};"),
            [
                "crate::a as a",
                "crate::a::B as C",
                "crate::d::*",
                "crate::e::f::G as G"
            ]
        );
        assert_eq!(references("use ::std::fmt;"), [""; 0]);
    }

    #[test]
    fn code_types_and_macros_are_read() {
        let function = "fn f(x: crate::a::A<crate::b::B>) { use crate::c::C; vec![crate::d::D, (crate::e::E)]; }";
        assert_eq!(
            references(function),
            [
                "crate::a::A",
                "crate::b::B",
                "crate::c::C as C",
                "crate::d::D",
                "crate::e::E"
            ]
        );
        let macros = "macro_rules! m { () => { $crate::a::A }; }";
        assert_eq!(references(macros), ["crate::a::A"]);
    }

    #[test]
    fn tests_and_quoted_code_do_not_count() {
        assert_eq!(references("#[cfg(test)] fn f() { crate::a::b() }"), [""; 0]);
        assert_eq!(
            references("impl A { #[cfg(all(test, unix))] fn f() { crate::a::b() } }"),
            [""; 0]
        );
        assert_eq!(references("fn f() { quote! { super::A } }"), [""; 0]);
    }
}
