use std::fmt;

/// A source table that is not as the maker expects it.
#[derive(Debug)]
pub struct Fault {
    /// The file under `examples/sources/`.
    pub source: &'static str,
    pub what: String,
}

impl Fault {
    pub fn new(source: &'static str, what: impl fmt::Display) -> Self {
        Fault { source, what: what.to_string() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.source, self.what)
    }
}

impl std::error::Error for Fault {}
