//! A toy model small enough that every way to complete a plan can be written down: each field has
//! a handful of values, listed here, and a value is its place in that list.

/// The model, in the language.
pub const MODEL: &str = r#"pack toy "A toy model"

unit percent, % = 0.01

classification tree "A tree of codes" from "tree.csv"

vocabulary colour { red, green, blue }

open vocabulary metric { alpha, beta }

record Plan key id is the plan from first to last
  format?: text
  id: text
  region?: text
  first?: year from 2020 to 2022
  last?: year from 2020 to 2022
  flag?: boolean
  n?: integer from 0 to 2
  m?: number
  w?: number from 0
  colour?: one of colour
  tags?: set of colour
  code?: code of tree
  text?: text
  day?: date
  s?: series of number from 0 to 2
  to?: ref Item
  up?: ref Item or none
  deps?: list of ref Item
  items?: list of Item
  links?: list of Link
  marks?: list of Mark

record Item key id
  id: text
  flag?: boolean
  n?: integer from 0 to 2
  m?: number
  w?: number from 0
  colour?: one of colour
  tags?: set of colour
  code?: code of tree
  text?: text
  day?: date
  s?: series of number from 0 to 2
  to?: ref Item
  up?: ref Item or none
  deps?: list of ref Item

record Link key id
  id: text
  flag?: boolean
  a?: ref Item
  b?: ref Item

record Mark key id
  id: one of metric
  flag?: boolean
  n?: integer from 0 to 2

record Folio key id is the portfolio
  id: text
  regions?: list of text

parameter one: integer = 1
  because "an example"

parameter step: integer = 1 from 2020, 2 from 2022
  because "an example"

relation feeds(p: Plan) = from l.a to l.b for l in p.links

relation flagged(p: Plan) = from l.a to l.b for l in p.links where l.flag

relation linked(p: Plan) = between l.a and l.b for l in p.links where not l.flag

relation above(p: Plan) = from i to i.up for i in p.items
"#;

/// Every code has two or more below it, so that one that is coarse leaves it open which is meant.
pub const TREE: &str = "code,level,parent,title_en\nA,section,,A\nB,section,,B\n\
    A1,division,A,A1\nA2,division,A,A2\nB1,division,B,B1\nB2,division,B,B2\n\
    A11,class,A1,A11\nA12,class,A1,A12\nA21,class,A2,A21\nA22,class,A2,A22\n\
    B11,class,B1,B11\nB12,class,B1,B12\nB21,class,B2,B21\nB22,class,B2,B22\n";

pub const CODES: [&str; 14] =
    ["A", "B", "A1", "A2", "B1", "B2", "A11", "A12", "A21", "A22", "B11", "B12", "B21", "B22"];
/// The first of [`CODES`] that is as fine as a code can be.
pub const FIRST_LEAF: usize = 6;

pub const COLOURS: [&str; 3] = ["red", "green", "blue"];
pub const METRICS: [&str; 2] = ["alpha", "beta"];
pub const YEARS: [i32; 3] = [2020, 2021, 2022];
pub const DAYS: [&str; 3] = ["2020-12-31", "2021-06-30", "2022-01-01"];
pub const DAY_YEARS: [i32; 3] = [2020, 2021, 2022];
pub const TEXTS: [&str; 4] = ["", "alpha", "Beta ALPHA", "ｂｅｔａ"];
pub const NEEDLES: [&str; 2] = ["alpha", "BETA"];
/// Which of [`TEXTS`] hold which of [`NEEDLES`], case and width folded.
pub const HOLDS: [[bool; 2]; 4] = [[false; 2], [true, false], [true, true], [false, true]];
/// What `m` and `w` may be: the written form, and the value in halves.
pub const MS: [(&str, i128); 4] = [("-2", -4), ("0", 0), ("0.5", 1), ("3", 6)];
pub const WS: [(&str, i128); 3] = [("0", 0), ("1", 2), ("2.5", 5)];

/// A code as it is written, and the finest code that it stands for in a completed plan.
pub const MEANT: [(u8, u8); 24] = [
    (0, 6),
    (0, 7),
    (0, 8),
    (0, 9),
    (1, 10),
    (1, 11),
    (1, 12),
    (1, 13),
    (2, 6),
    (2, 7),
    (3, 8),
    (3, 9),
    (4, 10),
    (4, 11),
    (5, 12),
    (5, 13),
    (6, 6),
    (7, 7),
    (8, 8),
    (9, 9),
    (10, 10),
    (11, 11),
    (12, 12),
    (13, 13),
];

/// Whether a code is another, or below it: by how their names begin.
pub fn within(code: u8, whole: u8) -> bool {
    CODES[usize::from(code)].starts_with(CODES[usize::from(whole)])
}

/// What a cell of a plan is about. The three years of the one series are three fields here, and
/// so are the lengths of the lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    Flag,
    N,
    M,
    W,
    Colour,
    Tags,
    Code,
    Text,
    Day,
    S0,
    S1,
    S2,
    To,
    Up,
    Deps,
    A,
    B,
    First,
    Last,
    Items,
    Links,
    Marks,
}

impl Field {
    pub const COUNT: usize = 22;
    pub const SERIES: [Field; 3] = [Field::S0, Field::S1, Field::S2];
    /// What the plan and each item have, without the series.
    pub const COMMON: [Field; 12] = [
        Field::Flag,
        Field::N,
        Field::M,
        Field::W,
        Field::Colour,
        Field::Tags,
        Field::Code,
        Field::Text,
        Field::Day,
        Field::To,
        Field::Up,
        Field::Deps,
    ];

    pub fn bit(self) -> u32 {
        1 << (self as u32)
    }

    pub fn word(self) -> &'static str {
        match self {
            Field::Flag => "flag",
            Field::N => "n",
            Field::M => "m",
            Field::W => "w",
            Field::Colour => "colour",
            Field::Tags => "tags",
            Field::Code => "code",
            Field::Text => "text",
            Field::Day => "day",
            Field::S0 | Field::S1 | Field::S2 => "s",
            Field::To => "to",
            Field::Up => "up",
            Field::Deps => "deps",
            Field::A => "a",
            Field::B => "b",
            Field::First => "first",
            Field::Last => "last",
            Field::Items => "items",
            Field::Links => "links",
            Field::Marks => "marks",
        }
    }

    /// How many values it can have, but for references, which depend on the plan.
    pub fn size(self) -> u8 {
        match self {
            Field::Flag => 2,
            Field::N | Field::Colour | Field::W | Field::Day => 3,
            Field::M | Field::Text => 4,
            Field::Tags => 8,
            Field::Code => 24,
            Field::S0 | Field::S1 | Field::S2 | Field::First | Field::Last => 3,
            Field::To | Field::Up | Field::Deps | Field::A | Field::B => 0,
            Field::Items | Field::Links | Field::Marks => 0,
        }
    }
}
