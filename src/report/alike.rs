//! What is said of many plans alike is drawn once.

use super::draw::draw_one;
use super::style::Style;
use crate::assess::Found;
use crate::base::{Said, Sources};
use crate::diagnostic::{Code, Diagnostic};

/// Plans named before the rest is counted.
const MOST_NAMED: usize = 20;

/// The plans on which nothing could be decided.
#[derive(Debug, Default)]
pub(super) struct Alike {
    count: usize,
    /// The first [`MOST_NAMED`].
    names: Vec<String>,
    first: Option<First>,
}

/// What is said of the first.
#[derive(Debug)]
struct First {
    drawn: String,
    help: Option<Said>,
}

impl Alike {
    /// Takes a diagnostic that is said of many plans; gives back any other.
    pub fn take<'d>(
        &mut self,
        diagnostic: &'d Diagnostic,
        found: &Found,
        sources: &Sources,
        style: &Style,
    ) -> Option<&'d Diagnostic> {
        if diagnostic.code != Code::NothingDecided {
            return Some(diagnostic);
        }
        if self.first.is_none() {
            let drawn = draw_one(diagnostic, sources, style) + "\n";
            self.first = Some(First { drawn, help: diagnostic.help.clone() });
        }
        self.count += 1;
        if let Some(at) = diagnostic.place().filter(|_| self.names.len() < MOST_NAMED) {
            let plan = found.plans.iter().find(|plan| plan.file == at.file);
            let id = plan.map(|plan| plan.id.as_str()).filter(|id| !id.is_empty());
            self.names.push(id.unwrap_or_else(|| sources.name(at.file)).to_owned());
        }
        None
    }

    /// Adds those of a later part.
    pub fn merge(&mut self, later: Alike) {
        self.count += later.count;
        let room = MOST_NAMED.saturating_sub(self.names.len());
        self.names.extend(later.names.into_iter().take(room));
        self.first = self.first.take().or(later.first);
    }

    /// One as it is, several together.
    pub fn drawn(&self, style: &Style) -> String {
        let count = self.count;
        let Some(first) = &self.first else { return String::new() };
        if count == 1 {
            return first.drawn.clone();
        }
        let message = said!(
            "on {count} plans none of the rules that apply could be decided",
            "有{count}份规划，适用的规则都无法判定"
        );
        let names: Vec<Said> = self.names.iter().map(Said::alike).collect();
        let mut note = Said::join(&names, (", ", "、"));
        let more = count - names.len();
        if more > 0 {
            note = said!("{note} and {more} more", "{note}，另有{more}份"; note);
        }
        let mut one = Diagnostic::error(Code::NothingDecided, message);
        one.notes.push(note);
        one.help.clone_from(&first.help);
        draw_one(&one, &Sources::new(), style) + "\n"
    }

    pub fn code(&self) -> Option<Code> {
        (self.count > 0).then_some(Code::NothingDecided)
    }
}
