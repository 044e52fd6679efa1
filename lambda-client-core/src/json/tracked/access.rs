//! The parts of lists, objects and enums.

use std::cell::Cell;

use serde::de::{DeserializeSeed, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor};

use crate::json::path::Step;
use crate::json::tracked::Tracked;
use crate::json::tracked::place::Place;

/// The elements of a list.
pub(super) struct Elements<'t, A> {
    access: A,
    place: Place<'t>,
    next: usize,
}

impl<'t, A> Elements<'t, A> {
    pub(super) fn new(access: A, place: Place<'t>) -> Elements<'t, A> {
        Elements {
            access,
            place,
            next: 0,
        }
    }
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Elements<'_, A> {
    type Error = A::Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, A::Error> {
        let place = self.place.part(Step::Index(self.next));
        self.next += 1;
        let element = self
            .access
            .next_element_seed(Tracked { inner: seed, place })?;
        self.place.trail.leave(self.place.depth);
        Ok(element)
    }

    fn size_hint(&self) -> Option<usize> {
        self.access.size_hint()
    }
}

/// The entries of an object.
pub(super) struct Entries<'t, A> {
    access: A,
    place: Place<'t>,
    /// The step to the value whose key was read last.
    step: Step,
}

impl<'t, A> Entries<'t, A> {
    pub(super) fn new(access: A, place: Place<'t>) -> Entries<'t, A> {
        Entries {
            access,
            place,
            step: Step::Key,
        }
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Entries<'_, A> {
    type Error = A::Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, A::Error> {
        let name = Cell::new(None);
        let seed = Tracked {
            inner: seed,
            place: self.place.named(&name),
        };
        let key = self.access.next_key_seed(seed)?;
        self.step = self.place.step::<S>(name.take());
        Ok(key)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        let step = std::mem::replace(&mut self.step, Step::Key);
        let place = self.place.part(step);
        let value = self
            .access
            .next_value_seed(Tracked { inner: seed, place })?;
        self.place.trail.leave(self.place.depth);
        Ok(value)
    }

    fn size_hint(&self) -> Option<usize> {
        self.access.size_hint()
    }
}

impl<'de, 't, A: EnumAccess<'de>> EnumAccess<'de> for Tracked<'t, A> {
    type Error = A::Error;
    type Variant = Tracked<'t, A::Variant>;

    fn variant_seed<S: DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<(S::Value, Self::Variant), A::Error> {
        let name = Cell::new(None);
        let seed = Tracked {
            inner: seed,
            place: self.place.named(&name),
        };
        let (value, variant) = self.inner.variant_seed(seed)?;
        let place = self.place.part(self.place.step::<S>(name.take()));
        Ok((
            value,
            Tracked {
                inner: variant,
                place,
            },
        ))
    }
}

impl<'de, A: VariantAccess<'de>> VariantAccess<'de> for Tracked<'_, A> {
    type Error = A::Error;

    fn unit_variant(self) -> Result<(), A::Error> {
        self.inner.unit_variant()
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, A::Error> {
        let seed = self.wrap(seed);
        self.inner.newtype_variant_seed(seed)
    }

    fn tuple_variant<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, A::Error> {
        let visitor = self.wrap(visitor);
        self.inner.tuple_variant(len, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        let place = self.place.declaring(Some(fields));
        let inner = visitor;
        self.inner.struct_variant(fields, Tracked { inner, place })
    }
}
