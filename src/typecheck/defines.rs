//! Defines: each is checked by itself, and written out where it is called.

use super::checker::{Checker, fits};
use super::context::{Frame, Home};
use super::describe::{meant, type_words, write};
use super::items::{Declared, with_help};
use super::scope::Binding;
use super::types::Admits;
use crate::base::{Said, Span};
use crate::diagnostic::{Code, Diagnostic};
use crate::program::{ExprId, ExprKind, SeriesPoint, Type};
use crate::syntax::ast::{self, Name};

/// The types that a define declares; `None` for one that is faulty, which was reported.
pub(super) struct Signature {
    params: Vec<Option<Admits>>,
    /// `None` too where none is declared.
    result: Option<Admits>,
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
        for (at, found) in items.defines.entries.iter().enumerate() {
            self.enter(found.pack, Home::Define, found.name.span);
            self.free_of_others(at, found);
            self.here.frames.push(Frame { define: at, silent: false, call: None });
            let admitted = self.defines.get(at).map(|one| one.params.clone()).unwrap_or_default();
            for (param, admits) in found.item.params.iter().zip(admitted) {
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
            if let Some(range) = &found.item.range {
                let result = self.defines.get(at).and_then(|one| one.result.as_ref()?.one());
                if let Some(ty) = result {
                    self.range(range, &ty);
                }
            }
            self.body(at, found.item);
        }
    }

    fn free_of_others(&mut self, at: usize, found: &Declared<'a, ast::Define>) {
        let word = found.name.as_str();
        let items = self.items;
        let twin = items.defines.find(self.packs, found.pack, word).filter(|twin| *twin != at);
        let twin = twin.and_then(|twin| items.defines.get(twin)).map(|twin| twin.name.span);
        let parameter = items.parameters.find(self.packs, found.pack, word);
        let parameter = parameter.and_then(|at| items.parameters.get(at)).map(|one| one.name.span);
        let reserved = ["abs", "square", "sqrt", "plan", "plans", "portfolio"].contains(&word);
        if let Some(span) = twin.or(parameter) {
            let message = said!("`{word}` is declared twice", "`{word}` 声明了两次");
            self.report(
                Diagnostic::error(Code::NameInUse, message)
                    .at(found.name.span)
                    .label(span, said!("also here", "此处也有")),
            );
        } else if reserved {
            let message = said!("`{word}` is a name of the language", "`{word}` 是语言自身的名称");
            self.report(Diagnostic::error(Code::NameInUse, message).at(found.name.span));
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
        let define = found.item;
        if self.is_recursive(at) {
            return self.error(span);
        }
        if arguments.len() != define.params.len() {
            for argument in arguments {
                self.expr(argument, Some(&Type::Error));
            }
            return self.wrong_count(define, arguments.len(), span);
        }
        let admitted = self.defines.get(at).map(|one| one.params.clone()).unwrap_or_default();
        let mut values = Vec::new();
        let mut faulty = false;
        for ((argument, param), admits) in arguments.iter().zip(&define.params).zip(&admitted) {
            let value = self.argument(argument, param, admits.as_ref());
            faulty |= self.is_error(value);
            values.push(value);
        }
        if faulty || self.here.over {
            return self.error(span);
        }
        let key = (at, values.iter().map(|value| self.signature(*value)).collect::<Vec<_>>());
        if let Some(known) = self.here.expansions.get(&key) {
            return *known;
        }
        let open = admitted.iter().flatten().any(Admits::is_open);
        let id = self.written_out(at, found, values, (!open, name.span));
        self.here.expansions.insert(key, id);
        id
    }

    fn written_out(
        &mut self,
        at: usize,
        found: &Declared<'a, ast::Define>,
        values: Vec<ExprId>,
        (silent, call): (bool, Span),
    ) -> ExprId {
        let define = found.item;
        let scope = std::mem::take(&mut self.here.scope);
        let home = std::mem::replace(&mut self.here.home, Home::Define);
        let pack = std::mem::replace(&mut self.here.pack, found.pack);
        for (param, value) in define.params.iter().zip(values) {
            self.here.scope.add(param.name.as_str(), Binding::Value(value), param.name.span);
        }
        self.here.frames.push(Frame { define: at, silent, call: Some(call) });
        let first = self.arena.len();
        let id = self.body(at, define);
        self.here.frames.pop();
        self.here.scope = scope;
        self.here.home = home;
        self.here.pack = pack;
        if id.0 as usize >= first {
            self.arena.name(id, define.name.as_str());
        }
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

    fn wrong_count(&mut self, define: &ast::Define, given: usize, span: Span) -> ExprId {
        let params: Vec<&str> = define.params.iter().map(|param| param.name.as_str()).collect();
        let word = define.name.as_str();
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
            .label(define.name.span, said!("defined here", "在此定义"));
        let help = match params.is_empty() {
            true => write(word),
            false => write(&format!("{word}({})", params.join(", "))),
        };
        self.fail(diagnostic.with_help(help))
    }

    /// Whether the define is being written out already. The circle is reported once, at its
    /// first define.
    fn is_recursive(&mut self, at: usize) -> bool {
        let Some(start) = self.here.frames.iter().position(|frame| frame.define == at) else {
            return false;
        };
        let circle: Vec<usize> =
            self.here.frames.iter().skip(start).map(|frame| frame.define).collect();
        let least = circle.iter().enumerate().min_by_key(|(_, define)| **define);
        let turn = least.map_or(0, |(place, _)| place);
        let items = self.items;
        let names = circle.iter().cycle().skip(turn).take(circle.len() + 1);
        let found: Vec<_> = names.filter_map(|define| items.defines.get(*define)).collect();
        let names: Vec<String> = found.iter().map(|d| format!("`{}`", d.name.as_str())).collect();
        let Some(first) = found.first() else { return true };
        let message = match circle.len() {
            1 => {
                let name = first.name.as_str();
                said!("`{name}` is defined by itself", "`{name}` 用自身定义")
            }
            _ => {
                let names = names.join(" → ");
                said!("these defines lead back to themselves: {names}", "这些定义循环引用：{names}")
            }
        };
        let span = first.name.span;
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
