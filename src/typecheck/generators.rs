//! `x in E`: what can be gone through, and the variables that go through it.

use super::checker::Checker;
use super::describe::type_words;
use super::items::with_help;
use super::scope::Binding;
use crate::diagnostic::{Code, Diagnostic};
use crate::program::{ExprId, ExprKind, Generator, Type, VarMask};
use crate::syntax::ast::{self, Binder};

impl<'a> Checker<'a> {
    /// Binds the variables of a generator. Where its list is faulty they are bound to silence, and
    /// there is no generator.
    pub(super) fn generator(&mut self, generator: &'a ast::Generator) -> Option<Generator> {
        let list = self.source(&generator.source);
        let member = self.ty(list).member().cloned().filter(|member| *member != Type::Error);
        let Some(member) = member else {
            for name in generator.binder.names() {
                self.bind(name, Binding::Faulty);
            }
            return None;
        };
        let mut bind = |name: &ast::Name| {
            let var = self.variable(name.as_str(), member.clone(), name.span);
            self.bind(name, Binding::Variable(var));
            var
        };
        let (var, pair) = match &generator.binder {
            Binder::One(name) => (bind(name), None),
            Binder::Pair(first, second) => (bind(first), Some(bind(second))),
        };
        Some(Generator { var, pair, list, span: generator.span })
    }

    /// What a generator goes through: a list, a set in scope, a vocabulary, a level of a
    /// classification.
    fn source(&mut self, source: &'a ast::Expr) -> ExprId {
        if let ast::ExprKind::Set(_) = &source.kind {
            // Said when it was read.
            return self.error(source.span);
        }
        let id = self.expr(source, None);
        let ty = self.ty(id);
        let help = match &ty {
            Type::Error | Type::List(_) | Type::Set(_) => return id,
            Type::Breakdown { .. } => Some(said!(
                "go through its keys: `for k in keys of …`",
                "请遍历其分组：`for k in keys of …`"
            )),
            Type::Series(_) | Type::SeriesOfAny => {
                Some(said!("a value of a series is `s at YEAR`", "数列的值写作 `s at YEAR`"))
            }
            Type::Record(_) => Some(said!(
                "give it a name with `let`, or go through a list of it",
                "请用 `let` 命名，或遍历其中的列表"
            )),
            _ => None,
        };
        let words = type_words(self.model, &ty);
        let message = said!(
            "`in` takes a list, and this is {words}",
            "`in` 之后应为列表，此处却是{words}";
            words
        );
        let diagnostic = Diagnostic::error(Code::NotAList, message).at(source.span);
        self.fail(with_help(diagnostic, help))
    }

    /// Binds the generators of an aggregate; `None` where one is faulty.
    pub(super) fn generators(&mut self, all: &'a [ast::Generator]) -> Option<Vec<Generator>> {
        let bound: Vec<Option<Generator>> = all.iter().map(|one| self.generator(one)).collect();
        bound.into_iter().collect()
    }

    /// Reports generators whose variables are read by nothing that follows. True where one was.
    pub(super) fn unused(
        &mut self,
        written: &'a [ast::Generator],
        bound: &[Generator],
        readers: &[ExprId],
    ) -> bool {
        let unused = self.not_read(written, bound, readers);
        for name in &unused {
            let word = name.as_str();
            let message =
                said!("`{word}` is bound here and not used", "`{word}` 在此绑定却没有使用");
            self.report(
                Diagnostic::error(Code::UnusedGenerator, message)
                    .at(name.span)
                    .with_note(said!(
                        "a `for` straight after `count of …` or the like belongs to it",
                        "紧跟在 `count of …` 等之后的 `for` 属于它"
                    ))
                    .with_help(said!(
                        "if the `for` is the rule's own, end what stands before it by \
                         parentheses: `(count of …)`",
                        "若 `for` 属于规则本身，请用括号结束其前的内容：`(count of …)`"
                    )),
            );
        }
        !unused.is_empty()
    }

    /// The generators whose variables are read by nothing that follows; none where that is faulty.
    pub(super) fn not_read(
        &self,
        written: &'a [ast::Generator],
        bound: &[Generator],
        readers: &[ExprId],
    ) -> Vec<&'a ast::Name> {
        if readers.iter().any(|id| self.is_error(*id)) {
            return Vec::new();
        }
        let read =
            readers.iter().fold(VarMask::default(), |all, id| all.with(self.arena.reads(*id)));
        let is_unused = |(at, generator): (usize, &Generator)| {
            let pair = generator.pair.map_or(VarMask::default(), VarMask::one);
            let own = VarMask::one(generator.var).with(pair);
            let later = bound.iter().skip(at + 1).map(|later| self.arena.reads(later.list));
            let read = later.fold(read, VarMask::with);
            if read.intersects(own) {
                return None;
            }
            written.get(at).and_then(|one| one.binder.names().next())
        };
        bound.iter().enumerate().filter_map(is_unused).collect()
    }

    /// A variable that no text names, for the short form of an aggregate.
    pub(super) fn nameless(&mut self, list: ExprId, member: &Type, place: &ast::Expr) -> Generator {
        let var = self.variable("", member.clone(), place.span);
        Generator { var, pair: None, list, span: place.span }
    }

    pub(super) fn value_of(&mut self, generator: &Generator, member: Type) -> ExprId {
        self.push(ExprKind::Var(generator.var), member, generator.span)
    }
}
