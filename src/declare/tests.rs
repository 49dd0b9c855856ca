//! Models through the text of rule files.

use super::*;
use crate::base::Language;
use crate::model::{CodeId, DefaultValue, FieldId, FieldType, RecordRole};
use crate::packs::RuleFile;
use crate::quantity::{Bound, Number, Printer, ScaledUnit, Unit};

/// What every model here can build on.
const UNITS: &str = "pack units \"Units\"\n\
    dimension area\ndimension money\n\
    unit mu, 亩 of area never negative\n\
    unit hectare, 公顷 = 15 mu never negative\n\
    unit CNY, 元 of money\n\
    unit percent, % = 0.01\n";

const CODES: &str = "code,level,parent,title_en,title_zh\n\
    24,division,C,Basic metals,\n\
    C,section,,Manufacturing,制造业\n\
    A,section,,Agriculture,\n\
    241,group,24,Iron and steel,\n\
    01,division,A,Crops,\n";

struct Made {
    model: Model,
    sources: Sources,
    diagnostics: Vec<Diagnostic>,
}

fn build_files(texts: &[(&str, &str)], csv: &[(&str, &str)]) -> Made {
    let files =
        texts.iter().map(|(name, text)| RuleFile { name: (*name).into(), text: (*text).into() });
    let table = |_: &str, wanted: &str| {
        csv.iter().find(|(name, _)| *name == wanted).map(|(_, text)| (*text).to_owned())
    };
    let (packs, sources, mut diagnostics) = Packs::load(files.collect(), false, &table);
    let (model, found) = build(&packs, &sources);
    diagnostics.extend(found);
    Made { model, sources, diagnostics }
}

/// The model of one pack that uses the units above, and may name the table `c.csv`.
fn made(text: &str) -> Made {
    let text = format!("pack m \"M\"\nuse units\n{text}");
    build_files(&[("m.rule", &text), ("u/units.rule", UNITS)], &[("c.csv", CODES)])
}

/// Each message with the text that it points at and the help.
fn told(made: &Made) -> Vec<String> {
    let one = |d: &Diagnostic| {
        let place = d.place().map_or("nowhere", |span| made.sources.slice(span));
        let help = d.help.as_ref().map_or(String::new(), |help| format!(" | {help}"));
        format!("{place}: {}{help}", d.message)
    };
    made.diagnostics.iter().map(one).collect()
}

#[track_caller]
fn says(text: &str, expected: &[&str]) {
    assert_eq!(told(&made(text)), expected);
}

#[test]
fn the_embedded_model_is_whole() {
    let (packs, sources, diagnostics) = Packs::load(Vec::new(), true, &|_, _| None);
    let (model, found) = build(&packs, &sources);
    let made = Made { model, sources, diagnostics: [diagnostics, found].concat() };
    assert_eq!(told(&made), [] as [&str; 0]);
    let model = made.model;
    assert_eq!(model.plan_format.as_deref(), Some("regional/plan/1"));
    assert_eq!(model.portfolio_format.as_deref(), Some("regional/portfolio/1"));
    let (_, plan) = model.record_named("Plan").unwrap();
    let RecordRole::Plan { base_year, last_year } = &plan.role else { panic!() };
    assert_eq!((base_year.len(), last_year.len()), (2, 2));
    let isic = model.scheme(model.scheme_named("isic").unwrap()).unwrap();
    assert_eq!(isic.levels, ["section", "division", "group", "class"]);
    let steel = isic.code_named("241").unwrap();
    assert!(isic.within(steel, isic.code_named("C").unwrap()));
    let nace = model.scheme(model.scheme_named("nace").unwrap()).unwrap();
    let lifted = nace.lift(nace.code_named("24.1").unwrap(), model.scheme_named("isic").unwrap());
    assert_eq!(lifted, Some(steel));
    let gbt = model.scheme(model.scheme_named("gbt").unwrap()).unwrap();
    assert_eq!(gbt.row(gbt.code_named("A").unwrap()).unwrap().title.first, "农、林、牧、渔业");
    assert!(model.faulty.is_empty());
}

