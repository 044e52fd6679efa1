//! The name of a state.

/// The length of the longest name, in characters (Amazon States Language specification, "States").
const LONGEST: usize = 80;

/// The name of a state.
#[derive(Clone, Debug)]
pub(in crate::step_functions::definition) enum StateName {
    /// A name that is followed by a number if another state has it.
    Default(&'static str),
    /// A name that the state must have.
    Given(String),
}

/// Returns what is wrong with the name under which a state is printed.
///
/// Names are printable ASCII, since a task hands its name over in a header, and in JSONPath within two levels of quotes.
pub(super) fn mistake(name: &str) -> Option<String> {
    if name.is_empty() {
        return Some("empty name; write one of 1 to 80 characters".to_owned());
    }
    let length = name.chars().count();
    if length > LONGEST {
        return Some(format!(
            "the name has {length} characters, but a state's name has at most {LONGEST}; set another with `.named(..)`"
        ));
    }
    let refused = name
        .chars()
        .find(|c| !matches!(c, ' '..='~') || "\"'\\`".contains(*c))?;
    Some(format!(
        "the name contains {refused:?}; write printable ASCII without quotes and backslashes"
    ))
}
