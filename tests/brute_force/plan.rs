//! Random plans with gaps, and how they are written.
//!
//! All that a plan may hold is a cell: what is written there, and what it can be in a completed
//! plan. A cell with one choice is known. A completed plan is one choice for each cell.

use crate::random::Random;
use crate::toy::{CODES, COLOURS, DAYS, Field, MEANT, METRICS, MS, TEXTS, WS, YEARS};

/// A choice for a cell: the value, and with this whether the plan states it.
pub const STATED: u16 = 0x100;

/// A reference to a record that the plan does not have; others are places in the list of items.
pub const NOWHERE: u8 = 100;
/// A reference of which the plan says that it leads to none.
pub const NONE: u8 = 101;

/// Of what record a cell is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    Head,
    Item,
    Link,
    Mark,
    /// One that the plan does not have.
    Elsewhere,
}

/// Fields of each [`Class`], as bits.
pub type Reads = [u32; 5];

#[derive(Clone, Debug)]
pub struct Cell {
    pub class: Class,
    pub field: Field,
    pub choices: Vec<u16>,
    pub written: Written,
}

/// How a cell is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    Value(u8),
    /// Not written at all: left out, or part of a record that is not there.
    Out,
    Null,
    Placeholder,
    AbsentUnknown,
    Withheld,
    NotApplicable,
    /// Something that cannot be read.
    Malformed,
}

impl Written {
    /// Absence that leaves it open whether the plan has it.
    pub fn is_secret(self) -> bool {
        matches!(self, Written::Withheld | Written::NotApplicable | Written::Malformed)
    }
}

/// A record: its cells by field.
#[derive(Clone, Debug)]
pub struct Record {
    pub key: String,
    pub cells: [Option<usize>; Field::COUNT],
    /// How the series is written; `Value` where its years are.
    pub series: Written,
}

#[derive(Clone, Debug)]
pub struct List {
    /// What is written, and then what there may be besides.
    pub members: Vec<usize>,
    /// How many are written.
    pub sure: usize,
    /// The cell of its length.
    pub length: usize,
    /// A member that cannot be read stands in it.
    broken: bool,
}

impl List {
    pub fn is_closed(&self) -> bool {
        self.members.len() == self.sure
    }

    /// Makes what is written all there is.
    pub fn close(&mut self) {
        self.members.truncate(self.sure);
        self.broken = false;
    }
}

#[derive(Clone, Debug)]
pub struct Plan {
    pub cells: Vec<Cell>,
    /// The cells that are not known.
    pub gaps: Vec<usize>,
    /// The first choice for each cell.
    pub first: Vec<u16>,
    pub records: Vec<Record>,
    pub items: List,
    pub links: List,
    pub marks: List,
    /// What a reference that leads nowhere leads to.
    pub nowhere: usize,
    /// What a key that a list lacks leads to.
    pub lacking: usize,
}

/// The plan's own record.
pub const HEAD: usize = 0;

#[derive(Clone, Copy, PartialEq, Eq)]
enum There {
    /// Written in the plan.
    Yes,
    /// A record that may be there, of which nothing is known: it may state what it likes.
    Perhaps,
    /// A record that is not there: it states nothing.
    No,
}

struct Maker<'a> {
    random: &'a mut Random,
    plan: Plan,
    /// Percent of cells that are gaps.
    gaps: usize,
    /// What a reference may lead to.
    nodes: u8,
    /// Gaps may be things that cannot be read.
    faults: bool,
}

