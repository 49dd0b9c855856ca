//! Ways through a plan: fields, members of keyed lists, parts of breakdowns.

use super::checker::Checker;
use super::describe::{meant, type_words};
use super::items::with_help;
use crate::base::Span;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{FieldId, FieldType, RecordId};
use crate::program::{ExprId, ExprKind, Type};
use crate::quantity::Unit;
use crate::syntax::ast::{self, Name};

impl<'a> Checker<'a> {
    /// `base.field`
    pub(super) fn field(&mut self, base: &'a ast::Expr, field: &'a Name, span: Span) -> ExprId {
        if let ast::ExprKind::Name(name) = &base.kind
            && !self.is_value(name)
            && let Some(scheme) = self.scheme(name.as_str())
        {
            return self.codes_at(scheme, field, span);
        }
        let id = self.expr(base, None);
        match self.ty(id) {
            Type::Error => self.error(span),
            Type::Record(record) => self.record_field(id, record, field, span),
            Type::Code(scheme) => self.ancestor(id, scheme, field, span),
            Type::Date if field.as_str() == "year" => {
                self.push(ExprKind::YearOf(id), Type::Year, span)
            }
            ty => self.no_fields(&ty, base, field),
        }
    }

    fn record_field(&mut self, base: ExprId, record: RecordId, field: &Name, span: Span) -> ExprId {
        let Some(declared) = self.model.record(record) else { return self.error(span) };
        let word = field.as_str();
        let Some((id, found)) = declared.field_named(word) else {
            // An `extend` of the record that could not be read may have it.
            if self.model.is_faulty(&declared.name)
                || self.model.is_faulty_field(&declared.name, word)
                || self.packs.may_declare(self.here.pack, &declared.name)
            {
                return self.error(span);
            }
            let names = self.fields_seen(declared);
            let help = meant(word, names, said!("its fields are", "其字段有："));
            let of = &declared.name;
            let message = said!("`{of}` has no field `{word}`", "`{of}` 没有字段 `{word}`");
            let diagnostic = Diagnostic::error(Code::NoSuchField, message).at(field.span);
            return self.fail(with_help(diagnostic, help));
        };
        if let Some(pack) = found.added_by.as_deref().filter(|pack| !self.sees(pack)) {
            return self.fail(self.added_elsewhere(field, &declared.name, pack));
        }
        let ty = self.field_type(&found.ty, base, record);
        self.push(ExprKind::Field { base, field: id }, ty, span)
    }

    /// The type of a field of `base`, whose unit may depend on the word that leads to it.
    fn field_type(&self, ty: &FieldType, base: ExprId, record: RecordId) -> Type {
        match ty {
            FieldType::Text => Type::Text,
            FieldType::Boolean => Type::Truth,
            FieldType::Number { unit, .. } => Type::Number(unit.clone()),
            FieldType::QuantityOf(word) => {
                self.unit_by_key(base, record, *word).map_or(Type::NumberOfAny, Type::Number)
            }
            FieldType::Year => Type::Year,
            FieldType::Date => Type::Date,
            FieldType::Word(vocabulary) => Type::Word(*vocabulary),
            FieldType::Code(scheme) => Type::Code(*scheme),
            FieldType::Ref { record, .. } | FieldType::Record(record) => Type::Record(*record),
            FieldType::List(member) => Type::List(Box::new(self.field_type(member, base, record))),
            FieldType::Set(member) => Type::Set(Box::new(self.field_type(member, base, record))),
            FieldType::Series(value) => match self.field_type(value, base, record) {
                Type::Number(unit) => Type::Series(unit),
                _ => Type::SeriesOfAny,
            },
        }
    }

    /// The unit of `quantity of FIELD` where the record is reached by a word written out:
    /// `plan.indicators[manufacturing_share]`.
    fn unit_by_key(&self, base: ExprId, record: RecordId, field: FieldId) -> Option<Unit> {
        let ExprKind::Keyed { key, .. } = self.arena.kind(base) else { return None };
        let (ExprKind::Word(word), Type::Word(vocabulary)) =
            (self.arena.kind(*key), self.arena.ty(*key))
        else {
            return None;
        };
        let keyed_by = self.model.record(record)?.key?;
        let word = self.model.vocabulary(*vocabulary)?.word(*word)?;
        (keyed_by == field).then(|| word.unit.clone()).flatten()
    }

