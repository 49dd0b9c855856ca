//! Changes that no test can notice, since they make no difference: a comment on the line above says
//! why. An argument is for one line of the text, so that it hides no gap elsewhere in its rule.

use std::collections::BTreeMap;

use crate::base::{FileId, Sources, Span};
use crate::syntax::allowance::{SURVIVING_MUTANT, allowance};

/// The arguments of some files, by the line they are about.
pub(super) struct Arguments<'a> {
    sources: &'a Sources,
    by_line: BTreeMap<(FileId, usize), Argument>,
}

struct Argument {
    place: Span,
    because: String,
    is_tried: bool,
    is_needed: bool,
}

impl<'a> Arguments<'a> {
    pub(super) fn new(sources: &'a Sources, files: impl Iterator<Item = FileId>) -> Arguments<'a> {
        let mut by_line = BTreeMap::new();
        for file in files {
            for (line, argument) in in_file(file, sources.text(file)) {
                by_line.insert((file, line), argument);
            }
        }
        Arguments { sources, by_line }
    }

    /// Why a change makes no difference, where a comment says so. Whether tests notice the change
    /// is kept in mind for [`Arguments::stale`].
    pub(super) fn about(&mut self, change: Span, is_noticed: bool) -> Option<&str> {
        let line = self.sources.line_column(change).line;
        let argument = self.by_line.get_mut(&(change.file, line))?;
        argument.is_tried = true;
        argument.is_needed |= !is_noticed;
        (!is_noticed).then_some(argument.because.as_str())
    }

    /// Arguments that no change asked about was in need of. Where not all changes were asked about,
    /// only those with a change on their line are known to be of no use.
    pub(super) fn stale(self, were_all: bool) -> Vec<Span> {
        let stale = self
            .by_line
            .into_values()
            .filter(|argument| !argument.is_needed && (argument.is_tried || were_all));
        stale.map(|argument| argument.place).collect()
    }
}

/// Every argument of a file, with the line below it that is neither empty nor a comment, counted
/// from 1 (one past the last where nothing follows). Comments go on over lines; several above one
/// line are one argument. One without a reason argues nothing.
fn in_file(file: FileId, text: &str) -> Vec<(usize, Argument)> {
    let mut found = Vec::new();
    let mut waiting: Option<Argument> = None;
    let (mut start, mut line) = (0, 1);
    for written in text.split_inclusive('\n') {
        let inner = written.trim();
        let indent = written.len() - written.trim_start().len();
        match (argument(inner), inner.strip_prefix("//"), &mut waiting) {
            (Some((_, because)), _, Some(before)) => {
                before.because.push_str("; ");
                before.because.push_str(because);
            }
            (Some((offset, because)), ..) => {
                let at = start + indent + offset;
                let place = Span::new(file, at, at + SURVIVING_MUTANT.len());
                let because = because.to_owned();
                waiting = Some(Argument { place, because, is_tried: false, is_needed: false });
            }
            (None, Some(more), Some(before)) if !more.starts_with('/') => {
                before.because.push(' ');
                before.because.push_str(more.trim());
            }
            (None, None, _) if !inner.is_empty() => {
                found.extend(waiting.take().map(|argument| (line, argument)));
            }
            _ => {}
        }
        start += written.len();
        line += 1;
    }
    found.extend(waiting.map(|argument| (line, argument)));
    found
}

/// Where in a line its argument is named, and what it says.
fn argument(line: &str) -> Option<(usize, &str)> {
    let allowed = allowance(line, &|name| name == SURVIVING_MUTANT)?;
    let offset = allowed.names.iter().find(|(_, name)| *name == SURVIVING_MUTANT)?.0;
    Some((offset, allowed.reason?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_argument_is_about_the_next_line_of_the_rule() {
        let text = "\
rule a
  // allow surviving-mutant: because of one thing
  // and another
  /// documentation

  must x > 3 // allow surviving-mutant: because this stands behind the words
  // allow unused-let, surviving-mutant: because of both
  // allow surviving-mutant: because of all
  or y > 3
  // allow surviving-mutant
  or z > 3
  // allow surviving-mutant: because nothing follows
";
        let mut sources = Sources::new();
        let file = sources.add("a.rule", text);
        let arguments = in_file(file, text);
        let found: Vec<(usize, &str)> =
            arguments.iter().map(|(line, it)| (*line, it.because.as_str())).collect();
        assert_eq!(
            found,
            [(6, "of one thing and another"), (9, "of both; of all"), (13, "nothing follows")]
        );
        assert!(arguments.iter().all(|(_, it)| sources.slice(it.place) == SURVIVING_MUTANT));
    }
}
