//! What right rules become, written as nested words: operands stand in parentheses after what is
//! done with them, types after a colon where they were worked out.

use super::right;
use crate::base::Language;
use crate::program::{
    ExprId, ExprKind, Generator, ParameterValue, Piece, Program, Quantifier, Rule, SeriesPoint,
    Step, Strength, Template, Type,
};
use crate::quantity::{Bound, Printer, ScaledUnit, print_number};

struct Shown<'p> {
    program: &'p Program,
    rule: &'p Rule,
}

impl Shown<'_> {
    fn all(&self, ids: &[ExprId]) -> String {
        ids.iter().map(|id| self.expr(*id)).collect::<Vec<_>>().join(", ")
    }

    fn var(&self, var: crate::program::VarId) -> String {
        let name = &self.rule.variables[usize::from(var.0)].name;
        if name.is_empty() { format!("_{}", var.0) } else { name.clone() }
    }

    fn generator(&self, generator: &Generator) -> String {
        let pair = generator.pair.map_or(String::new(), |pair| format!(", {}", self.var(pair)));
        format!("{}{pair} in {}", self.var(generator.var), self.expr(generator.list))
    }

    fn unit(&self, unit: &crate::quantity::Unit) -> String {
        Printer::new(&self.program.model.units, Language::En).unit(&ScaledUnit::from(unit.clone()))
    }

    fn expr(&self, id: ExprId) -> String {
        let expr = self.program.expr(id).unwrap();
        let model = &self.program.model;
        match &expr.kind {
            ExprKind::Error => "ERROR".to_owned(),
            ExprKind::Truth(value) => value.to_string(),
            ExprKind::Number(number) => match &expr.ty {
                Type::Number(unit) => format!("{} {}", print_number(number, None), self.unit(unit))
                    .trim_end()
                    .to_owned(),
                ty => format!("{ty:?}({})", number.to_i128().unwrap()),
            },
            ExprKind::Text(text) => format!("{text:?}"),
            ExprKind::Word(word) => match &expr.ty {
                Type::Word(vocabulary) => {
                    format!("'{}", model.vocabulary(*vocabulary).unwrap().word(*word).unwrap().name)
                }
                other => panic!("{other:?}"),
            },
            ExprKind::Code(code) => model.code_text(*code),
            ExprKind::SetOf(members) => format!("{{{}}}", self.all(members)),
            ExprKind::Parameter(id) => self.program.parameter(*id).unwrap().name.clone(),
            ExprKind::ParameterAt { parameter, year } => {
                let name = &self.program.parameter(*parameter).unwrap().name;
                format!("{name} at {}", self.expr(*year))
            }
            ExprKind::LastYear => "last year".to_owned(),
            ExprKind::Var(var) => self.var(*var),
            ExprKind::Plan => "plan".to_owned(),
            ExprKind::Portfolio => "portfolio".to_owned(),
            ExprKind::Plans => "plans".to_owned(),
            ExprKind::Field { base, field } => {
                let Type::Record(record) = self.program.expr(*base).unwrap().ty else { panic!() };
                format!("{}.{}", self.expr(*base), model.field(record, *field).unwrap().name)
            }
            ExprKind::Keyed { list, key } => format!("{}[{}]", self.expr(*list), self.expr(*key)),
            ExprKind::Part { breakdown, key } => {
                format!("part({}, {})", self.expr(*breakdown), self.expr(*key))
            }
            ExprKind::Scale { value, factor } => {
                format!("scale({}, {})", self.expr(*value), print_number(factor, None))
            }
            ExprKind::Arith { op, left, right, factor } => {
                let factor = print_number(factor, None);
                let Type::Number(unit) = &expr.ty else {
                    return format!("{op:?}({}, {}): year", self.expr(*left), self.expr(*right));
                };
                let (unit, times) = (
                    self.unit(unit),
                    if factor == "1" { String::new() } else { format!("×{factor}") },
                );
                format!("{op:?}{times}({}, {}): {unit}", self.expr(*left), self.expr(*right))
            }
            ExprKind::Negate(value) => format!("negate({})", self.expr(*value)),
            ExprKind::Abs(value) => format!("abs({})", self.expr(*value)),
            ExprKind::Square { value, factor } => {
                format!("square×{}({})", print_number(factor, None), self.expr(*value))
            }
            ExprKind::Sqrt { value, factor } => {
                format!("sqrt×{}({})", print_number(factor, None), self.expr(*value))
            }
            ExprKind::YearOf(date) => format!("year({})", self.expr(*date)),
            ExprKind::Compare { op, left, right } => {
                format!("{op:?}({}, {})", self.expr(*left), self.expr(*right))
            }
            ExprKind::Same { left, right, negated } => {
                let word = if *negated { "differ" } else { "same" };
                format!("{word}({}, {})", self.expr(*left), self.expr(*right))
            }
            ExprKind::And(of) => format!("and({})", self.all(of)),
            ExprKind::Or(of) => format!("or({})", self.all(of)),
            ExprKind::Not(of) => format!("not({})", self.expr(*of)),
            ExprKind::CountOf { quota, number, of } => {
                format!("{quota:?}({}; {})", self.expr(*number), self.all(of))
            }
            ExprKind::IsStated(of) => format!("stated({})", self.expr(*of)),
            ExprKind::IsEmpty(of) => format!("empty({})", self.expr(*of)),
            ExprKind::IsOneOf { value, set } => {
                format!("one_of({}, {})", self.expr(*value), self.expr(*set))
            }
            ExprKind::IsRising(of) => format!("rising({})", self.expr(*of)),
            ExprKind::IsFalling(of) => format!("falling({})", self.expr(*of)),
            ExprKind::Within { code, whole } => {
                format!("within({}, {})", self.expr(*code), self.expr(*whole))
            }
            ExprKind::Includes { list, member } => {
                format!("includes({}, {})", self.expr(*list), self.expr(*member))
            }
            ExprKind::Contains { text, part } => {
                format!("contains({}, {})", self.expr(*text), self.expr(*part))
            }
            ExprKind::Quantified { quantifier, generator, filter, body } => {
                let word = match quantifier {
                    Quantifier::Some => "some".to_owned(),
                    Quantifier::Every => "every".to_owned(),
                    Quantifier::No => "no".to_owned(),
                    Quantifier::Counted(quota, number) => {
                        format!("{quota:?}({})", self.expr(*number))
                    }
                };
                let filter = filter.map_or(String::new(), |f| format!(" where {}", self.expr(f)));
                format!("{word}[{}{filter}: {}]", self.generator(generator), self.expr(*body))
            }
            ExprKind::Aggregate { op, generators, filter, value, part, by } => {
                let generators: Vec<_> = generators.iter().map(|one| self.generator(one)).collect();
                let said = |word: &str, id: &Option<ExprId>| {
                    id.map_or(String::new(), |id| format!(" {word} {}", self.expr(id)))
                };
                format!(
                    "{op:?}[{}{}{}{}{}]",
                    generators.join("; "),
                    said("where", filter),
                    said("of", value),
                    said("part", part),
                    said("by", by)
                )
            }
            ExprKind::Relation(relation) => {
                let generators = relation.generators.iter().map(|one| self.generator(one));
                let generators = generators.collect::<Vec<_>>().join("; ");
                let (from, to) = (self.expr(relation.from), self.expr(relation.to));
                let way = if relation.both_ways { "<->" } else { "->" };
                let filter = relation.filter;
                let filter = filter.map_or(String::new(), |f| format!(" where {}", self.expr(f)));
                format!("relation[{from} {way} {to}: {generators}{filter}]")
            }
            ExprKind::Reaches { from, to, relation } => format!(
                "reaches({}, {}, {})",
                self.expr(*from),
                self.expr(*to),
                self.expr(*relation)
            ),
            ExprKind::ReachOf { from, relation } => {
                format!("reach({}, {})", self.expr(*from), self.expr(*relation))
            }
            ExprKind::Point { series, at } => match at {
                SeriesPoint::At(year) => format!("{}@{}", self.expr(*series), self.expr(*year)),
                at => format!("{}@{at:?}", self.expr(*series)),
            },
            ExprKind::YearsOf(series) => format!("years({})", self.expr(*series)),
            ExprKind::AnnualGrowth(series) => format!("growth({})", self.expr(*series)),
            ExprKind::IfMissing { value, default } => {
                format!("({} else {})", self.expr(*value), self.expr(*default))
            }
            ExprKind::TotalOf(of) => format!("total({})", self.expr(*of)),
            ExprKind::KeysOf(of) => format!("keys({})", self.expr(*of)),
            ExprKind::CodesAt { scheme, level } => {
                let scheme = model.scheme(*scheme).unwrap();
                format!("{}.{}", scheme.name, scheme.levels[usize::from(level.0)])
            }
            ExprKind::WordsOf(vocabulary) => {
                format!("words of {}", model.vocabulary(*vocabulary).unwrap().name)
            }
            ExprKind::Ancestor { code, levels } => {
                let level = |(scheme, level): &(_, crate::model::Level)| {
                    let scheme = model.scheme(*scheme).unwrap();
                    format!("{}.{}", scheme.name, scheme.levels[usize::from(level.0)])
                };
                let levels: Vec<_> = levels.iter().map(level).collect();
                format!("ancestor({}, {})", self.expr(*code), levels.join(" or "))
            }
            ExprKind::Lift { code, scheme } => {
                format!("lift({}, {})", self.expr(*code), model.scheme(*scheme).unwrap().name)
            }
        }
    }

    fn template(&self, template: &Template) -> String {
        let texts = [("", &template.first)].into_iter();
        let others = template.others.iter().map(|(tag, text)| (tag.as_str(), text));
        let said = texts.chain(others).map(|(tag, text)| {
            let pieces = text.pieces.iter().map(|piece| match piece {
                Piece::Text(text) => text.clone(),
                Piece::Hole { value, unit: None, .. } => format!("{{{}}}", self.expr(*value)),
                Piece::Hole { value, unit: Some(unit), .. } => {
                    let printer = Printer::new(&self.program.model.units, Language::En);
                    format!("{{{} in {}}}", self.expr(*value), printer.unit(unit))
                }
            });
            format!("{tag}\"{}\"", pieces.collect::<String>())
        });
        said.collect::<Vec<_>>().join(" ")
    }

    fn rule(&self) -> String {
        let mut lines = Vec::new();
        for step in &self.rule.steps {
            lines.push(match step {
                Step::For { generator, filter } => {
                    let filter =
                        filter.map_or(String::new(), |f| format!(" where {}", self.expr(f)));
                    format!("for {}{filter}", self.generator(generator))
                }
                Step::Let(named) => format!("let {} = {}", named.name, self.expr(named.value)),
                Step::When(condition) => format!("when {}", self.expr(*condition)),
            });
        }
        let demand = &self.rule.demand;
        lines.push(format!("{} {}", demand.strength.as_str(), self.expr(demand.condition)));
        for clause in &demand.clauses {
            if let Some(otherwise) = &clause.otherwise {
                lines.push(format!(
                    "  {} otherwise {}",
                    self.expr(clause.condition),
                    self.template(otherwise)
                ));
            }
        }
        lines.extend(
            demand.otherwise.iter().map(|text| format!("otherwise {}", self.template(text))),
        );
        lines.extend(self.rule.help.iter().map(|text| format!("help {}", self.template(text))));
        if !self.rule.show.is_empty() {
            lines.push(format!("show {}", self.all(&self.rule.show)));
        }
        lines.join("\n")
    }
}

