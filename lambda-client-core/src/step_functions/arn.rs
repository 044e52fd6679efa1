//! The ARNs of machines and executions.

use std::sync::Arc;

use lambda_client_grammar::machine_arn::parse_machine_arn;

use crate::error::Error;
use crate::step_functions::ExecutionName;

/// The ARN of a machine, with or without a version or alias.
#[derive(Clone, Debug)]
pub(super) struct MachineArn {
    whole: Arc<str>,
    /// The bytes before `stateMachine:`.
    prefix: usize,
    /// The bytes before the version or alias.
    unqualified: usize,
}

const MACHINE: &str = "stateMachine:";

impl MachineArn {
    /// Parses an ARN, such as `arn:aws:states:us-east-1:123456789012:stateMachine:orders`, optionally followed by `:` and a version or alias.
    pub(super) fn parse(arn: &str) -> Result<MachineArn, Error> {
        let parts = parse_machine_arn(arn).map_err(|error| Error::configuration(error.message))?;
        let prefix = parts.prefix.len();
        Ok(MachineArn {
            whole: Arc::from(arn),
            prefix,
            unqualified: prefix + MACHINE.len() + parts.name.len(),
        })
    }

    pub(super) fn as_str(&self) -> &str {
        &self.whole
    }

    /// Returns `arn:partition:states:region:account:`.
    #[cfg(feature = "local")]
    pub(super) fn prefix(&self) -> &str {
        &self.whole[..self.prefix]
    }

    /// Returns the Region.
    #[cfg(feature = "local")]
    pub(super) fn region(&self) -> &str {
        self.whole.split(':').nth(3).unwrap_or_default()
    }

    #[cfg(feature = "local")]
    pub(super) fn name(&self) -> &str {
        &self.whole[self.prefix + MACHINE.len()..self.unqualified]
    }

    /// Returns the version or alias.
    #[cfg(feature = "local")]
    pub(super) fn qualifier(&self) -> Option<&str> {
        self.whole[self.unqualified..].strip_prefix(':')
    }

    /// Returns the ARN without a version or alias.
    pub(super) fn unqualified(&self) -> &str {
        &self.whole[..self.unqualified]
    }

    /// Returns the machine, whatever its version or alias.
    #[cfg(feature = "local")]
    pub(super) fn without_qualifier(&self) -> MachineArn {
        MachineArn {
            whole: Arc::from(self.unqualified()),
            ..*self
        }
    }

    /// Returns the ARN of the execution with this name. An execution is one of the machine, whatever its version or alias.
    pub(super) fn execution(&self, name: &ExecutionName) -> Arc<str> {
        let (prefix, machine) = (
            &self.whole[..self.prefix],
            &self.whole[self.prefix + MACHINE.len()..self.unqualified],
        );
        Arc::from(format!("{prefix}execution:{machine}:{name}"))
    }

    /// Returns the ARN of an execution of the machine as an Express one, which has an ID besides its name.
    #[cfg(feature = "local")]
    pub(super) fn express_execution(&self, name: &ExecutionName, id: &str) -> String {
        let (prefix, machine) = (self.prefix(), self.name());
        format!("{prefix}express:{machine}:{name}:{id}")
    }

    /// Returns the ARN of one of its executions, given by its name or its ARN.
    ///
    /// # Errors
    ///
    /// Fails if it is not a name, or the ARN of an execution of another machine.
    pub(super) fn execution_of(&self, execution: &str) -> Result<Arc<str>, Error> {
        if !execution.starts_with("arn:") {
            return Ok(self.execution(&ExecutionName::parse(execution)?));
        }
        let arn = check_execution(execution)?;
        let of_machine = self.execution(&ExecutionName::parse(execution_name(&arn))?);
        match arn == of_machine {
            true => Ok(arn),
            false => Err(Error::configuration(format!(
                "`{arn}` is not an execution of the machine `{}`",
                self.unqualified()
            ))),
        }
    }
}

/// Returns the length of `arn:partition:states:region:account:`, and what follows it.
fn split(arn: &str) -> Option<(usize, &str)> {
    let mut parts = arn.splitn(6, ':');
    let head: [&str; 5] = std::array::from_fn(|_| parts.next().unwrap_or_default());
    let resource = parts.next()?;
    let [scheme, partition, service, region, account] = head;
    let is_arn = scheme == "arn" && service == "states";
    let is_complete = [partition, region, account]
        .iter()
        .all(|part| !part.is_empty());
    let is_printable = arn.chars().all(|c| !c.is_whitespace() && !c.is_control());
    (is_arn && is_complete && is_printable).then(|| (arn.len() - resource.len(), resource))
}

/// Checks the ARN of an execution of a Standard machine, or of a child of a Map Run.
pub(super) fn check_execution(arn: &str) -> Result<Arc<str>, Error> {
    let resource = split(arn).map(|(_, resource)| resource);
    let parts = resource.and_then(|resource| resource.split_once(':'));
    match parts {
        Some(("execution" | "express", rest))
            if rest.split(':').all(|part| !part.is_empty()) && rest.contains(':') =>
        {
            Ok(Arc::from(arn))
        }
        _ => Err(Error::configuration(format!(
            "`{arn}` is not the ARN of an execution; write one such as \
             `arn:aws:states:us-east-1:123456789012:execution:orders:17`"
        ))),
    }
}

