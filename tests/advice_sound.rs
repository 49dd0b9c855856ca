//! What `misrule lint` says of conditions is so: random rules are advised on, and random plans,
//! with gaps, faults and every kind of absence, are held against what was said.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeMap;
use std::fmt::Write;

use misrule::advise::{self, Choice};
use misrule::base::Sources;
use misrule::diagnostic::{Code, Diagnostic, Severity};
use misrule::evaluate::{self, Tally, Want};
use misrule::facts::{Builder, Facts, Root, Scope};
use misrule::packs::{Packs, RuleFile};
use misrule::program::{Program, RuleId};
use misrule::read::Reader;
use misrule::{declare, typecheck};

const RULES: usize = 500;
const PLANS: usize = 150;

const MODEL: &str = r#"pack toy "A toy"

dimension area
unit are of area never negative
unit percent, % = 0.01

vocabulary kind { tree, herb, moss }

record Plan key id is the plan shown as title from first to last
  format: text
  id: text
  title: text
  first: year
  last: year
  open?: boolean
  kind?: one of kind
  state: one of {planned, dug} = planned
  safe: boolean = true
  part?: percent from 0 % to 100 %
  size?: are
  count: integer from 0 to 9 = 3
  since?: year
  beds?: list of Bed
  shade?: series of percent from 0 % to 100 %

record Bed key id
  id: text
  dry?: boolean
  kind?: one of kind
  kinds?: set of kind
  part?: percent from 0 % to 100 %
  depth?: number from 0

parameter limit: integer from 0 to 5 = 2
  because "an example"

"#;

/// SplitMix64, so that a failing case is named by its seed.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % (end as u64)).unwrap()
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}

// ---- rules

/// What a condition may read: the plan, and perhaps a bed.
#[derive(Clone, Copy)]
struct Reads {
    bed: Option<&'static str>,
    depth: usize,
}

fn condition(random: &mut Random, reads: Reads) -> String {
    let inner = Reads { depth: reads.depth.saturating_sub(1), ..reads };
    if reads.depth == 0 || random.chance(45) {
        return atom(random, reads);
    }
    match random.below(8) {
        0..=2 => format!("({} and {})", condition(random, inner), condition(random, inner)),
        3..=4 => format!("({} or {})", condition(random, inner), condition(random, inner)),
        5 => format!("not ({})", condition(random, inner)),
        6 => {
            let all: Vec<String> = (0..3).map(|_| condition(random, inner)).collect();
            let count =
                random.pick(&["at least 1", "at least 3", "at most 0", "at most 2", "exactly 2"]);
            format!("{count} of ({})", all.join(", "))
        }
        _ => quantified(random, inner),
    }
}

fn quantified(random: &mut Random, reads: Reads) -> String {
    // No name hides another.
    let name = match reads.bed {
        None | Some("b") => "c",
        Some("c") => "d",
        Some(_) => return atom(random, reads),
    };
    let within = Reads { bed: Some(name), ..reads };
    let filter = match random.chance(40) {
        true => format!(" where {}", atom(random, within)),
        false => String::new(),
    };
    let form = random.pick(&["some", "every", "no", "at least 0", "at least 1", "at most 1"]);
    format!("({form} {name} in plan.beds{filter}: {})", condition(random, within))
}

fn atom(random: &mut Random, reads: Reads) -> String {
    let of_bed = reads.bed.filter(|_| random.chance(70));
    let record = of_bed.unwrap_or("plan");
    let word = random.pick(&["tree", "herb", "moss"]);
    let op = random.pick(&["<", "<=", ">", ">=", "=", "!="]);
    match random.below(14) {
        0 => format!("{record}.kind is {word}"),
        1 => format!("{record}.kind is not {word}"),
        2 => format!("{record}.kind is one of {{{word}, moss}}"),
        3 => format!("{record}.kind is not one of {{tree, herb, {word}}}"),
        4 => format!("{record}.kind is {}", random.pick(&["stated", "missing"])),
        5 => format!("{record}.part {op} {} %", random.pick(&["0", "40", "100", "120"])),
        6 => format!("{record}.part is {}", random.pick(&["stated", "missing"])),
        7 => match of_bed {
            Some(bed) => format!("{bed}.dry"),
            None => random
                .pick(&[
                    "plan.open",
                    "plan.safe",
                    "plan.state is planned",
                    "plan.state is not planned",
                ])
                .to_owned(),
        },
        8 => match of_bed {
            Some(bed) => format!("{bed}.depth {op} {}", random.pick(&["-1", "0", "2", "limit"])),
            None => {
                format!("plan.count {op} {}", random.pick(&["-1", "0", "3", "9", "10", "limit"]))
            }
        },
        9 => format!("plan.since {op} {}", random.pick(&["2020", "1000", "9999"])),
        10 => format!("count of plan.beds {op} {}", random.pick(&["0", "1", "limit"])),
        11 => match of_bed {
            Some(bed) => format!("{bed}.kinds includes {word}"),
            None => format!("plan.size {op} {} are", random.pick(&["0", "5"])),
        },
        12 => {
            let figure = random.pick(&[
                "abs((plan.part as number) - 1)",
                "square(plan.count)",
                "plan.count + limit",
                "plan.count - 10",
            ]);
            format!("{figure} {op} {}", random.pick(&["-1", "0", "1", "15"]))
        }
        _ => format!("limit {op} {}", random.pick(&["0", "5", "6"])),
    }
}

