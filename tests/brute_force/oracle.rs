//! What a rule says of a plan without gaps, by plain recursion; and every way to fill the gaps.

use crate::toy::{
    Aggregate, Cell, Cells, Compare, FieldName, Formula, Of, Plan, Quantifier, Rule, Term, Values,
    Whole,
};

/// A fraction with a positive denominator; `None` where it cannot be computed.
type Number = Option<(i64, i64)>;

fn less(a: (i64, i64), b: (i64, i64)) -> bool {
    a.0 * b.1 < b.0 * a.1
}

fn equal(a: (i64, i64), b: (i64, i64)) -> bool {
    a.0 * b.1 == b.0 * a.1
}

fn compared(a: (i64, i64), op: Compare, b: (i64, i64)) -> bool {
    match op {
        Compare::Less => less(a, b),
        Compare::LessOrEqual => !less(b, a),
        Compare::Greater => less(b, a),
        Compare::GreaterOrEqual => !less(a, b),
        Compare::Equal => equal(a, b),
        Compare::NotEqual => !equal(a, b),
    }
}

/// Truth on a plan without gaps: `None` only where arithmetic gives nothing.
type Truth = Option<bool>;

fn all(parts: impl IntoIterator<Item = Truth>) -> Truth {
    let mut sure = Some(true);
    for part in parts {
        match part {
            Some(false) => return Some(false),
            None => sure = None,
            Some(true) => {}
        }
    }
    sure
}

fn any(parts: impl IntoIterator<Item = Truth>) -> Truth {
    all(parts.into_iter().map(|part| part.map(|p| !p))).map(|none| !none)
}

/// A plan and the items bound so far.
#[derive(Clone)]
struct World<'a> {
    plan: &'a Whole,
    bound: Vec<Values>,
}

impl World<'_> {
    fn values(&self, of: Of) -> Values {
        match of {
            Of::Plan => self.plan.head,
            Of::Item(depth) => self.bound[depth],
        }
    }

    fn with(&self, depth: usize, item: Values) -> Self {
        let mut bound = self.bound.clone();
        bound.truncate(depth);
        bound.push(item);
        World { plan: self.plan, bound }
    }

    fn formula(&self, formula: &Formula) -> Truth {
        match formula {
            Formula::Flag(of) => Some(self.values(*of).value[0] == 1),
            Formula::ColourIs(of, colour, negated) => {
                Some((self.values(*of).value[2] == *colour) != *negated)
            }
            Formula::ColourOneOf(of, colours) => Some(colours.contains(&self.values(*of).value[2])),
            Formula::Stated(of, field, missing) => {
                let at = FieldName::ALL.iter().position(|f| f == field).unwrap();
                Some(self.values(*of).stated[at] != *missing)
            }
            Formula::Compare(left, op, right) => {
                Some(compared(self.term(left)?, *op, self.term(right)?))
            }
            Formula::Between(term, low, high) => {
                let value = self.term(term)?;
                Some(!less(value, (i64::from(*low), 1)) && !less((i64::from(*high), 1), value))
            }
            Formula::Not(inner) => self.formula(inner).map(|truth| !truth),
            Formula::And(parts) | Formula::AllOf(parts) => {
                all(parts.iter().map(|part| self.formula(part)))
            }
            Formula::Or(parts) | Formula::AnyOf(parts) => {
                any(parts.iter().map(|part| self.formula(part)))
            }
            Formula::Quantified(quantifier, depth, filter, body) => {
                let members = self.plan.items.iter().map(|item| self.with(*depth, *item));
                let held: Vec<(Truth, Truth)> = members
                    .map(|world| {
                        let kept = filter.as_ref().map_or(Some(true), |f| world.formula(f));
                        (kept, world.formula(body))
                    })
                    .collect();
                quantified(*quantifier, &held)
            }
            Formula::Share(depth, filter, part, op, percent) => {
                let (mut within, mut whole) = (0, 0);
                for world in self.kept(*depth, filter.as_deref())? {
                    let value = i64::from(world.bound[*depth].value[1]);
                    whole += value;
                    if world.formula(part)? {
                        within += value;
                    }
                }
                let limit = (i64::from(*percent), 100);
                (whole != 0).then(|| compared((within, whole), *op, limit))
            }
        }
    }

    fn kept(&self, depth: usize, filter: Option<&Formula>) -> Option<Vec<Self>> {
        let mut kept = Vec::new();
        for item in &self.plan.items {
            let world = self.with(depth, *item);
            if filter.map_or(Some(true), |f| world.formula(f))? {
                kept.push(world);
            }
        }
        Some(kept)
    }

    fn term(&self, term: &Term) -> Number {
        match term {
            Term::Literal(value) => Some((i64::from(*value), 1)),
            Term::N(of) => Some((i64::from(self.values(*of).value[1]), 1)),
            Term::Sum(a, b) => {
                let (a, b) = (self.term(a)?, self.term(b)?);
                Some((a.0 * b.1 + b.0 * a.1, a.1 * b.1))
            }
            Term::Difference(a, b) => {
                let (a, b) = (self.term(a)?, self.term(b)?);
                Some((a.0 * b.1 - b.0 * a.1, a.1 * b.1))
            }
            Term::Product(a, b) => {
                let (a, b) = (self.term(a)?, self.term(b)?);
                Some((a.0 * b.0, a.1 * b.1))
            }
            Term::Quotient(a, b) => {
                let (a, b) = (self.term(a)?, self.term(b)?);
                if b.0 == 0 {
                    return None;
                }
                let sign = b.0.signum();
                Some((a.0 * b.1 * sign, a.1 * b.0 * sign))
            }
            Term::Aggregate(aggregate, depth, filter) => {
                let kept = self.kept(*depth, filter.as_deref())?;
                let values: Vec<i64> =
                    kept.iter().map(|w| i64::from(w.bound[*depth].value[1])).collect();
                let size = i64::try_from(values.len()).unwrap();
                match aggregate {
                    Aggregate::Count => Some((size, 1)),
                    Aggregate::Sum => Some((values.iter().sum(), 1)),
                    Aggregate::Min => values.iter().min().map(|v| (*v, 1)),
                    Aggregate::Max => values.iter().max().map(|v| (*v, 1)),
                    Aggregate::Mean if size == 0 => None,
                    Aggregate::Mean => Some((values.iter().sum(), size)),
                }
            }
        }
    }
}

