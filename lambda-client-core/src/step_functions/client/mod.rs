//! The parts of the clients that `#[state_machine]` generates.

mod builder;
mod call;
mod declaration;

use std::fmt;

use crate::call::Fallible;
use crate::certainty::ExecutionOperation;
use crate::client::{ResolvedMethod, ResolvedMethods};
use crate::payload::Encoded;
use crate::settings::Settings;
use crate::step_functions::arn::MachineArn;
use crate::step_functions::draft::Draft;
use crate::step_functions::execution::Knowledge;
use crate::step_functions::input::text_within_limit;
use crate::step_functions::{Execution, Machines};

use self::builder::{Overrides, resolve};

pub use self::builder::builder;
pub use self::builder::{MachineClientBuilder, MachineSettings};
pub use self::call::{Express, MachineCall, Standard};
pub use self::call::{MachineCodec, express_codec, standard_codec};
pub use self::declaration::MachineEntry;
pub use self::declaration::{MachineDeclaration, MachineKind, MachineMethod};

/// The machine of a method, with the settings of client and declaration.
#[derive(Debug)]
struct Resolved {
    arn: MachineArn,
    settings: Settings,
}

/// The state of a generated client: the machine of each method, with all settings resolved.
#[doc(hidden)]
#[derive(Clone)]
pub struct MachineStub {
    machines: Machines,
    methods: ResolvedMethods<Resolved>,
}

impl fmt::Debug for MachineStub {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let arns = self.methods.iter().map(|machine| machine.arn.as_str());
        write!(f, "{} ", self.methods.trait_name())?;
        f.debug_list().entries(arns).finish()
    }
}

/// A client that `#[state_machine]` has generated.
#[doc(hidden)]
pub trait GeneratedMachineClient: Sized {
    /// The declaration of the trait.
    const DECLARATION: &'static MachineDeclaration;

    /// Creates the client from its resolved machines.
    fn from_stub(stub: MachineStub) -> Self;
}

/// Returns the stub of a client whose ARNs are all known at compile time. If one is still invalid, the calls of its method fail.
#[doc(hidden)]
pub fn stub(machines: &Machines, declaration: &'static MachineDeclaration) -> MachineStub {
    let none = Overrides::default();
    let methods = declaration.methods.iter().map(|method| ResolvedMethod {
        name: method.name,
        is_enabled: method.enabled,
        resolved: resolve(machines, method, &none, &none),
    });
    MachineStub {
        machines: machines.clone(),
        methods: ResolvedMethods::unchecked(declaration.name, methods),
    }
}

/// Begins a call of a method.
#[doc(hidden)]
pub fn call<R, K>(
    stub: &MachineStub,
    method: usize,
    codec: MachineCodec<R, K>,
    input: Encoded,
) -> MachineCall<R, K> {
    let (machine, settings) = match stub.methods.get(method) {
        Ok(resolved) => (Ok(resolved.arn.clone()), resolved.settings),
        Err(error) => (Err(error), Settings::default()),
    };
    let operation = ExecutionOperation::Start;
    let encoded = input.0;
    let input = encoded.and_then(|input| text_within_limit(operation, "input", input));
    let draft = Draft::new(stub.machines.shared(), machine, input, settings);
    MachineCall::new(draft, codec)
}

/// Attaches to an execution of a method's machine, by its name or its ARN.
#[doc(hidden)]
pub fn execution<R: Fallible>(
    stub: &MachineStub,
    method: usize,
    execution: &str,
) -> Execution<R::Value, R::Error> {
    let machine = stub.methods.get(method);
    let arn = machine.and_then(|machine| machine.arn.execution_of(execution));
    Execution::new(stub.machines.shared(), arn, Knowledge::Nothing)
}