/// A rule by number, perhaps with an exception, and whether it has conditions of its own.
fn rule(random: &mut Random, number: usize) -> (String, bool) {
    let mut text = format!("rule r{number}\n  \"R\"\n");
    let bed = random.chance(50).then_some("b");
    let reads = Reads { bed, depth: 2 };
    let mut is_bound = false;
    if bed.is_some() {
        text += "  for b in plan.beds";
        is_bound = random.chance(60);
        if is_bound {
            write!(text, " where {}", condition(random, reads)).unwrap();
        }
        text += "\n";
    }
    if random.chance(40) {
        is_bound = true;
        writeln!(text, "  when {}", condition(random, reads)).unwrap();
    }
    writeln!(text, "  must {}\n  otherwise \"no\"\n", condition(random, reads)).unwrap();
    if random.chance(30) {
        let when = condition(random, reads);
        writeln!(text, "exception x{number} to r{number}\n  when {when}\n  because \"so\"\n")
            .unwrap();
    }
    (text, is_bound)
}

// ---- plans

fn field(random: &mut Random, name: &str, values: &[&str], out: &mut Vec<String>) {
    let value = match random.below(10) {
        0..=1 => return,
        2 => random.pick(&[
            "null",
            "\"n/a\"",
            "{ \"absent\": \"unknown\" }",
            "{ \"absent\": \"withheld\" }",
            "[[]]",
        ]),
        _ => random.pick(values),
    };
    out.push(format!("\"{name}\": {value}"));
}

const WORDS: &[&str] = &["\"tree\"", "\"herb\"", "\"moss\"", "\"stone\""];
const SHARES: &[&str] = &["0", "40", "100", "120", "-5", "39.5"];

fn plan(random: &mut Random, number: usize) -> String {
    let mut fields = vec![format!(
        "\"format\": \"toy/plan/0\", \"id\": \"p{number}\", \"title\": \"P\", \"first\": 2020, \"last\": 2030"
    )];
    if number == 0 {
        fields.push("\"beds\": [ { \"id\": \"b\" } ]".to_owned());
    } else {
        field(random, "open", &["true", "false"], &mut fields);
        field(random, "kind", WORDS, &mut fields);
        field(random, "state", &["\"planned\"", "\"dug\""], &mut fields);
        field(random, "safe", &["true", "false"], &mut fields);
        field(random, "part", SHARES, &mut fields);
        field(random, "size", &["0", "5", "-3", "7.5"], &mut fields);
        field(random, "count", &["0", "3", "9", "12", "-1"], &mut fields);
        field(random, "since", &["2020", "1000", "9999", "500"], &mut fields);
        let beds: Vec<String> = (0..random.below(4)).map(|at| bed(random, at)).collect();
        let beds = format!("[{}]", beds.join(", "));
        field(random, "beds", &[beds.as_str()], &mut fields);
    }
    format!("{{ {} }}", fields.join(", "))
}

fn bed(random: &mut Random, number: usize) -> String {
    let mut fields = vec![format!("\"id\": \"b{number}\"")];
    field(random, "dry", &["true", "false"], &mut fields);
    field(random, "kind", WORDS, &mut fields);
    field(random, "kinds", &["[]", "[\"tree\"]", "[\"herb\", \"moss\"]"], &mut fields);
    field(random, "part", SHARES, &mut fields);
    field(random, "depth", &["0", "2", "-1", "3.5"], &mut fields);
    format!("{{ {} }}", fields.join(", "))
}

// ---- both

struct Loaded {
    packs: Packs,
    program: Program,
    sources: Sources,
}

