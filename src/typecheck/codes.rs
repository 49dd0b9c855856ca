//! Codes of classifications: literals, levels, lifting, `within`.

use super::checker::Checker;
use super::describe::{listed, meant, type_words};
use super::items::with_help;
use crate::base::Span;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Level, SchemeId};
use crate::program::{ExprId, ExprKind, Type};
use crate::syntax::ast::{self, CodeLiteral, Name, UnitExpr};

impl<'a> Checker<'a> {
    /// A classification in scope.
    pub(super) fn scheme(&self, name: &str) -> Option<SchemeId> {
        let id = self.model.scheme_named(name)?;
        let scheme = self.model.scheme(id)?;
        self.sees(&scheme.pack).then_some(id)
    }

    /// `isic:24`
    pub(super) fn code(&mut self, literal: &CodeLiteral, span: Span) -> ExprId {
        let Some(id) = self.scheme(literal.scheme.as_str()) else {
            return self.no_such_scheme(&literal.scheme);
        };
        let Some(scheme) = self.model.scheme(id) else { return self.error(span) };
        let written = literal.code.as_str();
        if let Some(code) = scheme.code_named(written) {
            return self.push(ExprKind::Code(code), Type::Code(Some(id)), span);
        }
        let help = if let Some(respelt) = scheme.respelt(written).and_then(|id| scheme.row(id)) {
            let (name, code) = (&scheme.name, &respelt.code);
            Some(said!(
                "codes are spelled as in the classification: write `{name}:{code}`",
                "代码按分类表的写法书写：请写 `{name}:{code}`"
            ))
        } else {
            // Of a code that goes too deep, what it would stand below.
            let shorter = (1..written.len()).rev().find_map(|end| {
                let prefix = written.get(..end)?.trim_end_matches('.');
                scheme.code_named(prefix).map(|code| (prefix, code))
            });
            match shorter {
                Some((prefix, parent)) => {
                    let below = scheme.codes.rows.iter().filter(|row| row.parent == Some(parent));
                    let below: Vec<&str> = below.map(|row| row.code.as_str()).collect();
                    match below.is_empty() {
                        true => Some(said!(
                            "`{prefix}` is not divided further",
                            "`{prefix}` 之下不再细分"
                        )),
                        false => Some(said!(
                            "below `{prefix}` there are {below}",
                            "`{prefix}` 之下有{below}";
                            below = listed(below)
                        )),
                    }
                }
                None => {
                    let top = scheme.codes_at(Level(0)).filter_map(|code| scheme.row(code));
                    let top = listed(top.map(|row| row.code.as_str()));
                    Some(said!("its top codes are {top}", "其顶层代码有{top}"; top))
                }
            }
        };
        let name = &scheme.name;
        let message =
            said!("`{written}` is not a code of `{name}`", "`{name}` 中没有代码 `{written}`");
        let diagnostic = Diagnostic::error(Code::NoSuchCode, message).at(literal.code.span);
        self.fail(with_help(diagnostic, help))
    }

    /// `isic.division`, a list of codes.
    pub(super) fn codes_at(&mut self, scheme: SchemeId, level: &Name, span: Span) -> ExprId {
        let found = self.model.scheme(scheme).and_then(|of| of.level_named(level.as_str()));
        match found {
            Some(level) => {
                let ty = Type::Set(Box::new(Type::Code(Some(scheme))));
                self.push(ExprKind::CodesAt { scheme, level }, ty, span)
            }
            None => self.no_such_level(Some(scheme), level),
        }
    }

    /// `c.division`. A code of any scheme has the level its own scheme calls so.
    pub(super) fn ancestor(
        &mut self,
        code: ExprId,
        scheme: Option<SchemeId>,
        level: &Name,
        span: Span,
    ) -> ExprId {
        let schemes = (0..).map(SchemeId).zip(&self.model.schemes);
        let wanted = schemes.filter(|(id, _)| scheme.is_none_or(|one| one == *id));
        let levels: Vec<(SchemeId, Level)> =
            wanted.filter_map(|(id, of)| Some((id, of.level_named(level.as_str())?))).collect();
        if levels.is_empty() {
            return self.no_such_level(scheme, level);
        }
        self.push(ExprKind::Ancestor { code, levels }, Type::Code(scheme), span)
    }

    fn no_such_level(&mut self, scheme: Option<SchemeId>, level: &Name) -> ExprId {
        let known = scheme.and_then(|id| self.model.scheme(id));
        let mut names: Vec<&str> = match known {
            Some(scheme) => scheme.levels.iter().map(String::as_str).collect(),
            None => self.model.schemes.iter().flat_map(|s| &s.levels).map(String::as_str).collect(),
        };
        let mut seen = rustc_hash::FxHashSet::default();
        names.retain(|name| seen.insert(*name));
        let word = level.as_str();
        let message = match known {
            Some(scheme) => {
                let name = &scheme.name;
                said!("`{name}` has no level `{word}`", "`{name}` 没有层级 `{word}`")
            }
            None => said!("no classification has a level `{word}`", "没有分类有层级 `{word}`"),
        };
        let there = said!("levels are", "现有层级：");
        let help = meant(word, names.iter().copied(), there);
        self.fail(with_help(Diagnostic::error(Code::NoSuchCode, message).at(level.span), help))
    }

