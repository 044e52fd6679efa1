//! The service that a trait describes: plain data, borrowed from the syntax.

use std::collections::HashSet;

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::{FnArg, Pat, PatType, ReturnType, Type};

use crate::args::{self, ArgumentOptions, Options};
use crate::attributes::ForwardedAttributes;
use crate::diagnostics::Diagnostics;
use crate::naming;
use crate::parse::{End, Function, Member, Other, Trait};
use crate::paths::Runtime;
use crate::serde_attributes::SerdeAttributes;
use crate::settings::Settings;
use crate::types::Shape;

/// A trait whose methods are Lambda functions or state machines.
pub(crate) struct Service<'a> {
    pub(crate) item: &'a Trait,
    pub(crate) options: &'a Options,
    pub(crate) runtime: Runtime,
    pub(crate) client: Ident,
    pub(crate) server: Ident,
    pub(crate) attributes: ForwardedAttributes,
    pub(crate) members: Vec<ServiceMember<'a>>,
    /// Whether the trait or one of its remote methods is deprecated.
    pub(crate) is_deprecated: bool,
    /// The type parameter for an implementation.
    pub(crate) implementation: Ident,
    /// Whether generated code can implement the trait.
    pub(crate) implementable: bool,
}

/// A member of the trait, in source order.
#[expect(clippy::large_enum_variant, reason = "almost every member is a method")]
pub(crate) enum ServiceMember<'a> {
    /// A method that invokes a function.
    Remote(Method<'a>),
    /// A method with a body, which is left as it is.
    Local(&'a Function),
    /// A member that a service cannot have.
    Other(&'a Other),
}

/// A method that invokes a function or starts a state machine.
pub(crate) struct Method<'a> {
    pub(crate) function: &'a Function,
    /// Its position among the remote methods.
    pub(crate) index: usize,
    /// As written, without `r#`.
    pub(crate) name: String,
    /// Its name in a routed payload.
    pub(crate) wire_name: String,
    pub(crate) attributes: ForwardedAttributes,
    pub(crate) options: Options,
    pub(crate) settings: Settings,
    pub(crate) arguments: Vec<Argument<'a>>,
    /// Whether the method follows every rule; otherwise only a placeholder is generated for it.
    pub(crate) sound: bool,
    /// Whether the types of its arguments and its result follow the rules.
    pub(crate) types_are_sound: bool,
    /// Whether another method has the same name, so that this one must not be generated.
    pub(crate) repeated: bool,
}

/// An argument of a remote method.
pub(crate) struct Argument<'a> {
    pub(crate) syntax: &'a PatType,
    /// The user's name, or a generated one if that cannot be used.
    pub(crate) ident: Ident,
    pub(crate) name_is_usable: bool,
    pub(crate) shape: Shape<'a>,
    pub(crate) attributes: ForwardedAttributes,
    pub(crate) options: ArgumentOptions,
    pub(crate) serde: SerdeAttributes<'a>,
    /// Its key if the payload is an object.
    pub(crate) wire_name: String,
}

/// Where an argument goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Payload,
    Tenant,
    ClientContext,
}

/// The form of a method's payload.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PayloadForm {
    /// No argument: `{}`.
    Empty,
    /// One argument: the value itself.
    Value,
    /// An object of the arguments.
    Object,
}