/// The rules of some items, as nested words.
fn shown(items: &str) -> String {
    let program = right(items);
    let rules = program.rules.iter().map(|rule| Shown { program: &program, rule }.rule());
    rules.collect::<Vec<_>>().join("\n\n")
}

/// A demand about a measure and an industry, as nested words.
fn demanded(demand: &str) -> String {
    let items = format!(
        "rule r \"A rule\"\n  for m in plan.measures\n  for i in plan.industries\n  must {demand}\n  otherwise \"no\"\n"
    );
    let program = right(&items);
    let rule = &program.rules[0];
    Shown { program: &program, rule }.expr(rule.demand.condition)
}

/// Each demand and what it becomes.
fn table(demands: &[&str]) -> String {
    let lines = demands.iter().map(|one| format!("{one}\n    {}", demanded(one)));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn words_codes_and_tests() {
    insta::assert_snapshot!(table(&[
        "m.action is close",
        "m.action is not close",
        "m.coverage is all",
        "m.action = close",
        "close != m.action",
        "m.action is one of {close, upgrade}",
        "m.action is not one of {close}",
        "m.grounds includes safety and not m.grounds includes energy",
        "m.targets includes i",
        "m.criteria includes \"x\"",
        "m.title contains \"x\" or m.title = \"y\"",
        "m.criteria is stated and m.budget is missing",
        "m.criteria is not stated and m.budget is not missing",
        "m.criteria is empty or m.targets is not empty",
        "m.critical",
        "m.critical = true",
        "i.code within isic:24",
        "i.code within {isic:24, nace:24}",
        "i.nace_code within isic:24",
        "i.code.division = isic:24",
        "i.isic_code.section within isic:C",
        "(i.code as isic).division = isic:01",
        "(i.nace_code as isic) = i.isic_code",
        "some c in isic.division: i.code within c",
        "some k in action: m.action = k",
        "m.outcome = plan.indicators[output]",
        "m.start is between 2021 and m.end",
        "i.land is between 3 mu and 5 hectare",
    ]));
}

#[test]
fn numbers_and_units() {
    insta::assert_snapshot!(table(&[
        "m.share >= 30 %",
        "m.share > 0 and 0 < m.share",
        "i.land > 3 mu",
        "2 hectare + 30 mu > i.land",
        "m.budget > 1.5 million money",
        "m.budget > 3 亿 money",
        "m.share - 5 % > 1 percentage_point",
        "m.share + 5 percentage_point > 1 %",
        "m.share * m.budget > 0",
        "m.budget / i.quotient > 0 money",
        "m.budget / m.budget > 0.5",
        "(m.budget / m.budget) as percent > 30 %",
        "i.land / 2 person > 3 hectare per person",
        "m.share as number > 0.3",
        "abs(m.share) > 3 % and square(i.quotient) > 2 and sqrt(m.share) > 1 %",
        "- m.share < - 3 %",
        "m.end - m.start > 3",
        "m.start + 5 >= 2030",
        "2030 - m.start > 3",
        "m.start >= 2025 and 2025 <= m.start",
        "plan.issued >= 2025-06-30 and plan.issued.year = 2025",
    ]));
}

#[test]
fn series_and_aggregates() {
    insta::assert_snapshot!(table(&[
        "target of i.value_added > baseline of i.value_added",
        "first of i.employment = last of i.employment",
        "i.value_added at 2025 > 0",
        "i.value_added at (m.start + 1) is stated",
        "i.value_added is rising and i.employment is not falling",
        "plan.indicators[manufacturing_share].series is rising",
        "target of plan.indicators[manufacturing_share].series > 30 %",
        "change of plan.indicators[manufacturing_share].series > 1 percentage_point",
        "every k in plan.indicators: k.series is rising",
        "some y in years of i.value_added: y > 2025",
        "count of plan.measures <= 8",
        "count of m.grounds > 1",
        "(count of x in plan.measures where x.critical) > 3",
        "(count of x.id for x in plan.measures) > 3",
        "(sum of x.budget for x in plan.measures where x.critical) > 0",
        "(sum of target of j.value_added for p in plans, j in p.industries) > 0",
        "(mean of x.share for x in plan.measures) > 3 %",
        "(max of x.start for x in plan.measures) > 2025",
        "(share of x.budget for x in plan.measures: x.critical) >= 50 %",
        "(list of x in plan.measures where x.critical) is empty",
        "(set of x.action for x in plan.measures) includes close",
        "(sum of j.quotient for j in plan.industries by j.code)[isic:24] > 1",
        "total of (count of x in plan.measures by x.action) > 3",
        "some k in keys of (count of x in plan.measures by x.action): k = close",
    ]));
}

#[test]
fn quantifiers_and_lists() {
    insta::assert_snapshot!(table(&[
        "some x in plan.measures where x.critical: x.targets includes i",
        "no x in plan.measures: x.critical",
        "at least 2 x in plan.measures: x.critical",
        "exactly 1 x in m.targets: x = i",
        "any of (m.critical, m.budget > 0)",
        "at least 1 of (m.critical, m.budget > 0)",
        "every x in plan.measures: some j in x.targets: j = i",
    ]));
}

#[test]
fn whole_rules() {
    insta::assert_snapshot!(shown(
        "parameter limit: hectare from 0 hectare = 30 mu\n\n\
         parameter strong: set of action = {close, upgrade}\n\n\
         define ends(m: Measure) = m.action is one of {close, phase_out}\n\n\
         define portion(b: breakdown, k: code): number from 0 = b[k] / total of b\n\n\
         define target_of(p: Plan, k: one of indicator) = p.indicators[k].series is stated\n\n\
         define rate(a: quantity, b: quantity): percent = (a / b) as percent\n\n\
         rule first \"A rule\"\n\
         \x20 for m in plan.measures where ends(m)\n\
         \x20 let n = count of m.targets\n\
         \x20 when n > 0\n\
         \x20 for i in m.targets\n\
         \x20 must all of (\n\
         \x20   m.coverage is not all otherwise \"{m.title} in {n}\",\n\
         \x20   all of (m.critical otherwise \"b\", i.land < limit),\n\
         \x20 )\n\
         \x20 otherwise \"{i.name}: {i.land as million mu}\"\n\
         \x20   zh: \"{i.land as 万 mu}\"\n\
         \x20 help \"{limit}\"\n\
         \x20 show m.coverage, i\n\n\
         rule second \"A rule\"\n\
         \x20 for m in plan.measures\n\
         \x20 should not (m.action is one of strong and target_of(plan, output))\n\
         \x20 otherwise \"no\"\n\n\
         portfolio rule third \"A rule\"\n\
         \x20 for pair p, q in plans\n\
         \x20 let b = sum of i.quotient for i in p.industries by i.isic_code\n\
         \x20 should portion(b, isic:24) < 0.5 and portfolio.level is nation\n\
         \x20   and rate(1 hectare, 3 mu) > 3 %\n\
         \x20 otherwise \"{p.title}, {q.title}\"\n"
    ));
}

#[test]
fn a_define_is_written_out_once_for_equal_arguments() {
    let program = right(
        "define ends(m: Measure) = m.action is close\n\n\
         rule r \"A rule\"\n  for m in plan.measures\n  must ends(m) or ends(m)\n  otherwise \"no\"\n",
    );
    let ExprKind::Or(of) = &program.expr(program.rules[0].demand.condition).unwrap().kind else {
        panic!()
    };
    assert_eq!(of[0], of[1]);
    assert_eq!(program.expr(of[0]).unwrap().named.as_deref(), Some("ends"));
}

#[test]
fn a_let_is_its_expression() {
    let program = right(
        "rule r \"A rule\"\n  let n = count of plan.measures\n  must n > 3\n  otherwise \"{n}\"\n",
    );
    let rule = &program.rules[0];
    let Step::Let(named) = &rule.steps[0] else { panic!() };
    let expr = program.expr(named.value).unwrap();
    assert_eq!(expr.named.as_deref(), Some("n"));
    assert!(expr.reads_plan && expr.reads.is_empty());
    let Some(Piece::Hole { value, .. }) =
        rule.demand.otherwise.as_ref().unwrap().first.pieces.first()
    else {
        panic!()
    };
    assert_eq!(*value, named.value);
}

#[test]
fn parameters_keep_their_value_and_range_in_their_own_unit() {
    let items = "parameter limit: hectare from 0 hectare to 30 mu \"text\" = 15 mu\n  because \"x\"\n  checked on 2026-11-24\n\n\
                 parameter count_limit: integer = 3\n\n\
                 parameter words: set of action = {close, upgrade}\n\n\
                 parameter since: year = 2021\n\n\
                 parameter day: date = 1970-01-11\n";
    let program = super::check_with(items, &[("limit", "2 mu"), ("test/since", "2030")]).program;
    let value = |at: usize| program.parameters[at].value.clone();
    let number = |at: usize| match value(at) {
        ParameterValue::Number(number) => print_number(&number, None),
        other => panic!("{other:?}"),
    };
    assert_eq!(program.parameters[0].overridden.as_deref(), Some("2 mu"));
    assert_eq!(number(0), "≈0.133");
    let range = program.parameters[0].range.clone().unwrap();
    assert_eq!(range.hi(), &Bound::At(crate::quantity::Number::from_i64(2)));
    assert!(program.parameters[1].integer);
    assert!(matches!(value(2), ParameterValue::Words(words) if words.len() == 2));
    assert_eq!((number(3), number(4)), ("2030".to_owned(), "10".to_owned()));
}

#[test]
fn exceptions_make_a_tree_and_see_the_names_of_the_rule() {
    let program = right(
        "source paper\n  title \"A paper\"\n\n\
         provision 1-a\n  in paper at \"1\"\n  says \"x\"\n  strength should\n  aspect integrity\n\n\
         provision 1-b\n  in paper at \"2\"\n  says \"y\"\n  strength could\n  aspect security\n  same as 1-a\n\n\
         rule r \"A rule\"\n  implements 1-a, test/1-b\n  for m in plan.measures\n  let n = count of m.targets\n  should m.critical\n  otherwise \"no\"\n\n\
         exception e to r\n  implements 1-b\n  when m.grounds includes safety\n  because \"safety\"\n\n\
         exception f to e\n  when n > 3\n  because \"many\"\n",
    );
    let rule = &program.rules[0];
    assert_eq!(rule.aspect.as_deref(), Some("integrity"));
    assert_eq!(rule.provisions.len(), 2);
    assert_eq!(program.provisions[1].same_as, Some(rule.provisions[0]));
    assert_eq!(rule.demand.strength, Strength::Should);
    let exception = &rule.exceptions[0];
    assert_eq!((exception.name.as_str(), exception.exceptions[0].name.as_str()), ("e", "f"));
    let shown = Shown { program: &program, rule };
    assert_eq!(shown.expr(exception.condition), "includes(m.grounds, 'safety)");
    assert!(shown.expr(exception.exceptions[0].condition).starts_with("Greater(Count["));
}

#[test]
fn tests_name_their_rules() {
    let checked = super::check(
        "rule few \"A rule\"\n  must plan.measures is stated\n  otherwise \"no\"\n\n\
         test t \"Text\"\n  plan { \"measures\": [] } changed by { \"measures\": null }\n  plan \"good.json\"\n  portfolio { \"level\": \"nation\" }\n\
         \x20 expect violated few at \"measures\" missing \"x\"\n  expect satisfied test/few\n",
    );
    assert!(checked.told.is_empty(), "{}", checked.said());
    let test = &checked.tests[0];
    assert_eq!((test.name.as_str(), test.text.first.as_str()), ("t", "Text"));
    assert!(matches!(&test.plans[0].text, super::PlanSource::Inline(json)
        if checked.sources.slice(json.span) == "{ \"measures\": [] }"));
    assert!(test.plans[0].patch.is_some() && test.portfolio.is_some());
    assert!(
        matches!(&test.plans[1].text, super::PlanSource::Companion(name) if name.value == "good.json")
    );
    assert_eq!(test.expectations.len(), 2);
    assert_eq!(test.expectations[0].missing.as_ref().unwrap().value, "x");
}

#[test]
fn limits_are_said_once() {
    let mut defines = "define d0(m: Measure) = m.critical and m.critical\n\n".to_owned();
    for n in 1..18 {
        let below = n - 1;
        defines += &format!(
            "define d{n}(m: Measure, k: number) = e{below}(m, k + 1) or e{below}(m, k + 2)\n\n\
             define e{below}(m: Measure, k: number) = {}\n\n",
            if below == 0 { "d0(m)".to_owned() } else { format!("d{below}(m, k)") }
        );
    }
    let items = format!(
        "{defines}rule r \"A rule\"\n  for m in plan.measures\n  must d17(m, 1)\n  otherwise \"no\"\n"
    );
    let told = super::check(&items).said();
    assert!(told.contains("more than 20000 expressions in one rule"), "{told}");
    assert!(told.len() < 2000, "{told}");

    let fors: String = (0..130).map(|n| format!("  for m{n} in plan.measures\n")).collect();
    let items = format!("rule r \"A rule\"\n{fors}  must m1.critical\n  otherwise \"no\"\n");
    let told = super::check(&items).said();
    assert_eq!(told.matches("more than 128 variables in one rule").count(), 1, "{told}");
}
