//! Signatures of generated functions.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{FnArg, PatType, Receiver, ReceiverKind, Signature};

use crate::attributes;
use crate::model::Method;
use crate::parse::Function;
use crate::serde_attributes::is_serde;

/// The parts of a signature that generated code writes down again.
pub(crate) struct Parts<'a> {
    sig: &'a Signature,
    inputs: Vec<TokenStream>,
    output: TokenStream,
    /// Bounds that `async` needs beyond those of the user.
    bounds: Option<TokenStream>,
}

impl<'a> Parts<'a> {
    /// A remote method as the trait has it: `fn place(&self, ..) -> impl Future<Output = ..> + Send`.
    pub(crate) fn of_remote(method: &Method<'a>) -> Self {
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
            bounds: None,
        }
    }

    /// A method with a body as the trait has it.
    pub(crate) fn of_local(function: &'a Function) -> Self {
        let sig = &function.sig;
        let inputs = sig.inputs.iter().map(|argument| match argument {
            FnArg::Receiver(found) => receiver(found),
            FnArg::Typed(typed) => input(typed, &typed.pat),
        });
        let bounds = match (&sig.asyncness, sig.receiver()) {
            (Some(_), Some(receiver)) => Some(bounds_of_future(receiver)),
            _ => None,
        };
        Self {
            sig,
            inputs: inputs.collect(),
            output: future(sig),
            bounds,
        }
    }

    /// The same, with another return type.
    pub(crate) fn returning(mut self, ty: &TokenStream) -> Self {
        self.output = quote!(-> #ty);
        self
    }

    /// The same, with other inputs.
    pub(crate) fn with_inputs(mut self, inputs: Vec<TokenStream>) -> Self {
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
            _ => quote!(where #(#predicates,)*),
        };
        tokens.extend(quote!(#safety #abi fn #ident #generics (#(#inputs),*) #output #clause));
    }
}

/// What the future of a local method holds, and what makes it `Send`.
fn bounds_of_future(receiver: &Receiver) -> TokenStream {
    match &receiver.kind {
        ReceiverKind::Reference(_, _, None) => quote!(Self: ::core::marker::Sync),
        ReceiverKind::Reference(_, _, Some(_)) | ReceiverKind::Value => {
            quote!(Self: ::core::marker::Send)
        }
        _ => quote!(Self: ::core::marker::Send + ::core::marker::Sync),
    }
}

/// What the method resolves to, whether written or not.
pub(crate) fn resolved(sig: &Signature) -> TokenStream {
    match &sig.output {
        syn::ReturnType::Type(_, ty) => ty.to_token_stream(),
        syn::ReturnType::Default => quote!(()),
    }
}

fn future(sig: &Signature) -> TokenStream {
    let resolved = resolved(sig);
    match (&sig.asyncness, &sig.output) {
        (Some(_), _) => {
            quote!(-> impl ::core::future::Future<Output = #resolved> + ::core::marker::Send)
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