#[test]
fn units_may_be_declared_in_any_order() {
    let made = made("unit km2 = 100 公顷\nunit quarter = 25 km2\nunit permille = 0.1 %\n");
    assert_eq!(told(&made), [] as [&str; 0]);
    let units = &made.model.units;
    let unit = |word: &str| Unit::of(units.atom(word).unwrap());
    let mu = units.convert_factor(&unit("quarter"), &unit("mu"));
    assert_eq!(mu, Some(Number::from_i64(25 * 100 * 15)));
    let number = units.convert_factor(&unit("permille"), &Unit::Number);
    assert_eq!(number, Some(Number::from_digits(1, 3)));
}

#[test]
fn units_that_cannot_stand_are_said_once() {
    says(
        "unit a = 2 b\nunit b = 3 c\nunit c = 4 a\nunit d = 5 c\n\
         unit e of aera\nunit f = 2 e\nunit g = 2 hectar\nunit million of area\n\
         unit h = 0 mu\nunit i = 2 mu per CNY\nunit j = 2 money\n",
        &[
            "aera: `aera` is no dimension | did you mean `area`?",
            "hectar: `hectar` is no unit | did you mean `hectare`?",
            "million: `million` is a scale word and cannot name a unit",
            "h: the factor of a unit must be above 0",
            "mu per CNY: a unit is a multiple of one unit, not of a compound",
            "money: a unit cannot be a multiple of the plan's own currency | declare the unit `of money`",
            "a: units are declared by each other: a → b → c → a | declare one of them `of` a dimension",
        ],
    );
}

#[test]
fn no_name_hides_another() {
    let made = made(
        "unit mu of area\nvocabulary hectare { a }\nrecord text\n  x: text\n\
         dimension mass\nunit mass of mass\nrecord R\n  a: hectare\n",
    );
    assert_eq!(
        told(&made),
        [
            "mu: `mu` is declared already, as a unit | choose another name: no name may hide another",
            "hectare: `hectare` is declared already, as a unit | choose another name: no name may hide another",
            "text: `text` is a type of the language | choose another name",
        ]
    );
    let labels: Vec<&str> =
        made.diagnostics[0].labels.iter().map(|label| made.sources.name(label.span.file)).collect();
    assert_eq!(labels, ["m.rule", "u/units.rule"]);
    assert_eq!(made.diagnostics[0].notes, ["the first one is of the pack `units`"]);
}

#[test]
fn names_of_a_pack_that_is_not_used_are_out_of_sight() {
    let made = build_files(
        &[
            ("u/units.rule", UNITS),
            ("b.rule", "pack b \"B\"\nuse units\nrecord B key id\n  id: text\n"),
            ("c.rule", "pack c \"C\"\nrecord C\n  a: hectare\n  b: B\n  c: 万亩\n"),
            ("d.rule", "pack d \"D\"\nuse b\nrecord D\n  a: hectare\n  b: B\n"),
        ],
        &[],
    );
    assert_eq!(
        told(&made),
        [
            "hectare: `hectare` is a unit of the pack `units`, which this pack does not use | add `use units`",
            "B: `B` is a record of the pack `b`, which this pack does not use | add `use b`",
            "万亩: `万亩` is a unit of the pack `units`, which this pack does not use | add `use units`",
        ]
    );
    assert!(made.model.is_faulty_field("C", "a"));
}