impl<'a> Service<'a> {
    pub(crate) fn of(
        item: &'a Trait,
        item_tokens: &TokenStream,
        options: &'a Options,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let name = |given: &Option<args::Located<Ident>>, suffix, taken: &[&Ident]| match given {
            Some(given) if !taken.contains(&&given.value) => given.value.clone(),
            _ => naming::suffixed(&item.ident, suffix),
        };
        let client = name(&options.client, "Client", &[&item.ident]);
        let server = name(&options.server, "Server", &[&item.ident, &client]);
        let mut index = 0..;
        let mut names = HashSet::new();
        let attributes = ForwardedAttributes::of(&item.attrs);
        let members: Vec<ServiceMember<'_>> = item
            .members
            .iter()
            .filter_map(|member| match member {
                Member::Other(other) => Some(ServiceMember::Other(other)),
                Member::Function(function) if matches!(function.end, End::Body(_)) => {
                    let name = naming::plain(&function.sig.ident);
                    let conditions = ForwardedAttributes::of(&function.attrs).conditions;
                    if names.insert((name.clone(), conditions.to_string())) {
                        return Some(ServiceMember::Local(function));
                    }
                    diagnostics.push(
                        &function.sig.ident,
                        format_args!("duplicate method `{name}`; choose another name"),
                    );
                    None
                }
                Member::Function(function) => {
                    let index = index.next().unwrap_or_default();
                    let mut method = Method::of(function, index, options, diagnostics);
                    let conditions = method.attributes.conditions.to_string();
                    method.repeated = !names.insert((method.name.clone(), conditions));
                    Some(ServiceMember::Remote(method))
                }
            })
            .collect();
        Self {
            item,
            options,
            runtime: Runtime::new(
                options.krate.as_ref().map(|given| &given.value),
                naming::module(&item.ident),
                options.target,
            ),
            client,
            server,
            is_deprecated: !attributes.deprecated.is_empty()
                || members.iter().any(ServiceMember::is_deprecated),
            attributes,
            members,
            implementation: naming::type_parameter(item_tokens),
            implementable: true,
        }
    }

    /// Returns the methods that invoke functions, sound or not.
    pub(crate) fn methods(&self) -> impl Iterator<Item = &Method<'a>> {
        self.members.iter().filter_map(|member| match member {
            ServiceMember::Remote(method) if !method.repeated => Some(method),
            _ => None,
        })
    }

    /// Returns the path of the client. Generated code uses it instead of the name, which the user may have given to another type:
    /// the compiler then reports that, and nothing else.
    pub(crate) fn client_path(&self) -> TokenStream {
        let (module, client) = (naming::module(&self.item.ident), &self.client);
        quote!(#module::#client)
    }

    /// Returns the path of the server.
    pub(crate) fn server_path(&self) -> TokenStream {
        let (module, server) = (naming::module(&self.item.ident), &self.server);
        quote!(#module::#server)
    }

    /// Returns whether `#[async_trait]` has rewritten the methods before this macro saw them.
    pub(crate) fn is_rewritten(&self) -> bool {
        let lifetimes = self.members.iter().flat_map(|member| match member {
            ServiceMember::Remote(method) => Some(method.function),
            ServiceMember::Local(function) => Some(*function),
            ServiceMember::Other(_) => None,
        });
        let mut lifetimes = lifetimes.flat_map(|function| function.sig.generics.lifetimes());
        lifetimes.any(|parameter| parameter.lifetime.ident == "async_trait")
    }

    /// Returns the methods that follow every rule.
    pub(crate) fn sound_methods(&self) -> impl Iterator<Item = &Method<'a>> {
        self.methods().filter(|method| method.sound)
    }
}

impl ServiceMember<'_> {
    fn is_deprecated(&self) -> bool {
        match self {
            Self::Remote(method) => !method.repeated && !method.attributes.deprecated.is_empty(),
            Self::Local(_) | Self::Other(_) => false,
        }
    }
}

impl<'a> Method<'a> {
    fn of(
        function: &'a Function,
        index: usize,
        defaults: &Options,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let mistakes = diagnostics.count();
        let name = naming::plain(&function.sig.ident);
        let options = args::read_method(&function.attrs, diagnostics);
        let settings = Settings::merge(&name, &options, defaults);
        let named = settings.function_name().is_some();
        let wire_name = match (&options.rename, &defaults.rename_all) {
            (Some(rename), _) => rename.value.clone(),
            (None, Some(case)) => case.value.apply(&name),
            (None, None) => name.clone(),
        };
        let mut names = HashSet::new();
        let arguments = function
            .sig
            .inputs
            .iter()
            .enumerate()
            .filter_map(|(position, input)| match input {
                FnArg::Typed(syntax) => Some((position, syntax)),
                FnArg::Receiver(_) => None,
            })
            .map(|(position, syntax)| {
                let mut argument = Argument::of(syntax, position, &settings, diagnostics);
                let conditions = argument.attributes.conditions.to_string();
                if !names.insert((argument.ident.clone(), conditions)) {
                    argument.ident = naming::argument(position);
                    argument.name_is_usable = false;
                }
                argument
            })
            .collect();
        Self {
            function,
            index,
            name,
            wire_name,
            attributes: ForwardedAttributes::of(&function.attrs),
            options,
            settings,
            arguments,
            sound: diagnostics.count() == mistakes && named,
            types_are_sound: false,
            repeated: false,
        }
    }

