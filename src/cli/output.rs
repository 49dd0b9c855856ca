//! The terminal: colour, width, how much is said, and what happens when nobody listens.

use std::io::{self, IsTerminal, Write};
use std::path::Path;

use clap::{Args, ValueEnum};

use super::language;
use super::{Exit, files};
use crate::base::{Language, Said};
use crate::report::Style;

/// When to colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    #[default]
    Auto,
    Always,
    Never,
}

#[derive(Args, Debug)]
pub struct TerminalArgs {
    /// When to colour
    #[arg(long, global = true, value_name = "WHEN", value_enum, default_value = "auto")]
    pub color: ColorChoice,
    /// Say nothing but findings
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say more: every undetermined verdict, the text of violated rules, counts of subjects
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// Language of everything that is said: en or zh [default: that of the locale]
    #[arg(long, global = true, value_name = "LANGUAGE", value_parser = language::parse)]
    pub lang: Option<Language>,
}

/// Widths between which reports are drawn.
const WIDTHS: std::ops::RangeInclusive<usize> = 60..=120;

/// Where output goes and how it is to look.
#[derive(Clone, Copy, Debug)]
pub struct Terminal {
    pub stdout_is_terminal: bool,
    pub color: bool,
    /// In columns; 80 where the output is not a terminal.
    pub width: usize,
    pub quiet: bool,
    pub verbose: bool,
    pub language: Language,
}

impl Terminal {
    pub fn new(args: &TerminalArgs) -> Terminal {
        let stdout_is_terminal = io::stdout().is_terminal();
        let width = match stdout_is_terminal {
            true => terminal_width().clamp(*WIDTHS.start(), *WIDTHS.end()),
            false => 80,
        };
        let color = wants_color(args.color, stdout_is_terminal, environment);
        let language = args.lang.unwrap_or_else(language::of_locale);
        let (quiet, verbose) = (args.quiet, args.verbose);
        Terminal { stdout_is_terminal, color, width, quiet, verbose, language }
    }

    /// The look of a report, on standard output or in a file.
    pub fn style(&self, max_diagnostics: usize, to_file: bool) -> Style {
        Style {
            color: self.color && !to_file,
            width: if to_file { 80 } else { self.width },
            language: self.language,
            verbose: self.verbose,
            max_diagnostics,
        }
    }

    /// The look of what is said on standard error.
    pub fn error_style(&self) -> Style {
        let color = self.color && io::stderr().is_terminal();
        Style { color, ..self.style(usize::MAX, false) }
    }

    /// Writes what a command was asked for, and says where that fails. A reader that has gone away
    /// is no failure: whoever closes a pipe has read enough.
    pub fn deliver(&self, text: &str) -> Exit {
        self.deliver_by(None, &mut |out| out.write_all(text.as_bytes()))
    }

    /// Writes what a command was asked for to a file, where one was named.
    pub fn deliver_to(&self, file: Option<&Path>, text: &str) -> Exit {
        self.deliver_by(file, &mut |out| out.write_all(text.as_bytes()))
    }

    /// The same as `write` writes it.
    pub fn deliver_by(
        &self,
        file: Option<&Path>,
        write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>,
    ) -> Exit {
        let written = match file {
            Some(path) => files::write_by(path, write),
            None => {
                let mut out = io::stdout().lock();
                let written = write(&mut out).and_then(|()| out.flush());
                forgive_closed_pipe(written).map_err(|error| {
                    said!("cannot write to standard output: {error}", "无法写入标准输出：{error}")
                })
            }
        };
        match written {
            Ok(()) => Exit::Clean,
            Err(why) => {
                self.complain(said!("misrule: {why}\n", "misrule：{why}\n"; why));
                Exit::Unusable
            }
        }
    }

    /// Writes to standard error, unless asked to be quiet.
    pub fn say(&self, said: Said) {
        if !self.quiet {
            self.complain(said);
        }
    }

    /// Writes to standard error, always. There is nobody to tell where that fails.
    pub fn complain(&self, said: Said) {
        self.show(said.pick(self.language));
    }

    /// Writes what is in the reader's language already to standard error, always.
    pub fn show(&self, text: &str) {
        let _ = io::stderr().lock().write_all(text.as_bytes());
    }
}

pub fn forgive_closed_pipe(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

fn terminal_width() -> usize {
    comfy_table::Table::new().width().map_or(80, usize::from)
}

#[allow(clippy::disallowed_methods, reason = "the environment is read in cli/ only")]
pub fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// `--color` decides; else `NO_COLOR`, else `FORCE_COLOR`, else whether it is a terminal.
fn wants_color(
    choice: ColorChoice,
    is_terminal: bool,
    environment: impl Fn(&str) -> Option<String>,
) -> bool {
    match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto if environment("NO_COLOR").is_some() => false,
        ColorChoice::Auto => match environment("FORCE_COLOR") {
            Some(level) => level != "0",
            None => is_terminal && environment("TERM").is_none_or(|term| term != "dumb"),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_place_decides_on_colour() {
        let with = |set: &'static [(&'static str, &'static str)]| {
            move |name: &str| {
                set.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
            }
        };
        let auto = ColorChoice::Auto;
        assert!(wants_color(ColorChoice::Always, false, with(&[("NO_COLOR", "1")])));
        assert!(!wants_color(ColorChoice::Never, true, with(&[("FORCE_COLOR", "1")])));
        assert!(!wants_color(auto, true, with(&[("NO_COLOR", "1"), ("FORCE_COLOR", "1")])));
        assert!(wants_color(auto, false, with(&[("FORCE_COLOR", "1")])));
        assert!(!wants_color(auto, true, with(&[("FORCE_COLOR", "0")])));
        assert!(!wants_color(auto, true, with(&[("TERM", "dumb")])));
        assert!(wants_color(auto, true, with(&[])) && !wants_color(auto, false, with(&[])));
    }

    #[test]
    fn a_closed_pipe_is_no_failure() {
        assert!(forgive_closed_pipe(Err(io::ErrorKind::BrokenPipe.into())).is_ok());
        assert!(forgive_closed_pipe(Err(io::ErrorKind::StorageFull.into())).is_err());
    }
}
