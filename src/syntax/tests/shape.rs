//! An expression's tree as one line, so that a test can say what it expects.

use crate::syntax::ast::{
    Binder, Expr, ExprKind, Generator, IsTest, ListedItem, Listing, Quantifier, Quantity, UnitExpr,
};

/// The tree in prefix form: `(+ a (* b c))`.
pub(super) fn shape(expr: &Expr) -> String {
    match &expr.kind {
        ExprKind::Quantity(quantity) => quantity_shape(quantity),
        ExprKind::Date(date) => format!("date:{date}"),
        ExprKind::Text(text) => format!("{text:?}"),
        ExprKind::Boolean(value) => value.to_string(),
        ExprKind::Code(code) => format!("{}:{}", code.scheme.text, code.code.text),
        ExprKind::Name(name) => name.text.clone(),
        ExprKind::Set(members) => format!("{{{}}}", joined(members)),
        ExprKind::Call { name, arguments } => format!("({} {})", name.text, joined(arguments)),
        ExprKind::Field { base, field } => format!("{}.{}", shape(base), field.text),
        ExprKind::Index { base, key } => format!("{}[{}]", shape(base), shape(key)),
        ExprKind::At { base, year } => format!("(at {} {})", shape(base), shape(year)),
        ExprKind::Negate(operand) => format!("(- {})", shape(operand)),
        ExprKind::Not(operand) => format!("(not {})", shape(operand)),
        ExprKind::And(operands) => format!("(and {})", joined(operands)),
        ExprKind::Or(operands) => format!("(or {})", joined(operands)),
        ExprKind::Arithmetic { operator, left, right } => {
            format!("({:?} {} {})", operator.value, shape(left), shape(right))
        }
        ExprKind::Compare { operator, left, right } => {
            format!("({:?} {} {})", operator.value, shape(left), shape(right))
        }
        ExprKind::Is { operand, negated, test } => {
            let not = if *negated { "not " } else { "" };
            format!("(is {} {not}{})", shape(operand), is_shape(&test.value))
        }
        ExprKind::IfMissing { value, default } => {
            format!("(if-missing {} {})", shape(value), shape(default))
        }
        ExprKind::As { value, scale, unit } => {
            let scale = scale.as_ref().map_or(String::new(), |s| format!("e{} ", s.value.exponent));
            format!("(as {} {scale}{})", shape(value), unit_shape(unit))
        }
        ExprKind::Of { function, operand } => format!("({:?} {})", function.value, shape(operand)),
        ExprKind::Aggregate { function, value, generators, condition, by } => format!(
            "({:?} {} {}{}{})",
            function.value,
            shape(value),
            generators.iter().map(generator_shape).collect::<Vec<_>>().join(" "),
            option(" where ", condition.as_deref()),
            option(" by ", by.as_deref())
        ),
        ExprKind::Members { function, generator, condition, by } => format!(
            "({:?}-of-members {}{}{})",
            function.value,
            generator_shape(generator),
            option(" where ", condition.as_deref()),
            option(" by ", by.as_deref())
        ),
        ExprKind::Share { value, generators, condition, part } => format!(
            "(share {} {}{} : {})",
            shape(value),
            generators.iter().map(generator_shape).collect::<Vec<_>>().join(" "),
            option(" where ", condition.as_deref()),
            shape(part)
        ),
        ExprKind::Quantified { quantifier, generator, condition, body } => format!(
            "({} {}{} : {})",
            quantifier_shape(&quantifier.value),
            generator_shape(generator),
            option(" where ", condition.as_deref()),
            shape(body)
        ),
        ExprKind::Listed { listing, items } => format!(
            "({} {})",
            listing_shape(&listing.value),
            items.iter().map(item_shape).collect::<Vec<_>>().join(" ")
        ),
        ExprKind::Reaches { from, to, relation } => {
            format!("(reaches {} {} {})", shape(from), shape(to), shape(relation))
        }
        ExprKind::Reach { from, relation } => {
            format!("(reach {} {})", shape(from), shape(relation))
        }
    }
}

fn joined(exprs: &[Expr]) -> String {
    exprs.iter().map(shape).collect::<Vec<_>>().join(" ")
}

fn option(word: &str, expr: Option<&Expr>) -> String {
    expr.map_or(String::new(), |expr| format!("{word}{}", shape(expr)))
}

fn quantity_shape(quantity: &Quantity) -> String {
    let mut text = quantity.number.text.clone();
    if let Some(scale) = &quantity.scale {
        text += &format!("e{}", scale.value.exponent);
    }
    if let Some(unit) = &quantity.unit {
        text += &format!("'{}'", unit_shape(unit));
    }
    text
}

fn unit_shape(unit: &UnitExpr) -> String {
    let mut text = unit.first.text.clone();
    for factor in &unit.per {
        text += "/";
        text += factor.number.as_ref().map_or("", |number| &number.text);
        text += &factor.scale.as_ref().map_or(String::new(), |s| format!("e{}", s.value.exponent));
        text += &factor.unit.text;
    }
    text
}

fn is_shape(test: &IsTest) -> String {
    match test {
        IsTest::Stated => "STATED".to_owned(),
        IsTest::Missing => "MISSING".to_owned(),
        IsTest::Empty => "EMPTY".to_owned(),
        IsTest::Rising => "RISING".to_owned(),
        IsTest::Falling => "FALLING".to_owned(),
        IsTest::Word(word) => word.text.clone(),
        IsTest::OneOf(set) => format!("one-of {}", shape(set)),
        IsTest::Between(low, high) => format!("between {} {}", shape(low), shape(high)),
    }
}

fn generator_shape(generator: &Generator) -> String {
    let names: Vec<&str> = generator.binder.names().map(|name| name.as_str()).collect();
    let pair = if matches!(generator.binder, Binder::Pair(..)) { "pair " } else { "" };
    format!("<{pair}{} in {}>", names.join(","), shape(&generator.source))
}

fn quantifier_shape(quantifier: &Quantifier) -> String {
    match quantifier {
        Quantifier::Some => "some".to_owned(),
        Quantifier::Every => "every".to_owned(),
        Quantifier::No => "no".to_owned(),
        Quantifier::AtLeast(n) => format!("at-least {}", shape(n)),
        Quantifier::AtMost(n) => format!("at-most {}", shape(n)),
        Quantifier::Exactly(n) => format!("exactly {}", shape(n)),
    }
}

fn listing_shape(listing: &Listing) -> String {
    match listing {
        Listing::All => "all-of".to_owned(),
        Listing::Any => "any-of".to_owned(),
        Listing::AtLeast(n) => format!("at-least {} of", shape(n)),
        Listing::AtMost(n) => format!("at-most {} of", shape(n)),
        Listing::Exactly(n) => format!("exactly {} of", shape(n)),
    }
}

fn item_shape(item: &ListedItem) -> String {
    let otherwise = if item.otherwise.is_some() { "!" } else { "" };
    format!("{}{otherwise}", shape(&item.condition))
}
