//! The words of an attribute: a closed set each, so that a word that is listed but not handled does not compile.

use lambda_client_grammar::suggest::nearest;

/// A closed set of words, written once and matched without a wildcard.
pub(crate) trait Word: Copy + PartialEq + 'static {
    /// Every word, in the order in which messages list them.
    const ALL: &'static [Self];

    /// Returns the word as it is written.
    fn name(self) -> &'static str;

    /// Returns the word written like this.
    fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|word| word.name() == name)
    }

    /// Returns the word that was probably meant.
    fn nearest(name: &str) -> Option<Self> {
        let names: Vec<&str> = Self::ALL.iter().map(|word| word.name()).collect();
        nearest(name, &names).and_then(Self::parse)
    }
}

/// More alternatives than this make a message hard to read.
const MOST_ALTERNATIVES: usize = 8;

/// Says what to write instead of `found`: the nearest of the `known` words, or all of them, or where they are listed.
pub(crate) fn alternatives(found: &str, known: &[&str], listed: &str) -> String {
    if let Some(near) = nearest(found, known) {
        return format!("did you mean `{near}`?");
    }
    match known {
        [only] => format!("expected `{only}`"),
        [one, other] => format!("expected `{one}` or `{other}`"),
        _ if known.len() > MOST_ALTERNATIVES => format!("see {listed}"),
        _ => format!("expected one of `{}`", known.join("`, `")),
    }
}

/// Says what to write instead of `found`, out of a closed set that is short enough to be shown.
pub(crate) fn words_instead<W: Word>(found: &str) -> String {
    let names: Vec<&str> = W::ALL.iter().map(|word| word.name()).collect();
    alternatives(found, &names, "the documentation")
}

/// Defines an enum of words together with its list.
macro_rules! words {
    (
        $(#[$attribute:meta])*
        $vis:vis enum $Name:ident {
            $($(#[$of_variant:meta])* $Variant:ident = $name:literal,)*
        }
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        $vis enum $Name {
            $($(#[$of_variant])* $Variant,)*
        }

        impl $crate::keys::Word for $Name {
            const ALL: &'static [Self] = &[$(Self::$Variant),*];

            fn name(self) -> &'static str {
                match self {
                    $(Self::$Variant => $name,)*
                }
            }
        }
    };
}

pub(crate) use words;
