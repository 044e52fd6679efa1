//! Rules about the signature of a method.

use quote::ToTokens;
use syn::{
    Attribute, FnArg, GenericParam, Pat, ReceiverKind, Safety, Type, Visibility, WherePredicate,
};

use crate::attributes::{hides_ours, is_ours, rewrites_body};
use crate::diagnostics::Diagnostics;
use crate::model::Method;
use crate::naming::{self, collision, mentions};
use crate::parse::Function;
use crate::response::error_of_result;
use crate::target::Target;
use crate::types::{Part, is_unsized, walk};

pub(super) fn is_not_repeated(method: &Method<'_>, diagnostics: &mut Diagnostics) {
    if method.repeated {
        let name = &method.name;
        diagnostics.push(
            method.ident(),
            format_args!("duplicate method `{name}`; choose another name"),
        );
    }
}

pub(super) fn no_hidden_attribute(method: &Method<'_>, diagnostics: &mut Diagnostics) {
    let arguments = method
        .arguments
        .iter()
        .map(|argument| &argument.syntax.attrs);
    for attribute in arguments.chain([&method.function.attrs]).flatten() {
        if hides_ours(attribute) {
            diagnostics.push(
                attribute,
                "`#[lambda_fn]` cannot be inside `cfg_attr`, which is not evaluated yet; write the method twice, \
                 each under its own `#[cfg(..)]`",
            );
        }
    }
}

pub(super) fn no_attribute_of_bodies(method: &Method<'_>, diagnostics: &mut Diagnostics) {
    for attribute in &method.function.attrs {
        if rewrites_body(attribute) {
            let name = attribute
                .path()
                .to_token_stream()
                .to_string()
                .replace(' ', "");
            diagnostics.push(
                attribute,
                format_args!(
                    "`#[{name}]` needs a body, which a remote method does not have; move it to the implementation"
                ),
            );
        }
    }
}

pub(super) fn no_modifiers(method: &Method<'_>, diagnostics: &mut Diagnostics) {
    let function = method.function;
    let sig = &function.sig;
    visibility(function, diagnostics);
    if let Some(constness) = &sig.constness {
        diagnostics.push(
            constness,
            "a remote method cannot be `const`; remove `const`",
        );
    }
    match &sig.safety {
        Safety::Default => {}
        Safety::Unsafe(token) => {
            diagnostics.push(token, "a remote method cannot be `unsafe`; remove `unsafe`");
        }
        // The compiler allows `safe` in `extern` blocks only, so the parser has reported it.
        Safety::Safe(_) => {}
    }
    if let Some(abi) = &sig.abi {
        diagnostics.push(abi, "a remote method cannot be `extern`; remove `extern`");
    }
    if let Some(defaultness) = &function.defaultness {
        diagnostics.push(
            defaultness,
            "a remote method cannot be `default`; remove `default`",
        );
    }
}

fn visibility(function: &Function, diagnostics: &mut Diagnostics) {
    if !matches!(function.vis, Visibility::Inherited) {
        diagnostics.push(
            &function.vis,
            "a method of a trait cannot have a visibility; remove it",
        );
    }
}

pub(super) fn is_async(method: &Method<'_>, diagnostics: &mut Diagnostics) {
    if method.function.sig.asyncness.is_none() {
        let name = &method.name;
        let returns_future = method.output().is_some_and(|output| {
            let output = output.to_token_stream();
            ["Future", "BoxFuture", "LocalBoxFuture"]
                .iter()
                .any(|future| mentions(&output, future))
        });
        let instead = match returns_future {
            true => "and return what the future resolves to",
            false => "or add a body to make it a local method",
        };
        diagnostics.push(
            method.function.sig.fn_token,
            format_args!("a remote method must be `async`; write `async fn {name}`, {instead}"),
        );
    }
}

