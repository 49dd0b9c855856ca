//! Random rules that the logic decides whenever all completions agree: each gap stands in them
//! once, in forms that the language's design calls exact.

use crate::draw::{codes, count_of, op};
use crate::formula::{
    Aggregate, Count, Exception, Formula, List, Op, Point, Quantifier, Rec, Rule, Term, Test, Word,
};
use crate::random::Random;
use crate::toy::Field;

/// What has not been read yet, where each may be read once.
struct Fresh {
    head: Vec<Field>,
    /// Of the item that a loop binds.
    item: Vec<Field>,
    items_list: bool,
}

fn fields() -> Vec<Field> {
    vec![
        Field::Flag,
        Field::N,
        Field::Colour,
        Field::Tags,
        Field::Code,
        Field::Text,
        Field::S0,
        Field::S1,
    ]
}

pub fn rule(random: &mut Random) -> Rule {
    let is_over_items = random.chance(40);
    let mut fresh = Fresh {
        head: fields(),
        item: if is_over_items { fields() } else { Vec::new() },
        items_list: !is_over_items,
    };
    let filter = random.chance(50).then(|| atom(random, Rec::Var(0), &mut fresh.item));
    let demand = formula(random, &mut fresh, 2);
    let when = random.chance(30).then(|| formula(random, &mut fresh, 0));
    let exceptions = match random.chance(40) {
        true => vec![Exception {
            in_force: None,
            when: formula(random, &mut fresh, 1),
            but: random.chance(40).then(|| formula(random, &mut fresh, 0)),
        }],
        false => Vec::new(),
    };
    let loops = if is_over_items { vec![filter] } else { Vec::new() };
    Rule {
        portfolio: false,
        in_force: None,
        breakdowns: Vec::new(),
        lets: Vec::new(),
        loops,
        when,
        negated: random.chance(15),
        demand,
        exceptions,
    }
}

fn formula(random: &mut Random, fresh: &mut Fresh, fuel: u32) -> Formula {
    if fuel > 0 && random.chance(60) {
        let count = if random.chance(40) { 3 } else { 2 };
        let parts: Vec<Formula> = (0..count).map(|_| formula(random, fresh, fuel - 1)).collect();
        return match random.below(6) {
            0 => Formula::Not(Box::new(Formula::And(parts))),
            1 => Formula::And(parts),
            2 => Formula::Or(parts),
            3 => Formula::AllOf(parts),
            4 => Formula::AnyOf(parts),
            _ => count_of(
                random.pick(&[Count::AtLeast, Count::AtMost, Count::Exactly]),
                1 + random.small(2),
                parts,
            ),
        };
    }
    if fresh.items_list && random.chance(60) {
        fresh.items_list = false;
        return over_items(random);
    }
    if !fresh.item.is_empty() && random.chance(60) {
        return atom(random, Rec::Var(0), &mut fresh.item);
    }
    atom(random, Rec::Head, &mut fresh.head)
}

fn atom(random: &mut Random, of: Rec, fields: &mut Vec<Field>) -> Formula {
    if fields.is_empty() {
        return Formula::Between(Term::One, 0, 1);
    }
    let field = fields.remove(random.below(fields.len()));
    if random.chance(20) {
        let test = match field {
            // The words for the years of a series are those for all of it.
            Field::S0 | Field::S1 => return point(random, of, field),
            Field::Tags | Field::Text => random.pick(&[Test::Stated, Test::Missing, Test::Empty]),
            _ => random.pick(&[Test::Stated, Test::Missing]),
        };
        return Formula::Asked(of, field, test);
    }
    match field {
        Field::Flag => Formula::Flag(of),
        Field::N => {
            Formula::Compare(Term::Number(of, field), op(random), Term::Literal(random.small(3)))
        }
        Field::Colour => match random.chance(50) {
            true => Formula::Colour(of, Word::Is(random.small(3)), random.chance(50)),
            false => Formula::ColourOneOf(of, random.pick(&[1, 5]), random.chance(50)),
        },
        Field::Tags => Formula::Includes(of, Word::Is(random.small(3))),
        Field::Code => Formula::Within(of, codes(random).into_iter().take(1).collect()),
        Field::S0 | Field::S1 => point(random, of, field),
        _ => Formula::Contains(of, random.small(2)),
    }
}

fn point(random: &mut Random, of: Rec, field: Field) -> Formula {
    let at = Point::At(u8::from(field == Field::S1));
    Formula::Compare(Term::Point(at, of), op(random), Term::Literal(random.small(3)))
}

fn over_items(random: &mut Random) -> Formula {
    let mut fields = fields();
    if random.chance(50) {
        let filter = random.chance(50).then(|| Box::new(atom(random, Rec::Var(0), &mut fields)));
        let body = Box::new(atom(random, Rec::Var(0), &mut fields));
        let quantifier = random.pick(&[Quantifier::Some, Quantifier::Every, Quantifier::No]);
        return Formula::Quantified(quantifier, 0, List::Items, filter, body);
    }
    // The aggregate reads `n`; its filter must not, nor may the least of nothing be asked.
    fields.retain(|field| *field != Field::N);
    let filter = random.chance(50).then(|| Box::new(atom(random, Rec::Var(0), &mut fields)));
    let aggregate = match &filter {
        Some(_) => random.pick(&[Aggregate::Sum, Aggregate::Count]),
        None => random.pick(&[Aggregate::Sum, Aggregate::Min, Aggregate::Max, Aggregate::Count]),
    };
    // A sum may leave out numbers between its ends.
    let op = random.pick(&[Op::Less, Op::LessOrEqual, Op::Greater, Op::GreaterOrEqual]);
    let sum = Term::Aggregate(aggregate, Field::N, 0, List::Items, filter);
    Formula::Compare(sum, op, Term::Literal(random.small(5)))
}
