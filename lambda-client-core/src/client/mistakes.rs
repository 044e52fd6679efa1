//! The mistakes in a client's names and settings, each with the methods that it affects.

/// The mistakes found so far. One that affects several methods is reported once.
#[derive(Default)]
pub(crate) struct Mistakes {
    found: Vec<(String, Vec<&'static str>)>,
    methods: usize,
}

impl Mistakes {
    /// Starts with mistakes that are not about one method.
    pub(crate) fn new(general: impl IntoIterator<Item = String>) -> Mistakes {
        Mistakes {
            found: general
                .into_iter()
                .map(|mistake| (mistake, Vec::new()))
                .collect(),
            methods: 0,
        }
    }

    /// Counts a method with these mistakes.
    pub(crate) fn add(&mut self, method: &'static str, mistakes: Vec<String>) {
        self.methods += 1;
        for mistake in mistakes {
            match self.found.iter_mut().find(|(known, _)| *known == mistake) {
                Some((_, methods)) => methods.push(method),
                None => self.found.push((mistake, vec![method])),
            }
        }
    }

    /// Returns all mistakes in one text, or `None` if there are none. Names the methods of a mistake unless it affects all of them.
    pub(crate) fn into_message(self) -> Option<String> {
        let all = self.methods;
        let mistakes = self.found.into_iter().map(|(mistake, methods)| {
            match methods.is_empty() || methods.len() == all {
                true => mistake,
                false => format!("`{}`: {mistake}", methods.join("`, `")),
            }
        });
        let mistakes: Vec<String> = mistakes.collect();
        (!mistakes.is_empty()).then(|| mistakes.join("; "))
    }
}
