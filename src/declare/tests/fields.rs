//! Types, ranges, defaults and words of fields.

use super::*;

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
    let described: Vec<String> = record
        .fields
        .iter()
        .map(|field| made.model.describe(record, &field.ty).en().to_owned())
        .collect();
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
            "the id of a record P, or left out for none",
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
fn a_field_says_what_its_figures_lie_between() {
    let made = made(
        "dimension people\nunit head of people never negative\n\
         record R\n  a: number from 0\n  b: series of percent from -100 % to 100 %\n  c: head\n  d: series of head\n\
         \x20 e: year from 1990\n  f: money\n  g: head per CNY\n  h: text\n",
    );
    assert_eq!(told(&made), [] as [&str; 0]);
    let (_, record) = made.model.record_named("R").unwrap();
    let described = |language: Language| -> Vec<String> {
        let described = record.fields.iter().map(|field| made.model.describe_field(record, field));
        described.map(|said| said.pick(language).to_owned()).collect()
    };
    assert_eq!(
        described(Language::En),
        [
            "a number, at least 0",
            "a value for each year, each a share in percent, between -100 and 100 %",
            "a quantity in head, at least 0",
            "a value for each year, each a quantity in head, at least 0",
            "a year, at least 1990",
            "an amount of money",
            "a quantity in head per CNY",
            "a text",
        ]
    );
    assert_eq!(described(Language::Zh)[0], "数值，至少0");
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