pub(super) fn receiver_is_shared_self(method: &Method<'_>, diagnostics: &mut Diagnostics) {
    let sig = &method.function.sig;
    let Some(receiver) = sig.receiver() else {
        diagnostics.push(
            &sig.ident,
            "a remote method must take `&self`; add it as the first argument",
        );
        return;
    };
    match &receiver.kind {
        ReceiverKind::Reference(_, Some(lifetime), None) if lifetime.ident == "static" => {
            diagnostics.push(
                receiver,
                "a remote method cannot take `&'static self`, since a server does not live forever; write `&self`",
            );
        }
        ReceiverKind::Reference(_, _, None) => {}
        ReceiverKind::Reference(_, _, Some(_)) => diagnostics.push(
            receiver,
            "a remote method cannot take `&mut self`; write `&self`",
        ),
        ReceiverKind::Value => diagnostics.push(
            receiver,
            "a remote method cannot take `self` by value; write `&self`",
        ),
        _ => diagnostics.push(
            receiver,
            "a remote method cannot take `self` of another type; write `&self`",
        ),
    }
}

pub(super) fn is_not_generic(method: &Method<'_>, diagnostics: &mut Diagnostics) {
    let generics = &method.function.sig.generics;
    for parameter in &generics.params {
        match parameter {
            GenericParam::Lifetime(_) => {}
            GenericParam::Type(_) | GenericParam::Const(_) => diagnostics.push(
                parameter,
                "a remote method cannot be generic; write a concrete type",
            ),
        }
    }
    let clauses = generics.where_clause.iter();
    for predicate in clauses.flat_map(|clause| &clause.predicates) {
        match predicate {
            WherePredicate::Lifetime(_) => {}
            _ => diagnostics.push(
                predicate,
                "a remote method cannot have bounds on types; remove this one",
            ),
        }
    }
}

pub(super) fn name_is_free(method: &Method<'_>, diagnostics: &mut Diagnostics) {
    if let Some(what) = collision(&method.name) {
        let name = &method.name;
        let kept = match method.options.target {
            Target::Function => ", and keep the function's name with `#[lambda_fn(name = \"..\")]`",
            Target::Machine => "",
        };
        diagnostics.push(
            method.ident(),
            format_args!("a method named `{name}` would hide {what}; rename it{kept}"),
        );
    }
}

pub(super) fn is_not_variadic(method: &Method<'_>, diagnostics: &mut Diagnostics) {
    if let Some(variadic) = &method.function.sig.variadic {
        diagnostics.push(
            variadic,
            "a remote method cannot be variadic; write `Vec<..>`",
        );
    }
}

pub(super) fn arguments_have_names(method: &Method<'_>, diagnostics: &mut Diagnostics) {
    for argument in &method.arguments {
        if argument.name_is_usable {
            continue;
        }
        let pat = &argument.syntax.pat;
        match &**pat {
            Pat::Ident(pat) if pat.by_ref.is_none() && pat.mutability.is_none() && pat.subpat.is_none() => {
                let name = naming::plain(&pat.ident);
                diagnostics.push(
                    pat,
                    format_args!("duplicate argument `{name}`; choose another name"),
                );
            }
            Pat::Ident(pat) if pat.subpat.is_none() => {
                let name = &pat.ident;
                diagnostics.push(
                    pat,
                    format_args!("a method without a body cannot have patterns as arguments; write `{name}`"),
                );
            }
            _ => diagnostics.push(
                pat,
                "an argument of a remote method must have a name, which may become a key of the payload; write \
                 `name: Type`",
            ),
        }
    }
}

pub(super) fn receiver_is_unconditional(method: &Method<'_>, diagnostics: &mut Diagnostics) {
    let receiver = method.function.sig.receiver();
    for attribute in receiver.iter().flat_map(|receiver| &receiver.attrs) {
        if attribute.path().is_ident("cfg") {
            diagnostics.push(
                attribute,
                "`&self` cannot be conditional; move the condition to the method",
            );
        }
    }
}

