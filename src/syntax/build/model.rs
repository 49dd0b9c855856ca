//! The items that declare what a plan is.

use super::{Builder, Cursor, Node};
use crate::base::Spanned;
use crate::syntax::ast::{
    Classification, Define, Dimension, Expr, ExprKind, Extend, ExtendKind, Field, FieldPath, Param,
    Parameter, ParameterValue, Range, Record, RecordRole, Reference, Relation, Type, TypeKind,
    Unit, UnitBasis, Vocabulary, Word,
};
use crate::syntax::grammar::Rule;

impl Builder<'_> {
    pub(super) fn dimension(&mut self, pair: Node<'_>) -> Option<Dimension> {
        let mut parts = Cursor::of(pair);
        let name = self.name(&parts.take(Rule::name)?);
        Some(Dimension { name, text: self.text_if(&mut parts)? })
    }

    pub(super) fn unit(&mut self, pair: Node<'_>) -> Option<Unit> {
        let mut parts = Cursor::of(pair);
        let names = parts.all(Rule::unit_name).iter().map(|name| self.name(name)).collect();
        let text = self.text_if(&mut parts)?;
        let basis = match parts.take(Rule::of_dimension) {
            Some(of) => UnitBasis::Dimension(self.name(&Cursor::of(of).take(Rule::name)?)),
            None => {
                let factor = Cursor::of(parts.take(Rule::factor)?).take(Rule::quantity)?;
                let span = self.span(&factor);
                let kind = ExprKind::Quantity(self.quantity(factor)?);
                UnitBasis::Factor(Expr { span, kind })
            }
        };
        let never_negative = parts.word(Rule::kw_never_negative);
        Some(Unit { names, text, basis, never_negative })
    }

    pub(super) fn classification(&mut self, pair: Node<'_>) -> Option<Classification> {
        let mut parts = Cursor::of(pair);
        let name = self.name(&parts.take(Rule::name)?);
        let text = self.text_if(&mut parts)?;
        let file = self.string(&parts.take(Rule::string)?);
        let mut references = Vec::new();
        for refers in parts.all(Rule::refers) {
            let span = self.span(&refers);
            let mut parts = Cursor::of(refers);
            let scheme = self.name(&parts.take(Rule::name)?);
            let column = self.name(&parts.take(Rule::any_word)?);
            references.push(Reference { span, scheme, column });
        }
        Some(Classification { name, text, file, references })
    }

    pub(super) fn vocabulary(&mut self, pair: Node<'_>) -> Option<Vocabulary> {
        let mut parts = Cursor::of(pair);
        let open = parts.take(Rule::kw_open).map(|open| self.span(&open));
        let name = self.name(&parts.take(Rule::name)?);
        let text = self.text_if(&mut parts)?;
        let words = self.words(parts.take(Rule::words)?)?;
        Some(Vocabulary { open, name, text, words })
    }

    fn words(&mut self, pair: Node<'_>) -> Option<Vec<Word>> {
        let mut words = Vec::new();
        for word in Cursor::of(pair).all(Rule::vocabulary_word) {
            let span = self.span(&word);
            let mut parts = Cursor::of(word);
            let name = self.name(&parts.take(Rule::any_word)?);
            let unit = match parts.take(Rule::unit_expr) {
                Some(unit) => Some(self.unit_expr(unit)?),
                None => None,
            };
            words.push(Word { span, name, unit, text: self.text_if(&mut parts)? });
        }
        Some(words)
    }

    pub(super) fn extend(&mut self, pair: Node<'_>) -> Option<Extend> {
        let mut parts = Cursor::of(pair);
        let name = self.name(&parts.take(Rule::name)?);
        let kind = match parts.take(Rule::words) {
            Some(words) => ExtendKind::Vocabulary(self.words(words)?),
            None => ExtendKind::Record(self.fields(&mut parts)?),
        };
        Some(Extend { name, kind })
    }

    pub(super) fn record(&mut self, pair: Node<'_>) -> Option<Record> {
        let mut parts = Cursor::of(pair);
        let name = self.name(&parts.take(Rule::name)?);
        let key = match parts.take(Rule::key) {
            Some(key) => Some(self.name(&Cursor::of(key).take(Rule::name)?)),
            None => None,
        };
        let role = parts.take(Rule::role).map(|role| {
            let span = self.span(&role);
            let plan = Cursor::of(role).take(Rule::kw_plan).is_some();
            Spanned::new(if plan { RecordRole::Plan } else { RecordRole::Portfolio }, span)
        });
        let shown_as = match parts.take(Rule::shown_as) {
            Some(shown) => Some(self.field_path(Cursor::of(shown).take(Rule::field_path)?)),
            None => None,
        };
        let period = match parts.take(Rule::period) {
            Some(period) => {
                let mut parts = Cursor::of(period);
                let from = self.field_path(parts.take(Rule::field_path)?);
                Some((from, self.field_path(parts.take(Rule::field_path)?)))
            }
            None => None,
        };
        let text = self.text_if(&mut parts)?;
        let fields = self.fields(&mut parts)?;
        Some(Record { name, key, role, shown_as, period, text, fields })
    }

    fn field_path(&self, pair: Node<'_>) -> FieldPath {
        let span = self.span(&pair);
        let steps = Cursor::of(pair).all(Rule::any_word);
        FieldPath { span, steps: steps.iter().map(|step| self.name(step)).collect() }
    }

    fn fields(&mut self, parts: &mut Cursor<'_>) -> Option<Vec<Field>> {
        let fields: Vec<_> =
            parts.all(Rule::field).into_iter().map(|field| self.field(field)).collect();
        fields.into_iter().collect()
    }

    fn field(&mut self, pair: Node<'_>) -> Option<Field> {
        let span = self.span(&pair);
        let mut parts = Cursor::of(pair);
        let name = self.name(&parts.take(Rule::any_word)?);
        let optional = parts.take(Rule::optional).is_some();
        let ty = self.ty(parts.take(Rule::type_expr)?)?;
        let range = self.range_if(&mut parts)?;
        let default = match parts.take(Rule::default) {
            Some(default) => {
                let mut inside = Cursor::of(default);
                match inside.take(Rule::field_number) {
                    Some(number) => Some(self.signed_literal(&mut Cursor::of(number))?),
                    None => Some(self.signed_literal(&mut inside)?),
                }
            }
            None => None,
        };
        let text = self.text_if(&mut parts)?;
        Some(Field { span, name, optional, ty, range, default, text })
    }

    fn range_if(&mut self, parts: &mut Cursor<'_>) -> Option<Option<Range>> {
        let Some(pair) = parts.take(Rule::range) else { return Some(None) };
        let span = self.span(&pair);
        let mut ends = Cursor::of(pair);
        let from = self.signed_literal(&mut Cursor::of(ends.take(Rule::field_number)?))?;
        let to = match ends.take(Rule::field_number) {
            Some(to) => Some(self.signed_literal(&mut Cursor::of(to))?),
            None => None,
        };
        Some(Some(Range { span, from, to }))
    }

    fn ty(&mut self, pair: Node<'_>) -> Option<Type> {
        let span = self.span(&pair);
        self.within(1, false, span, |builder| {
            let kind = builder.type_kind(Cursor::of(pair).next()?)?;
            Some(Type { span, kind })
        })
    }

    fn type_kind(&mut self, pair: Node<'_>) -> Option<TypeKind> {
        let rule = pair.as_rule();
        if rule == Rule::unit_expr {
            return Some(TypeKind::Named(self.unit_expr(pair)?));
        }
        let mut parts = Cursor::of(pair);
        let name = parts.take(Rule::name).or_else(|| parts.take(Rule::any_word));
        let name = name.map(|name| self.name(&name));
        let words = match parts.take(Rule::words) {
            Some(words) => Some(self.words(words)?),
            None => None,
        };
        let inner = match parts.take(Rule::type_expr) {
            Some(inner) => Some(Box::new(self.ty(inner)?)),
            None => None,
        };
        Some(match rule {
            Rule::one_of => match words {
                Some(words) => TypeKind::Words(words),
                None => TypeKind::OneOf(name?),
            },
            Rule::set_type => match words {
                Some(words) => TypeKind::SetOfWords(words),
                None => TypeKind::SetOf(inner?),
            },
            Rule::list_type => TypeKind::ListOf(inner?),
            Rule::series_type => TypeKind::Series(inner),
            Rule::quantity_type => TypeKind::Quantity(name),
            Rule::breakdown_type => TypeKind::Breakdown,
            Rule::code_type => TypeKind::Code(name),
            Rule::ref_type => {
                TypeKind::Ref { record: name?, or_none: parts.take(Rule::or_none).is_some() }
            }
            Rule::word_type => TypeKind::WordOf(name?),
            _ => return None,
        })
    }

    pub(super) fn parameter(&mut self, pair: Node<'_>) -> Option<Parameter> {
        let mut parts = Cursor::of(pair);
        let name = self.name(&parts.take(Rule::name)?);
        let ty = self.ty(parts.take(Rule::type_expr)?)?;
        let range = self.range_if(&mut parts)?;
        let text = self.text_if(&mut parts)?;
        let mut values = Vec::new();
        for dated in parts.all(Rule::dated_value) {
            let mut inside = Cursor::of(dated);
            let value = self.signed_literal(&mut inside)?;
            let from = inside.take(Rule::year).and_then(|year| self.year(&year));
            values.push(ParameterValue { value, from });
        }
        let because = match parts.take(Rule::because) {
            Some(because) => Some(self.text_in(because)?),
            None => None,
        };
        let checked_on = match parts.take(Rule::checked_on) {
            Some(checked) => Some(self.date(&Cursor::of(checked).take(Rule::date)?)),
            None => None,
        };
        Some(Parameter { name, ty, range, text, values, because, checked_on })
    }

    pub(super) fn define(&mut self, pair: Node<'_>) -> Option<Define> {
        let mut parts = Cursor::of(pair);
        let name = self.name(&parts.take(Rule::name)?);
        let params = self.params(&mut parts)?;
        let ty = match parts.take(Rule::type_expr) {
            Some(ty) => Some(self.ty(ty)?),
            None => None,
        };
        let range = self.range_if(&mut parts)?;
        let text = self.text_if(&mut parts)?;
        let value = self.value(parts.take(Rule::value)?)?;
        Some(Define { name, params, ty, range, text, value })
    }

    fn params(&mut self, parts: &mut Cursor<'_>) -> Option<Vec<Param>> {
        let Some(params) = parts.take(Rule::params) else { return Some(Vec::new()) };
        let mut built = Vec::new();
        for param in Cursor::of(params).all(Rule::param) {
            let mut parts = Cursor::of(param);
            let name = self.name(&parts.take(Rule::name)?);
            built.push(Param { name, ty: self.ty(parts.take(Rule::type_expr)?)? });
        }
        Some(built)
    }

    pub(super) fn relation(&mut self, pair: Node<'_>) -> Option<Relation> {
        let mut parts = Cursor::of(pair);
        let name = self.name(&parts.take(Rule::name)?);
        let params = self.params(&mut parts)?;
        let text = self.text_if(&mut parts)?;
        let both_ways = parts.take(Rule::kw_between).is_some();
        let from = self.flat(parts.take(Rule::operand)?)?;
        let to = self.flat(parts.take(Rule::operand)?)?;
        let generators = self.generators(parts.take(Rule::generators)?)?;
        let condition = self.where_clause(&mut parts)?;
        Some(Relation { name, params, text, from, to, both_ways, generators, condition })
    }
}
