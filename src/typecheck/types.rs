//! Types as parameters and defines write them.

use super::checker::Checker;
use super::describe::meant;
use super::items::{with_help, write_use};
use crate::base::Said;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::RecordId;
use crate::program::Type;
use crate::quantity::Unit;
use crate::syntax::ast::{self, Name, TypeKind, UnitExpr};

/// What a declared type admits.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Admits {
    One(Type),
    /// A plain number without a fraction.
    Integer,
    /// A figure in any unit.
    AnyQuantity,
    /// A series in any unit.
    AnySeries,
    AnyBreakdown,
}

impl Admits {
    /// The type, where it is one.
    pub(super) fn one(&self) -> Option<Type> {
        match self {
            Admits::One(ty) => Some(ty.clone()),
            Admits::Integer => Some(Type::Number(Unit::Number)),
            Admits::AnyQuantity | Admits::AnySeries | Admits::AnyBreakdown => None,
        }
    }

    /// What a define does with an argument depends on more than the declared type says.
    pub(super) fn is_open(&self) -> bool {
        match self {
            Admits::One(Type::Code(None) | Type::Word(_)) => true,
            Admits::One(ty) => matches!(ty.member(), Some(Type::Code(None))),
            Admits::Integer => false,
            Admits::AnyQuantity | Admits::AnySeries | Admits::AnyBreakdown => true,
        }
    }
}

impl<'a> Checker<'a> {
    /// The type that is written; `None`, reported, where there is none.
    pub(super) fn declared_type(&mut self, ty: &'a ast::Type) -> Option<Admits> {
        match &ty.kind {
            TypeKind::Named(unit) => self.named_type(unit),
            TypeKind::OneOf(name) | TypeKind::WordOf(name) => {
                let vocabulary = self.vocabulary(name.as_str());
                vocabulary
                    .map(|id| Admits::One(Type::Word(id)))
                    .or_else(|| self.no_vocabulary(name))
            }
            TypeKind::Code(None) => Some(Admits::One(Type::Code(None))),
            TypeKind::Code(Some(name)) => match self.scheme(name.as_str()) {
                Some(scheme) => Some(Admits::One(Type::Code(Some(scheme)))),
                None => {
                    self.no_such_scheme(name);
                    None
                }
            },
            TypeKind::SetOf(member) => {
                let vocabulary = match &member.kind {
                    TypeKind::Named(unit) => {
                        unit.single().and_then(|name| self.vocabulary(name.as_str()))
                    }
                    _ => None,
                };
                match vocabulary {
                    Some(id) => Some(Admits::One(Type::Set(Box::new(Type::Word(id))))),
                    None => {
                        let member = self.declared_type(member)?.one()?;
                        Some(Admits::One(Type::Set(Box::new(member))))
                    }
                }
            }
            TypeKind::ListOf(member) => {
                let member = self.declared_type(member)?.one()?;
                Some(Admits::One(Type::List(Box::new(member))))
            }
            TypeKind::Series(None) => Some(Admits::AnySeries),
            TypeKind::Series(Some(value)) => match self.declared_type(value)?.one()? {
                Type::Number(unit) => Some(Admits::One(Type::Series(unit))),
                _ => self.no_type(
                    ty,
                    said!(
                        "a series is of figures: `series of UNIT`",
                        "数列由数组成：`series of UNIT`"
                    ),
                ),
            },
            TypeKind::Quantity(None) => Some(Admits::AnyQuantity),
            TypeKind::Breakdown => Some(Admits::AnyBreakdown),
            TypeKind::Ref { record, .. } => {
                let found = self.record(record.as_str());
                found.map(|id| Admits::One(Type::Record(id))).or_else(|| self.unknown_type(record))
            }
            TypeKind::Quantity(Some(_)) => self.no_type(
                ty,
                said!(
                    "`quantity of FIELD` belongs to a record; write the unit",
                    "`quantity of FIELD` 只用于记录；请写单位"
                ),
            ),
            TypeKind::Words(_) | TypeKind::SetOfWords(_) => self.no_type(
                ty,
                said!(
                    "words written out here would be the words of nothing else: declare a \
                     `vocabulary`, and write its name",
                    "在此写出的词不属于任何词表：请声明 `vocabulary` 并写其名"
                ),
            ),
        }
    }

