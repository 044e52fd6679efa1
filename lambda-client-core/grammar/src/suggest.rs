//! "Did you mean": the known word that is nearest to what was written.

/// Longer texts are not compared: every known word is shorter.
const LONGEST: usize = 64;

/// Returns the known word that differs from `found` in at most a third of its characters, ignoring case.
///
/// Two swapped characters count as one difference, since they are one slip. Of equally near words the first is returned,
/// so that the same mistake always causes the same message.
pub fn nearest<'a>(found: &str, known: &[&'a str]) -> Option<&'a str> {
    if found.is_empty() || found.len() > LONGEST {
        return None;
    }
    let found = found.to_lowercase();
    known
        .iter()
        .map(|word| {
            let distance = strsim::damerau_levenshtein(&found, &word.to_lowercase());
            (distance, *word)
        })
        .filter(|(distance, word)| *distance <= (word.chars().count() / 3).max(1))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| word)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    const KNOWN: &[&str] = &["name", "qualifier", "mode", "idempotent", "retry", "rename"];

    #[test]
    fn finds_slips() {
        assert_eq!(nearest("qualifer", KNOWN), Some("qualifier"));
        assert_eq!(nearest("nmae", KNOWN), Some("name"));
        assert_eq!(nearest("Retry", KNOWN), Some("retry"));
        assert_eq!(nearest("idempotant", KNOWN), Some("idempotent"));
        assert_eq!(nearest("rename", KNOWN), Some("rename"));
    }

    #[test]
    fn does_not_guess_wildly() {
        assert_eq!(nearest("color", KNOWN), None);
        assert_eq!(nearest("", KNOWN), None);
        assert_eq!(nearest("é", KNOWN), None);
        assert_eq!(nearest(&"name".repeat(100), KNOWN), None);
        assert_eq!(nearest("name", &[]), None);
    }

    #[test]
    fn takes_the_first_of_equally_near_words() {
        assert_eq!(nearest("modes", &["modem", "mode"]), Some("modem"));
        assert_eq!(nearest("bat", &["cat", "rat"]), Some("cat"));
    }
}
