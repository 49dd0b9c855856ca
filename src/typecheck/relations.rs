//! Relations: declared as graphs, asked by `reaches` and `reach of`. Like a define, a relation is
//! checked by itself, and written out where it is called.

use super::checker::{Checker, fits};
use super::context::{Callee, Frame, Home};
use super::defines::Signature;
use super::describe::{meant, type_words};
use super::items::with_help;
use crate::base::{Said, Span};
use crate::diagnostic::{Code, Diagnostic};
use crate::program::{ExprId, ExprKind, Relation, Type};
use crate::syntax::ast::{self, Name};

/// How a relation is declared, for those who write something else after `by`.
fn declared() -> Said {
    said!(
        "a relation is declared by `relation NAME(p: Plan) = from A to B for x in p.LIST`",
        "关系这样声明：`relation NAME(p: Plan) = from A to B for x in p.LIST`",
    )
}

impl<'a> Checker<'a> {
    /// Settles the types that relations declare, which defines may call.
    pub(super) fn declare_relations(&mut self) {
        let items = self.items;
        for found in &items.relations.entries {
            self.enter(found.pack, Home::Relation, found.span);
            let params = found.item.params.iter();
            let params = params.map(|param| self.declared_type(&param.ty)).collect();
            self.relations.push(Signature { params, result: None });
        }
    }

    /// Checks every relation by itself, so that its mistakes are said once, and at their place.
    pub(super) fn check_relations(&mut self) {
        let items = self.items;
        for (at, found) in items.relations.entries.iter().enumerate() {
            let callee = Callee::Relation(at);
            self.enter(found.pack, Home::Relation, found.name.span);
            self.free_of_others(callee, found.name);
            self.here.frames.push(Frame { callee, silent: false, call: None });
            self.bind_params(callee, &found.item.params);
            self.edges(found.item);
        }
    }

    /// A relation in scope, by its place among the items.
    pub(super) fn relation(&self, name: &str) -> Option<usize> {
        self.items.relations.find(self.packs, self.here.pack, name)
    }

    /// What stands behind the `=` of a relation.
    fn edges(&mut self, relation: &'a ast::Relation) -> ExprId {
        let span = relation.from.span.to(relation.to.span);
        let mark = self.here.scope.mark();
        let generators = self.generators(&relation.generators);
        let filter = relation.condition.as_ref().map(|condition| self.condition(condition));
        let from = self.expr(&relation.from, None);
        let to = self.expr(&relation.to, None);
        self.here.scope.release(mark);
        let Some(generators) = generators else { return self.error(span) };
        let readers: Vec<ExprId> = filter.into_iter().chain([from, to]).collect();
        let unused = self.not_read(&relation.generators, &generators, &readers);
        for name in &unused {
            let word = name.as_str();
            let message =
                said!("`{word}` is bound here and not used", "`{word}` 在此绑定却没有使用");
            self.report(Diagnostic::error(Code::UnusedGenerator, message).at(name.span).with_help(
                said!(
                    "an edge is made for each: use it in an end or in the `where`, or leave it out",
                    "每个取值各成一条边：在两端或 `where` 中用到它，或将其删去",
                ),
            ));
        }
        let ends = self.ends((from, relation.from.span), (to, relation.to.span));
        if !unused.is_empty() || readers.iter().any(|reader| self.is_error(*reader)) {
            return self.error(span);
        }
        let Some(ends) = ends else { return self.error(span) };
        let both_ways = relation.both_ways;
        let kind = ExprKind::Relation(Relation { generators, filter, from, to, both_ways });
        self.push(kind, Type::Relation(Box::new(ends)), span)
    }

    /// The type of what a relation joins; `None`, reported, where its ends do not fit.
    fn ends(&mut self, from: (ExprId, Span), to: (ExprId, Span)) -> Option<Type> {
        let mut types = Vec::new();
        for (end, span) in [from, to] {
            match self.ty(end) {
                ty @ (Type::Record(_) | Type::Word(_) | Type::Code(_) | Type::Text) => {
                    types.push(ty);
                }
                Type::Error => {}
                ty => self.cannot_be_joined(&ty, span),
            }
        }
        let [a, b] = <[Type; 2]>::try_from(types).ok()?;
        if fits(&a, &b) {
            return Some(b);
        }
        if fits(&b, &a) {
            return Some(a);
        }
        let [a, b] = [a, b].map(|ty| type_words(self.model, &ty));
        let message = said!(
            "an edge joins two of one kind, and these are {a} and {b}",
            "边的两端须为同类，而这里是{a}和{b}";
            a, b
        );
        self.report(
            Diagnostic::error(Code::WrongKind, message)
                .at(to.1)
                .label(from.1, said!("the other end", "另一端"))
                .with_help(said!(
                    "a path is made of edges, each beginning where another ends",
                    "路径由边首尾相接而成",
                )),
        );
        None
    }

    fn cannot_be_joined(&mut self, ty: &Type, span: Span) {
        let words = type_words(self.model, ty);
        let message = said!(
            "an edge joins records, words, codes or texts, and this is {words}",
            "边连接记录、词、代码或文本，而这里是{words}";
            words
        );
        let help = ty.member().map(|_| {
            said!(
                "go through its members: `from x to y for x in …, y in x.LIST`",
                "逐个取其成员：`from x to y for x in …, y in x.LIST`",
            )
        });
        self.report(with_help(Diagnostic::error(Code::WrongKind, message).at(span), help));
    }

