//! The words of an attribute: a closed set each, so that a word that is listed but not handled does not compile.

use lambda_client_grammar::suggest::nearest;

/// A closed set of words, written once and matched without a wildcard.
pub(crate) trait Word: Copy + PartialEq + 'static {
    /// Every word, in the order in which messages list them.
    const ALL: &'static [Self];

    /// The word as it is written.
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

/// The message for a word that is none of `known`.
pub(crate) fn unknown(found: &str, what: &str, known: &[&str]) -> String {
    let hint = match nearest(found, known) {
        Some(near) => format!("did you mean `{near}`? Known are "),
        None => "known are ".to_owned(),
    };
    let known: Vec<String> = known.iter().map(|word| format!("`{word}`")).collect();
    format!("`{found}` is no {what}; {hint}{}", known.join(", "))
}

/// The message for a word that is none of a closed set.
pub(crate) fn unknown_word<W: Word>(found: &str, what: &str) -> String {
    let names: Vec<&str> = W::ALL.iter().map(|word| word.name()).collect();
    unknown(found, what, &names)
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