/// A random plan. With `faults` it may hold what cannot be read.
pub fn plan(random: &mut Random, faults: bool) -> Plan {
    let gaps = random.pick(&[0, 0, 8, 25, 45]);
    let empty = || List { members: Vec::new(), sure: 0, length: 0, broken: false };
    let plan = Plan {
        cells: Vec::new(),
        gaps: Vec::new(),
        first: Vec::new(),
        records: Vec::new(),
        items: empty(),
        links: empty(),
        marks: empty(),
        nowhere: 0,
        lacking: 0,
    };
    let mut maker = Maker { random, plan, gaps, nodes: 0, faults };
    let (sure, more) = maker.size(4);
    maker.nodes = sure + more;
    let head = maker.record("p".to_owned(), There::Yes, Class::Head, |field| {
        !matches!(field, Field::A | Field::B | Field::Items | Field::Links | Field::Marks)
    });
    assert_eq!(head, HEAD);
    maker.plan.items =
        maker.list((Field::Items, Class::Item), sure, more, |at| format!("i{at}"), is_common);
    let (sure, more) = maker.size(4);
    let of_link = |field| matches!(field, Field::Flag | Field::A | Field::B);
    maker.plan.links =
        maker.list((Field::Links, Class::Link), sure, more, |at| format!("l{at}"), of_link);
    let (sure, more) = maker.size(3);
    let of_mark = |field| matches!(field, Field::Flag | Field::N);
    let first = maker.random.below(2);
    let metric = move |at: usize| METRICS[(first + at) % 2].to_owned();
    maker.plan.marks = maker.list((Field::Marks, Class::Mark), sure, more, metric, of_mark);
    maker.plan.nowhere = maker.record("z".to_owned(), There::Perhaps, Class::Elsewhere, is_common);
    maker.plan.lacking = maker.record("y".to_owned(), There::No, Class::Elsewhere, is_common);
    let mut plan = maker.plan;
    let is_known = |cell: &Cell| {
        let says = matches!(cell.written, Written::Value(_))
            || cell.choices.as_slice() == [u16::from(NONE)];
        cell.choices.len() == 1 && says
    };
    plan.gaps = (0..plan.cells.len()).filter(|at| !is_known(&plan.cells[*at])).collect();
    plan.first = plan.cells.iter().map(|cell| cell.choices[0]).collect();
    plan
}

fn is_common(field: Field) -> bool {
    Field::COMMON.contains(&field) || Field::SERIES.contains(&field)
}

const ALL: [Field; Field::COUNT] = [
    Field::Flag,
    Field::N,
    Field::M,
    Field::W,
    Field::Colour,
    Field::Tags,
    Field::Code,
    Field::Text,
    Field::Day,
    Field::S0,
    Field::S1,
    Field::S2,
    Field::To,
    Field::Up,
    Field::Deps,
    Field::A,
    Field::B,
    Field::First,
    Field::Last,
    Field::Items,
    Field::Links,
    Field::Marks,
];

