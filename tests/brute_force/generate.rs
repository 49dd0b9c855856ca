//! Random rules and plans of the toy model, and how both are written.

use crate::toy::{
    Aggregate, COLOURS, Cell, Cells, Compare, FieldName, Formula, Left, Of, Plan, Quantifier, Rule,
    Term,
};

/// A small generator of numbers (SplitMix64), so that a failing case is named by its seed.
pub struct Random(pub u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    fn small(&mut self, end: u8) -> u8 {
        u8::try_from(self.below(u64::from(end))).unwrap()
    }

    pub fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[usize::try_from(self.below(from.len() as u64)).unwrap()]
    }
}

// ------------------------------------------------------------------------------------ plans

/// A plan with at most a few gaps, so that its completions can be written down.
pub fn plan(random: &mut Random) -> Plan {
    let gaps = random.pick(&[8, 25, 45]);
    let items = if random.chance(15) {
        None
    } else {
        let count = random.below(4);
        Some((0..count).map(|_| cells(random, gaps)).collect())
    };
    Plan { head: cells(random, gaps), items }
}

fn cells(random: &mut Random, gaps: u64) -> Cells {
    FieldName::ALL.map(|field| {
        if !random.chance(gaps) {
            return Cell::Known(random.small(field.size()));
        }
        match random.pick(&[
            Left::Out,
            Left::Out,
            Left::Null,
            Left::Placeholder,
            Left::AbsentUnknown,
            Left::Withheld,
            Left::NotApplicable,
        ]) {
            secret @ (Left::Withheld | Left::NotApplicable) => Cell::Secret(secret),
            gap => Cell::Gap(gap),
        }
    })
}

