//! Defines: each is checked by itself, and written out where it is called. What holds of calls
//! holds of relations too.

use super::checker::{Checker, fits};
use super::context::{Callee, Frame, Home};
use super::describe::{meant, type_words};
use super::items::{Declared, with_help};
use super::scope::Binding;
use super::types::Admits;
use crate::base::{Said, Span, write};
use crate::diagnostic::{Code, Diagnostic};
use crate::packs::PackId;
use crate::program::{ExprId, ExprKind, SeriesPoint, Type};
use crate::syntax::ast::{self, Name};

/// The types that a define declares; `None` for one that is faulty, which was reported.
pub(super) struct Signature {
    pub(super) params: Vec<Option<Admits>>,
    /// `None` too where none is declared.
    pub(super) result: Option<Admits>,
}

impl<'a> Checker<'a> {
    /// Checks every define by itself, so that its mistakes are said once, and at their place.
    /// What is made on the way belongs to no rule.
    pub(super) fn check_defines(&mut self) {
        let items = self.items;
        for found in &items.defines.entries {
            self.enter(found.pack, Home::Define, found.span);
            let params = found.item.params.iter();
            let params = params.map(|param| self.declared_type(&param.ty)).collect();
            let result = found.item.ty.as_ref().and_then(|ty| self.declared_type(ty));
            self.defines.push(Signature { params, result });
        }
        self.declare_relations();
        for (at, found) in items.defines.entries.iter().enumerate() {
            self.enter(found.pack, Home::Define, found.name.span);
            self.free_of_others(Callee::Define(at), found.name);
            let callee = Callee::Define(at);
            self.here.frames.push(Frame { callee, silent: false, call: None });
            self.bind_params(callee, &found.item.params);
            if let Some(range) = &found.item.range {
                let result = self.defines.get(at).and_then(|one| one.result.as_ref()?.one());
                if let Some(ty) = result {
                    self.range(range, &ty);
                }
            }
            self.body(at, found.item);
        }
    }

    /// What a define or a relation declares of its parameters, by their order.
    fn admitted(&self, callee: Callee) -> Vec<Option<Admits>> {
        let declared = match callee {
            Callee::Define(at) => self.defines.get(at),
            Callee::Relation(at) => self.relations.get(at),
        };
        declared.map(|one| one.params.clone()).unwrap_or_default()
    }

    /// Gives the parameters of what is checked by itself their names.
    pub(super) fn bind_params(&mut self, callee: Callee, params: &'a [ast::Param]) {
        for (param, admits) in params.iter().zip(self.admitted(callee)) {
            let binding = match admits {
                Some(Admits::One(Type::Word(_))) | None => Binding::Faulty,
                Some(admits) => match admits.one() {
                    Some(ty) => {
                        let var = self.variable(param.name.as_str(), ty, param.name.span);
                        Binding::Variable(var)
                    }
                    None => Binding::Faulty,
                },
            };
            self.bind(&param.name, binding);
        }
    }

    /// What of this pack's scope has a name already that a define or a relation is to have.
    pub(super) fn free_of_others(&mut self, callee: Callee, name: &Name) {
        let (word, pack, items) = (name.as_str(), self.here.pack, self.items);
        let define = items.defines.find(self.packs, pack, word);
        let define = define.filter(|at| Callee::Define(*at) != callee);
        let relation = items.relations.find(self.packs, pack, word);
        let relation = relation.filter(|at| Callee::Relation(*at) != callee);
        let parameter = items.parameters.find(self.packs, pack, word);
        let twin = define
            .and_then(|at| items.defines.get(at).map(|one| one.name.span))
            .or_else(|| items.relations.get(relation?).map(|one| one.name.span))
            .or_else(|| items.parameters.get(parameter?).map(|one| one.name.span));
        if let Some(span) = twin {
            let message = said!("`{word}` is declared twice", "`{word}` 声明了两次");
            self.report(
                Diagnostic::error(Code::NameInUse, message)
                    .at(name.span)
                    .label(span, said!("also here", "此处也有")),
            );
        } else {
            self.free_of_the_language(name);
        }
    }

