//! The names that items mention where a value, a define or a relation may stand.

use crate::syntax::ast::{
    Clause, Expr, ExprKind, Generator, IsTest, ItemKind, Listing, Message, Name, Part, Quantifier,
    RuleBody, Template,
};

/// Calls `see` with every name an item mentions as a value, be it one in scope or a word of a
/// vocabulary: who asks knows which names there are.
pub(super) fn of_item<'a>(item: &'a ItemKind, see: &mut dyn FnMut(&'a Name)) {
    match item {
        ItemKind::Define(define) => of_expr(&define.value, see),
        ItemKind::Relation(relation) => {
            of_expr(&relation.from, see);
            of_expr(&relation.to, see);
            relation.generators.iter().for_each(|one| of_generator(one, see));
            relation.condition.iter().for_each(|one| of_expr(one, see));
        }
        ItemKind::Rule(rule) => of_body(&rule.body, see),
        ItemKind::Replace(replace) => of_body(&replace.body, see),
        ItemKind::Exception(exception) => of_expr(&exception.when, see),
        ItemKind::Pack(_)
        | ItemKind::Use(_)
        | ItemKind::Source(_)
        | ItemKind::Provision(_)
        | ItemKind::Dimension(_)
        | ItemKind::Unit(_)
        | ItemKind::Classification(_)
        | ItemKind::Vocabulary(_)
        | ItemKind::Extend(_)
        | ItemKind::Record(_)
        | ItemKind::Parameter(_)
        | ItemKind::Disable(_)
        | ItemKind::Test(_) => {}
    }
}

/// The names in the clauses of a rule.
pub(super) fn of_body<'a>(body: &'a RuleBody, see: &mut dyn FnMut(&'a Name)) {
    for clause in &body.clauses {
        match clause {
            Clause::For(clause) => {
                of_generator(&clause.generator, see);
                clause.condition.iter().for_each(|one| of_expr(one, see));
            }
            Clause::Let(clause) => of_expr(&clause.value, see),
            Clause::When(condition) => of_expr(condition, see),
        }
    }
    of_expr(&body.demand.condition, see);
    body.otherwise.iter().chain(&body.help).for_each(|one| of_template(one, see));
    body.show.iter().for_each(|one| of_expr(one, see));
}

fn of_template<'a>(template: &'a Template, see: &mut dyn FnMut(&'a Name)) {
    of_message(&template.default, see);
    template.translations.iter().for_each(|one| of_message(&one.text, see));
}

fn of_message<'a>(message: &'a Message, see: &mut dyn FnMut(&'a Name)) {
    for part in &message.parts {
        match part {
            Part::Text(_) => {}
            Part::Hole(value) => of_expr(value, see),
        }
    }
}

fn of_generator<'a>(generator: &'a Generator, see: &mut dyn FnMut(&'a Name)) {
    of_expr(&generator.source, see);
}

/// The names in an expression.
pub(super) fn of_expr<'a>(expr: &'a Expr, see: &mut dyn FnMut(&'a Name)) {
    match &expr.kind {
        ExprKind::Quantity(_)
        | ExprKind::Date(_)
        | ExprKind::Text(_)
        | ExprKind::Boolean(_)
        | ExprKind::Code(_) => {}
        ExprKind::Name(name) => see(name),
        // A bare word in braces is a word of a vocabulary.
        ExprKind::Set(members) => {
            let values = members.iter().filter(|one| !matches!(one.kind, ExprKind::Name(_)));
            values.for_each(|one| of_expr(one, see));
        }
        ExprKind::Call { name, arguments } => {
            see(name);
            arguments.iter().for_each(|one| of_expr(one, see));
        }
        ExprKind::Field { base, .. } => of_expr(base, see),
        ExprKind::Index { base: one, key: two }
        | ExprKind::At { base: one, year: two }
        | ExprKind::Arithmetic { left: one, right: two, .. }
        | ExprKind::Compare { left: one, right: two, .. }
        | ExprKind::IfMissing { value: one, default: two }
        | ExprKind::Reach { from: one, relation: two } => {
            of_expr(one, see);
            of_expr(two, see);
        }
        ExprKind::Negate(one)
        | ExprKind::Not(one)
        | ExprKind::As { value: one, .. }
        | ExprKind::Of { operand: one, .. } => of_expr(one, see),
        ExprKind::And(of) | ExprKind::Or(of) => of.iter().for_each(|one| of_expr(one, see)),
        ExprKind::Is { operand, test, .. } => {
            of_expr(operand, see);
            match &test.value {
                IsTest::Stated
                | IsTest::Missing
                | IsTest::Empty
                | IsTest::Rising
                | IsTest::Falling
                | IsTest::Word(_) => {}
                IsTest::OneOf(set) => of_expr(set, see),
                IsTest::Between(from, to) => {
                    of_expr(from, see);
                    of_expr(to, see);
                }
            }
        }
        ExprKind::Aggregate { value, generators, condition, by, .. } => {
            of_expr(value, see);
            generators.iter().for_each(|one| of_generator(one, see));
            condition.iter().chain(by).for_each(|one| of_expr(one, see));
        }
        ExprKind::Members { generator, condition, by, .. } => {
            of_generator(generator, see);
            condition.iter().chain(by).for_each(|one| of_expr(one, see));
        }
        ExprKind::Share { value, generators, condition, part } => {
            of_expr(value, see);
            generators.iter().for_each(|one| of_generator(one, see));
            condition.iter().chain([part]).for_each(|one| of_expr(one, see));
        }
        ExprKind::Quantified { quantifier, generator, condition, body } => {
            match &quantifier.value {
                Quantifier::Some | Quantifier::Every | Quantifier::No => {}
                Quantifier::AtLeast(number)
                | Quantifier::AtMost(number)
                | Quantifier::Exactly(number) => of_expr(number, see),
            }
            of_generator(generator, see);
            condition.iter().chain([body]).for_each(|one| of_expr(one, see));
        }
        ExprKind::Listed { listing, items } => {
            match &listing.value {
                Listing::All | Listing::Any => {}
                Listing::AtLeast(number) | Listing::AtMost(number) | Listing::Exactly(number) => {
                    of_expr(number, see);
                }
            }
            for item in items {
                of_expr(&item.condition, see);
                item.otherwise.iter().for_each(|one| of_template(one, see));
            }
        }
        ExprKind::Reaches { from, to, relation } => {
            [from, to, relation].into_iter().for_each(|one| of_expr(one, see));
        }
    }
}