    fn no_fields(&mut self, ty: &Type, base: &ast::Expr, field: &Name) -> ExprId {
        let words = type_words(self.model, ty);
        let word = field.as_str();
        let help = match ty {
            Type::List(member) | Type::Set(member) => {
                let keyed = match &**member {
                    Type::Record(record) => self.model.record(*record).and_then(|r| r.key),
                    _ => None,
                };
                Some(match keyed {
                    Some(_) => said!(
                        "bind its members (`for x in …`) and write `x.{word}`, or name one: \
                         `…[KEY].{word}`",
                        "请绑定其成员（`for x in …`）并写 `x.{word}`，或指明其一：`…[KEY].{word}`"
                    ),
                    None => said!(
                        "bind its members (`for x in …`) and write `x.{word}`",
                        "请绑定其成员（`for x in …`）并写 `x.{word}`"
                    ),
                })
            }
            Type::Series(_) | Type::SeriesOfAny => Some(said!(
                "a series has `baseline of`, `target of`, `first of`, `last of`, `at YEAR`",
                "数列可用 `baseline of`、`target of`、`first of`、`last of`、`at YEAR`"
            )),
            Type::Date => Some(said!("a date has `.year`", "日期有 `.year`")),
            _ => None,
        };
        let message =
            said!("`.{word}` is asked of {words}", "{words}没有 `.{word}`"; words = &words);
        let diagnostic =
            Diagnostic::error(Code::NoSuchField, message).at(field.span).label(base.span, words);
        self.fail(with_help(diagnostic, help))
    }

    /// `list[key]`, `breakdown[key]`
    pub(super) fn index(&mut self, base: &'a ast::Expr, key: &'a ast::Expr, span: Span) -> ExprId {
        let id = self.expr(base, None);
        match self.ty(id) {
            Type::Error => self.error(span),
            Type::Breakdown { key: of, unit } => {
                let part = self.key_expr(key, &of);
                let part = self.fit(
                    part,
                    &of,
                    key.span,
                    said!("the key of this breakdown", "此分组汇总的组"),
                );
                if self.is_error(part) {
                    return self.error(span);
                }
                self.push(ExprKind::Part { breakdown: id, key: part }, Type::Number(unit), span)
            }
            Type::List(member) => match *member {
                Type::Record(record) => self.keyed(id, record, key, span),
                _ => self.no_keys(&Type::List(member), base.span),
            },
            ty => self.no_keys(&ty, base.span),
        }
    }

    fn keyed(&mut self, list: ExprId, record: RecordId, key: &'a ast::Expr, span: Span) -> ExprId {
        let Some(declared) = self.model.record(record) else { return self.error(span) };
        let Some(field) = declared.key.and_then(|key| self.model.field(record, key)) else {
            let name = &declared.name;
            let message = said!(
                "the members of this list have no key: `{name}` declares none",
                "此列表的成员没有键：`{name}` 没有声明"
            );
            return self.fail(Diagnostic::error(Code::CannotAsk, message).at(span));
        };
        // Over several plans, or in a list put together by a rule, a key may stand twice.
        if !matches!(self.arena.kind(list), ExprKind::Field { .. }) {
            let message = said!(
                "a member is named by its key in a list of one plan only",
                "只有在一份规划的列表中才能按键指明成员"
            );
            return self.fail(Diagnostic::error(Code::CannotAsk, message).at(span).with_help(
                said!(
                    "quantify instead: `some x in …: x.KEY = …`",
                    "请改用量词：`some x in …: x.KEY = …`"
                ),
            ));
        }
        let of = self.field_type(&field.ty, list, record);
        let part = self.key_expr(key, &of);
        let part = self.fit(part, &of, key.span, said!("the key of this list", "此列表的键"));
        if self.is_error(part) {
            return self.error(span);
        }
        self.push(ExprKind::Keyed { list, key: part }, Type::Record(record), span)
    }

    fn key_expr(&mut self, key: &'a ast::Expr, of: &Type) -> ExprId {
        let help = match &key.kind {
            ast::ExprKind::Name(name) if !self.is_named(name) => {
                let name = name.as_str();
                said!(
                    "a key that is a text stands in quotes: `[\"{name}\"]`",
                    "文本标识要加引号：`[\"{name}\"]`"
                )
            }
            ast::ExprKind::Quantity(_) => said!(
                "members have no numbers: name one by its key, `[\"…\"]`, or go through them",
                "成员没有编号：请用标识指明，如 `[\"…\"]`，或逐一遍历"
            ),
            _ => return self.expr(key, Some(of)),
        };
        if *of != Type::Text {
            return self.expr(key, Some(of));
        }
        let message = said!("the key of this list is a text", "此列表的标识是文本");
        self.fail(Diagnostic::error(Code::WrongKind, message).at(key.span).with_help(help))
    }

    fn no_keys(&mut self, ty: &Type, base: Span) -> ExprId {
        let words = type_words(self.model, ty);
        let help = match ty {
            Type::Series(_) | Type::SeriesOfAny => {
                Some(said!("a year of a series is `s at 2025`", "数列某年的值写作 `s at 2025`"))
            }
            Type::List(_) | Type::Set(_) => {
                Some(said!("ask for a member with `includes`", "请用 `includes` 问成员"))
            }
            _ => None,
        };
        let message = said!(
            "`[…]` names a member of a keyed list or a breakdown, and this is {words}",
            "`[…]` 指明有键列表或分组汇总的成员，此处却是{words}";
            words
        );
        self.fail(with_help(Diagnostic::error(Code::CannotAsk, message).at(base), help))
    }
}