    /// What the language itself calls so cannot be declared.
    pub(super) fn free_of_the_language(&mut self, name: &Name) {
        let word = name.as_str();
        if ["abs", "square", "sqrt", "plan", "plans", "portfolio"].contains(&word) {
            let message = said!("`{word}` is a name of the language", "`{word}` 是语言自身的名称");
            self.report(Diagnostic::error(Code::NameInUse, message).at(name.span));
        }
    }

    /// The value of a define, brought to the type it declares.
    fn body(&mut self, at: usize, define: &'a ast::Define) -> ExprId {
        let wanted = self.defines.get(at).and_then(|one| one.result.as_ref()?.one());
        let id = self.expr(&define.value, wanted.as_ref());
        match wanted {
            Some(ty) if !self.is_error(id) => {
                let what = quoted(define.name.as_str());
                self.fit(id, &ty, define.value.span, what)
            }
            _ => id,
        }
    }

    /// `name(arguments)`
    pub(super) fn call(
        &mut self,
        name: &'a Name,
        arguments: &'a [ast::Expr],
        span: Span,
    ) -> ExprId {
        let word = name.as_str();
        if let Some(at) = self.define(word) {
            return self.expand(at, arguments, (name, span));
        }
        if let Some(made) = self.function(name, arguments, span) {
            return made;
        }
        for argument in arguments {
            self.expr(argument, Some(&Type::Error));
        }
        if self.is_value(name) {
            let message =
                said!("`{word}` is a value and takes no arguments", "`{word}` 是值，不带参数");
            return self.fail(Diagnostic::error(Code::WrongCall, message).at(name.span));
        }
        if self.packs.may_declare(self.here.pack, word) {
            return self.error(span);
        }
        if let Some(at) = self.relation(word) {
            return self.relation_elsewhere(at, span);
        }
        let defines = self.items.defines.names(self.packs, self.here.pack);
        let names: Vec<&str> = defines.chain(["abs", "square", "sqrt"]).collect();
        // Counting and adding up are written with `of`.
        let aggregates = ["count", "sum", "min", "max", "mean"];
        let of = |name| write(&format!("{name} of …"));
        let help = match word.to_lowercase().as_str() {
            "len" | "length" | "size" => Some(of("count")),
            "avg" | "average" => Some(of("mean")),
            lower if aggregates.contains(&lower) => Some(of(lower)),
            _ => meant(word, names.iter().copied(), Said::default()),
        };
        let message = said!("there is no define `{word}`", "没有定义 `{word}`");
        self.fail(with_help(Diagnostic::error(Code::NoSuchName, message).at(name.span), help))
    }

