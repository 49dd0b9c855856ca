//! A small model of plans, and short ways to ask what a rule says of some.

use misrule::base::{FileId, Sources};
use misrule::declare;
use misrule::diagnostic::Severity;
use misrule::evaluate::{self, Explanation, Location, Outcome, Reason, Subject, Verdict, Want};
use misrule::facts::{Builder, Cell, Facts, Paths, Root, Scope};
use misrule::packs::{Packs, RuleFile};
use misrule::program::{Program, RuleId};
use misrule::read::Reader;
use misrule::typecheck;

const MODEL: &str = r#"pack w "A small model"
use prelude

classification left "left" from "left.csv"
classification right "right" from "right.csv" refers to left by left_code

vocabulary sort { a, b, c }

open vocabulary metric { output: money, share: percent, heads: person }

record Plan key id is the plan shown as title from base to last
  id: text
  title?: text
  base?: year
  last?: year
  currency?: one of {EUR, CZK}
  classification?: one of {left, right}
  flag?: boolean
  sure: boolean = true
  x?: number
  y?: number
  z?: number from 0 to 10
  part?: percent from 0 % to 100 %
  note?: text
  day?: date
  kind?: one of {a, b, c}
  code?: code
  tags?: set of {a, b, c}
  names?: list of text
  codes?: set of code
  head?: Head
  items?: list of Item
  focus?: list of ref Item
  goals?: list of Goal
  trend?: series of percent
  level?: series of number from 0
  cost?: money

record Head
  name?: text
  x?: number

record Item key id shown as name
  id: text
  name?: text
  kind?: one of sort
  x?: number
  size?: number from 0
  flag?: boolean
  code?: code
  cost?: money
  tags?: set of sort
  peer?: ref Item
  after?: ref Item or none
  uses?: list of ref Item
  subs?: list of Sub

record Sub key id
  id: text
  x?: number

record Goal key id
  id: one of metric
  series?: series of quantity of id

record Folio key id is the portfolio
  id: text
  regions?: list of text
  plans?: list of text
"#;

const LEFT: &str = "code,level,parent,title_en\nA,section,,Alpha\nA1,division,A,Alpha one\nA11,class,A1,Alpha one one\nA2,division,A,Alpha two\nB,section,,Beta\nB1,division,B,Beta one\n";
const RIGHT: &str = "code,level,parent,title_en,left_code\nP,section,,Pi,A\nP1,division,P,Pi one,A1\nQ,section,,Koppa,\n";

/// Rules and plans, ready to be run.
pub struct World {
    pub program: Program,
    pub facts: Facts,
}

pub fn world(rules: &str, plans: &[&str], scope: Scope) -> World {
    read(program(rules), plans, scope)
}

/// Rules on the small model, which must be without fault.
pub fn program(rules: &str) -> Program {
    let companion = |_: &str, wanted: &str| match wanted {
        "left.csv" => Some(LEFT.to_owned()),
        "right.csv" => Some(RIGHT.to_owned()),
        _ => None,
    };
    let file = RuleFile { name: "w.rule".to_owned(), text: format!("{MODEL}\n{rules}\n") };
    let (packs, sources, mut told) = Packs::load(vec![file], false, &companion);
    let (model, more) = declare::build(&packs, &sources);
    told.extend(more);
    let (program, _, more) = typecheck::compile(&packs, model, &[]);
    told.extend(more);
    let errors: Vec<String> = told
        .iter()
        .filter(|one| one.severity == Severity::Error)
        .map(|one| format!("{} {:?}", one.message.en(), one.place().map(|at| place(&sources, at))))
        .collect();
    assert!(errors.is_empty(), "{rules}\n{}", errors.join("\n"));
    program
}

pub fn read(program: Program, plans: &[&str], scope: Scope) -> World {
    let mut builder = Builder::new(&program.model, &program.layout);
    let reader = Reader::new(&program.model, &program.layout);
    for plan in plans {
        reader.read(&mut builder, Root::Plan, plan, FileId(900));
    }
    let facts = builder.finish(&program.model, scope);
    World { program, facts }
}

fn place(sources: &Sources, span: misrule::base::Span) -> String {
    format!("{:?} {}", sources.line_column(span), sources.slice(span))
}

impl World {
    fn rule(&self, name: &str) -> RuleId {
        let at = self.program.rules.iter().position(|rule| rule.name == name).unwrap();
        RuleId(u32::try_from(at).unwrap())
    }

    pub fn run(&self, rule: &str) -> Outcome {
        evaluate::run(&self.program, &self.facts, self.rule(rule), Want::Everything)
    }

