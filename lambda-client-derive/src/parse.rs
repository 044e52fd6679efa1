//! Tolerant parsing of the annotated item.
//!
//! Only the parts that the macro works with become syntax trees; bodies, supertraits and foreign items stay raw tokens,
//! so that syntax this crate does not know passes through.

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::parse::discouraged::Speculative;
use syn::parse::{ParseStream, Parser};
use syn::{
    AttrStyle, Attribute, FnArg, Generics, Ident, ReturnType, Signature, Token, Type,
    TypeTraitObject, Visibility, braced, token,
};

use crate::diagnostics::Diagnostics;
use crate::holes;
use crate::lifetimes;
use crate::response::give_size;
use crate::sizes;
use crate::target::Target;

/// A trait as the user wrote it.
pub(crate) struct Trait {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) vis: Visibility,
    pub(crate) unsafety: Option<Token![unsafe]>,
    pub(crate) auto_token: Option<Token![auto]>,
    pub(crate) trait_token: Token![trait],
    pub(crate) ident: Ident,
    /// With the `where` clause.
    pub(crate) generics: Generics,
    /// The tokens after the colon.
    pub(crate) supertraits: TokenStream,
    pub(crate) brace_token: token::Brace,
    pub(crate) members: Vec<Member>,
}

/// A member of the trait.
#[expect(
    clippy::large_enum_variant,
    reason = "almost every member is a function"
)]
pub(crate) enum Member {
    Function(Function),
    Other(Other),
}

/// A function of the trait.
pub(crate) struct Function {
    pub(crate) attrs: Vec<Attribute>,
    pub(crate) vis: Visibility,
    pub(crate) defaultness: Option<Token![default]>,
    pub(crate) sig: Signature,
    pub(crate) end: End,
}

impl Function {
    /// Returns the `dyn Trait` that an `async fn` is written to return.
    pub(crate) fn returned_object(&self) -> Option<&TypeTraitObject> {
        match (&self.sig.asyncness, &self.sig.output) {
            (Some(_), ReturnType::Type(_, ty)) => match &**ty {
                Type::TraitObject(object) => Some(object),
                _ => None,
            },
            _ => None,
        }
    }
}

/// The end of a function.
pub(crate) enum End {
    /// The braces with their content.
    Body(TokenTree),
    Semicolon(Token![;]),
}

impl ToTokens for End {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Self::Body(body) => body.to_tokens(tokens),
            Self::Semicolon(semicolon) => semicolon.to_tokens(tokens),
        }
    }
}

