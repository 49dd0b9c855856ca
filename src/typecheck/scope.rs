//! The names a rule, a define or an exception has given so far.

use crate::base::Span;
use crate::program::{ExprId, VarId};

/// What a name stands for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Binding {
    /// A variable of a `for`, a quantifier or an aggregate, or of a define checked by itself.
    Variable(VarId),
    /// A `let`, or what a define was called with.
    Value(ExprId),
    /// Something that an error was reported of.
    Faulty,
}

#[derive(Clone, Debug)]
pub(super) struct Local {
    pub(super) name: String,
    pub(super) binding: Binding,
    pub(super) span: Span,
}

/// Names in order of their giving, the inner ones last.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    locals: Vec<Local>,
}

impl Scope {
    pub(super) fn find(&self, name: &str) -> Option<&Local> {
        self.locals.iter().rev().find(|local| local.name == name)
    }

    pub(super) fn add(&mut self, name: &str, binding: Binding, span: Span) {
        self.locals.push(Local { name: name.to_owned(), binding, span });
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.locals.iter().map(|local| local.name.as_str())
    }

    /// Where the names given from now on begin.
    pub(super) fn mark(&self) -> usize {
        self.locals.len()
    }

    /// Forgets the names given since the mark.
    pub(super) fn release(&mut self, mark: usize) {
        self.locals.truncate(mark);
    }
}
