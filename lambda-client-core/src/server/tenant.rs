//! The tenant id as an argument of a method, on both sides.

use std::borrow::Cow;
use std::sync::Arc;

/// An argument type that the tenant id can be bound to.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot hold a tenant id",
    label = "use `&str`, `String`, or an `Option` of one of them"
)]
pub trait TenantArgument {
    /// The tenant, if there is one.
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

/// An argument type that a function gets the tenant id back in.
pub trait FromTenant: Sized {
    /// The argument, unless it needs a tenant and there is none.
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
