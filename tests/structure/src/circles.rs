//! Groups of modules that all depend on each other.

use std::collections::BTreeSet;
use std::fmt;

use crate::graph::Graph;
use crate::source::Crate;

/// Modules each of which depends on all others, directly or through others of them.
#[derive(Debug)]
pub struct Circle {
    /// The names of the modules, sorted.
    pub modules: Vec<String>,
    /// Each dependency between two of them, with one place in the source that shows it.
    arrows: Vec<String>,
}

impl fmt::Display for Circle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "circle of {}", self.modules.join(", "))?;
        for arrow in &self.arrows {
            write!(f, "\n  {arrow}")?;
        }
        Ok(())
    }
}

impl Crate {
    /// Finds the circles among the children of a module; `&[]` is the crate root.
    pub fn circles(&self, parent: &[&str]) -> Vec<Circle> {
        let graph = self.graph(parent);
        let mut circles: Vec<Circle> = Vec::new();
        for module in graph.keys() {
            if circles.iter().any(|circle| circle.modules.contains(module)) {
                continue;
            }
            let others = reachable(&graph, module).into_iter();
            let modules: Vec<String> = others
                .filter(|other| reachable(&graph, other).contains(module))
                .collect();
            if !modules.is_empty() {
                let arrows = arrows_among(&graph, &modules);
                circles.push(Circle { modules, arrows });
            }
        }
        circles
    }
}

/// Returns the modules that a module depends on, directly or not: itself too where it is in a circle.
fn reachable(graph: &Graph, module: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut waiting = vec![module];
    while let Some(next) = waiting.pop() {
        for to in graph.get(next).into_iter().flat_map(|arrows| arrows.keys()) {
            if found.insert(to.clone()) {
                waiting.push(to);
            }
        }
    }
    found
}

fn arrows_among(graph: &Graph, modules: &[String]) -> Vec<String> {
    let mut arrows = Vec::new();
    for from in modules {
        for (to, place) in graph.get(from).into_iter().flatten() {
            if modules.contains(to) {
                arrows.push(format!("{from} -> {to}: {place}"));
            }
        }
    }
    arrows
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    /// Returns a crate of these files.
    fn crate_of(files: &[(&str, &str)]) -> Crate {
        Crate::read_with(&|wanted| {
            let file = files.iter().find(|(name, _)| Path::new(name) == wanted);
            file.map(|(_, text)| (*text).to_owned())
        })
    }

    /// Returns the modules of each circle below `parent`.
    fn circles(parent: &[&str], files: &[(&str, &str)]) -> Vec<String> {
        let found = crate_of(files).circles(parent);
        found
            .iter()
            .map(|circle| circle.modules.join(" "))
            .collect()
    }

    #[test]
    fn a_planted_circle_is_found_with_its_places() {
        let files = [
            ("lib.rs", "mod a; mod b; mod c; mod d;"),
            ("a.rs", "use crate::b::B; pub struct A(B);"),
            ("b/mod.rs", "pub mod inner; pub struct B;"),
            ("b/inner.rs", "fn f() -> crate::c::C { loop {} }"),
            (
                "c.rs",
                "pub struct C; impl C { fn f() { vec![crate::a::A]; } }",
            ),
            ("d.rs", "use crate::a::A;"),
        ];
        assert_eq!(circles(&[], &files), ["a b c"]);
        let shown = crate_of(&files).circles(&[])[0].to_string();
        let lines: Vec<_> = shown.lines().collect();
        assert_eq!(
            lines,
            [
                "circle of a, b, c",
                "  a -> b: a.rs uses `crate::b::B`",
                "  b -> c: b/inner.rs uses `crate::c::C`",
                "  c -> a: c.rs uses `crate::a::A`",
            ]
        );
    }

    #[test]
    fn a_re_export_hides_nothing() {
        let root = "mod a; mod b; pub use self::a::A; pub use crate::b::*;";
        let files = [
            ("lib.rs", root),
            ("a.rs", "use crate::B; pub struct A;"),
            ("b.rs", "use crate::A; pub struct B;"),
        ];
        assert_eq!(circles(&[], &files), ["a b"]);
        let passed_on = [
            ("lib.rs", "mod a; mod b; mod c;"),
            ("a.rs", "pub use crate::b::B;"),
            ("b.rs", "use crate::c::f; pub struct B;"),
            ("c.rs", "use crate::a::B; pub fn f() {}"),
        ];
        assert_eq!(circles(&[], &passed_on), ["a b c"]);
    }

    #[test]
    fn relative_paths_are_resolved() {
        let files = [
            ("lib.rs", "mod top;"),
            ("top/mod.rs", "mod a; mod b; fn f() { a::f(); b::f(); }"),
            ("top/a.rs", "use super::b; pub fn f() { b::f() }"),
            (
                "top/b.rs",
                "pub fn f() { self::g() } fn g() { super::a::f() }",
            ),
        ];
        assert_eq!(circles(&["top"], &files), ["a b"]);
        assert_eq!(circles(&[], &files), [""; 0]);
    }

    #[test]
    fn tests_and_paths_of_other_crates_are_no_arrows() {
        let files = [
            ("lib.rs", "mod a; mod b;"),
            ("a.rs", "use crate::b::B; pub struct A;"),
            (
                "b.rs",
                "use std::fmt; use a_crate::a::A; #[cfg(test)] mod tests { use crate::a::A; } pub struct B;",
            ),
        ];
        assert_eq!(circles(&[], &files), [""; 0]);
    }

    #[test]
    fn an_item_taken_from_the_root_is_found() {
        let files = [
            ("lib.rs", "mod a; mod b; pub use self::a::A;"),
            ("a.rs", "pub struct A;"),
            ("b.rs", "use crate::A; use crate::a::A as B;"),
        ];
        assert_eq!(
            crate_of(&files).uses_of_root_re_exports(),
            ["b.rs uses `crate::A`"]
        );
    }

    #[test]
    fn two_circles_are_two() {
        let files = [(
            "lib.rs",
            "mod a { use crate::b; } mod b { use crate::a; use crate::c; } mod c { use crate::d; } mod d { use crate::c; }",
        )];
        assert_eq!(circles(&[], &files), ["a b", "c d"]);
    }
}
