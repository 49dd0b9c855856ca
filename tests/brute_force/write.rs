//! Rules of the toy model as text, and which fields they read.

use crate::formula::{
    Aggregate, Count, Formula, InForce, List, OF_BREAKDOWN, Op, Point, Quantifier, Rec, Relation,
    Rule, Term, Test, Word,
};
use crate::plan::{Class, Reads};
use crate::toy::{CODES, COLOURS, DAYS, Field, METRICS, NEEDLES, YEARS};

/// A rule in the language.
pub struct Text {
    pub text: String,
    /// The fields that it reads.
    pub reads: Reads,
    /// It reads a member by its key, which a plan may lack.
    pub keyed: bool,
}

struct Writer<'a> {
    rule: &'a Rule,
    name: &'a str,
    reads: Reads,
    reaches: bool,
    defines: Vec<String>,
}

pub fn rule(name: &str, rule: &Rule) -> Text {
    let mut writer =
        Writer { rule, name, reads: Reads::default(), reaches: false, defines: Vec::new() };
    let lines = writer.lines();
    let mut text = writer.defines.join("");
    text.push_str(&lines.join("\n"));
    text.push('\n');
    let keyed = text.contains("plan.items[") || text.contains("plan.marks[");
    Text { text, reads: writer.reads, keyed }
}

/// A number of a rule that has nothing else.
#[allow(dead_code)] // Not in the test against brute force.
pub fn term(name: &str, term: &Term) -> String {
    let rule = Rule {
        portfolio: false,
        in_force: None,
        breakdowns: Vec::new(),
        lets: Vec::new(),
        loops: Vec::new(),
        when: None,
        negated: false,
        demand: Formula::Between(Term::One, 0, 1),
        exceptions: Vec::new(),
    };
    let mut writer =
        Writer { rule: &rule, name, reads: Reads::default(), reaches: false, defines: Vec::new() };
    writer.term(term)
}

