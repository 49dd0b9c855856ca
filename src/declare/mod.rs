//! The items that declare what a plan is, made into the model.
//!
//! Names of units, classifications, vocabularies and records live in one space for all packs of a
//! load, and none may hide another; dimensions, which are written only after `of`, have their
//! own. A pack may write the names it [sees](crate::packs::Pack::sees).

mod classification;
mod extend;
mod names;
mod path;
mod quantity;
mod record;
mod shape;
mod table;
#[cfg(test)]
mod tests;
mod types;
mod unit;
mod value;
mod vocabulary;

pub use quantity::{number, quantity, resolve_unit};

use crate::base::{Said, Sources};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Model, RecordId};
use crate::packs::{PackId, PackItem, Packs};
use crate::syntax::ast;

use extend::Extensions;
use names::Names;

/// The model that all packs of a load declare together, and every mistake in it.
///
/// A declaration with a mistake is left out of the model, or kept without what is wrong with it,
/// and its name is kept in [`Model::faulty`]. `sources` holds the tables of classifications.
pub fn build(packs: &Packs, sources: &Sources) -> (Model, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let names = Names::collect(packs, &mut diagnostics);
    let model = Model::default();
    let mut builder = Builder {
        packs,
        sources,
        names,
        model,
        diagnostics,
        records: Vec::new(),
        extensions: Extensions::default(),
    };
    builder.extensions();
    builder.units();
    builder.classifications();
    builder.vocabularies();
    builder.records();
    builder.shapes();
    builder.roles();
    (builder.model, builder.diagnostics)
}

/// The model while it is made.
struct Builder<'a> {
    packs: &'a Packs,
    sources: &'a Sources,
    names: Names<'a>,
    model: Model,
    diagnostics: Vec<Diagnostic>,
    /// The declaration behind each record of the model.
    records: Vec<Declared<'a, ast::Record>>,
    extensions: Extensions<'a>,
}

/// A declaration and where it belongs.
struct Declared<'a, T> {
    pack: PackId,
    /// The rule file it stands in.
    file: crate::base::FileId,
    item: &'a ast::Item,
    of: &'a T,
}

impl<T> Clone for Declared<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Declared<'_, T> {}

impl<'a> Builder<'a> {
    fn error(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// All declarations of a kind whose name is theirs, in order.
    fn declared<T>(
        &self,
        pick: impl Fn(&'a ast::ItemKind) -> Option<(&'a T, &'a ast::Name)>,
    ) -> Vec<Declared<'a, T>> {
        let packs: &'a Packs = self.packs;
        let items = packs.items().filter_map(|PackItem { pack, file, item }| {
            let (of, name) = pick(&item.kind)?;
            self.names.owns(name).then_some(Declared { pack, file, item, of })
        });
        items.collect()
    }

    /// Whether one more fits the index of a table; an error where it does not.
    fn fits(&mut self, what: Said, count: usize, name: &ast::Name) -> bool {
        // Fewer than 16 bits number: going through them may count one beyond the last.
        let most = 65_000;
        if count < most {
            return true;
        }
        let word = &name.text;
        let message = said!(
            "`{word}` is one too many: {most} {what} are the limit",
            "`{word}` 超出数量：{what}最多{most}个";
            what
        );
        self.error(Diagnostic::error(Code::TooManyDeclared, message).at(name.span));
        self.model.faulty.insert(name.text.clone());
        false
    }

    fn mark_faulty_field(&mut self, record: &str, field: &str) {
        self.model.faulty.insert(format!("{record}.{field}"));
    }

    /// The declaration behind a record.
    fn declaration(&self, id: RecordId) -> Option<Declared<'a, ast::Record>> {
        self.records.get(usize::from(id.0)).copied()
    }
}

/// The `///` lines above an item, as one text.
fn documentation(item: &ast::Item) -> String {
    let lines: Vec<&str> = item.documentation.iter().map(|line| &*line.value).collect();
    lines.join("\n")
}
