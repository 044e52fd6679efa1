//! The tenant ID as an argument of a method, on both sides.

use std::borrow::Cow;
use std::sync::Arc;

/// An argument type that can hold the tenant ID of a call: text, or an `Option` of it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot hold a tenant ID",
    label = "use `&str`, `String`, or an `Option` of one of them"
)]
pub trait TenantArgument {
    /// Returns the tenant ID, if there is one.
    fn tenant(&self) -> Option<&str>;
}

impl TenantArgument for str {
    fn tenant(&self) -> Option<&str> {
        Some(self)
    }
}

impl<T: TenantArgument + ?Sized> TenantArgument for &T {
    fn tenant(&self) -> Option<&str> {
        (**self).tenant()
    }
}

impl<T: TenantArgument> TenantArgument for Option<T> {
    fn tenant(&self) -> Option<&str> {
        self.as_ref().and_then(TenantArgument::tenant)
    }
}

macro_rules! tenant_strings {
    ($($string:ty),*) => {$(
        impl TenantArgument for $string {
            fn tenant(&self) -> Option<&str> {
                Some(self)
            }
        }

        impl FromTenant for $string {
            fn from_tenant(tenant: Option<&str>) -> Option<Self> {
                tenant.map(<$string>::from)
            }
        }
    )*};
}

tenant_strings!(String, Box<str>, Arc<str>);

impl TenantArgument for Cow<'_, str> {
    fn tenant(&self) -> Option<&str> {
        Some(self)
    }
}

/// An argument type that the tenant ID of an invocation converts into.
#[doc(hidden)]
pub trait FromTenant: Sized {
    /// Converts the tenant ID. Returns `None` if the type needs one and there is none.
    fn from_tenant(tenant: Option<&str>) -> Option<Self>;
}

impl FromTenant for Cow<'static, str> {
    fn from_tenant(tenant: Option<&str>) -> Option<Self> {
        tenant.map(|tenant| Cow::Owned(tenant.to_owned()))
    }
}

impl<T: FromTenant> FromTenant for Option<T> {
    fn from_tenant(tenant: Option<&str>) -> Option<Self> {
        Some(T::from_tenant(tenant))
    }
}
