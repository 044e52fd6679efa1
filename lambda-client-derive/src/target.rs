//! What the methods of a trait reach: Lambda functions by `#[lambda_fn]`, or state machines by `#[state_machine]`.

use proc_macro2::{Group, Literal, TokenStream, TokenTree};
use syn::{Attribute, Path};

use crate::keys::words;

/// What the methods of a trait reach.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Target {
    #[default]
    Function,
    Machine,
}

words! {
    /// The type of a state machine.
    pub(crate) enum MachineKind {
        Standard = "standard",
        Express = "express",
    }
}

impl Target {
    const ALL: [Self; 2] = [Self::Function, Self::Machine];

    /// Returns the name of the attribute.
    pub(crate) fn attribute(self) -> &'static str {
        match self {
            Self::Function => "lambda_fn",
            Self::Machine => "state_machine",
        }
    }

    /// Returns the argument that names what a method reaches.
    pub(crate) fn address(self) -> &'static str {
        match self {
            Self::Function => "name",
            Self::Machine => "arn",
        }
    }

    /// Returns the target whose attribute this is, under any path.
    pub(crate) fn of(attribute: &Attribute) -> Option<Self> {
        Self::of_path(attribute.path())
    }

    pub(crate) fn of_path(path: &Path) -> Option<Self> {
        let last = &path.segments.last()?.ident;
        Self::ALL
            .into_iter()
            .find(|target| last == target.attribute())
    }

    /// Names the attribute of this target in messages that are written for `#[lambda_fn]`.
    ///
    /// Both attributes share nearly all rules; so no rule can forget which of them it speaks to.
    pub(crate) fn name_in(self, errors: TokenStream) -> TokenStream {
        match self {
            Self::Function => errors,
            Self::Machine => errors.into_iter().map(|token| self.named(token)).collect(),
        }
    }

    fn named(self, token: TokenTree) -> TokenTree {
        match token {
            TokenTree::Group(group) => {
                let mut inside = Group::new(group.delimiter(), self.name_in(group.stream()));
                inside.set_span(group.span());
                TokenTree::Group(inside)
            }
            TokenTree::Literal(literal) => {
                match syn::parse_str::<syn::LitStr>(&literal.to_string()) {
                    Ok(message) => {
                        let message = message
                            .value()
                            .replace("#[lambda_fn", "#[state_machine")
                            .replace("lambda_client::lambda_fn", "lambda_client::state_machine");
                        let mut named = Literal::string(&message);
                        named.set_span(literal.span());
                        TokenTree::Literal(named)
                    }
                    Err(_) => TokenTree::Literal(literal),
                }
            }
            other => other,
        }
    }
}