impl Maker<'_> {
    /// How many members a list has, and how many more it may have.
    fn size(&mut self, end: u8) -> (u8, u8) {
        if self.gaps > 0 && self.random.chance(15) {
            return (0, 2);
        }
        let sure = self.random.small(end);
        let broken = self.faults && sure > 0 && self.random.chance(self.gaps / 4);
        (sure, u8::from(broken))
    }

    fn gap(&mut self) -> Written {
        let mut kinds = vec![
            Written::Out,
            Written::Out,
            Written::Out,
            Written::Null,
            Written::Placeholder,
            Written::AbsentUnknown,
            Written::Withheld,
            Written::NotApplicable,
        ];
        if self.faults {
            kinds.extend([Written::Malformed; 2]);
        }
        self.random.pick(&kinds)
    }

    fn list(
        &mut self,
        (field, class): (Field, Class),
        sure: u8,
        more: u8,
        key: impl Fn(usize) -> String,
        has: fn(Field) -> bool,
    ) -> List {
        let is_out = sure == 0 && more > 0;
        let mut members = Vec::new();
        for at in 0..usize::from(sure + more) {
            let is_sure = at < usize::from(sure);
            let (key, there) =
                if is_sure { (key(at), There::Yes) } else { (format!("h{at}"), There::Perhaps) };
            members.push(self.record(key, there, class, has));
        }
        let written = if is_out { self.gap() } else { Written::Value(sure) };
        let lengths = u16::from(sure)..=u16::from(sure + more);
        let choices = match written {
            Written::Value(_) => lengths.map(|length| length | STATED).collect(),
            written if written.is_secret() => {
                lengths.flat_map(|length| [length, length | STATED]).collect()
            }
            _ => lengths.collect(),
        };
        let length = self.cell(Class::Head, field, choices, written);
        List { members, sure: usize::from(sure), length, broken: more > 0 && !is_out }
    }

    fn cell(&mut self, class: Class, field: Field, choices: Vec<u16>, written: Written) -> usize {
        self.plan.cells.push(Cell { class, field, choices, written });
        self.plan.cells.len() - 1
    }

    fn record(
        &mut self,
        key: String,
        there: There,
        class: Class,
        has: impl Fn(Field) -> bool,
    ) -> usize {
        let mut record = Record { key, cells: [None; Field::COUNT], series: Written::Out };
        let series = match there {
            There::Yes if !self.random.chance(self.gaps) => Written::Value(0),
            There::Yes => self.gap(),
            There::Perhaps => Written::Withheld,
            There::No => Written::Out,
        };
        record.series = series;
        for field in ALL.into_iter().filter(|field| has(*field)) {
            let is_point = Field::SERIES.contains(&field);
            let is_gap = self.random.chance(if is_point { 40 } else { self.gaps });
            let is_unseen = is_point && series != Written::Value(0);
            let values = self.values(field);
            let written = match there {
                There::Perhaps => Written::Withheld,
                There::No => Written::Out,
                There::Yes if is_unseen => series,
                There::Yes if is_point && is_gap => Written::Out,
                There::Yes if is_gap => self.gap(),
                There::Yes => Written::Value(self.random.pick(&values)),
            };
            let is_none = field == Field::Up && matches!(written, Written::Out | Written::Null);
            let values = match written {
                _ if is_none => vec![NONE],
                // What is withheld may be that there is none.
                Written::Value(_) => values,
                _ if field == Field::Up => values.into_iter().chain([NONE]).collect(),
                _ => values,
            };
            let values = values.iter().map(|value| u16::from(*value));
            let choices: Vec<u16> = match written {
                Written::Value(value) if field == Field::Code => {
                    // What is written as a coarse code may be any code below it.
                    let code = |at: u16| MEANT[usize::from(at)].0;
                    let same = values.filter(|at| code(*at) == code(u16::from(value)));
                    same.map(|at| at | STATED).collect()
                }
                Written::Value(value) => vec![u16::from(value) | STATED],
                written if written.is_secret() || is_unseen => {
                    values.flat_map(|value| [value, value | STATED]).collect()
                }
                _ => values.collect(),
            };
            record.cells[field as usize] = Some(self.cell(class, field, choices, written));
        }
        self.plan.records.push(record);
        self.plan.records.len() - 1
    }

    /// All that a field can be, by number.
    fn values(&self, field: Field) -> Vec<u8> {
        match field {
            Field::To | Field::Up | Field::A | Field::B => {
                (0..self.nodes).chain([NOWHERE]).collect()
            }
            Field::Deps => (0..1 << self.nodes).collect(),
            _ => (0..field.size()).collect(),
        }
    }
}