#[test]
fn every_type_of_field_is_made() {
    let made = made(
        "classification c \"C\" from \"c.csv\"\n\
         vocabulary v { x: percent, y }\n\
         record P key id\n  id: text\n\
         record R\n  a: text\n  b: boolean\n  c: integer\n  d: number\n  e: percent\n  f: money per hectare\n\
         \x20 g: year\n  h: date\n  i: one of {p, q}\n  j: one of v\n  k: set of {p}\n  l: set of v\n\
         \x20 m: set of code\n  n: set of text\n  o: list of P\n  p: list of ref P\n  q: series of percent\n\
         \x20 r: code\n  s: code of c\n  t: ref P\n  u: ref P or none\n  v: P\n  w: quantity of j\n\
         \x20 x: series of quantity of j\n  y: list of text\n  z: list of v\n",
    );
    assert_eq!(told(&made), [] as [&str; 0]);
    let (_, record) = made.model.record_named("R").unwrap();
    let described: Vec<String> =
        record.fields.iter().map(|field| made.model.describe(record, &field.ty)).collect();
    assert_eq!(
        described,
        [
            "a text",
            "true or false",
            "a whole number",
            "a number",
            "a share in percent",
            "a quantity in money per hectare",
            "a year",
            "a date such as 2026-11-24",
            "one of the words p, q",
            "one of the words x, y",
            "a list of words out of p, none of them twice",
            "a list of words out of x, y, none of them twice",
            "a list of codes, none of them twice",
            "a list of texts, none of them twice",
            "a list of records P",
            "a list of the ids of records P",
            "a value for each year, each a share in percent",
            "a code with its classification, such as isic:24",
            "a code of c",
            "the id of a record P",
            "the id of a record P",
            "a record P",
            "a quantity in the unit of `j`",
            "a value for each year, each a quantity in the unit of `j`",
            "a list of texts",
            "a list of words out of x, y",
        ]
    );
    assert_eq!(record.fields[22].ty, FieldType::QuantityOf(FieldId(9)));
    let inline = made.model.vocabularies.iter().find(|v| v.name == "R.i").unwrap();
    assert!(inline.inline && !inline.open);
    assert!(made.model.vocabulary_named("R.i").is_none());
}

#[test]
fn types_that_cannot_be_are_said_with_what_to_write() {
    says(
        "classification c \"C\" from \"c.csv\"\nvocabulary v { x, y }\n\
         record R\n  a: hectar\n  b: v\n  c: c\n  d: one of w\n  e: set of boolean\n  f: list of list of text\n\
         \x20 g: series of text\n  h: word of v\n  i: series\n  j: quantity\n  k: breakdown\n  l: code of d\n\
         \x20 m: ref S\n  n: 亿元\n  o: quantity of q\n  p: zzzzzzzz\n  a: text\n",
        &[
            "hectar: `hectar` is no unit, record or vocabulary | did you mean `hectare`?",
            "v: `v` is a vocabulary, not a type | write `one of v` or `set of v`",
            "c: `c` is a classification, not a type | write `code of c`",
            "w: `w` is no vocabulary | there are: v",
            "boolean: members of a set are texts, words or codes",
            "list of text: members of a list are texts, words, codes, references or records",
            "text: the values of a series are numbers",
            "word of v: `word of` is a type of parameters, not of fields | write `one of v`",
            "series: `series` is a type of parameters, not of fields | say of what: `series of percent`",
            "quantity: `quantity` is a type of parameters, not of fields | name its unit",
            "breakdown: `breakdown` is a type of parameters, not of fields | a plan states a list of records",
            "d: `d` is no classification | there are: c",
            "S: `S` is no record | there are: R",
            "亿元: a unit is declared without a scale | write the unit alone; a plan may count in any scale of it",
            "q: `R` has no field `q`",
            "zzzzzzzz: `zzzzzzzz` is no unit, record or vocabulary",
            "a: `R` has two fields `a` | take one of them out, or rename it",
        ],
    );
}

