//! The place of what is being read.

use std::any::type_name;
use std::cell::Cell;

use crate::json::mismatch::is_name;
use crate::json::path::{Step, Trail};

/// The place of what is being read.
#[derive(Clone, Copy)]
pub(super) struct Place<'t> {
    pub(super) trail: &'t Trail,
    pub(super) depth: usize,
    /// Takes the name, if this is the key of an entry or the name of a variant.
    pub(super) name: Option<&'t Cell<Option<String>>>,
    /// The names of the fields or variants that the type has declared for what is here.
    declared: Option<&'static [&'static str]>,
}

impl<'t> Place<'t> {
    pub(super) fn root(trail: &'t Trail) -> Place<'t> {
        Place {
            trail,
            depth: 0,
            name: None,
            declared: None,
        }
    }

    /// Returns the place of a part of what is here.
    pub(super) fn part(self, step: Step) -> Place<'t> {
        self.trail.enter(self.depth, step);
        Place {
            depth: self.depth + 1,
            name: None,
            declared: None,
            ..self
        }
    }

    /// Returns this place without the name, for a type that declares these names, or none.
    pub(super) fn declaring(self, declared: Option<&'static [&'static str]>) -> Place<'t> {
        Place {
            name: None,
            declared,
            ..self
        }
    }

    /// Returns the step to the part whose name was read as a value of `S`.
    pub(super) fn step<S>(self, name: Option<String>) -> Step {
        let is_declared = |name: &String| match self.declared {
            Some(declared) => declared.contains(&name.as_str()),
            // A type with flattened parts does not declare its fields. What it does not know it keeps, and does not reject. Serde's
            // name for the type of its keys tells them from the keys of a map.
            None => type_name::<S>().contains("::__Field") && is_name(name),
        };
        match name.filter(is_declared) {
            Some(name) => Step::Name(name),
            None => Step::Key,
        }
    }

    pub(super) fn named<'n>(self, name: &'n Cell<Option<String>>) -> Place<'n>
    where
        't: 'n,
    {
        Place {
            name: Some(name),
            ..self
        }
    }
}