/// Returns whether an execution is one of an Express machine.
pub(super) fn is_express(execution: &str) -> bool {
    split(execution).is_some_and(|(_, resource)| resource.starts_with("express:"))
}

/// Returns the part of an ARN that names the Region and the account: `arn:aws:states:us-east-1:123456789012:`.
pub(super) fn location(execution: &str) -> &str {
    let length = split(execution).map_or(0, |(length, _)| length);
    &execution[..length]
}

/// Returns the ARN of the machine of an execution. For a child execution of a Map Run, it ends with the label of the map, as AWS writes it.
pub(super) fn machine_of(execution: &str) -> Option<String> {
    let (prefix, resource) = split(execution)?;
    let machine = resource.split(':').nth(1)?;
    Some(format!("{}{MACHINE}{machine}", &execution[..prefix]))
}

/// Returns the name of an execution, the last part of its ARN but for the ID that Express adds.
pub(super) fn execution_name(arn: &str) -> &str {
    arn.split(':').nth(7).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MACHINE: &str = "arn:aws:states:us-east-1:123456789012:stateMachine:orders";

    #[test]
    fn the_arn_of_an_execution_follows_from_machine_and_name() {
        let name = ExecutionName::parse("17").unwrap();
        let expected = "arn:aws:states:us-east-1:123456789012:execution:orders:17";
        for arn in [
            MACHINE.to_owned(),
            format!("{MACHINE}:3"),
            format!("{MACHINE}:live"),
        ] {
            let machine = MachineArn::parse(&arn).unwrap();
            assert_eq!(&*machine.execution(&name), expected, "{arn}");
            assert_eq!(machine.unqualified(), MACHINE);
            assert_eq!(machine.as_str(), arn);
        }
        let china = "arn:aws-cn:states:cn-north-1:123456789012:stateMachine:a-b";
        assert_eq!(
            &*MachineArn::parse(china).unwrap().execution(&name),
            "arn:aws-cn:states:cn-north-1:123456789012:execution:a-b:17"
        );
        assert_eq!(execution_name(expected), "17");
        assert_eq!(machine_of(expected).as_deref(), Some(MACHINE));
        assert!(check_execution(expected).is_ok() && !is_express(expected));
    }

    #[test]
    fn an_execution_is_found_by_its_name_and_by_its_arn() {
        let machine = MachineArn::parse(&format!("{MACHINE}:live")).unwrap();
        let arn = "arn:aws:states:us-east-1:123456789012:execution:orders:17";
        assert_eq!(&*machine.execution_of("17").unwrap(), arn);
        assert_eq!(&*machine.execution_of(arn).unwrap(), arn);
        for other in [
            "arn:aws:states:us-east-1:123456789012:execution:refunds:17",
            "arn:aws:states:eu-west-1:123456789012:execution:orders:17",
            "arn:aws:states:us-east-1:123456789012:express:orders:17:9f3c",
            "arn:aws:states:us-east-1:123456789012:stateMachine:orders",
            "a/b",
        ] {
            assert!(machine.execution_of(other).is_err(), "{other}");
        }
    }

    #[test]
    fn a_child_execution_belongs_to_its_map() {
        let child = "arn:aws:states:us-east-1:123456789012:execution:orders/place:5f1a";
        assert!(check_execution(child).is_ok());
        assert_eq!(machine_of(child), Some(format!("{MACHINE}/place")));
        assert_eq!(location(child), "arn:aws:states:us-east-1:123456789012:");
        assert_eq!(location("orders"), "");
    }

    #[test]
    fn other_texts_are_refused() {
        for arn in [
            "",
            "orders",
            "arn:aws:lambda:us-east-1:123456789012:function:orders",
            "arn:aws:states:us-east-1:123456789012:execution:orders:17",
            "arn:aws:states:us-east-1:123456789012:stateMachine:",
            "arn:aws:states:us-east-1:123456789012:stateMachine:orders:",
            "arn:aws:states:us-east-1:123456789012:stateMachine:orders:3:4",
            "arn:aws:states::123456789012:stateMachine:orders",
            "arn:aws:states:us-east-1:123456789012:stateMachine:or ders",
        ] {
            let error = MachineArn::parse(arn).unwrap_err().to_string();
            assert!(
                error.contains("is not the ARN of a state machine"),
                "{error}"
            );
        }
        for arn in [
            MACHINE,
            "",
            "arn:aws:states:us-east-1:123456789012:execution:orders",
        ] {
            assert!(check_execution(arn).is_err(), "{arn}");
        }
    }

    #[test]
    fn express_executions_have_an_id_behind_their_name() {
        let arn = "arn:aws:states:us-east-1:123456789012:express:orders:17:9f3c";
        assert!(check_execution(arn).is_ok() && is_express(arn));
        assert_eq!(execution_name(arn), "17");
    }
}
