//! The faults of one file, as many as a person can use.

use crate::base::{FileId, Span};
use crate::diagnostic::{Code, Diagnostic};

/// Faults that are kept of one file; the others are counted.
const MOST: usize = 1_000;

/// Breaches of JSON's grammar after which the rest of a file is not read.
const MOST_BREACHES: usize = 100;

/// The faults found so far.
#[derive(Debug)]
pub(super) struct Faults {
    file: FileId,
    found: Vec<Diagnostic>,
    left_off: usize,
    breaches: usize,
    /// Breaches met while quiet.
    unsaid: usize,
    /// Nothing is noted: what is looked at now is read again later.
    quiet: bool,
}

impl Faults {
    pub(super) fn new(file: FileId) -> Faults {
        Faults { file, found: Vec::new(), left_off: 0, breaches: 0, unsaid: 0, quiet: false }
    }

    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, start, end)
    }

    /// Notes a fault, which is made only if it is kept.
    pub(super) fn add(&mut self, make: impl FnOnce(&Self) -> Diagnostic) {
        if self.quiet {
            return;
        }
        if self.found.len() < MOST {
            let fault = make(self);
            self.found.push(fault);
        } else {
            self.left_off += 1;
        }
    }

    /// Notes a breach of JSON's grammar.
    pub(super) fn breach(&mut self, make: impl FnOnce(&Self) -> Diagnostic) {
        if self.quiet {
            self.unsaid += 1;
        } else {
            self.breaches += 1;
            self.add(make);
        }
    }

    /// The text is JSON as far as it was looked at.
    pub(super) fn is_json(&self) -> bool {
        self.breaches == 0
    }

    pub(super) fn too_many_breaches(&self) -> bool {
        self.breaches >= MOST_BREACHES || self.unsaid >= MOST_BREACHES
    }

    /// Sets whether nothing is noted; gives what was set before.
    pub(super) fn set_quiet(&mut self, quiet: bool) -> bool {
        self.unsaid = 0;
        std::mem::replace(&mut self.quiet, quiet)
    }

    /// Whether there are few enough so far to spend time on advice.
    pub(super) fn are_few(&self) -> bool {
        self.found.len() < 100 && !self.quiet
    }

    /// Takes back what was noted since `mark` was taken.
    pub(super) fn take_back(&mut self, mark: usize) {
        self.found.truncate(mark);
    }

    pub(super) fn mark(&self) -> usize {
        self.found.len()
    }

    /// All faults in the order of the text they were found in. A place that begins or ends inside
    /// a character, as that of a full-width comma may, is widened to hold it.
    pub(super) fn finish(mut self, text: &str) -> Vec<Diagnostic> {
        for span in self.found.iter_mut().flat_map(|fault| &mut fault.labels).map(|it| &mut it.span)
        {
            while !text.is_char_boundary(span.end as usize) && (span.end as usize) < text.len() {
                span.end += 1;
            }
            while !text.is_char_boundary(span.start as usize) && span.start > 0 {
                span.start -= 1;
            }
        }
        self.found.sort_by_key(|fault| fault.place().map(|span| (span.start, span.end)));
        if self.left_off > 0 {
            let more = self.left_off;
            let message = said!("{more} more faults are not shown", "另有{more}处差错未列出");
            let place = self.found.last().and_then(Diagnostic::place);
            self.found.push(
                Diagnostic::note(Code::FaultsLeftOff, message).at(place.unwrap_or(self.span(0, 0))),
            );
        }
        self.found
    }
}
