//! The step from table to plan. No figure is made up, rounded or converted on the way: every
//! number in a plan is the text that stands in the source.

mod china;
mod czech;
mod fault;
mod germany;
mod json;
mod portfolio;
mod structure;

pub use fault::Fault;

/// A file as it is to stand in the project.
pub struct File {
    /// Relative to the project, with `/`.
    pub path: String,
    pub text: String,
}

/// Every example made from a table, and the rules the tests make of published figures, in a fixed
/// order.
///
/// # Errors
///
/// A source that is not as expected: the file and what is wrong in it.
pub fn all() -> Result<Vec<File>, Fault> {
    let mut files = czech::files()?;
    files.extend(germany::files()?);
    files.extend(china::files()?);
    files.extend(structure::files()?);
    Ok(files)
}