impl Plan {
    pub fn json(&self, id: &str) -> String {
        let mut fields = vec![format!(r#""format": "toy/plan/0", "id": "{id}", "region": "{id}""#)];
        fields.extend(self.fields(HEAD));
        for list in [&self.items, &self.links, &self.marks] {
            let cell = &self.cells[list.length];
            let value = match cell.written {
                Written::Out => continue,
                Written::Value(_) => {
                    let mut members: Vec<String> = list.members[..list.sure]
                        .iter()
                        .map(|member| {
                            let mut fields =
                                vec![format!(r#""id": "{}""#, self.records[*member].key)];
                            fields.extend(self.fields(*member));
                            format!("{{ {} }}", fields.join(", "))
                        })
                        .collect();
                    if list.broken {
                        members.push("null".to_owned());
                    }
                    format!("[{}]", members.join(", "))
                }
                gap => written_gap(gap, Field::Items),
            };
            fields.push(format!("\"{}\": {value}", cell.field.word()));
        }
        format!("{{ {} }}", fields.join(", "))
    }

    fn fields(&self, record: usize) -> Vec<String> {
        let record = &self.records[record];
        let mut fields = Vec::new();
        for field in ALL {
            let Some(cell) = record.cells[field as usize] else { continue };
            if Field::SERIES.contains(&field) {
                continue;
            }
            let value = match self.cells[cell].written {
                Written::Out => continue,
                Written::Value(value) => self.value(field, value),
                gap => written_gap(gap, field),
            };
            fields.push(format!("\"{}\": {value}", field.word()));
        }
        if record.cells[Field::S0 as usize].is_some() {
            let value = match record.series {
                Written::Out => return fields,
                Written::Value(_) => self.series(record),
                gap => written_gap(gap, Field::S0),
            };
            fields.push(format!("\"s\": {value}"));
        }
        fields
    }

    fn series(&self, record: &Record) -> String {
        let points = Field::SERIES.iter().zip(YEARS).filter_map(|(field, year)| {
            match self.cells[record.cells[*field as usize]?].written {
                Written::Value(value) => Some(format!("\"{year}\": {value}")),
                _ => None,
            }
        });
        format!("{{ {} }}", points.collect::<Vec<_>>().join(", "))
    }

    fn value(&self, field: Field, value: u8) -> String {
        let at = usize::from(value);
        let node = |at: u8| match at {
            NOWHERE => "\"z\"".to_owned(),
            at if usize::from(at) < self.items.sure => format!("\"i{at}\""),
            at => format!("\"h{at}\""),
        };
        let of = |count: u8| (0..count).filter(move |at| value & (1 << at) != 0);
        match field {
            Field::Flag => (value == 1).to_string(),
            Field::N => value.to_string(),
            Field::M => MS[at].0.to_owned(),
            Field::W => WS[at].0.to_owned(),
            Field::Colour => format!("\"{}\"", COLOURS[at]),
            Field::Tags => {
                let words = of(3).map(|at| format!("\"{}\"", COLOURS[usize::from(at)]));
                format!("[{}]", words.collect::<Vec<_>>().join(", "))
            }
            Field::Code => format!("\"tree:{}\"", CODES[usize::from(MEANT[at].0)]),
            Field::Text => format!("\"{}\"", TEXTS[at]),
            Field::Day => format!("\"{}\"", DAYS[at]),
            Field::To | Field::Up | Field::A | Field::B => node(value),
            Field::Deps => format!("[{}]", of(7).map(node).collect::<Vec<_>>().join(", ")),
            Field::First | Field::Last => YEARS[at].to_string(),
            Field::S0 | Field::S1 | Field::S2 | Field::Items | Field::Links | Field::Marks => {
                unreachable!("{field:?} is written otherwise")
            }
        }
    }
}

fn written_gap(gap: Written, field: Field) -> String {
    match gap {
        Written::Null => "null".to_owned(),
        Written::Placeholder => r#""n/a""#.to_owned(),
        Written::AbsentUnknown => r#"{ "absent": "unknown" }"#.to_owned(),
        Written::Withheld => r#"{ "absent": "withheld", "because": "of an example" }"#.to_owned(),
        Written::NotApplicable => r#"{ "absent": "not applicable" }"#.to_owned(),
        // Of no type that the field has; a text holds any text.
        Written::Malformed => match field {
            Field::Flag | Field::Colour | Field::Code | Field::Day => "7".to_owned(),
            Field::Text | Field::To | Field::Up | Field::A | Field::B => "[1]".to_owned(),
            Field::Tags | Field::Deps | Field::Items | Field::Links | Field::Marks => {
                "3".to_owned()
            }
            _ => r#""ten""#.to_owned(),
        },
        Written::Value(_) | Written::Out => unreachable!(),
    }
}
