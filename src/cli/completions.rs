//! `misrule completions SHELL`.

use clap_complete::Shell;

use super::{Exit, Terminal};

#[derive(clap::Args, Debug)]
pub struct Args {
    /// The shell to complete in
    #[arg(value_enum)]
    shell: Shell,
}

pub fn run(args: &Args, terminal: &Terminal) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut super::command(), "misrule", &mut script);
    terminal.deliver(&String::from_utf8_lossy(&script))
}