    /// `a reaches b by relation(plan)`
    pub(super) fn reaches(
        &mut self,
        from: &'a ast::Expr,
        to: &'a ast::Expr,
        relation: &'a ast::Expr,
        span: Span,
    ) -> ExprId {
        let (relation, ends) = self.graph(relation);
        let (from, to) = (self.end(from, relation, &ends), self.end(to, relation, &ends));
        if [relation, from, to].iter().any(|id| self.is_error(*id)) {
            return self.error(span);
        }
        self.push(ExprKind::Reaches { from, to, relation }, Type::Truth, span)
    }

    /// `reach of a by relation(plan)`
    pub(super) fn reach_of(
        &mut self,
        from: &'a ast::Expr,
        relation: &'a ast::Expr,
        span: Span,
    ) -> ExprId {
        let (relation, ends) = self.graph(relation);
        let from = self.end(from, relation, &ends);
        if [relation, from].iter().any(|id| self.is_error(*id)) {
            return self.error(span);
        }
        self.push(ExprKind::ReachOf { from, relation }, Type::Set(Box::new(ends)), span)
    }

    /// The relation after `by`, and the type of what it joins.
    fn graph(&mut self, written: &'a ast::Expr) -> (ExprId, Type) {
        let id = match &written.kind {
            ast::ExprKind::Call { name, arguments } => self.related(name, arguments, written.span),
            ast::ExprKind::Name(name) => self.related(name, &[], written.span),
            _ => {
                let message = said!(
                    "`by` takes the name of a relation here",
                    "这里的 `by` 之后应为关系的名称",
                );
                self.not_a_relation(message, written.span)
            }
        };
        match self.ty(id) {
            Type::Relation(ends) => (id, *ends),
            _ => (id, Type::Error),
        }
    }

    /// `relation(arguments)`, where a relation belongs.
    fn related(&mut self, name: &'a Name, arguments: &'a [ast::Expr], span: Span) -> ExprId {
        let word = name.as_str();
        if let Some((at, found)) =
            self.relation(word).and_then(|at| Some((at, self.items.relations.get(at)?)))
        {
            let params = found.item.params.as_slice();
            let callee = Callee::Relation(at);
            return self.called(callee, (found, params), arguments, (name, span), |checker| {
                checker.edges(found.item)
            });
        }
        for argument in arguments {
            self.expr(argument, Some(&Type::Error));
        }
        if self.packs.may_declare(self.here.pack, word) {
            return self.error(span);
        }
        if self.define(word).is_some() {
            let message = said!(
                "`{word}` is a define, and `by` takes a relation here",
                "`{word}` 是定义，而这里的 `by` 之后应为关系",
            );
            return self.not_a_relation(message, name.span);
        }
        if self.is_value(name) {
            let message = said!(
                "`{word}` is a value, and `by` takes a relation here",
                "`{word}` 是值，而这里的 `by` 之后应为关系",
            );
            return self.not_a_relation(message, name.span);
        }
        let names: Vec<&str> = self.items.relations.names(self.packs, self.here.pack).collect();
        let message = said!("there is no relation `{word}`", "没有名为 `{word}` 的关系");
        let diagnostic = Diagnostic::error(Code::NoSuchName, message).at(name.span);
        self.fail(match meant(word, names.iter().copied(), said!("there are", "现有：")) {
            Some(help) => diagnostic.with_help(help),
            None => diagnostic.with_help(declared()),
        })
    }

    fn not_a_relation(&mut self, message: Said, span: Span) -> ExprId {
        self.fail(Diagnostic::error(Code::NotARelation, message).at(span).with_help(declared()))
    }

    /// A relation where a value belongs.
    pub(super) fn relation_elsewhere(&mut self, at: usize, span: Span) -> ExprId {
        let name = self.items.relations.get(at).map_or("", |found| found.name.as_str());
        let message = said!(
            "`{name}` is a relation, and stands after `by` only",
            "`{name}` 是关系，只能用在 `by` 之后",
        );
        self.fail(Diagnostic::error(Code::NotARelation, message).at(span).with_help(said!(
            "ask of it `a reaches b by {name}(…)`, `reach of a by {name}(…)`",
            "这样询问：`a reaches b by {name}(…)`、`reach of a by {name}(…)`",
        )))
    }

    /// Where a path begins or ends, which must be of what the relation joins.
    fn end(&mut self, written: &'a ast::Expr, relation: ExprId, ends: &Type) -> ExprId {
        let id = self.expr(written, Some(ends));
        let ty = self.ty(id);
        // A code of any classification may be one of this.
        if fits(&ty, ends) || (ty == Type::Code(None) && fits(ends, &ty)) {
            return id;
        }
        let [joined, given] = [ends, &ty].map(|ty| type_words(self.model, ty));
        let message = said!(
            "the relation leads from {joined} to another, and this is {given}",
            "该关系连接的是{joined}，而这里是{given}";
            joined, given
        );
        let mut diagnostic = Diagnostic::error(Code::WrongKind, message).at(written.span);
        if let Some(span) = self.arena.span(relation) {
            diagnostic = diagnostic.label(span, said!("what it joins", "它所连接的"));
        }
        let help = ty.member().filter(|member| fits(member, ends)).map(|_| {
            said!(
                "ask of its members one by one: `some x in …: x reaches …`, `every x in …: …`",
                "逐个询问其成员：`some x in …: x reaches …`、`every x in …: …`",
            )
        });
        self.fail(with_help(diagnostic, help))
    }
}