#[test]
fn ranges_are_in_the_unit_of_the_field() {
    let made = made(
        "record R\n  a: mu from 1 hectare to 2 thousand hectare\n  b: percent from 0 to 100 %\n\
         \x20 c: series of percent from -5 %\n  d: year from 1990 to 2100\n",
    );
    assert_eq!(told(&made), [] as [&str; 0]);
    let (_, record) = made.model.record_named("R").unwrap();
    let ends = |at: usize| {
        let range = record.fields[at].range.clone().unwrap();
        (range.lo().clone(), range.hi().clone())
    };
    let at = |value: i64| Bound::At(Number::from_i64(value));
    assert_eq!(ends(0), (at(15), at(30_000)));
    assert_eq!(ends(1), (at(0), at(100)));
    assert_eq!(ends(2), (at(-5), Bound::Above));
    assert_eq!(ends(3), (at(1990), at(2100)));
}

#[test]
fn ranges_that_do_not_fit_are_said() {
    says(
        "record R\n  a: percent from 0 to 100\n  b: number from 3 %\n  c: text from 0\n  d: mu from 5 mu to 1 mu\n\
         \x20 e: mu from 1 CNY\n  f: year from 1.5\n  g: percent from 1 hectar\n",
        &[
            "100: the field is in `%`, and this says no unit | write `100 %`",
            "3 %: the field is a number without a unit | write `3`",
            "from 0: only numbers, years and series have a range",
            "from 5 mu to 1 mu: the range holds nothing: its lower end is above its upper end",
            "1 CNY: the field is in `mu`, and this is not",
            "1.5: this is no year | write it as `2025`",
            "hectar: `hectar` is no unit | did you mean `hectare`?",
        ],
    );
}

#[test]
fn defaults_are_values_of_the_field() {
    let made = made(
        "classification c \"C\" from \"c.csv\"\n\
         record R\n  a: boolean = false\n  b: mu = 1 hectare\n  c: one of {x, y} = y\n  d: set of {x, y} = {y, x}\n\
         \x20 e: code of c = c:24\n  f: list of text = {}\n  g: integer from 1 = 3\n  h: year = 2025\n",
    );
    assert_eq!(told(&made), [] as [&str; 0]);
    let (_, record) = made.model.record_named("R").unwrap();
    let defaults: Vec<DefaultValue> =
        record.fields.iter().map(|field| field.default.clone().unwrap()).collect();
    let word = crate::model::WordId;
    assert_eq!(
        defaults,
        [
            DefaultValue::Boolean(false),
            DefaultValue::Number(Number::from_i64(15)),
            DefaultValue::Word(word(1)),
            DefaultValue::Words(vec![word(0), word(1)]),
            DefaultValue::Code(made.model.schemes[0].code_named("24").unwrap()),
            DefaultValue::Empty,
            DefaultValue::Number(Number::from_i64(3)),
            DefaultValue::Number(Number::from_i64(2025)),
        ]
    );
}

#[test]
fn defaults_that_do_not_fit_are_said() {
    says(
        "classification c \"C\" from \"c.csv\"\n\
         record R\n  a?: boolean = true\n  b: boolean = 3\n  c: one of {close, expand} = clsoe\n\
         \x20 d: integer = 1.5\n  e: percent from 0 to 100 % = 120 %\n  f: code of c = c:25\n\
         \x20 g: text = \"x\"\n  h: list of text = {a}\n",
        &[
            "true: `a?` may be left out unsaid, so it has no default | write `a:` without `?`, or take the default out",
            "3: the default of this field is true or false",
            "clsoe: `clsoe` is no word of this field | did you mean `close`?",
            "1.5: the default is not a whole number",
            "120 %: the default is outside the field's own range, between 0 and 100 %",
            "25: `c` has no code `25`",
            "\"x\": a field of this type has no default | make it optional: `name?`",
            "{a}: the only default of this field is the empty one | write `= {}`",
        ],
    );
}

#[test]
fn words_stand_once_and_mean_nothing_else() {
    says(
        "vocabulary v { a, b: percnt, a, rising }\nrecord R key id\n  id: one of {x, x}\n",
        &[
            "percnt: `percnt` is no unit | did you mean `percent`?",
            "a: the word `a` stands twice | take one of them out",
            "rising: `rising` cannot be a word: after `is` it means something else | choose another word",
            "x: the word `x` stands twice | take one of them out",
        ],
    );
}

