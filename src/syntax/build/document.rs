//! Packs and documents.

use super::{Builder, Cursor, Node};
use crate::base::Spanned;
use crate::syntax::ast::{
    Checkable, Modal, Pack, Provision, Source, SourceField, SourceValue, Use,
};
use crate::syntax::grammar::Rule;

impl Builder<'_> {
    pub(super) fn pack(&mut self, pair: Node<'_>) -> Option<Pack> {
        let mut parts = Cursor::of(pair);
        let name = self.name(&parts.take(Rule::kebab)?);
        let title = self.text(parts.take(Rule::text)?)?;
        let version = parts.take(Rule::string).map(|version| self.string(&version));
        Some(Pack { name, title, version })
    }

    pub(super) fn uses(&mut self, pair: Node<'_>) -> Option<Use> {
        let pack = self.name(&Cursor::of(pair).take(Rule::kebab)?);
        Some(Use { pack })
    }

    pub(super) fn source(&mut self, pair: Node<'_>) -> Option<Source> {
        let mut parts = Cursor::of(pair);
        let name = self.name(&parts.take(Rule::kebab)?);
        let mut fields = Vec::new();
        for field in parts.all(Rule::source_field) {
            let mut parts = Cursor::of(field);
            let name = self.name(&parts.take(Rule::any_word)?);
            let value = match parts.take(Rule::text) {
                Some(text) => SourceValue::Text(self.text(text)?),
                None => SourceValue::Number(self.number(&parts.take(Rule::number)?)),
            };
            fields.push(SourceField { name, value });
        }
        Some(Source { name, fields })
    }

    pub(super) fn provision(&mut self, pair: Node<'_>) -> Option<Provision> {
        let mut parts = Cursor::of(pair);
        let id = self.name(&parts.take(Rule::kebab)?);
        let source = self.qualified(parts.take(Rule::fullname)?)?;
        let place = self.text_in(parts.take(Rule::place)?)?;
        let says = self.text_in(parts.take(Rule::says)?)?;
        let strength = self.modal(parts.take(Rule::strength)?)?;
        let aspect = self.name(&parts.take(Rule::any_word)?);
        let same_as = self.full_names(parts.take(Rule::same_as))?;
        let checkable = match parts.next() {
            Some(reason) => Some(self.checkable(reason)?),
            None => None,
        };
        Some(Provision { id, source, place, says, strength, aspect, same_as, checkable })
    }

    fn checkable(&mut self, pair: Node<'_>) -> Option<Checkable> {
        let kind = pair.as_rule();
        let because = self.text_in(Cursor::of(pair).take(Rule::because)?)?;
        match kind {
            Rule::partly_checkable => Some(Checkable::Partly(because)),
            Rule::not_checkable => Some(Checkable::Not(because)),
            _ => None,
        }
    }

    /// `must not`, `should`, … as a demand's word or a provision's strength.
    pub(super) fn modal(&self, pair: Node<'_>) -> Option<Spanned<Modal>> {
        let span = self.span(&pair);
        let modal = match Cursor::of(pair).next()?.as_rule() {
            Rule::kw_must => Modal::Must,
            Rule::kw_must_not => Modal::MustNot,
            Rule::kw_should => Modal::Should,
            Rule::kw_should_not => Modal::ShouldNot,
            Rule::kw_could => Modal::Could,
            _ => return None,
        };
        Some(Spanned::new(modal, span))
    }
}
