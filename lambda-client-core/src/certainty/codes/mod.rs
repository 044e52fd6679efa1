//! The tables of error codes: Lambda's, and those of Step Functions.

mod executions;
mod lambda;
mod row;

#[cfg(test)]
pub(crate) use self::executions::EXECUTION_CODES;
#[cfg(test)]
pub(crate) use self::lambda::CODES;
pub(crate) use self::row::Row;

/// Returns the rows of Lambda's codes, in the order of the codes.
#[cfg(feature = "step-functions")]
pub(crate) fn lambda_codes() -> impl Iterator<Item = &'static Row> {
    lambda::CODES.iter()
}

/// Returns the row of a code, of Lambda or of Step Functions: no two rows are of one code.
pub(crate) fn find(code: &str) -> Option<&'static Row> {
    [lambda::CODES, executions::EXECUTION_CODES]
        .into_iter()
        .find_map(|table| {
            let at = table.binary_search_by(|row| row.code.cmp(code)).ok()?;
            table.get(at)
        })
}