#[test]
fn keys_fit_and_are_there_where_they_are_needed() {
    says(
        "record A key id\n  id?: text\nrecord B key b\n  b: percent\nrecord C key idd\n  iddd: text\n\
         record D\n  x: text\nrecord E key id\n  id: one of {p} = p\n\
         record F\n  a: list of D\n  b: ref D\n  c: list of ref A\n",
        &[
            "id: the key `id` may not be optional | declare it as `id:`",
            "b: `b` cannot be a key | a key is a text, a word, a code, a year or a whole number",
            "idd: `C` has no field `idd` | did you mean `iddd`?",
            "id: the key `id` may not have a default | two members without a key could not be told apart",
            "D: `D` needs a key, since `F.a` lists it | write `record D key id`, with a field `id: text`",
        ],
    );
}

#[test]
fn a_quantity_takes_its_unit_from_a_word() {
    says(
        "vocabulary v { a: percent, b }\nvocabulary w { a, b }\n\
         record R\n  a: one of v\n  b: one of w\n  c: text\n  d: quantity of a\n  e: series of quantity of b\n\
         \x20 f: quantity of c\n",
        &[
            "b: no word of `w` has a unit | give the words units, as in `manufacturing_share: percent`",
            "c: `c` is not `one of` a vocabulary | give the words units, as in `manufacturing_share: percent`",
        ],
    );
}

#[test]
fn a_record_does_not_hold_itself() {
    let made = made(
        "record Step key id\n  id: text\n  parts: list of Step\n\
         record A\n  b: B\nrecord B\n  c: C\nrecord C\n  a?: A\n  s: Step\n  r: list of ref Step\n",
    );
    assert_eq!(
        told(&made),
        [
            "parts: list of Step: `Step` holds itself: Step.parts → Step | refer to it instead: `ref Step` or `list of ref Step`",
            "a?: A: `A` holds itself: A.b → B.c → C.a → A | refer to it instead: `ref A` or `list of ref A`",
        ]
    );
    assert!(made.model.is_faulty_field("C", "a"));
}

const PERIOD: &str = "record Period\n  base: year\n  last: year\n";

#[test]
fn the_plan_has_a_key_and_years() {
    let made = made(&format!(
        "{PERIOD}record Plan key id is the plan shown as title from period.base to period.last\n\
         \x20 id: text\n  title: text\n  period?: Period\n"
    ));
    assert_eq!(told(&made), [] as [&str; 0]);
    assert_eq!(made.model.plan_format.as_deref(), Some("m/plan/0"));
    let plan = made.model.record(made.model.plan.unwrap()).unwrap();
    assert_eq!(plan.key, Some(FieldId(0)));
    assert_eq!(plan.shown_as, Some(vec![FieldId(1)]));
    let base_year = vec![FieldId(2), FieldId(0)];
    assert_eq!(plan.role, RecordRole::Plan { base_year, last_year: vec![FieldId(2), FieldId(1)] });
}

#[test]
fn roles_that_do_not_fit_are_said() {
    says(
        &format!(
            "{PERIOD}record Plan is the plan from period.bse to title\n  title: text\n  period: Period\n\
             record Other key id is the plan\n  id: text\n  x: text\n\
             record Whole key id is the portfolio\n  id: text\n  plan: Plan\n"
        ),
        &[
            "Plan: `Plan` is the plan and needs a key | add `key id`, with a field `id: text`",
            "bse: `Period` has no field `bse` | did you mean `base`?",
            "title: this field is not a `year`",
            "Other: `Other` is the plan and does not say its years | add `from FIELD to FIELD`: the base year and the last year",
            "Other: `Other` is a second plan | check plans of another model with `--no-default-rules`",
            "plan: Plan: `Plan` is a file of its own and stands in no record",
        ],
    );
}

