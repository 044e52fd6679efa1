//! Signatures of generated functions.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{FnArg, PatType, Receiver, ReceiverKind, Signature};

use crate::attributes;
use crate::model::Method;
use crate::naming;
use crate::parse::Function;
use crate::serde_attributes::is_serde;
use crate::tokens;

/// The parts of a signature that generated code repeats.
pub(super) struct Parts<'a> {
    sig: &'a Signature,
    inputs: Vec<TokenStream>,
    output: TokenStream,
    /// Bounds that the future needs in addition to those of the user.
    bounds: Option<TokenStream>,
}

impl<'a> Parts<'a> {
    /// Returns a remote method as the trait declares it: `fn place(&self, ..) -> impl Future<Output = ..> + Send`.
    pub(super) fn of_remote(method: &Method<'a>) -> Self {
        let sig = &method.function.sig;
        let receiver = sig.receiver().map(receiver);
        let arguments = method
            .arguments
            .iter()
            .map(|argument| input(argument.syntax, &argument.ident));
        Self {
            sig,
            inputs: receiver.into_iter().chain(arguments).collect(),
            output: future(sig),
            bounds: bounds_of_response(sig),
        }
    }

    /// Returns a method with a body as the trait declares it.
    pub(super) fn of_local(function: &'a Function) -> Self {
        let sig = &function.sig;
        let inputs = sig.inputs.iter().map(|argument| match argument {
            FnArg::Receiver(found) => receiver(found),
            FnArg::Typed(typed) => input(typed, &typed.pat),
        });
        let bounds = match (&sig.asyncness, sig.receiver()) {
            (Some(_), Some(receiver)) => Some(bounds_of_future(receiver, end(sig))),
            _ => None,
        };
        Self {
            sig,
            inputs: inputs.collect(),
            output: future(sig),
            bounds,
        }
    }

    /// Sets the return type.
    pub(super) fn returning(mut self, ty: &TokenStream) -> Self {
        self.output = quote!(-> #ty);
        self
    }

    /// Sets the inputs.
    pub(super) fn with_inputs(mut self, inputs: Vec<TokenStream>) -> Self {
        self.inputs = inputs;
        self
    }
}

impl ToTokens for Parts<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Self {
            sig,
            inputs,
            output,
            bounds,
        } = self;
        let (safety, abi, ident, generics) = (&sig.safety, &sig.abi, &sig.ident, &sig.generics);
        // A lint about a method shows its signature from the span of the first token.
        let mut start = sig.fn_token;
        if let Some(asyncness) = &sig.asyncness {
            start.span = asyncness.span;
        }
        let mut predicates = Vec::new();
        let clauses = generics.where_clause.iter();
        predicates.extend(
            clauses
                .flat_map(|clause| &clause.predicates)
                .map(ToTokens::to_token_stream),
        );
        predicates.extend(bounds.clone());
        let clause = match predicates.as_slice() {
            [] => TokenStream::new(),
            _ => quote!(where #(#predicates),*),
        };
        tokens.extend(quote!(#safety #abi #start #ident #generics (#(#inputs),*) #output #clause));
    }
}

/// Returns the bound without which the compiler would report a response that mentions `Self` once more.
fn bounds_of_response(sig: &Signature) -> Option<TokenStream> {
    naming::mentions(&resolved(sig), "Self").then(|| quote!(Self: ::core::marker::Sized))
}

/// Returns the bounds on `Self` that make the future of a local method `Send`.
fn bounds_of_future(receiver: &Receiver, end: Span) -> TokenStream {
    let send = quote!(::core::marker::Send);
    let (first, last) = match &receiver.kind {
        ReceiverKind::Reference(_, _, None) => (None, quote_spanned!(end=> Sync)),
        ReceiverKind::Reference(_, _, Some(_)) | ReceiverKind::Value => {
            (None, quote_spanned!(end=> Send))
        }
        _ => (Some(send), quote_spanned!(end=> Sync)),
    };
    let first = first.into_iter();
    quote!(Self: #(#first +)* ::core::marker::#last)
}

/// Returns the end of the signature: a lint about a method shows its signature up to the span of the last token.
fn end(sig: &Signature) -> Span {
    match &sig.output {
        syn::ReturnType::Type(_, ty) => tokens::ends(ty).1,
        syn::ReturnType::Default => sig.paren_token.span.close(),
    }
}

/// Returns the type that the method resolves to, written or not.
pub(super) fn resolved(sig: &Signature) -> TokenStream {
    match &sig.output {
        // Only a function can be written to return `!`; elsewhere, the type needs another name.
        syn::ReturnType::Type(_, ty) if matches!(**ty, syn::Type::Never(_)) => quote! {
            <::core::iter::RepeatWith<fn() -> #ty> as ::core::iter::Iterator>::Item
        },
        syn::ReturnType::Type(_, ty) => ty.to_token_stream(),
        syn::ReturnType::Default => quote!(()),
    }
}

/// Returns the return type of a method for a place where the compiler would propose a lifetime of generated code for one that is not
/// written. As the return type of a function, it is reported as usual, and once wherever else it is named in this way.
pub(super) fn returned(private: &TokenStream, output: impl ToTokens) -> TokenStream {
    quote!(<fn() -> #output as #private::ReturnType>::Type)
}

fn future(sig: &Signature) -> TokenStream {
    let resolved = resolved(sig);
    match (&sig.asyncness, &sig.output) {
        (Some(_), _) => {
            let (start, end) = match &sig.output {
                syn::ReturnType::Type(_, ty) => tokens::ends(ty),
                syn::ReturnType::Default => (end(sig), end(sig)),
            };
            // A message about the future shows the type that the user wrote.
            let future = tokens::at(quote!(impl ::core::future::Future), start);
            let send = tokens::at(quote!(Send), end);
            quote!(-> #future<Output = #resolved> + ::core::marker::#send)
        }
        (None, output) => output.to_token_stream(),
    }
}

fn receiver(receiver: &Receiver) -> TokenStream {
    receiver.to_token_stream()
}

fn input(argument: &PatType, binding: &dyn ToTokens) -> TokenStream {
    let attrs = attributes::kept(&argument.attrs).filter(|attribute| !is_serde(attribute));
    let ty = &argument.ty;
    quote!(#(#attrs)* #binding: #ty)
}
