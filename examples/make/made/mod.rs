//! The step from table to plan. No figure is made up, rounded or converted on the way: every
//! number in a plan is the text that stands in the source.

mod china;
mod czech;
mod fault;
mod germany;
mod json;
mod portfolio;

pub use fault::Fault;

/// A file as it is to stand under `examples/`.
pub struct File {
    /// Relative to `examples/`, with `/`.
    pub path: String,
    pub text: String,
}

/// Every example that is made from a table, in a fixed order.
///
/// # Errors
///
/// A source that is not as expected: the file and what is wrong in it.
pub fn all() -> Result<Vec<File>, Fault> {
    let mut files = czech::files()?;
    files.extend(germany::files()?);
    files.extend(china::files()?);
    Ok(files)
}