#[test]
fn paths_lead_to_something_that_can_be_shown() {
    says(
        "record In\n  x: text\nrecord R shown as a.x\n  a: text\nrecord S shown as i\n  i: In\n\
         record T shown as i.x\n  i: In\n",
        &[
            "x: `a` has no fields of its own",
            "i: a record is shown as one text, word, code or number",
        ],
    );
}

#[test]
fn a_table_is_put_into_tree_order() {
    let made = made("classification c \"C\" from \"c.csv\"\n");
    assert_eq!(told(&made), [] as [&str; 0]);
    let scheme = &made.model.schemes[0];
    let codes: Vec<&str> = scheme.rows.iter().map(|row| row.code.as_str()).collect();
    assert_eq!(codes, ["C", "24", "241", "A", "01"]);
    assert_eq!(scheme.levels, ["section", "division", "group"]);
    let id = |code: &str| scheme.code_named(code).unwrap();
    assert_eq!(scheme.row(id("C")).unwrap().last, id("241"));
    assert_eq!(scheme.row(id("241")).unwrap().parent, Some(id("24")));
    assert!(scheme.within(id("241"), id("C")) && !scheme.within(id("01"), id("C")));
    let division = scheme.level_named("division").unwrap();
    assert_eq!(scheme.ancestor(id("241"), division), Some(id("24")));
    assert_eq!(scheme.ancestor(id("C"), division), None);
    let title = &scheme.row(id("C")).unwrap().title;
    assert_eq!((title.pick(Language::En), title.pick(Language::Zh)), ("Manufacturing", "制造业"));
}

fn table(csv: &str) -> Vec<String> {
    let text = "pack m \"M\"\nclassification c \"C\" from \"c.csv\"\n";
    told(&build_files(&[("m.rule", text)], &[("c.csv", csv)]))
}

#[test]
fn mistakes_of_a_table_are_said_at_their_line() {
    assert_eq!(
        table(
            "code,level,parent,title_en\nA,section,,Top\nA,section,,Again\nB,division\n,section,,No code\n\
             D,division,Z,Lost\nE,division,F,x\nF,division,E,y\nG,section,A,same\n"
        ),
        [
            "B,division: `c.csv`: a row of 2 columns where the head has 4 | put a text that holds a comma in quotes",
            ",section,,No code: `c.csv`: a row without a code",
            "A,section,,Again: `c.csv`: the code `A` stands twice",
            "D,division,Z,Lost: `c.csv`: the parent `Z` of the code `D` is not there",
            "E,division,F,x: `c.csv`: the code `E` stands below itself",
            "A,section,,Top: `c.csv`: the level `section` stands above and below another",
        ]
    );
    let help = "the first row names the columns: code, level, parent, title_en";
    let missing = |column: &str| format!("`c.csv` has no column `{column}` | {help}");
    assert_eq!(
        table("Code,level\nA,b\n"),
        ["code", "parent", "title_en"].map(|column| format!("Code,level: {}", missing(column)))
    );
    assert_eq!(
        table(""),
        ["code", "level", "parent", "title_en"].map(|column| format!(": {}", missing(column)))
    );
}

#[test]
fn a_missing_table_is_said_at_its_name() {
    assert_eq!(
        told(&build_files(
            &[(
                "m.rule",
                "pack m \"M\"\nclassification c \"C\" from \"d.csv\"\nrecord R\n  a: code of c\n"
            )],
            &[]
        )),
        ["\"d.csv\": the file `d.csv` is not there | it is looked for beside this rule file"]
    );
}

#[test]
fn many_mistakes_of_a_table_are_counted() {
    let rows: String = (0..100).map(|_| "A,x,,t\n").collect();
    let text = "pack m \"M\"\nclassification c \"C\" from \"c.csv\"\n";
    let made =
        build_files(&[("m.rule", text)], &[("c.csv", &format!("code,level,parent,title\n{rows}"))]);
    assert_eq!(made.diagnostics.len(), 20);
    assert_eq!(made.diagnostics[19].notes, ["`c.csv` has 79 more mistakes"]);
}