pub(super) fn argument_types_can_cross(method: &Method<'_>, diagnostics: &mut Diagnostics) {
    for argument in &method.arguments {
        let outer = argument.shape.reference();
        let ty = &argument.syntax.ty;
        if is_unsized(ty) {
            let written = ty.to_token_stream();
            diagnostics.push(
                ty,
                format_args!(
                    "an argument must have a size known to the compiler; write `&{written}`"
                ),
            );
        }
        walk(&argument.syntax.ty, &mut |part| {
            match part {
            Part::Reference(reference) if reference.mutability.is_some() => diagnostics.push(
                reference,
                "an argument cannot be `&mut`, since a function does not share memory with its caller; return the \
                 changed value instead",
            ),
            Part::Reference(reference)
                if !outer.is_some_and(|outer| std::ptr::eq(outer, reference)) =>
            {
                diagnostics.push(
                    reference,
                    "a reference inside another type cannot be deserialized; write the owned type, such as `String` \
                     for `&str`",
                );
            }
            Part::Reference(reference) => {
                if let Some(lifetime) = &reference.lifetime
                    && lifetime.ident == "static"
                {
                    diagnostics.push(
                        lifetime,
                        "an argument cannot be `'static`, since the function deserializes it; write `&` without the \
                         lifetime",
                    );
                }
            }
            Part::ImplTrait(found) => diagnostics.push(
                found,
                "an argument cannot be `impl Trait`; write a concrete type",
            ),
            Part::TraitObject(found) => diagnostics.push(
                found,
                "an argument cannot be `dyn Trait`; write a concrete type",
            ),
            Part::SelfType(found) => refuse_self(found, diagnostics),
            Part::Lifetime(_) => {}
        }
        });
    }
}

pub(super) fn returns_something(method: &Method<'_>, diagnostics: &mut Diagnostics) {
    let Some(output) = method.output() else {
        diagnostics.push(
            method.ident(),
            "a remote method must return a `Result`, since a call can fail; write `-> Result<(), \
             lambda_client::Error>`",
        );
        return;
    };
    // What is written is the future, not what it resolves to.
    if method.function.sig.asyncness.is_none() {
        return;
    }
    let error = error_of_result(output);
    if let Some(Type::Reference(error)) = error {
        diagnostics.push(
            error,
            "an error cannot be a reference; write `lambda_client::Error`, or an enum that derives \
             `lambda_client::FunctionError`",
        );
    }
    walk(output, &mut |part| match part {
        // It has been reported.
        Part::Reference(found) if matches!(error, Some(Type::Reference(error)) if std::ptr::eq(error, found)) =>
            {}
        Part::ImplTrait(found) => diagnostics.push(
            found,
            "a remote method cannot return `impl Trait`; write a concrete type",
        ),
        Part::SelfType(found) => refuse_self(found, diagnostics),
        Part::Reference(found) => diagnostics.push(
            found,
            "a response cannot be a reference; write the owned type, such as `String` for `&str`",
        ),
        Part::Lifetime(found) if found.ident != "static" => diagnostics.push(
            found,
            "a response cannot borrow; write `'static` or an owned type",
        ),
        Part::Lifetime(_) | Part::TraitObject(_) => {}
    });
}

/// Returns whether no placeholder has the signature of the method: it resolves to an `impl Trait`, or an argument has no size.
pub(crate) fn has_no_placeholder(method: &Method<'_>) -> bool {
    let mut opaque = false;
    if let Some(output) = method.output() {
        walk(output, &mut |part| {
            opaque |= matches!(part, Part::ImplTrait(_));
        });
    }
    opaque
        || method
            .arguments
            .iter()
            .any(|argument| is_unsized(&argument.syntax.ty))
}

fn refuse_self(found: &proc_macro2::Ident, diagnostics: &mut Diagnostics) {
    diagnostics.push(
        found,
        "`Self` differs between the client and the implementation; write a concrete type",
    );
}

pub(super) fn local_has_no_settings(function: &Function, diagnostics: &mut Diagnostics) {
    visibility(function, diagnostics);
    // The compiler's message would propose a change of the body.
    if let Some(object) = function.returned_object() {
        let bounds = object.bounds.to_token_stream();
        diagnostics.push(
            object,
            format_args!(
                "an `async fn` cannot return `dyn Trait` itself; write `Box<dyn {bounds}>`"
            ),
        );
    }
    for attribute in function.sig.inputs.iter().flat_map(attributes_of) {
        if is_ours(attribute) || hides_ours(attribute) {
            diagnostics.push(
                attribute,
                "`#[lambda_fn]` has no effect on an argument of a method with a body, which stays local; remove it",
            );
        }
    }
    for attribute in &function.attrs {
        if is_ours(attribute) || hides_ours(attribute) {
            diagnostics.push(
                attribute,
                "`#[lambda_fn]` has no effect on a method with a body, which stays local; remove the body or the \
                 attribute",
            );
        }
    }
}

fn attributes_of(input: &FnArg) -> &[Attribute] {
    match input {
        FnArg::Receiver(receiver) => &receiver.attrs,
        FnArg::Typed(argument) => &argument.attrs,
    }
}