    /// The verdict on each plan (or on the portfolio); `none` without a subject.
    pub fn verdicts(&self, rule: &str) -> Vec<&'static str> {
        let worst = |tally: &evaluate::Tally| tally.worst().map_or("none", Verdict::as_str);
        self.run(rule).tallies.iter().map(worst).collect()
    }

    pub fn explain(&self, rule: &str, subjects: &[Subject]) -> Vec<Explanation> {
        evaluate::explain(&self.program, &self.facts, self.rule(rule), subjects)
    }

    /// Every subject of a rule: verdict, and what it waits for or where it points.
    pub fn told_of(&self, rule: &str) -> Vec<String> {
        let outcome = self.run(rule);
        let subjects: Vec<Subject> = outcome.subjects.iter().map(|(one, _)| one.clone()).collect();
        let explained = self.explain(rule, &subjects);
        let both = outcome.subjects.iter().zip(explained);
        both.map(|((_, verdict), explanation)| {
            let mut parts: Vec<String> =
                explanation.reasons.iter().map(|reason| self.reason(reason)).collect();
            if *verdict == Verdict::Violated {
                let labels = explanation.labels.iter();
                parts.extend(labels.map(|label| {
                    format!("at {}", label.location.map_or(String::new(), |at| self.path(&at)))
                }));
            }
            format!("{}: {}", verdict.as_str(), parts.join(", "))
        })
        .collect()
    }

    pub fn reason(&self, reason: &Reason) -> String {
        match reason {
            Reason::Missing(at) => format!("missing {}", self.path(at)),
            Reason::Gap(at, kind) => format!("{kind:?} {}", self.path(at)),
            Reason::Dangling(at) => format!("dangling {}", self.path(at)),
            Reason::Open(at) => format!("open {}", self.path(at)),
            Reason::NoRecord(at) => format!("none {}", self.path(at)),
            Reason::Undefined(_, kind) => format!("{kind:?}"),
            Reason::TooCoarse(at) => format!("too coarse {}", self.path(at)),
            Reason::NoCorrespondence(at) => format!("no correspondence {}", self.path(at)),
            Reason::TooClose(_) => "too close".to_owned(),
            Reason::TooLarge => "too large".to_owned(),
        }
    }

    pub fn path(&self, at: &Location) -> String {
        let paths = Paths::new(&self.facts, &self.program.model, &self.program.layout);
        let name = |table, field: u16| {
            let misrule::facts::TableKind::Records(record) =
                self.program.layout.kind(table).unwrap()
            else {
                panic!("no record");
            };
            self.program.model.record(*record).unwrap().fields[usize::from(field)].name.clone()
        };
        match *at {
            Location::Row { table, row } => paths.row(table, row).to_string(),
            Location::Field { table, row, field } => {
                paths.field(Cell::new(table, row, field)).to_string()
            }
            Location::Year { table, row, field, year } => {
                format!("{}[{year}]", paths.field(Cell::new(table, row, field)))
            }
            Location::Key { table, row, field, key } => {
                format!("{}[{key:?}]", paths.field(Cell::new(table, row, field)))
            }
            Location::KeyField { table, row, field, key, inner } => {
                let list = paths.field(Cell::new(table, row, field));
                let goal = self.program.model.records.iter().position(|r| r.name == "Goal");
                let goal = misrule::facts::TableId(u32::try_from(goal.unwrap()).unwrap());
                format!("{list}[{key:?}].{}", name(goal, inner))
            }
            Location::AbsentPlan(at) => format!("plan of {at}"),
            Location::OtherPlans => "other plans".to_owned(),
        }
    }
}

/// The plan `{id: "p", …}` with some members.
pub fn plan(members: &str) -> String {
    let comma = if members.is_empty() { "" } else { "," };
    format!("{{\"id\": \"p\"{comma} {members}}}")
}

/// A condition on a plan, as a letter: true, false, unknown.
pub fn truth(condition: &str, members: &str) -> char {
    let rules = format!("rule r\n  \"r\"\n  must {condition}\n  otherwise \"no\"\n");
    let plan = plan(members);
    match world(&rules, &[&plan], Scope::Open).verdicts("r")[..] {
        ["satisfied"] => 'T',
        ["violated"] => 'F',
        ["undetermined"] => 'U',
        ref other => panic!("{condition}: {other:?}"),
    }
}

/// Several conditions on one plan, one letter each.
pub fn truths(conditions: &[&str], members: &str) -> String {
    let rules: String = conditions
        .iter()
        .enumerate()
        .map(|(at, condition)| {
            format!("rule r{at}\n  \"r\"\n  must {condition}\n  otherwise \"no\"\n")
        })
        .collect();
    let plan = plan(members);
    let world = world(&rules, &[&plan], Scope::Open);
    (0..conditions.len())
        .map(|at| match world.verdicts(&format!("r{at}"))[..] {
            ["satisfied"] => 'T',
            ["violated"] => 'F',
            ["undetermined"] => 'U',
            ref other => panic!("{}: {other:?}", conditions[at]),
        })
        .collect()
}

/// What is told of the subjects of one rule, given by its lines after the title.
pub fn told(lines: &str, members: &str) -> Vec<String> {
    let rules = format!("rule r\n  \"r\"\n{lines}\n");
    let plan = plan(members);
    world(&rules, &[&plan], Scope::Open).told_of("r")
}