#[test]
fn codes_refer_to_codes_of_another_scheme() {
    let text = "pack m \"M\"\n\
        classification c \"C\" from \"c.csv\" refers to d by d_ref\n\
        classification d \"D\" from \"d.csv\" refers to d by own\n";
    let made = build_files(
        &[("m.rule", text)],
        &[
            ("c.csv", "code,level,parent,title_en,d_ref\n1,x,,t,A\n2,x,,t,\n3,x,,t,Q\n"),
            ("d.csv", "code,level,parent,title_en,own\nA,x,,t,\n"),
        ],
    );
    assert_eq!(
        told(&made),
        ["3,x,,t,Q: `c.csv`: `d` has no code `Q`", "d: `d` cannot refer to itself"]
    );
    let (c, d) = (&made.model.schemes[0], made.model.scheme_named("d").unwrap());
    assert_eq!(c.lift(c.code_named("1").unwrap(), d), Some(CodeId(3)));
    assert_eq!(c.lift(c.code_named("2").unwrap(), d), None);
}

#[test]
fn one_mistake_is_said_once() {
    // An item that cannot be read, a unit that cannot stand, a field that has no type: what reads
    // them is not wrong for that.
    let made = made(
        "record Lost key id\n  id text\n\
         unit u = 2 nonesuch\nvocabulary v { a: u }\nrecord R key x\n  x: u\n  y: list of Lost\n  z: Lost\n",
    );
    let told = told(&made);
    assert_eq!(told.len(), 2, "{told:#?}");
    assert_eq!(told[1], "nonesuch: `nonesuch` is no unit");
    assert!(made.model.is_faulty("u") && made.model.is_faulty_field("R", "x"));
}

#[test]
fn literals_of_rules_are_exact() {
    let made = made("record R\n  a: percent = 1_000.50 %\n  b: CNY = 3 亿元\n");
    assert_eq!(told(&made), [] as [&str; 0]);
    let (_, record) = made.model.record_named("R").unwrap();
    let value = |at: usize| record.fields[at].default.clone().unwrap();
    assert_eq!(value(0), DefaultValue::Number(Number::from_digits(100_050, 2)));
    assert_eq!(value(1), DefaultValue::Number(Number::from_i64(300_000_000)));
    let FieldType::Number { unit, .. } = &record.fields[1].ty else { panic!() };
    let printer = Printer::new(&made.model.units, Language::En);
    assert_eq!(printer.unit(&ScaledUnit::from(unit.clone())), "CNY");
}

mod hostile {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        /// Whatever a table holds, the codes that come of it are a tree in order.
        #[test]
        fn any_table_makes_a_tree(
            rows in proptest::collection::vec(("[A-E]?", "[xyz]", "[A-E\",]?", "[a\"\n,é]{0,3}"), 0..12)
        ) {
            let mut csv = String::from("code,level,parent,title_en\n");
            for (code, level, parent, title) in rows {
                csv.push_str(&format!("{code},{level},{parent},{title}\n"));
            }
            let text = "pack m \"M\"\nclassification c \"C\" from \"c.csv\"\n";
            let made = build_files(&[("m.rule", text)], &[("c.csv", &csv)]);
            for scheme in &made.model.schemes {
                for (at, row) in (scheme.first..).map(CodeId).zip(&scheme.rows) {
                    prop_assert!(row.last >= at && scheme.contains(row.last));
                    prop_assert!(row.parent.is_none_or(|parent| parent < at
                        && scheme.within(at, parent)));
                    prop_assert_eq!(scheme.code_named(&row.code), Some(at));
                }
            }
        }

        #[test]
        fn any_text_of_a_table_is_answered(csv in "\\PC{0,60}") {
            table(&csv);
        }
    }
}
