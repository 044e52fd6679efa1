//! How the records of a result file are laid out.

/// How the records of a result file are laid out: the `OutputType` of a `WriterConfig`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum OutputType {
    /// `JSON`: one array.
    #[default]
    Json,
    /// `JSONL`: one record to a line.
    JsonLines,
}