    /// `c as isic`
    pub(super) fn lift(
        &mut self,
        code: ExprId,
        from: Option<SchemeId>,
        unit: &UnitExpr,
        span: Span,
    ) -> ExprId {
        let name = &unit.first;
        let Some(to) = self.scheme(name.as_str()).filter(|_| unit.per.is_empty()) else {
            return self.no_such_scheme(name);
        };
        match from {
            Some(from) if from == to => code,
            Some(from) if !self.refers(from, to) => {
                let (from, to) = (self.scheme_name(from), self.scheme_name(to));
                self.fail(
                    Diagnostic::error(
                        Code::NoSuchCode,
                        said!(
                            "no correspondence of `{from}` to `{to}` is declared",
                            "没有声明 `{from}` 到 `{to}` 的对照"
                        ),
                    )
                    .at(name.span)
                    .with_help(said!(
                        "declare it: `classification {from} … refers to {to} by COLUMN`",
                        "请声明：`classification {from} … refers to {to} by COLUMN`"
                    )),
                )
            }
            _ => self.push(ExprKind::Lift { code, scheme: to }, Type::Code(Some(to)), span),
        }
    }

    fn refers(&self, from: SchemeId, to: SchemeId) -> bool {
        let scheme = self.model.scheme(from);
        scheme.is_some_and(|scheme| scheme.refers.iter().any(|(other, _)| *other == to))
    }

    fn scheme_name(&self, id: SchemeId) -> String {
        self.model.scheme(id).map_or_else(String::new, |scheme| scheme.name.clone())
    }

    /// `code within code`, `code within codes`
    pub(super) fn within(
        &mut self,
        left: &'a ast::Expr,
        right: &'a ast::Expr,
        span: Span,
    ) -> ExprId {
        let code = self.expr(left, None);
        let from = match self.ty(code) {
            Type::Error => {
                self.expr(right, None);
                return self.error(span);
            }
            Type::Code(scheme) => scheme,
            ty => {
                let words = type_words(self.model, &ty);
                let help = match ty {
                    Type::Number(_) | Type::Year | Type::Date => {
                        said!("a number lies `is between A and B`", "数用 `is between A and B`")
                    }
                    _ => said!(
                        "for a member of a list write `list includes member`",
                        "若问列表成员，请写 `list includes member`"
                    ),
                };
                return self.fail(
                    Diagnostic::error(
                        Code::WrongKind,
                        said!(
                            "`within` is asked of a code, and this is {words}",
                            "`within` 只用于代码，此处却是{words}";
                            words
                        ),
                    )
                    .at(left.span)
                    .with_help(help),
                );
            }
        };
        let expected = Type::Set(Box::new(Type::Code(None)));
        let whole = self.expr(right, Some(&expected));
        let to = match self.ty(whole) {
            Type::Error => return self.error(span),
            Type::Code(scheme) => scheme,
            Type::List(member) | Type::Set(member) if matches!(*member, Type::Code(_)) => {
                match *member {
                    Type::Code(scheme) => scheme,
                    _ => None,
                }
            }
            ty => {
                let words = type_words(self.model, &ty);
                let message = said!(
                    "after `within` stands a code or a set of codes, and this is {words}",
                    "`within` 之后应为代码或代码集合，此处却是{words}";
                    words
                );
                let help = matches!(ty, Type::Number(_) | Type::Text).then(|| {
                    said!(
                        "a code is written with its classification: `isic:24`",
                        "代码要写明分类：`isic:24`"
                    )
                });
                let diagnostic = Diagnostic::error(Code::WrongKind, message).at(right.span);
                return self.fail(with_help(diagnostic, help));
            }
        };
        let code = match (from, to) {
            (Some(from), Some(to)) if from != to => {
                if !self.refers(from, to) {
                    let (from, to) = (self.scheme_name(from), self.scheme_name(to));
                    let message = said!(
                        "a code of `{from}` is never within one of `{to}`",
                        "`{from}` 代码不可能属于 `{to}` 代码"
                    );
                    return self.fail(
                        Diagnostic::error(Code::NoSuchCode, message).at(span).with_note(said!(
                            "no correspondence between the two is declared",
                            "两者之间没有声明对照"
                        )),
                    );
                }
                self.push(ExprKind::Lift { code, scheme: to }, Type::Code(Some(to)), left.span)
            }
            _ => code,
        };
        self.push(ExprKind::Within { code, whole }, Type::Truth, span)
    }
}