    /// Writes a define out for the arguments given; equal arguments share one.
    pub(super) fn expand(
        &mut self,
        at: usize,
        arguments: &'a [ast::Expr],
        (name, span): (&'a Name, Span),
    ) -> ExprId {
        let Some(found) = self.items.defines.get(at) else { return self.error(span) };
        let callee = Callee::Define(at);
        let params = found.item.params.as_slice();
        self.called(callee, (found, params), arguments, (name, span), |checker| {
            let first = checker.arena.len();
            let id = checker.body(at, found.item);
            if id.0 as usize >= first {
                checker.arena.name(id, found.name.as_str());
            }
            id
        })
    }

    /// Writes out what is called, by `body`, which finds its parameters in scope.
    pub(super) fn called<T>(
        &mut self,
        callee: Callee,
        (found, params): (&Declared<'a, T>, &'a [ast::Param]),
        arguments: &'a [ast::Expr],
        (name, span): (&'a Name, Span),
        body: impl FnOnce(&mut Self) -> ExprId,
    ) -> ExprId {
        if self.is_recursive(callee) {
            return self.error(span);
        }
        if arguments.len() != params.len() {
            for argument in arguments {
                self.expr(argument, Some(&Type::Error));
            }
            return self.wrong_count(found.name, params, arguments.len(), span);
        }
        let admitted = self.admitted(callee);
        let mut values = Vec::new();
        let mut faulty = false;
        for ((argument, param), admits) in arguments.iter().zip(params).zip(&admitted) {
            let value = self.argument(argument, param, admits.as_ref());
            faulty |= self.is_error(value);
            values.push(value);
        }
        if faulty || self.here.over {
            return self.error(span);
        }
        let key = (callee, values.iter().map(|value| self.signature(*value)).collect::<Vec<_>>());
        if let Some(known) = self.here.expansions.get(&key) {
            return *known;
        }
        let open = admitted.iter().flatten().any(Admits::is_open);
        let frame = Frame { callee, silent: !open, call: Some(name.span) };
        let id = self.written_out(frame, found.pack, params.iter().zip(values), body);
        self.here.expansions.insert(key, id);
        id
    }

    fn written_out(
        &mut self,
        frame: Frame,
        pack: PackId,
        arguments: impl Iterator<Item = (&'a ast::Param, ExprId)>,
        body: impl FnOnce(&mut Self) -> ExprId,
    ) -> ExprId {
        let scope = std::mem::take(&mut self.here.scope);
        let home = match frame.callee {
            Callee::Define(_) => Home::Define,
            Callee::Relation(_) => Home::Relation,
        };
        let home = std::mem::replace(&mut self.here.home, home);
        let pack = std::mem::replace(&mut self.here.pack, pack);
        for (param, value) in arguments {
            self.here.scope.add(param.name.as_str(), Binding::Value(value), param.name.span);
        }
        self.here.frames.push(frame);
        let id = body(self);
        self.here.frames.pop();
        self.here.scope = scope;
        self.here.home = home;
        self.here.pack = pack;
        id
    }

    fn argument(
        &mut self,
        argument: &'a ast::Expr,
        param: &ast::Param,
        admits: Option<&Admits>,
    ) -> ExprId {
        let wanted = admits.and_then(Admits::one);
        let id = self.expr(argument, wanted.as_ref());
        let Some(admits) = admits else { return self.error(argument.span) };
        let ty = self.ty(id);
        let name = param.name.as_str();
        if let Some(wanted) = wanted {
            return match ty {
                Type::Error => id,
                ty if fits(&ty, &wanted) => id,
                _ => self.fit(id, &wanted, argument.span, quoted(name)),
            };
        }
        let (good, words) = match admits {
            Admits::AnySeries => {
                (matches!(ty, Type::Series(_) | Type::SeriesOfAny), said!("a series", "数列"))
            }
            Admits::AnyBreakdown => {
                (matches!(ty, Type::Breakdown { .. }), said!("a breakdown", "分组汇总"))
            }
            _ => (matches!(ty, Type::Number(_)), said!("a figure", "数")),
        };
        if good || ty == Type::Error {
            return id;
        }
        let given = type_words(self.model, &ty);
        let message = said!(
            "`{name}` is {words}, and this is {given}",
            "`{name}` 应为{words}，此处却是{given}";
            words, given
        );
        self.fail(Diagnostic::error(Code::WrongKind, message).at(argument.span))
    }

    fn wrong_count(
        &mut self,
        name: &Name,
        params: &[ast::Param],
        given: usize,
        span: Span,
    ) -> ExprId {
        let params: Vec<&str> = params.iter().map(|param| param.name.as_str()).collect();
        let word = name.as_str();
        let message = match params.len() {
            0 => said!(
                "`{word}` takes no arguments, and {given} are given",
                "`{word}` 不带参数，却给了{given}个"
            ),
            1 => said!(
                "`{word}` takes 1 argument, and {given} are given",
                "`{word}` 带1个参数，却给了{given}个"
            ),
            count => said!(
                "`{word}` takes {count} arguments, and {given} are given",
                "`{word}` 带{count}个参数，却给了{given}个"
            ),
        };
        let diagnostic = Diagnostic::error(Code::WrongCall, message)
            .at(span)
            .label(name.span, said!("declared here", "在此声明"));
        let help = match params.is_empty() {
            true => write(word),
            false => write(&format!("{word}({})", params.join(", "))),
        };
        self.fail(diagnostic.with_help(help))
    }

    /// Whether the define or relation is being written out already. The circle is reported once,
    /// at its first member.
    fn is_recursive(&mut self, callee: Callee) -> bool {
        let Some(start) = self.here.frames.iter().position(|frame| frame.callee == callee) else {
            return false;
        };
        let circle: Vec<Callee> =
            self.here.frames.iter().skip(start).map(|frame| frame.callee).collect();
        let least = circle.iter().enumerate().min_by_key(|(_, callee)| **callee);
        let turn = least.map_or(0, |(place, _)| place);
        let items = self.items;
        let name_of = |callee: &Callee| match callee {
            Callee::Define(at) => items.defines.get(*at).map(|found| found.name),
            Callee::Relation(at) => items.relations.get(*at).map(|found| found.name),
        };
        let names = circle.iter().cycle().skip(turn).take(circle.len() + 1);
        let found: Vec<&Name> = names.filter_map(name_of).collect();
        let names: Vec<String> = found.iter().map(|name| format!("`{}`", name.as_str())).collect();
        let Some(first) = found.first() else { return true };
        let defines = circle.iter().all(|callee| matches!(callee, Callee::Define(_)));
        let (one, circle_of) = (first.as_str(), names.join(" → "));
        let message = match (circle.len(), defines) {
            (1, true) => said!("`{one}` is defined by itself", "`{one}` 由其自身定义"),
            (1, false) => said!(
                "which edges `{one}` has hangs on what it reaches",
                "`{one}` 有哪些边取决于它自身的可达性",
            ),
            (_, true) => said!(
                "these defines lead back to themselves: {circle_of}",
                "这些定义循环引用：{circle_of}",
            ),
            (_, false) => said!(
                "these relations and defines lead back to themselves: {circle_of}",
                "这些关系和定义循环引用：{circle_of}",
            ),
        };
        let span = first.span;
        self.report_once(Diagnostic::error(Code::Recursive, message).at(span));
        true
    }

    /// Equal for expressions that are surely the same value.
    fn signature(&self, id: ExprId) -> String {
        match self.arena.kind(id) {
            ExprKind::Plan => "plan".to_owned(),
            ExprKind::Portfolio => "portfolio".to_owned(),
            ExprKind::Plans => "plans".to_owned(),
            ExprKind::Var(var) => format!("v{}", var.0),
            ExprKind::Field { base, field } => format!("{}.{}", self.signature(*base), field.0),
            ExprKind::Keyed { list, key } => {
                format!("{}[{}]", self.signature(*list), self.signature(*key))
            }
            ExprKind::Point { series, at } => match at {
                SeriesPoint::Baseline => format!("{}@b", self.signature(*series)),
                SeriesPoint::Target => format!("{}@t", self.signature(*series)),
                SeriesPoint::First => format!("{}@f", self.signature(*series)),
                SeriesPoint::Last => format!("{}@l", self.signature(*series)),
                SeriesPoint::At(year) => {
                    format!("{}@{}", self.signature(*series), self.signature(*year))
                }
            },
            ExprKind::Code(code) => format!("c{}", code.0),
            ExprKind::Parameter(parameter) => format!("p{}", parameter.0),
            _ => format!("#{}", id.0),
        }
    }
}

fn quoted(name: &str) -> Said {
    said!("`{name}`", "`{name}` ")
}