    pub(crate) fn ident(&self) -> &'a Ident {
        &self.function.sig.ident
    }

    /// Returns the return type, if one is written.
    pub(crate) fn output(&self) -> Option<&'a Type> {
        match &self.function.sig.output {
            ReturnType::Type(_, ty) => Some(ty),
            ReturnType::Default => None,
        }
    }

    /// Returns the arguments that make up the payload.
    pub(crate) fn payload(&self) -> impl Iterator<Item = &Argument<'a>> {
        self.arguments
            .iter()
            .filter(|argument| argument.role() == Role::Payload)
    }

    /// Returns the form of the payload, which does not depend on conditions of arguments.
    pub(crate) fn payload_form(&self) -> PayloadForm {
        match (self.payload().count(), &self.settings.route) {
            (_, Some(_)) => PayloadForm::Object,
            (0, None) => PayloadForm::Empty,
            (1, None) if !self.settings.named => PayloadForm::Value,
            (_, None) => PayloadForm::Object,
        }
    }
}

impl<'a> Argument<'a> {
    fn of(
        syntax: &'a PatType,
        position: usize,
        settings: &Settings,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let options = args::read_argument(&syntax.attrs, diagnostics);
        let serde = SerdeAttributes::of(&syntax.attrs, diagnostics);
        let binding = match &*syntax.pat {
            Pat::Ident(pat)
                if pat.by_ref.is_none() && pat.mutability.is_none() && pat.subpat.is_none() =>
            {
                Some(&pat.ident)
            }
            _ => None,
        };
        let plain = binding.map(naming::plain).unwrap_or_default();
        let wire_name = match (&options.rename, &serde.rename, settings.rename_all) {
            (Some(rename), _, _) => rename.value.clone(),
            (None, Some(rename), _) => rename.clone(),
            (None, None, Some(case)) => case.apply(&plain),
            (None, None, None) => plain,
        };
        Self {
            syntax,
            ident: binding.map_or_else(|| naming::argument(position), Ident::clone),
            name_is_usable: binding.is_some(),
            shape: Shape::of(&syntax.ty),
            attributes: ForwardedAttributes::of(&syntax.attrs),
            options,
            serde,
            wire_name,
        }
    }

    /// Returns whether the argument only exists under a condition.
    pub(crate) fn is_conditional(&self) -> bool {
        self.attributes.predicate().is_some()
    }

    pub(crate) fn role(&self) -> Role {
        match (&self.options.tenant, &self.options.client_context) {
            (Some(_), _) => Role::Tenant,
            (None, Some(_)) => Role::ClientContext,
            (None, None) => Role::Payload,
        }
    }

    /// Returns the keys under which the argument is sent or received, aliases included, as far as they are known here.
    pub(crate) fn keys(&self) -> Vec<&str> {
        let serde = &self.serde;
        // The keys of the two directions may differ.
        if serde.flatten || (serde.renamed && serde.rename.is_none()) {
            return Vec::new();
        }
        let aliases = serde.other_names.iter().map(String::as_str);
        [self.wire_name.as_str()]
            .into_iter()
            .chain(aliases)
            .collect()
    }

    /// Returns the tokens that set the key of the argument.
    pub(crate) fn key_tokens(&self) -> TokenStream {
        match &self.options.rename {
            Some(rename) => rename.at.clone(),
            None => self.syntax.pat.to_token_stream(),
        }
    }
}