    fn no_type(&mut self, ty: &ast::Type, help: Said) -> Option<Admits> {
        let message = said!("this type cannot stand here", "此处不能用这种类型");
        self.report(Diagnostic::error(Code::NoSuchType, message).at(ty.span).with_help(help));
        None
    }

    fn named_type(&mut self, unit: &UnitExpr) -> Option<Admits> {
        let Some(name) = unit.single() else {
            return self.unit(unit, None).map(|unit| Admits::One(Type::Number(unit.unit)));
        };
        let one = |ty| Some(Admits::One(ty));
        match name.as_str() {
            "text" => one(Type::Text),
            "boolean" => one(Type::Truth),
            "integer" => Some(Admits::Integer),
            "number" => one(Type::Number(Unit::Number)),
            "year" => one(Type::Year),
            "date" => one(Type::Date),
            word => {
                if let Some(record) = self.record(word) {
                    return one(Type::Record(record));
                }
                if let Some((_, atom)) = self.model.units.scaled_atom(word) {
                    return one(Type::Number(Unit::of(atom)));
                }
                if self.vocabulary(word).is_some() {
                    let message = said!("`{word}` is a vocabulary", "`{word}` 是词表");
                    self.report(
                        Diagnostic::error(Code::NoSuchType, message).at(name.span).with_help(
                            said!(
                                "write `one of {word}`, or `set of {word}`",
                                "请写 `one of {word}` 或 `set of {word}`"
                            ),
                        ),
                    );
                    return None;
                }
                self.unknown_type(name)
            }
        }
    }

    /// A record type in scope.
    fn record(&self, name: &str) -> Option<RecordId> {
        let (id, record) = self.model.record_named(name)?;
        self.sees(&record.pack).then_some(id)
    }

    fn unknown_type(&mut self, name: &Name) -> Option<Admits> {
        let word = name.as_str();
        if self.model.is_faulty(word) || self.packs.may_declare(self.here.pack, word) {
            return None;
        }
        // What a pack declares that is not used is not misspelt.
        if let Some((_, record)) = self.model.record_named(word) {
            let pack = &record.pack;
            let message = said!(
                "`{word}` is a record of the pack `{pack}`",
                "`{word}` 是规则包 `{pack}` 的记录"
            );
            let diagnostic = Diagnostic::error(Code::PackNotUsed, message)
                .at(name.span)
                .with_help(write_use(pack));
            self.report(diagnostic);
            return None;
        }
        let built_in = ["text", "boolean", "integer", "number", "year", "date", "code", "money"];
        let records = self.model.records.iter().map(|record| record.name.as_str());
        let mut units: Vec<&str> = self.model.units.names().collect();
        units.sort_unstable();
        let names: Vec<&str> = built_in.into_iter().chain(records).chain(units).collect();
        let help = meant(word, names.iter().copied(), Said::default());
        let message =
            said!("`{word}` is no type, no unit and no record", "`{word}` 不是类型、单位或记录");
        self.report(with_help(Diagnostic::error(Code::NoSuchType, message).at(name.span), help));
        None
    }

    fn no_vocabulary(&mut self, name: &Name) -> Option<Admits> {
        let word = name.as_str();
        if self.model.is_faulty(word) || self.packs.may_declare(self.here.pack, word) {
            return None;
        }
        let named = self.model.vocabularies.iter().filter(|one| !one.inline);
        let names: Vec<&str> = named.map(|one| one.name.as_str()).collect();
        let help = meant(word, names.iter().copied(), said!("there are", "现有："));
        let message = said!("there is no vocabulary `{word}`", "没有词表 `{word}`");
        self.report(with_help(Diagnostic::error(Code::NoSuchType, message).at(name.span), help));
        None
    }
}