fn load(text: &str, set: &[(String, String)]) -> Loaded {
    let file = RuleFile { name: "toy.rule".to_owned(), text: text.to_owned() };
    let (packs, sources, mut told) = Packs::load(vec![file], false, &|_, _| None);
    let (model, more) = declare::build(&packs, &sources);
    told.extend(more);
    let (program, _, more) = typecheck::compile(&packs, model, set);
    told.extend(more);
    told.retain(|it| it.severity == Severity::Error);
    let place = |it: &Diagnostic| sources.slice(it.place().unwrap()).to_owned();
    let errors: Vec<String> =
        told.iter().map(|it| format!("{} {}", it.message.en(), place(it))).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    Loaded { packs, program, sources }
}

fn facts(program: &Program, plans: &[String]) -> Facts {
    let reader = Reader::new(&program.model, &program.layout);
    let mut builder = Builder::new(&program.model, &program.layout);
    let mut sources = Sources::new();
    for (at, plan) in plans.iter().enumerate() {
        let file = sources.add(format!("{at}.json"), plan.as_str());
        let reading = reader.read(&mut builder, Root::Plan, plan, file);
        assert!(reading.row.is_some(), "{plan}");
    }
    builder.finish(&program.model, Scope::Open)
}

/// What may never come of a rule on any plan, by the advice on it.
fn contradicts(code: Code, note: &str, is_bound: bool, tally: &Tally, is_silent: bool) -> bool {
    match code {
        Code::NeverApplies => tally.violated > 0,
        Code::AlwaysTrue if note.starts_with("even a plan that says nothing") => {
            tally.violated > 0 || tally.undetermined > 0
        }
        Code::AlwaysTrue => tally.violated > 0,
        // Of a rule that may not apply, a demand that holds is satisfied all the same.
        Code::NeverMet => !is_bound && tally.satisfied > 0,
        Code::ExceptionNeverHolds => !is_bound && tally.excepted > 0,
        Code::DefaultDecides => is_silent && !is_bound && tally.undetermined > 0,
        _ => false,
    }
}

#[test]
fn no_plan_contradicts_what_is_said_of_conditions() {
    let mut random = Random(1);
    let mut text = MODEL.to_owned();
    let mut bound = Vec::new();
    for number in 0..RULES {
        let (rule, is_bound) = rule(&mut random, number);
        text += &rule;
        bound.push(is_bound);
    }
    let plans: Vec<String> = (0..PLANS).map(|number| plan(&mut random, number)).collect();
    let loaded = load(&text, &[]);
    let Loaded { packs, program, sources } = &loaded;
    let rules = advise::Rules { packs, program, tests: &[], sources };
    let advice = advise::advise(rules, &Choice::new(&[], &[]).unwrap());
    let decisive = [
        Code::NeverApplies,
        Code::AlwaysTrue,
        Code::NeverMet,
        Code::ExceptionNeverHolds,
        Code::DefaultDecides,
    ];
    let mut said: BTreeMap<Code, usize> = BTreeMap::new();
    let mut wrong = String::new();
    // What is said holds whatever a parameter is set to.
    for limit in ["0", "2", "5"] {
        let set = [("limit".to_owned(), limit.to_owned())];
        let program = load(&text, &set).program;
        let facts = facts(&program, &plans);
        for advice in advice.iter().filter(|it| decisive.contains(&it.code)) {
            let place = advice.place().unwrap();
            let is_of = |rule: &misrule::program::Rule| {
                let mut items = vec![rule.span];
                items.extend(rule.exceptions.iter().map(|it| it.span));
                items.iter().any(|item| item.start <= place.start && place.end <= item.end)
            };
            let at = program.rules.iter().position(is_of).unwrap();
            let id = RuleId(u32::try_from(at).unwrap());
            let note = advice.notes.first().map_or("", |note| note.en());
            let outcome = evaluate::run(&program, &facts, id, Want::Findings);
            *said.entry(advice.code).or_default() += 1;
            for (number, tally) in outcome.tallies.iter().enumerate() {
                // An exception that is open leaves open what a default decides.
                let is_silent =
                    number == 0 && limit == "2" && program.rules[at].exceptions.is_empty();
                if contradicts(advice.code, note, bound[at], tally, is_silent) {
                    let rule = sources.slice(program.rules[at].span);
                    write!(
                        wrong,
                        "{} {limit}\n{rule}\n{}\n\n",
                        advice.code.as_str(),
                        plans[number]
                    )
                    .unwrap();
                    break;
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    for code in decisive {
        let count = said.get(&code).copied().unwrap_or(0) / 3;
        assert!(count >= 5, "{}: said {count} times: {said:?}", code.as_str());
    }
}
