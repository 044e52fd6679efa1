//! The implementation.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{Generics, Ident, Member, Path, Type, parse_quote};

use super::model::{Field, Model, Shape, Variant, is_platforms};
use crate::naming::{self, mentions};

/// Returns the implementation for an enum without mistakes.
pub(super) fn implementation(model: &Model<'_>) -> TokenStream {
    with_runtime(model, |krate| complete(model, krate))
}

/// Returns what `items` makes of the path of the runtime, which is imported once: a crate that knows the runtime under another
/// name gets one message.
fn with_runtime(model: &Model<'_>, items: impl FnOnce(&Path) -> TokenStream) -> TokenStream {
    let Some(krate) = &model.krate else {
        return TokenStream::new();
    };
    let (import, alias) = naming::import_of(&krate.to_token_stream());
    let items = items(&parse_quote!(#alias));
    quote! {
        const _: () = {
            use #import;

            #items
        };
    }
}

fn complete(model: &Model<'_>, krate: &Path) -> TokenStream {
    let from_error = from_error(model, krate);
    let to_document = to_document(model, krate);
    let is_retryable = is_retryable(model, krate);
    let error_types = error_types(model, krate);
    let implementation = wrapped(
        model,
        krate,
        &quote!(#error_types #from_error #to_document #is_retryable),
    );
    let from_call_error = from_call_error(model, krate);
    let constants = constants(model, krate);
    quote!(#implementation #from_call_error #constants)
}

/// Returns the list of every type that is decoded, with those that ask for a retry.
fn error_types(model: &Model<'_>, krate: &Path) -> Option<TokenStream> {
    let variants = model.variants().filter(|variant| !variant.is_other());
    let entries: Vec<TokenStream> = variants
        .flat_map(|variant| {
            let asks = variant.arguments.retry.is_some();
            types(variant).into_iter().map(move |error_type| {
                let retry = (asks && !is_platforms(&error_type)).then(|| quote!(.retry()));
                quote!(#krate::server::ErrorType::new(#error_type)#retry)
            })
        })
        .collect();
    (!entries.is_empty()).then(|| {
        quote! {
            const ERROR_TYPES: &'static [#krate::server::ErrorType] = &[#(#entries),*];
        }
    })
}

/// Returns the constants by which a state machine catches the variants. They exist only with the feature for Step Functions, as the macro
/// of the runtime knows.
fn constants(model: &Model<'_>, krate: &Path) -> TokenStream {
    let ident = model.ident;
    let (impl_generics, type_generics, where_clause) = model.generics.split_for_impl();
    let constants = model.constants();
    if constants.is_empty() {
        return TokenStream::new();
    }
    let constants = constants.into_iter().filter_map(|(constant, variant)| {
        let docs = format!(
            " Names the error `{}` in the definition of a state machine (AWS Step Functions).",
            naming::plain(variant.ident)
        );
        let types = types(variant);
        let (first, others) = types.split_first()?;
        // A constant of the user's with that name is reported at the variant.
        let place = at(constant.span());
        let others = (!others.is_empty()).then(|| quote_spanned!(place=> .or(&[#(#others),*])));
        Some(quote_spanned! {place=>
            #[doc = #docs]
            pub const #constant: __ErrorName<Self> = __ErrorName::new(#first)#others;
        })
    });
    quote! {
        #krate::__private::when_step_functions! {
            use #krate::__private::ErrorName as __ErrorName;

            #[automatically_derived]
            #[allow(dead_code, deprecated, unreachable_pub)]
            impl #impl_generics #ident #type_generics #where_clause {
                #(#constants)*
            }
        }
    }
}

/// Returns the conversion that lets `?` turn a failed call with its details into the plain error.
fn from_call_error(model: &Model<'_>, krate: &Path) -> TokenStream {
    let ident = model.ident;
    let (impl_generics, type_generics, where_clause) = model.generics.split_for_impl();
    quote! {
        #[automatically_derived]
        #[allow(deprecated)]
        impl #impl_generics ::core::convert::From<#krate::CallError<#ident #type_generics>>
            for #ident #type_generics #where_clause
        {
            fn from(__error: #krate::CallError<Self>) -> Self {
                #krate::CallError::into_error(__error)
            }
        }
    }
}

/// Returns a placeholder implementation for an enum with mistakes, so that only those are reported.
pub(super) fn stub(model: &Model<'_>) -> TokenStream {
    with_runtime(model, |krate| placeholder(model, krate))
}

fn placeholder(model: &Model<'_>, krate: &Path) -> TokenStream {
    let items = quote! {
        fn from_error(_: #krate::Error) -> Self {
            ::core::panic!()
        }
        fn to_document(&self) -> #krate::server::ErrorDocument {
            ::core::panic!()
        }
    };
    let ident = model.ident;
    let mut generics = model.generics.clone();
    outlive(&mut generics, ident);
    let (impl_generics, type_generics, where_clause) = generics.split_for_impl();
    let from_call_error = from_call_error(model, krate);
    let constants = constants(model, krate);
    quote! {
        #[automatically_derived]
        impl #impl_generics #krate::FunctionError for #ident #type_generics #where_clause {
            #items
        }
        #from_call_error
        #constants
    }
}

fn wrapped(model: &Model<'_>, krate: &Path, items: &TokenStream) -> TokenStream {
    let ident = model.ident;
    let generics = bounded(model, krate);
    let (impl_generics, type_generics, where_clause) = generics.split_for_impl();
    quote! {
        #[automatically_derived]
        #[allow(deprecated)]
        impl #impl_generics #krate::FunctionError for #ident #type_generics #where_clause {
            #items
        }
    }
}

/// Returns the generics with the bounds that the implementation needs.
fn bounded(model: &Model<'_>, krate: &Path) -> Generics {
    let mut generics = model.generics.clone();
    outlive(&mut generics, model.ident);
    if model.generics.type_params().next().is_none() {
        return generics;
    }
    let (_, type_generics, _) = model.generics.split_for_impl();
    let clause = generics.make_where_clause();
    if needs_text(model) {
        let ident = model.ident;
        clause
            .predicates
            .push(parse_quote!(#ident #type_generics: ::core::fmt::Display));
    }
    for variant in model.variants().filter(|variant| !variant.is_other()) {
        let Shape::Object(fields) = variant.shape() else {
            continue;
        };
        for Field { ty, .. } in fields {
            let tokens = ty.to_token_stream();
            let is_generic = model
                .generics
                .type_params()
                .any(|parameter| mentions(&tokens, &parameter.ident.to_string()));
            if is_generic {
                clause
                    .predicates
                    .push(parse_quote!(#ty: #krate::__private::ErrorField));
            }
        }
    }
    generics
}

/// Adds the `'static` bound of the trait.
fn outlive(generics: &mut Generics, ident: &Ident) {
    if generics.params.is_empty() {
        return;
    }
    let unbounded = generics.clone();
    let (_, type_generics, _) = unbounded.split_for_impl();
    generics
        .make_where_clause()
        .predicates
        .push(parse_quote!(#ident #type_generics: 'static));
}

/// Returns whether some variant sends its `Display` text.
fn needs_text(model: &Model<'_>) -> bool {
    model
        .variants()
        .any(|variant| !variant.is_other() && !matches!(variant.shape(), Shape::Message(_)))
}

fn from_error(model: &Model<'_>, krate: &Path) -> TokenStream {
    let arms = model
        .variants()
        .filter(|variant| !variant.is_other())
        .map(|variant| from_failure(variant, krate));
    let other = model
        .variants()
        .filter(|variant| variant.is_other())
        .map(|variant| {
            let name = variant.ident;
            let helper = other_helper(variant, krate);
            let member = variant.fields.members();
            quote!(Self::#name { #(#member: (#helper.from_error)(__error)),* })
        });
    quote! {
        fn from_error(__error: #krate::Error) -> Self {
            if let ::core::option::Option::Some(__failure) = #krate::Error::failure(&__error) {
                match #krate::failure::Failure::error_type(__failure) {
                    #(#arms)*
                    _ => {}
                }
            }
            #(#other)*
        }
    }
}

/// Returns the arm that decodes a failure as the variant; it falls through if the failure does not fit.
fn from_failure(variant: &Variant<'_>, krate: &Path) -> TokenStream {
    let name = variant.ident;
    let types = types(variant);
    let made = match variant.shape() {
        Shape::Unit => quote!(return Self::#name {};),
        Shape::Message(member) => quote! {
            return Self::#name { #member: #krate::__private::failure_message(__failure) };
        },
        Shape::Object(fields) => {
            let members = fields.iter().map(|field| &field.member);
            let values = bindings(fields.len());
            let values = &values;
            let taken = fields.iter().map(|field| {
                let helper = field_helper(field, krate);
                let key = &field.key;
                quote!((#helper.read)(&__fields, #key))
            });
            quote! {
                if let ::core::option::Option::Some(__fields) =
                    #krate::__private::FailureFields::parse(__failure)
                {
                    if let (#(::core::option::Option::Some(#values),)*) = (#(#taken,)*) {
                        return Self::#name { #(#members: #values),* };
                    }
                }
            }
        }
    };
    quote!(::core::option::Option::Some(#(#types)|*) => { #made })
}

fn to_document(model: &Model<'_>, krate: &Path) -> TokenStream {
    // A single call, so that a missing `Display` is reported once, at the name of the enum.
    let text = needs_text(model).then(|| {
        let ident = model.ident;
        let ident = Ident::new("Self", at(ident.span()));
        let helper = quote_spanned!(ident.span()=> #krate::__private::error_text::<#ident>);
        quote!(let __text = #helper(self);)
    });
    let arms = model
        .variants()
        .map(|variant| variant_to_document(variant, krate));
    quote! {
        fn to_document(&self) -> #krate::server::ErrorDocument {
            #text
            match self {
                #(#arms)*
            }
        }
    }
}

fn variant_to_document(variant: &Variant<'_>, krate: &Path) -> TokenStream {
    let name = variant.ident;
    if variant.is_other() {
        let helper = other_helper(variant, krate);
        let member = variant.fields.members();
        return quote!(Self::#name { #(#member: __error),* } => (#helper.to_document)(__error),);
    }
    let types = types(variant);
    let error_type = types.first();
    match variant.shape() {
        Shape::Unit => quote! {
            Self::#name {} => #krate::server::ErrorDocument::new(#error_type, ::std::string::ToString::to_string(__text)),
        },
        Shape::Message(member) => quote! {
            Self::#name { #member: __message } =>
                #krate::server::ErrorDocument::new(#error_type, ::core::clone::Clone::clone(__message)),
        },
        Shape::Object(fields) => {
            let members: Vec<&Member> = fields.iter().map(|field| &field.member).collect();
            let values = bindings(fields.len());
            let start = quote!(#krate::__private::ErrorFields::new(__text));
            let written = fields.iter().zip(&values);
            let all = written.fold(start, |before, (field, value)| {
                let helper = field_helper(field, krate);
                let key = &field.key;
                quote!((#helper.write)(#before, #key, #value))
            });
            quote! {
                Self::#name { #(#members: #values),* } =>
                    #krate::__private::ErrorFields::finish(#all, #error_type),
            }
        }
    }
}

fn is_retryable(model: &Model<'_>, krate: &Path) -> Option<TokenStream> {
    let types: Vec<String> = model
        .variants()
        .filter(|variant| variant.arguments.retry.is_some())
        .flat_map(types)
        .collect();
    (!types.is_empty()).then(|| {
        quote! {
            fn is_retryable(__failure: &#krate::failure::Failure) -> ::core::primitive::bool {
                ::core::matches!(
                    #krate::failure::Failure::error_type(__failure),
                    ::core::option::Option::Some(#(#types)|*)
                )
            }
        }
    })
}

// One helper carries the bound on a field's type for both directions, so that rustc reports a wrong type once, at the type.

fn field_helper(field: &Field<'_>, krate: &Path) -> TokenStream {
    let ty = field.ty;
    let helper = quote_spanned!(at(ty.span())=> #krate::__private::error_field);
    quote!(#helper::<#ty>())
}

fn other_helper(variant: &Variant<'_>, krate: &Path) -> TokenStream {
    let types = variant.fields.iter().map(|field| {
        let ty: &Type = &field.ty;
        let helper = quote_spanned!(at(ty.span())=> #krate::__private::other_error);
        quote!(#helper::<#ty>())
    });
    quote!(#(#types)*)
}

fn types(variant: &Variant<'_>) -> Vec<String> {
    let types = variant.types().into_iter();
    types.map(|(error_type, _)| error_type).collect()
}

fn bindings(count: usize) -> Vec<Ident> {
    (0..count)
        .map(|number| format_ident!("__field_{number}", span = Span::mixed_site()))
        .collect()
}

/// Returns the location of `span` with the name resolution of the macro.
fn at(span: Span) -> Span {
    Span::call_site().located_at(span)
}
