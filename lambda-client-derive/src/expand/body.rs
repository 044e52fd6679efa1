//! The body of an `async fn` that stays local: an `async` block that behaves like the body of the function, and in which the
//! compiler's messages stand where they stand in a trait without the macro.

use proc_macro2::{Delimiter, Group, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{FnArg, Ident, Pat, PatType, Receiver, ReceiverKind, ReturnType, Type};

use super::signature::resolved;
use super::tail;
use crate::attributes::{ForwardedAttributes, kept};
use crate::borrows::Borrows;
use crate::naming;
use crate::parse::Function;
use crate::tokens::{at, ends};
use crate::types::{is_unsized, ungrouped};

/// Returns the arguments as the function declares them: each pattern is a name, as it is for an `async fn`.
pub(super) fn inputs(function: &Function) -> Vec<TokenStream> {
    let inputs = function.sig.inputs.iter().enumerate();
    inputs
        .map(|(position, input)| match input {
            FnArg::Receiver(receiver) => receiver.to_token_stream(),
            FnArg::Typed(argument) => {
                let (ident, ty) = (name(argument, position), &argument.ty);
                if is_left_outside(argument) {
                    let attrs = kept(&argument.attrs);
                    return quote!(#(#attrs)* #ident: #ty);
                }
                let conditions = ForwardedAttributes::of(&argument.attrs).conditions;
                quote!(#conditions #ident: #ty)
            }
        })
        .collect()
}

/// Returns the body of the function: a block that returns the future. It uses the runtime if that can be reached.
pub(super) fn of_async(function: &Function, private: Option<&TokenStream>) -> TokenStream {
    let body = &function.end;
    let expected = expected(function);
    let arguments = function.sig.inputs.iter().enumerate();
    let owned = arguments.map(|(position, input)| match input {
        FnArg::Receiver(receiver) => own_receiver(receiver),
        FnArg::Typed(argument) => own(argument, position),
    });
    let owned: TokenStream = owned.collect();
    // The inner braces are of this crate's edition, in which temporaries of the last expression are dropped before the
    // arguments, as they are in an `async fn` of any edition.
    let content = quote! {
        #expected
        #owned
        // The user wrote one pair of braces.
        #[allow(unused_braces)]
        { #body }
    };
    let place = function.end.span();
    let keywords = at(quote!(async move), place);
    let future = braced(content, place.resolved_at(Span::call_site()));
    let returned = returned(function, private, quote!(#keywords #future));
    braced(returned, place)
}

/// Returns an expression for the future, at which the compiler does not report a borrow that is too short if it can report it at the
/// expression of the user that returns it.
///
/// On the way from the borrow to the type that the function returns, it blames the last place that returns something, which is the
/// future. So there is a shorter way to each lifetime that has a name: through the type that the future is said to resolve to. Other
/// lifetimes can only be reached by the long way; then the future is given the place of the expression that ends the body, if there
/// is no other that returns something.
fn returned(
    function: &Function,
    private: Option<&TokenStream>,
    future: TokenStream,
) -> TokenStream {
    let ReturnType::Type(_, ty) = &function.sig.output else {
        return future;
    };
    let borrows = Borrows::of(ty);
    let future = match private {
        Some(private) if borrows.named && is_writable(function) => {
            let ident = naming::private("future");
            // The binding is not redundant: it makes the compiler blame the user's expression.
            let statements = quote! {
                #[allow(clippy::let_and_return)]
                let #ident = #private::resolving_to::<#ty, _>(#future);
                #ident
            };
            braced(statements, Span::call_site())
        }
        _ => future,
    };
    match tail::of(&function.end.to_token_stream(), ty) {
        Some((first, last)) if borrows.elided || borrows.of_object => {
            let identity = quote_spanned!(first=> ::core::convert::identity);
            let mut argument = Group::new(Delimiter::Parenthesis, future);
            argument.set_span(last);
            quote!(#identity #argument)
        }
        _ => future,
    }
}

fn braced(content: TokenStream, place: Span) -> TokenStream {
    let mut block = Group::new(Delimiter::Brace, content);
    block.set_span(place);
    block.into_token_stream()
}

/// Returns a statement that never runs, from which the compiler learns the type of the block before it looks at the body: it
/// then coerces values to it. A type that is `impl Trait` cannot be written there, and coerces nothing; one without a size is
/// reported at the body.
fn expected(function: &Function) -> TokenStream {
    let ty = resolved(&function.sig);
    if !is_writable(function) {
        return TokenStream::new();
    }
    // The compiler names this place where it says which type it expects.
    let place = match &function.sig.output {
        ReturnType::Type(_, ty) => ends(ty).0,
        ReturnType::Default => function.sig.paren_token.span.close(),
    };
    let value = Ident::new(&naming::private("value").to_string(), place);
    // An unknown type is reported once, since this type is not the argument of another: the messages would differ then.
    quote_spanned! {place=>
        // The statement is not the user's, and never runs.
        #[allow(unreachable_code, clippy::all, clippy::pedantic)]
        if false {
            let #value: #ty = ::core::unreachable!();
            return #value;
        }
    }
}

/// Returns whether the type that the function resolves to can be written elsewhere, too.
fn is_writable(function: &Function) -> bool {
    match &function.sig.output {
        ReturnType::Type(_, ty) => {
            !is_unsized(ty) && !naming::mentions(&ty.to_token_stream(), "impl")
        }
        ReturnType::Default => true,
    }
}

/// Returns statements that move an argument into the future, which drops it at its end even if the body does not use it.
fn own(argument: &PatType, position: usize) -> TokenStream {
    if is_left_outside(argument) {
        return TokenStream::new();
    }
    let (pat, ident) = (&argument.pat, name(argument, position));
    let attrs: Vec<_> = kept(&argument.attrs).collect();
    let conditions = ForwardedAttributes::of(&argument.attrs).conditions;
    // The compiler proposes `else` behind the value of a pattern that does not always match.
    let value = at(quote!(= #ident;), ends(pat).1);
    // A pattern that does not bind everything leaves the rest where it is: in the future.
    let rest = match binding(argument) {
        Some(_) => TokenStream::new(),
        None => {
            let moved = at(quote!(let #ident = #ident;), ends(pat).0);
            quote!(#conditions #moved)
        }
    };
    quote! {
        #rest
        #(#attrs)*
        // The user wrote an argument, and no binding.
        #[allow(clippy::no_effect_underscore_binding, clippy::shadow_same, clippy::used_underscore_binding)]
        let #pat #value
    }
}

/// Returns whether the body uses the argument of the function, and not its own binding: a reference to what borrows itself, at
/// whose binding the compiler would otherwise report that something shorter is stored in it. A reference is dropped without effect,
/// so that it does not matter whether the future owns it.
fn is_left_outside(argument: &PatType) -> bool {
    let is_mutable = matches!(&*argument.pat, Pat::Ident(pat) if pat.mutability.is_some());
    match ungrouped(&argument.ty) {
        Type::Reference(reference) if !is_mutable && binding(argument).is_some() => {
            Borrows::of(&reference.elem).any()
        }
        _ => false,
    }
}

fn own_receiver(receiver: &Receiver) -> TokenStream {
    let this = &receiver.self_token;
    match &receiver.kind {
        ReceiverKind::Reference(..) => TokenStream::new(),
        _ => quote!(let _ = &#this;),
    }
}

/// Returns the name under which the function takes an argument. A message about it shows the pattern of the user.
fn name(argument: &PatType, position: usize) -> Ident {
    let generated = || {
        let mut ident = naming::argument(position);
        ident.set_span(ends(&argument.pat).0.resolved_at(ident.span()));
        ident
    };
    binding(argument).map_or_else(generated, Ident::clone)
}

/// Returns the only name that an argument binds, if it binds all of it.
fn binding(argument: &PatType) -> Option<&Ident> {
    match &*argument.pat {
        Pat::Ident(pat) if pat.by_ref.is_none() && pat.subpat.is_none() => Some(&pat.ident),
        _ => None,
    }
}