fn quantified(quantifier: Quantifier, members: &[(Truth, Truth)]) -> Truth {
    let both = |(kept, body): &(Truth, Truth)| all([*kept, *body]);
    let sure = members.iter().filter(|m| both(m) == Some(true)).count();
    let open = members.iter().filter(|m| both(m).is_none()).count();
    let counted = |low: usize, high: usize| -> Truth {
        if sure >= low && sure + open <= high {
            Some(true)
        } else if sure > high || sure + open < low {
            Some(false)
        } else {
            None
        }
    };
    match quantifier {
        Quantifier::Some => any(members.iter().map(both)),
        Quantifier::No => any(members.iter().map(both)).map(|some| !some),
        Quantifier::Every => all(members.iter().map(|(kept, body)| any([kept.map(|k| !k), *body]))),
        Quantifier::AtLeast(n) => counted(usize::from(n), usize::MAX),
        Quantifier::AtMost(n) => counted(0, usize::from(n)),
        Quantifier::Exactly(n) => counted(usize::from(n), usize::from(n)),
    }
}

/// Whether a rule makes a finding on a plan without gaps; `None` where arithmetic decides nothing.
pub fn finding(rule: &Rule, plan: &Whole) -> Truth {
    let root = World { plan, bound: Vec::new() };
    let worlds: Vec<World> = if rule.over_items {
        plan.items.iter().map(|item| root.with(0, *item)).collect()
    } else {
        vec![root]
    };
    any(worlds.iter().map(|world| {
        all([
            rule.filter.as_ref().map_or(Some(true), |f| world.formula(f)),
            world.formula(&rule.demand).map(|holds| !holds),
            rule.exception.as_ref().map_or(Some(true), |x| world.formula(x).map(|holds| !holds)),
        ])
    }))
}

/// Every way to complete a plan, or `None` where there are more than `most`. A list left out is
/// completed with up to two items, stated in full.
pub fn completions(plan: &Plan, most: usize) -> Option<Vec<Whole>> {
    let heads = fill(&plan.head);
    let lists: Vec<Vec<Values>> = match &plan.items {
        Some(items) => {
            let choices: Vec<Vec<Values>> = items.iter().map(fill).collect();
            let count = choices.iter().try_fold(1usize, |n, c| n.checked_mul(c.len()))?;
            if count > most {
                return None;
            }
            product(&choices)
        }
        None => {
            let each = fill(&[Cell::Gap(crate::toy::Left::Out); 3])
                .into_iter()
                .map(|item| Values { stated: [true; 3], ..item });
            let each: Vec<Values> = each.collect();
            let mut lists = vec![Vec::new()];
            lists.extend(each.iter().map(|one| vec![*one]));
            for one in &each {
                lists.extend(each.iter().map(|two| vec![*one, *two]));
            }
            lists
        }
    };
    if heads.len().checked_mul(lists.len())? > most {
        return None;
    }
    let mut all = Vec::with_capacity(heads.len() * lists.len());
    for head in &heads {
        all.extend(lists.iter().map(|items| Whole { head: *head, items: items.clone() }));
    }
    Some(all)
}

/// Every way to fill one record's gaps.
fn fill(cells: &Cells) -> Vec<Values> {
    let mut done = vec![Values { value: [0; 3], stated: [false; 3] }];
    for (at, (cell, field)) in cells.iter().zip(FieldName::ALL).enumerate() {
        let choices: Vec<(u8, bool)> = match cell {
            Cell::Known(value) => vec![(*value, true)],
            Cell::Gap(_) => (0..field.size()).map(|value| (value, false)).collect(),
            Cell::Secret(_) => {
                (0..field.size()).flat_map(|value| [(value, false), (value, true)]).collect()
            }
        };
        done = done
            .iter()
            .flat_map(|values| {
                choices.iter().map(move |(value, stated)| {
                    let mut next = *values;
                    next.value[at] = *value;
                    next.stated[at] = *stated;
                    next
                })
            })
            .collect();
    }
    done
}

fn product(choices: &[Vec<Values>]) -> Vec<Vec<Values>> {
    choices.iter().fold(vec![Vec::new()], |lists, choice| {
        lists
            .iter()
            .flat_map(|list| {
                choice.iter().map(move |one| {
                    let mut next = list.clone();
                    next.push(*one);
                    next
                })
            })
            .collect()
    })
}