impl Writer<'_> {
    fn lines(&mut self) -> Vec<String> {
        let (rule, name) = (self.rule, self.name);
        let kind = if rule.portfolio { "portfolio rule" } else { "rule" };
        let mut lines = vec![format!("{kind} {name}"), "  \"a rule\"".to_owned()];
        lines.extend(rule.in_force.map(|in_force| self.in_force(in_force)));
        for (at, breakdown) in rule.breakdowns.iter().enumerate() {
            let value = match breakdown.aggregate {
                Aggregate::Count => format!("v{OF_BREAKDOWN}"),
                _ => self.field(&Rec::Var(OF_BREAKDOWN), breakdown.field),
            };
            let op = aggregate(breakdown.aggregate);
            let over = self.generator(OF_BREAKDOWN, &List::Items, breakdown.filter.as_ref());
            let key = self.field(&Rec::Var(OF_BREAKDOWN), Field::Colour);
            let of = match breakdown.aggregate {
                Aggregate::Count => format!("count of {over}"),
                _ => format!("{op} of {value} for {over}"),
            };
            lines.push(format!("  let b{at} = {of} by {key}"));
        }
        for (at, term) in rule.lets.iter().enumerate() {
            let value = self.term(term);
            lines.push(format!("  let n{at} = {value}"));
        }
        for (at, filter) in (0..).zip(&rule.loops) {
            let over = self.generator(at, &List::Items, filter.as_ref());
            lines.push(format!("  for {over}"));
        }
        if let Some(when) = &rule.when {
            let when = self.formula(when);
            lines.push(format!("  when {when}"));
        }
        let demand = self.formula(&rule.demand);
        lines.push(match rule.negated {
            true => format!("  must not ({demand})"),
            false => format!("  must {demand}"),
        });
        lines.push("  otherwise \"no\"".to_owned());
        for (at, exception) in rule.exceptions.iter().enumerate() {
            let when = self.formula(&exception.when);
            let in_force = exception.in_force.map(|in_force| self.in_force(in_force) + "\n");
            let in_force = in_force.unwrap_or_default();
            lines.push(format!(
                "\nexception {name}-x{at} to {name}\n{in_force}  when {when}\n  because \"x\""
            ));
            if let Some(but) = &exception.but {
                let when = self.formula(but);
                lines.push(format!(
                    "\nexception {name}-y{at} to {name}-x{at}\n  when {when}\n  because \"y\""
                ));
            }
        }
        lines
    }

    fn in_force(&mut self, (from, to): InForce) -> String {
        self.mark(&Rec::Head, Field::Last);
        let year = |at: u8| YEARS[usize::from(at)];
        let to = to.map_or_else(String::new, |to| format!(" to {}", year(to)));
        format!("  in force from {}{to}", year(from))
    }

    fn generator(&mut self, var: u8, list: &List, filter: Option<&Formula>) -> String {
        let list = self.list(list);
        match filter {
            Some(filter) => format!("v{var} in {list} where ({})", self.formula(filter)),
            None => format!("v{var} in {list}"),
        }
    }

    fn list(&mut self, list: &List) -> String {
        match list {
            List::Items => {
                self.reads[Class::Head as usize] |= Field::Items.bit();
                if self.rule.portfolio { "plans" } else { "plan.items" }.to_owned()
            }
            List::Links => {
                self.reads[Class::Head as usize] |= Field::Links.bit();
                "plan.links".to_owned()
            }
            List::Tags(rec) => self.field(rec, Field::Tags),
            List::Colours => "colour".to_owned(),
            List::Deps(rec) => self.field(rec, Field::Deps),
            List::Keys(at) => format!("keys of b{at}"),
            List::Reach(of, relation) => {
                self.reaches = true;
                let of = self.rec(of);
                format!("(reach of {of} by {})", self.relation(*relation))
            }
        }
    }

    fn relation(&mut self, relation: Relation) -> String {
        let name = match relation {
            Relation::Feeds => "feeds",
            Relation::Flagged => "flagged",
            Relation::Linked => "linked",
            Relation::Above => "above",
        };
        let (list, class, fields): (_, _, &[Field]) = match relation {
            Relation::Feeds => (Field::Links, Class::Link, &[Field::A, Field::B]),
            Relation::Flagged | Relation::Linked => {
                (Field::Links, Class::Link, &[Field::A, Field::B, Field::Flag])
            }
            Relation::Above => (Field::Items, Class::Item, &[Field::Up]),
        };
        self.reads[Class::Head as usize] |= list.bit();
        for field in fields {
            self.reads[class as usize] |= field.bit();
        }
        format!("{name}(plan)")
    }

    fn rec(&mut self, rec: &Rec) -> String {
        match rec {
            Rec::Head => "plan".to_owned(),
            Rec::Var(at) => format!("v{at}"),
            Rec::Of(rec, field) => self.field(rec, *field),
            Rec::Item(at) => {
                self.reads[Class::Head as usize] |= Field::Items.bit();
                format!("plan.items[\"i{at}\"]")
            }
            Rec::Mark(at) => {
                self.reads[Class::Head as usize] |= Field::Marks.bit();
                format!("plan.marks[{}]", METRICS[usize::from(*at)])
            }
        }
    }

    /// Notes that a field of a record is read.
    fn mark(&mut self, rec: &Rec, field: Field) {
        let classes: &[Class] = match rec {
            Rec::Head => &[Class::Head],
            // What is reached may be a record that the plan does not have.
            Rec::Var(_) if self.reaches => &[Class::Item, Class::Link, Class::Elsewhere],
            Rec::Var(_) => &[Class::Item, Class::Link],
            Rec::Of(..) | Rec::Item(_) => &[Class::Item, Class::Elsewhere],
            Rec::Mark(_) => &[Class::Mark, Class::Elsewhere],
        };
        for class in classes {
            self.reads[*class as usize] |= field.bit();
        }
    }

    fn field(&mut self, rec: &Rec, field: Field) -> String {
        self.mark(rec, field);
        format!("{}.{}", self.rec(rec), field.word())
    }

    fn series(&mut self, rec: &Rec) -> String {
        for field in Field::SERIES.into_iter().chain([Field::First, Field::Last]) {
            let of = if Field::SERIES.contains(&field) { rec } else { &Rec::Head };
            self.mark(of, field);
        }
        format!("{}.s", self.rec(rec))
    }

    fn all(&mut self, parts: &[Formula], between: &str) -> String {
        let parts: Vec<String> = parts.iter().map(|part| self.formula(part)).collect();
        parts.join(between)
    }

    fn formula(&mut self, formula: &Formula) -> String {
        match formula {
            Formula::Flag(rec) => self.field(rec, Field::Flag),
            Formula::Colour(rec, word, negated) => {
                let field = self.field(rec, Field::Colour);
                match (word, negated) {
                    (Word::Is(at), false) => format!("{field} is {}", COLOURS[usize::from(*at)]),
                    (Word::Is(at), true) => format!("{field} is not {}", COLOURS[usize::from(*at)]),
                    (Word::Var(var), false) => format!("{field} = v{var}"),
                    (Word::Var(var), true) => format!("{field} != v{var}"),
                }
            }
            Formula::ColourOneOf(rec, mask, negated) => {
                let words: Vec<&str> =
                    (0..3usize).filter(|at| mask & (1 << at) != 0).map(|at| COLOURS[at]).collect();
                let not = if *negated { "not " } else { "" };
                let field = self.field(rec, Field::Colour);
                format!("{field} is {not}one of {{{}}}", words.join(", "))
            }
            Formula::Includes(rec, word) => {
                format!("{} includes {}", self.field(rec, Field::Tags), written_word(*word))
            }
            Formula::Depends(rec, of) => {
                format!("{} includes {}", self.field(rec, Field::Deps), self.rec(of))
            }
            Formula::Asked(rec, field, test) => {
                let asked = match field {
                    Field::S0 => self.series(rec),
                    _ => self.field(rec, *field),
                };
                let test = match test {
                    Test::Stated => "stated",
                    Test::Missing => "missing",
                    Test::Empty => "empty",
                };
                format!("{asked} is {test}")
            }
            Formula::Within(rec, codes) => {
                let codes: Vec<String> =
                    codes.iter().map(|at| format!("tree:{}", CODES[usize::from(*at)])).collect();
                let field = self.field(rec, Field::Code);
                match codes.as_slice() {
                    [one] => format!("{field} within {one}"),
                    more => format!("{field} within {{{}}}", more.join(", ")),
                }
            }
            Formula::CodeIs(rec, code, negated) => {
                let op = if *negated { "!=" } else { "=" };
                format!("{} {op} tree:{}", self.field(rec, Field::Code), CODES[usize::from(*code)])
            }
            Formula::Division(rec, code) => {
                let code = CODES[usize::from(*code)];
                format!("{}.division = tree:{code}", self.field(rec, Field::Code))
            }
            Formula::Contains(rec, needle) => {
                let needle = NEEDLES[usize::from(*needle)];
                format!("{} contains \"{needle}\"", self.field(rec, Field::Text))
            }
            Formula::Day(rec, op, day) => {
                let day = DAYS[usize::from(*day)];
                format!("{} {} {day}", self.field(rec, Field::Day), operator(*op))
            }
            Formula::Same(a, b, negated) => {
                let op = if *negated { "!=" } else { "=" };
                format!("{} {op} {}", self.rec(a), self.rec(b))
            }
            Formula::Rising(rec, up) => {
                let way = if *up { "rising" } else { "falling" };
                format!("{} is {way}", self.series(rec))
            }
            Formula::HasYear(rec, year) => {
                format!("(years of {}) includes {}", self.series(rec), YEARS[usize::from(*year)])
            }
            Formula::Compare(left, op, right) => {
                format!("{} {} {}", self.term(left), operator(*op), self.term(right))
            }
            Formula::Between(term, low, high) => {
                format!("{} is between {low} and {high}", self.term(term))
            }
            Formula::Not(inner) => format!("not ({})", self.formula(inner)),
            Formula::And(parts) => format!("({})", self.all(parts, " and ")),
            Formula::Or(parts) => format!("({})", self.all(parts, " or ")),
            Formula::AllOf(parts) => format!("all of ({})", self.all(parts, ", ")),
            Formula::AnyOf(parts) => format!("any of ({})", self.all(parts, ", ")),
            Formula::CountOf(count, n, parts) => {
                format!("{} {n} of ({})", counted(*count), self.all(parts, ", "))
            }
            Formula::Quantified(quantifier, var, list, filter, body) => {
                let word = match quantifier {
                    Quantifier::Some => "some".to_owned(),
                    Quantifier::Every => "every".to_owned(),
                    Quantifier::No => "no".to_owned(),
                    Quantifier::Counted(count, n) => format!("{} {n}", counted(*count)),
                };
                let over = self.generator(*var, list, filter.as_deref());
                format!("({word} {over}: ({}))", self.formula(body))
            }
            Formula::Share(var, list, filter, part, op, percent) => {
                let of = self.field(&Rec::Var(*var), Field::W);
                let over = self.generator(*var, list, filter.as_deref());
                let (part, op) = (self.formula(part), operator(*op));
                format!("(share of {of} for {over}: ({part})) {op} {percent} %")
            }
            Formula::Reaches(a, b, relation) => {
                let (a, b) = (self.rec(a), self.rec(b));
                format!("{a} reaches {b} by {}", self.relation(*relation))
            }
            Formula::Growth(rec, op, percent) => {
                let op = operator(*op);
                format!("(annual growth of {}) {op} {percent} %", self.series(rec))
            }
            Formula::Defined(var, body) => {
                let body = self.formula(body);
                let name = format!("d_{}_{}", self.name, self.defines.len());
                self.defines.push(format!("define {name}(v{var}: Item) = {body}\n\n"));
                format!("{name}(v{var})")
            }
        }
    }

    fn term(&mut self, term: &Term) -> String {
        let mut pair = |op: &str, a: &Term, b: &Term| {
            let a = self.term(a);
            format!("({a} {op} {})", self.term(b))
        };
        match term {
            Term::Sum(a, b) => pair("+", a, b),
            Term::Difference(a, b) => pair("-", a, b),
            Term::Product(a, b) => pair("*", a, b),
            Term::Quotient(a, b) => pair("/", a, b),
            Term::Literal(value) => value.to_string(),
            Term::One => "one".to_owned(),
            Term::Step(None) => {
                self.mark(&Rec::Head, Field::Last);
                "step".to_owned()
            }
            Term::Step(Some(at)) => format!("(step at {})", YEARS[usize::from(*at)]),
            Term::Number(rec, field) => self.field(rec, *field),
            Term::DayYear(rec) => format!("({}.year - 2020)", self.field(rec, Field::Day)),
            Term::Abs(inner) => format!("abs({})", self.term(inner)),
            Term::Square(inner) => format!("square({})", self.term(inner)),
            Term::Point(point, rec) => {
                let series = self.series(rec);
                match point {
                    Point::Baseline => format!("(baseline of {series})"),
                    Point::Target => format!("(target of {series})"),
                    Point::First => format!("(first of {series})"),
                    Point::Last => format!("(last of {series})"),
                    Point::At(at) => format!("({series} at {})", YEARS[usize::from(*at)]),
                }
            }
            Term::Change(rec) => format!("(change of {})", self.series(rec)),
            Term::Size(rec, field) => format!("(count of {})", self.field(rec, *field)),
            Term::Aggregate(op, field, var, list, filter) => {
                let over = |writer: &mut Self| writer.generator(*var, list, filter.as_deref());
                match op {
                    Aggregate::Count => format!("(count of {})", over(self)),
                    _ => {
                        let value = self.field(&Rec::Var(*var), *field);
                        format!("({} of {value} for {})", aggregate(*op), over(self))
                    }
                }
            }
            Term::Part(at, word) => format!("b{at}[{}]", written_word(*word)),
            Term::Total(at) => format!("(total of b{at})"),
            Term::Let(at) => format!("n{at}"),
            Term::IfMissing(term, default) => {
                format!("({} if missing {default})", self.term(term))
            }
        }
    }
}

fn written_word(word: Word) -> String {
    match word {
        Word::Is(at) => COLOURS[usize::from(at)].to_owned(),
        Word::Var(var) => format!("v{var}"),
    }
}

fn counted(count: Count) -> &'static str {
    match count {
        Count::AtLeast => "at least",
        Count::AtMost => "at most",
        Count::Exactly => "exactly",
    }
}

fn aggregate(op: Aggregate) -> &'static str {
    match op {
        Aggregate::Count => "count",
        Aggregate::Sum => "sum",
        Aggregate::Min => "min",
        Aggregate::Max => "max",
        Aggregate::Mean => "mean",
    }
}

fn operator(op: Op) -> &'static str {
    match op {
        Op::Less => "<",
        Op::LessOrEqual => "<=",
        Op::Greater => ">",
        Op::GreaterOrEqual => ">=",
        Op::Equal => "=",
        Op::NotEqual => "!=",
    }
}