pub fn plan_json(plan: &Plan) -> String {
    let mut fields = vec![r#""format": "toy/plan/0", "id": "p""#.to_owned()];
    fields.extend(fields_json(&plan.head));
    if let Some(items) = &plan.items {
        let members: Vec<String> = items
            .iter()
            .enumerate()
            .map(|(at, cells)| {
                let mut fields = vec![format!(r#""id": "i{at}""#)];
                fields.extend(fields_json(cells));
                format!("{{ {} }}", fields.join(", "))
            })
            .collect();
        fields.push(format!(r#""items": [{}]"#, members.join(", ")));
    }
    format!("{{ {} }}", fields.join(", "))
}

fn fields_json(cells: &Cells) -> Vec<String> {
    let mut fields = Vec::new();
    for (cell, field) in cells.iter().zip(FieldName::ALL) {
        let value = match cell {
            Cell::Known(value) => match field {
                FieldName::Flag => (*value == 1).to_string(),
                FieldName::N => value.to_string(),
                FieldName::Colour => format!("\"{}\"", COLOURS[usize::from(*value)]),
            },
            Cell::Gap(left) | Cell::Secret(left) => match left {
                Left::Out => continue,
                Left::Null => "null".to_owned(),
                Left::Placeholder => r#""n/a""#.to_owned(),
                Left::AbsentUnknown => r#"{ "absent": "unknown" }"#.to_owned(),
                Left::Withheld => r#"{ "absent": "withheld" }"#.to_owned(),
                Left::NotApplicable => r#"{ "absent": "not applicable" }"#.to_owned(),
            },
        };
        fields.push(format!("\"{}\": {value}", field.word()));
    }
    fields
}

// ------------------------------------------------------------------------------------ rules

/// What a random formula may hold.
#[derive(Clone, Copy)]
pub struct Shape {
    /// Every gap is read once and by forms that are exact.
    pub exact: bool,
}

/// What has not been read yet, where each may be read once.
#[derive(Clone)]
struct Fresh {
    plan: Vec<FieldName>,
    items_list: bool,
}

pub fn rule(random: &mut Random, shape: Shape) -> Rule {
    if shape.exact {
        let mut fresh = Fresh { plan: FieldName::ALL.to_vec(), items_list: true };
        let demand = exact_formula(random, &mut fresh, 2);
        return Rule { over_items: false, filter: None, demand, exception: None };
    }
    let over_items = random.chance(50);
    let depth = usize::from(over_items);
    Rule {
        over_items,
        filter: random.chance(50).then(|| formula(random, depth, 1)),
        demand: formula(random, depth, 3),
        exception: random.chance(30).then(|| formula(random, depth, 1)),
    }
}

fn of(random: &mut Random, depth: usize) -> Of {
    let at = usize::try_from(random.below(depth as u64 + 1)).unwrap();
    if at == depth { Of::Plan } else { Of::Item(at) }
}

fn compare(random: &mut Random) -> Compare {
    random.pick(&[
        Compare::Less,
        Compare::LessOrEqual,
        Compare::Greater,
        Compare::GreaterOrEqual,
        Compare::Equal,
        Compare::NotEqual,
    ])
}

fn quantifier(random: &mut Random) -> Quantifier {
    match random.below(6) {
        0 | 1 => Quantifier::Some,
        2 | 3 => Quantifier::Every,
        4 => Quantifier::No,
        _ => random.pick(&[
            Quantifier::AtLeast(2),
            Quantifier::AtMost(1),
            Quantifier::Exactly(1),
            Quantifier::AtLeast(0),
        ]),
    }
}

/// A formula in which `depth` items are bound; `fuel` bounds its height.
fn formula(random: &mut Random, depth: usize, fuel: u32) -> Formula {
    if fuel == 0 || random.chance(25) {
        return atom(random, depth, fuel);
    }
    let parts = |random: &mut Random| -> Vec<Formula> {
        (0..2 + random.below(2)).map(|_| formula(random, depth, fuel - 1)).collect()
    };
    match random.below(8) {
        0 => Formula::Not(Box::new(formula(random, depth, fuel - 1))),
        1 => Formula::And(parts(random)),
        2 => Formula::Or(parts(random)),
        3 => Formula::AllOf(parts(random)),
        4 => Formula::AnyOf(parts(random)),
        7 if depth < 3 && random.chance(50) => {
            let filter = random.chance(40).then(|| Box::new(plain_atom(random, depth + 1)));
            let part = Box::new(plain_atom(random, depth + 1));
            let percent = random.pick(&[0, 25, 50, 60, 100]);
            Formula::Share(depth, filter, part, compare(random), percent)
        }
        5 | 6 if depth < 3 => {
            let filter = random.chance(40).then(|| Box::new(formula(random, depth + 1, 0)));
            let body = Box::new(formula(random, depth + 1, fuel - 1));
            Formula::Quantified(quantifier(random), depth, filter, body)
        }
        _ => atom(random, depth, fuel),
    }
}

fn atom(random: &mut Random, depth: usize, fuel: u32) -> Formula {
    match random.below(7) {
        0 => Formula::Flag(of(random, depth)),
        1 => Formula::ColourIs(of(random, depth), random.small(3), random.chance(40)),
        2 => {
            let colours = if random.chance(50) { vec![0, 2] } else { vec![1] };
            Formula::ColourOneOf(of(random, depth), colours)
        }
        3 => Formula::Stated(of(random, depth), random.pick(&FieldName::ALL), random.chance(50)),
        4 => Formula::Between(term(random, depth, fuel), random.small(2), 1 + random.small(2)),
        _ => {
            let left = term(random, depth, fuel.max(1));
            let right = term(random, depth, fuel.saturating_sub(1));
            Formula::Compare(left, compare(random), right)
        }
    }
}

/// A condition that can always be computed: what decides whether a member is summed up. (A member
/// whose condition cannot be computed is an unsure one, which a plan without gaps does not have.)
fn plain_atom(random: &mut Random, depth: usize) -> Formula {
    match random.below(4) {
        0 => Formula::Flag(of(random, depth)),
        1 => Formula::ColourIs(of(random, depth), random.small(3), random.chance(40)),
        2 => Formula::Stated(of(random, depth), random.pick(&FieldName::ALL), random.chance(50)),
        _ => {
            let limit = Term::Literal(random.small(3));
            Formula::Compare(Term::N(of(random, depth)), compare(random), limit)
        }
    }
}

fn term(random: &mut Random, depth: usize, fuel: u32) -> Term {
    if fuel == 0 || random.chance(30) {
        return if random.chance(50) {
            Term::Literal(random.small(4))
        } else {
            Term::N(of(random, depth))
        };
    }
    let pair = |random: &mut Random| {
        (Box::new(term(random, depth, fuel - 1)), Box::new(term(random, depth, fuel - 1)))
    };
    match random.below(8) {
        0 => {
            let (a, b) = pair(random);
            Term::Sum(a, b)
        }
        1 => {
            let (a, b) = pair(random);
            Term::Difference(a, b)
        }
        2 => {
            let (a, b) = pair(random);
            Term::Product(a, b)
        }
        3 => {
            let (a, b) = pair(random);
            Term::Quotient(a, b)
        }
        _ if depth < 3 => {
            let filter = random.chance(60).then(|| Box::new(plain_atom(random, depth + 1)));
            let aggregate = random.pick(&[
                Aggregate::Count,
                Aggregate::Count,
                Aggregate::Sum,
                Aggregate::Sum,
                Aggregate::Min,
                Aggregate::Max,
                Aggregate::Mean,
            ]);
            Term::Aggregate(aggregate, depth, filter)
        }
        _ => Term::N(of(random, depth)),
    }
}

/// A formula that the logic decides whenever all completions agree: each gap stands in it once,
/// in forms that the language's reference calls exact.
fn exact_formula(random: &mut Random, fresh: &mut Fresh, fuel: u32) -> Formula {
    if fuel > 0 && random.chance(60) {
        let left = exact_formula(random, fresh, fuel - 1);
        let right = exact_formula(random, fresh, fuel - 1);
        return match random.below(5) {
            0 => Formula::Not(Box::new(Formula::And(vec![left, right]))),
            1 => Formula::And(vec![left, right]),
            2 => Formula::Or(vec![left, right]),
            3 => Formula::AllOf(vec![left, right]),
            _ => Formula::AnyOf(vec![left, right]),
        };
    }
    if fresh.items_list && random.chance(60) {
        fresh.items_list = false;
        return exact_over_items(random);
    }
    exact_atom(random, Of::Plan, &mut fresh.plan)
}

fn exact_atom(random: &mut Random, of: Of, fields: &mut Vec<FieldName>) -> Formula {
    if fields.is_empty() {
        return Formula::Between(Term::Literal(1), 0, 1);
    }
    let at = usize::try_from(random.below(fields.len() as u64)).unwrap();
    match fields.remove(at) {
        FieldName::Flag => Formula::Flag(of),
        FieldName::N => {
            Formula::Compare(Term::N(of), compare(random), Term::Literal(random.small(3)))
        }
        FieldName::Colour => Formula::ColourIs(of, random.small(3), random.chance(50)),
    }
}

fn exact_over_items(random: &mut Random) -> Formula {
    let mut fields = FieldName::ALL.to_vec();
    if random.chance(50) {
        let filter =
            random.chance(50).then(|| Box::new(exact_atom(random, Of::Item(0), &mut fields)));
        let body = Box::new(exact_atom(random, Of::Item(0), &mut fields));
        let quantifier = random.pick(&[Quantifier::Some, Quantifier::Every, Quantifier::No]);
        return Formula::Quantified(quantifier, 0, filter, body);
    }
    // The aggregate reads `n`; its filter must not, nor may the least of nothing be asked.
    fields.retain(|field| *field != FieldName::N);
    let filter = random.chance(50).then(|| Box::new(exact_atom(random, Of::Item(0), &mut fields)));
    let aggregate = match &filter {
        Some(_) => Aggregate::Sum,
        None => random.pick(&[Aggregate::Sum, Aggregate::Min, Aggregate::Max]),
    };
    let op = random.pick(&[
        Compare::Less,
        Compare::LessOrEqual,
        Compare::Greater,
        Compare::GreaterOrEqual,
    ]);
    Formula::Compare(Term::Aggregate(aggregate, 0, filter), op, Term::Literal(random.small(5)))
}

// ------------------------------------------------------------------------------------ rule text

pub fn rule_text(name: &str, rule: &Rule) -> String {
    let mut text = format!("rule {name}\n  \"A random rule\"\n");
    match (&rule.filter, rule.over_items) {
        (Some(filter), true) => {
            text.push_str(&format!("  for i0 in plan.items where {}\n", written(filter)));
        }
        (None, true) => text.push_str("  for i0 in plan.items\n"),
        (Some(filter), false) => text.push_str(&format!("  when {}\n", written(filter))),
        (None, false) => {}
    }
    text.push_str(&format!("  must {}\n  otherwise \"no\"\n", written(&rule.demand)));
    if let Some(exception) = &rule.exception {
        let when = written(exception);
        text.push_str(&format!(
            "\nexception x-{name} to {name}\n  when {when}\n  because \"so\"\n"
        ));
    }
    text
}

fn place(of: Of, field: &str) -> String {
    match of {
        Of::Plan => format!("plan.{field}"),
        Of::Item(depth) => format!("i{depth}.{field}"),
    }
}

fn operator(op: Compare) -> &'static str {
    match op {
        Compare::Less => "<",
        Compare::LessOrEqual => "<=",
        Compare::Greater => ">",
        Compare::GreaterOrEqual => ">=",
        Compare::Equal => "=",
        Compare::NotEqual => "!=",
    }
}

/// A formula in parentheses wherever it could be misread.
fn written(formula: &Formula) -> String {
    let list = |parts: &[Formula], word: &str| -> String {
        let parts: Vec<String> = parts.iter().map(|part| format!("({})", written(part))).collect();
        parts.join(word)
    };
    match formula {
        Formula::Flag(of) => place(*of, "flag"),
        Formula::ColourIs(of, colour, negated) => {
            let not = if *negated { "not " } else { "" };
            format!("{} is {not}{}", place(*of, "colour"), COLOURS[usize::from(*colour)])
        }
        Formula::ColourOneOf(of, colours) => {
            let words: Vec<&str> = colours.iter().map(|c| COLOURS[usize::from(*c)]).collect();
            format!("{} is one of {{{}}}", place(*of, "colour"), words.join(", "))
        }
        Formula::Stated(of, field, missing) => {
            let test = if *missing { "missing" } else { "stated" };
            format!("{} is {test}", place(*of, field.word()))
        }
        Formula::Compare(left, op, right) => {
            format!("{} {} {}", number(left), operator(*op), number(right))
        }
        Formula::Between(term, low, high) => {
            format!("{} is between {low} and {high}", number(term))
        }
        Formula::Not(inner) => format!("not ({})", written(inner)),
        Formula::And(parts) => list(parts, " and "),
        Formula::Or(parts) => list(parts, " or "),
        Formula::AllOf(parts) => format!("all of ({})", list(parts, ", ")),
        Formula::AnyOf(parts) => format!("any of ({})", list(parts, ", ")),
        Formula::Quantified(quantifier, depth, filter, body) => {
            let word = match quantifier {
                Quantifier::Some => "some".to_owned(),
                Quantifier::Every => "every".to_owned(),
                Quantifier::No => "no".to_owned(),
                Quantifier::AtLeast(n) => format!("at least {n}"),
                Quantifier::AtMost(n) => format!("at most {n}"),
                Quantifier::Exactly(n) => format!("exactly {n}"),
            };
            let filter =
                filter.as_ref().map_or_else(String::new, |f| format!(" where ({})", written(f)));
            format!("({word} i{depth} in plan.items{filter}: ({}))", written(body))
        }
        Formula::Share(depth, filter, part, op, percent) => {
            let filter =
                filter.as_ref().map_or_else(String::new, |f| format!(" where ({})", written(f)));
            let op = operator(*op);
            format!(
                "(share of i{depth}.n for i{depth} in plan.items{filter}: ({})) {op} {percent} %",
                written(part)
            )
        }
    }
}

fn number(term: &Term) -> String {
    match term {
        Term::Literal(value) => value.to_string(),
        Term::N(of) => place(*of, "n"),
        Term::Sum(a, b) => format!("({} + {})", number(a), number(b)),
        Term::Difference(a, b) => format!("({} - {})", number(a), number(b)),
        Term::Product(a, b) => format!("({} * {})", number(a), number(b)),
        Term::Quotient(a, b) => format!("({} / {})", number(a), number(b)),
        Term::Aggregate(aggregate, depth, filter) => {
            let filter =
                filter.as_ref().map_or_else(String::new, |f| format!(" where {}", written(f)));
            match aggregate {
                Aggregate::Count => format!("(count of i{depth} in plan.items{filter})"),
                Aggregate::Sum => sum("sum", *depth, &filter),
                Aggregate::Min => sum("min", *depth, &filter),
                Aggregate::Max => sum("max", *depth, &filter),
                Aggregate::Mean => sum("mean", *depth, &filter),
            }
        }
    }
}

fn sum(word: &str, depth: usize, filter: &str) -> String {
    format!("({word} of i{depth}.n for i{depth} in plan.items{filter})")
}