/// A member of a trait that is not a function.
pub(crate) struct Other {
    pub(crate) kind: OtherKind,
    /// Without its visibility, which is not allowed in a trait.
    pub(crate) tokens: TokenStream,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OtherKind {
    Constant,
    Type,
    Macro,
    /// The parser has reported it.
    Unreadable,
}

/// Parses the item, or reports why it is not a trait.
pub(crate) fn read(item: TokenStream, diagnostics: &mut Diagnostics) -> Option<Trait> {
    let mut problems = Vec::new();
    let target = diagnostics.target();
    let read = |input: ParseStream<'_>| read_trait(input, target, &mut problems);
    let read = read.parse2(item);
    problems
        .into_iter()
        .for_each(|problem| diagnostics.push_error(problem));
    read.map_err(|error| diagnostics.push_error(error)).ok()
}

fn read_trait(
    input: ParseStream<'_>,
    target: Target,
    problems: &mut Vec<syn::Error>,
) -> syn::Result<Trait> {
    let mut attrs = input.call(Attribute::parse_outer)?;
    let vis = input.parse()?;
    let unsafety = input.parse()?;
    let auto_token = input.parse()?;
    if !input.peek(Token![trait]) {
        return Err(input.error(match is_method(&input.fork()) {
            true => format!(
                "`#[lambda_fn]` on a method requires `#[lambda_fn]` on its trait; write \
                 `#[lambda_fn({} = \"..-{{method}}\")]` above the trait",
                target.address()
            ),
            false => {
                "`#[lambda_fn]` requires a trait; write `trait Orders { async fn .. }`".to_owned()
            }
        }));
    }
    let trait_token = input.parse()?;
    let ident = input.parse()?;
    let mut generics: Generics = input.parse()?;
    let supertraits = match input.parse::<Option<Token![:]>>()? {
        Some(_) => supertraits(input)?,
        None => TokenStream::new(),
    };
    generics.where_clause = input.parse()?;

    let content;
    let brace_token = braced!(content in input);
    let mut inner = content.call(Attribute::parse_inner)?;
    inner
        .iter_mut()
        .for_each(|attribute| attribute.style = AttrStyle::Outer);
    attrs.append(&mut inner);
    let mut members = Vec::new();
    while !content.is_empty() {
        let attrs = content.call(Attribute::parse_outer)?;
        // The compiler has reported attributes without a method.
        if !content.is_empty() {
            members.push(read_member(attrs, &generics, &content, problems)?);
        }
    }
    Ok(Trait {
        attrs,
        vis,
        unsafety,
        auto_token,
        trait_token,
        ident,
        generics,
        supertraits,
        brace_token,
        members,
    })
}

fn supertraits(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    let mut tokens = TokenStream::new();
    while !input.is_empty() && !input.peek(Token![where]) && !input.peek(token::Brace) {
        tokens.extend([input.parse::<TokenTree>()?]);
    }
    Ok(tokens)
}

fn read_member(
    attrs: Vec<Attribute>,
    generics: &Generics,
    input: ParseStream<'_>,
    problems: &mut Vec<syn::Error>,
) -> syn::Result<Member> {
    let vis: Visibility = input.parse()?;
    let defaultness: Option<Token![default]> = input.parse()?;
    let fork = input.fork();
    let unreadable = match fork.parse::<Signature>() {
        Ok(mut sig) => {
            input.advance_to(&fork);
            read_other_arrow(&mut sig, input)?;
            let end = end(&sig, input)?;
            if matches!(end, End::Semicolon(_)) {
                problems.extend(holes::fill(&mut sig));
                problems.extend(lifetimes::declare(&mut sig, generics));
                for input in &mut sig.inputs {
                    if let FnArg::Typed(argument) = input {
                        sizes::give_inside(&mut argument.ty, problems);
                    }
                }
                if let ReturnType::Type(_, output) = &mut sig.output {
                    problems.extend(give_size(output));
                    sizes::give_inside(output, problems);
                }
            }
            return Ok(Member::Function(Function {
                attrs,
                vis,
                defaultness,
                sig,
                end,
            }));
        }
        Err(error) => error,
    };

    let kind = other_kind(input);
    // The compiler has reported a missing comma: no syntax that this parser does not know goes without it.
    if kind == OtherKind::Unreadable && unreadable.to_string() != "expected `,`" {
        let message = format!("cannot parse this as a method: {unreadable}");
        problems.push(syn::Error::new(unreadable.span(), message));
    }
    let rest = raw_item(input, kind)?;
    Ok(Member::Other(Other {
        kind,
        tokens: quote!(#(#attrs)* #defaultness #rest),
    }))
}

/// Parses a return type behind `=>` or `:`, which the compiler has reported, as if it stood behind `->`.
fn read_other_arrow(sig: &mut Signature, input: ParseStream<'_>) -> syn::Result<()> {
    if !matches!(sig.output, ReturnType::Default) {
        return Ok(());
    }
    let spans = if input.peek(Token![=>]) {
        input.parse::<Token![=>]>()?.spans
    } else if input.peek(Token![:]) {
        let [span] = input.parse::<Token![:]>()?.spans;
        [span; 2]
    } else {
        return Ok(());
    };
    sig.output = ReturnType::Type(Token![->](spans), input.parse()?);
    if sig.generics.where_clause.is_none() {
        sig.generics.where_clause = input.parse()?;
    }
    Ok(())
}

/// Parses the end of a function. If it is missing, the compiler has reported that, and a semicolon is assumed.
fn end(sig: &Signature, input: ParseStream<'_>) -> syn::Result<End> {
    if input.peek(token::Brace) {
        return input.parse().map(End::Body);
    }
    if input.peek(Token![;]) {
        return input.parse().map(End::Semicolon);
    }
    Ok(End::Semicolon(Token![;](sig.ident.span())))
}

fn other_kind(input: ParseStream<'_>) -> OtherKind {
    if input.peek(Token![const]) && !is_function(&input.fork()) {
        OtherKind::Constant
    } else if input.peek(Token![type]) {
        OtherKind::Type
    } else if input.fork().call(syn::Path::parse_mod_style).is_ok() && !is_function(&input.fork()) {
        OtherKind::Macro
    } else {
        OtherKind::Unreadable
    }
}

/// Returns whether this is a function that takes `self` and does not have a body.
fn is_method(input: ParseStream<'_>) -> bool {
    let signature = input.parse::<Signature>();
    signature.is_ok_and(|sig| sig.receiver().is_some()) && input.peek(Token![;])
}

/// Returns whether there is a `fn` before the end of the item.
fn is_function(input: ParseStream<'_>) -> bool {
    while !input.is_empty() && !input.peek(Token![;]) && !input.peek(token::Brace) {
        if input.peek(Token![fn]) {
            return true;
        }
        if input.parse::<TokenTree>().is_err() {
            return false;
        }
    }
    false
}

/// Returns the tokens of one item: up to its semicolon, or its braces if these end it.
fn raw_item(input: ParseStream<'_>, kind: OtherKind) -> syn::Result<TokenStream> {
    let ends_with_braces = matches!(kind, OtherKind::Macro | OtherKind::Unreadable);
    let mut tokens = TokenStream::new();
    while !input.is_empty() {
        let ends = input.peek(Token![;]) || (ends_with_braces && input.peek(token::Brace));
        tokens.extend([input.parse::<TokenTree>()?]);
        if ends {
            break;
        }
    }
    Ok(tokens)
}
