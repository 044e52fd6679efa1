//! The cases of a method's name.

/// A case of a name, named as in serde's `rename_all`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// As written in the source; the only case without a name.
    AsWritten,
    /// `lowercase`
    Lower,
    /// `UPPERCASE`
    Upper,
    /// `PascalCase`
    Pascal,
    /// `camelCase`
    Camel,
    /// `snake_case`
    Snake,
    /// `SCREAMING_SNAKE_CASE`
    ScreamingSnake,
    /// `kebab-case`
    Kebab,
    /// `SCREAMING-KEBAB-CASE`
    ScreamingKebab,
}

impl Case {
    /// Every name that [`Case::parse`] knows.
    pub const NAMES: &[&str] = &[
        "lowercase",
        "UPPERCASE",
        "PascalCase",
        "camelCase",
        "snake_case",
        "SCREAMING_SNAKE_CASE",
        "kebab-case",
        "SCREAMING-KEBAB-CASE",
    ];

    /// Returns the case of this name.
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "lowercase" => Self::Lower,
            "UPPERCASE" => Self::Upper,
            "PascalCase" => Self::Pascal,
            "camelCase" => Self::Camel,
            "snake_case" => Self::Snake,
            "SCREAMING_SNAKE_CASE" => Self::ScreamingSnake,
            "kebab-case" => Self::Kebab,
            "SCREAMING-KEBAB-CASE" => Self::ScreamingKebab,
            _ => return None,
        })
    }

    /// Converts an identifier in `snake_case`, as methods and arguments are written, to this case.
    ///
    /// The result is that of serde for a field: letters outside of ASCII stay as they are, and `lowercase` does not change
    /// anything, since the identifier is in lowercase.
    pub fn apply(self, snake_case_ident: &str) -> String {
        match self {
            Self::AsWritten | Self::Lower | Self::Snake => snake_case_ident.to_owned(),
            Self::Upper | Self::ScreamingSnake => snake_case_ident.to_ascii_uppercase(),
            Self::Kebab => snake_case_ident.replace('_', "-"),
            Self::ScreamingKebab => snake_case_ident.to_ascii_uppercase().replace('_', "-"),
            Self::Pascal => joined(snake_case_ident, true),
            Self::Camel => joined(snake_case_ident, false),
        }
    }
}

/// Joins the words without underscores and capitalizes them, the first one if `capital`.
fn joined(ident: &str, mut capital: bool) -> String {
    let mut text = String::with_capacity(ident.len());
    for character in ident.chars() {
        if character == '_' {
            // Leading underscores do not separate words.
            capital |= !text.is_empty();
        } else if capital {
            text.push(character.to_ascii_uppercase());
            capital = false;
        } else if text.is_empty() {
            text.push(character.to_ascii_lowercase());
        } else {
            text.push(character);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::Case;

    #[test]
    fn applies_every_case() {
        let cases = [
            ("lowercase", "place_order"),
            ("UPPERCASE", "PLACE_ORDER"),
            ("PascalCase", "PlaceOrder"),
            ("camelCase", "placeOrder"),
            ("snake_case", "place_order"),
            ("SCREAMING_SNAKE_CASE", "PLACE_ORDER"),
            ("kebab-case", "place-order"),
            ("SCREAMING-KEBAB-CASE", "PLACE-ORDER"),
        ];
        for (name, expected) in cases {
            let applied = Case::parse(name).map(|case| case.apply("place_order"));
            assert_eq!(applied.as_deref(), Some(expected), "{name}");
        }
        assert_eq!(cases.map(|(name, _)| name), Case::NAMES);
        assert_eq!(Case::AsWritten.apply("placeOrder"), "placeOrder");
    }

    #[test]
    fn survives_odd_identifiers() {
        assert_eq!(Case::Camel.apply("_private"), "private");
        assert_eq!(Case::Pascal.apply("_private"), "Private");
        assert_eq!(Case::Camel.apply("a__b_"), "aB");
        assert_eq!(Case::Camel.apply("_"), "");
        assert_eq!(Case::Camel.apply(""), "");
        assert_eq!(Case::Camel.apply("été_long"), "étéLong");
        assert_eq!(Case::Pascal.apply("été_long"), "étéLong");
        assert_eq!(Case::Camel.apply("step_2_go"), "step2Go");
        assert_eq!(Case::Kebab.apply("été_long"), "été-long");
    }

    #[test]
    fn knows_only_the_exact_names() {
        assert_eq!(Case::parse("Kebab-Case"), None);
        assert_eq!(Case::parse(""), None);
        assert_eq!(Case::parse("asWritten"), None);
    }
}
