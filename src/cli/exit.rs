//! How a run ends.

use std::process::ExitCode;

/// The exit status: a contract with scripts. A bug ends with 101, and nothing else is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Nothing at or above the threshold.
    Clean,
    /// Findings.
    Findings,
    /// Wrong use, input that cannot be read, rules that do not load, nothing to check.
    Unusable,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(match exit {
            Exit::Clean => 0,
            Exit::Findings => 1,
            Exit::Unusable => 2,
        })
    }
}

/// Says that a panic is the tool's own mistake, in two lines. The process then ends with 101.
pub fn report_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map_or_else(String::new, |at| format!(" ({at})"));
        let said = panic.payload_as_str().unwrap_or("no message");
        eprintln!("misrule: this is a mistake of the tool, not yours: {said}{place}");
        eprintln!("misrule: please report it, with the command and, where you can, its input");
    }));
}
