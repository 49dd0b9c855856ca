//! The dimensions and units that packs declare.

use hashbrown::HashMap;
use serde::{Deserialize, Serialize};

use crate::base::{Nearest, Said, in_order, nearest, usual};

use super::number::Number;
use super::scale::Scale;
use super::unit::{Atom, DimensionId, Unit, UnitId};

/// The name of the dimension whose units are currencies, and of the unit that stands for the
/// plan's own.
const MONEY: &str = "money";
const PERCENT: [&str; 2] = ["percent", "%"];
const PERCENTAGE_POINT: &str = "percentage_point";

/// The dimensions and units of a set of packs.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct UnitTable {
    dimensions: Vec<Dimension>,
    units: Vec<DeclaredUnit>,
    #[serde(with = "in_order")]
    words: HashMap<Box<str>, Atom>,
    money: Option<DimensionId>,
    percent: Option<Naming>,
    percentage_point: Option<Naming>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Dimension {
    name: String,
    text: Option<String>,
}

/// How a unit is called: its names, the first being the main one, and its text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Naming {
    /// In any scripts; at least one.
    pub names: Vec<String>,
    pub text: Option<String>,
    /// No quantity of the unit lies below zero.
    pub never_negative: bool,
}

/// What a unit is declared to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UnitMeaning {
    /// `of area`: a unit of its own, into which only units declared by it convert.
    Of(DimensionId),
    /// `= 15 mu`.
    Multiple(Number, UnitId),
    /// `= 0.01`: a number-like unit.
    Plain(Number),
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct DeclaredUnit {
    naming: Naming,
    dimension: Option<DimensionId>,
    /// The unit at the end of a chain of multiples; `None` for a number-like unit.
    root: Option<UnitId>,
    /// In roots, or in ones.
    factor: Number,
}

/// Why a declaration cannot stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeclareError {
    /// The name is another dimension's or unit's.
    Taken(String),
    /// The name is a scale word.
    ScaleWord(String),
    /// A unit needs a name.
    Nameless,
    /// The factor of a unit is not above zero.
    BadFactor,
    /// `percent` and `percentage_point` are a hundredth.
    NotAHundredth,
    /// The declaration names a dimension or unit that the table lacks.
    Unknown,
    TooMany,
}

/// A unit word the table does not know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownUnit {
    /// Which of the unit expression's words: 0 for the first, then one for each `per`.
    pub index: usize,
    pub word: String,
    /// The name that was likely meant.
    pub near: Option<String>,
}

/// A unit as a text writes it, with the scale it is counted in: `million hectare`, `亿元`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ScaledUnit {
    pub scale: Option<Scale>,
    pub unit: Unit,
}

/// The words after one `per`, as in `per 10 thousand CNY`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PerWords<'a> {
    pub count: Option<Number>,
    pub scale: Option<Scale>,
    pub word: &'a str,
}

/// Why the words of a unit make none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ResolveError {
    Unknown(UnknownUnit),
    /// Two scale words in a row make no scale; the index is that of [`UnknownUnit`].
    Scale {
        index: usize,
    },
    /// The count after `per` is not above zero.
    Count {
        index: usize,
    },
}

impl ResolveError {
    /// Which of the unit expression's words is at fault: see [`UnknownUnit::index`].
    pub fn index(&self) -> usize {
        match self {
            ResolveError::Unknown(UnknownUnit { index, .. })
            | ResolveError::Scale { index }
            | ResolveError::Count { index } => *index,
        }
    }
}

impl From<Unit> for ScaledUnit {
    fn from(unit: Unit) -> ScaledUnit {
        ScaledUnit { scale: None, unit }
    }
}

impl ScaledUnit {
    /// How many of the unit one of the scaled unit is.
    pub fn factor(&self) -> Number {
        self.scale.map_or(Number::ONE, Scale::factor)
    }
}

impl UnitTable {
    pub fn new() -> UnitTable {
        UnitTable::default()
    }

    /// The dimension `money` brings the unit `money` with it.
    pub fn declare_dimension(
        &mut self,
        name: &str,
        text: Option<String>,
    ) -> Result<DimensionId, DeclareError> {
        if self.dimension(name).is_some() {
            return Err(DeclareError::Taken(name.to_owned()));
        }
        let id = u16::try_from(self.dimensions.len()).map_err(|_| DeclareError::TooMany)?;
        if name == MONEY {
            self.take(name)?;
            self.words.insert(name.into(), Atom::Money);
            self.money = Some(DimensionId(id));
        }
        self.dimensions.push(Dimension { name: name.to_owned(), text });
        Ok(DimensionId(id))
    }

    /// A unit named `percent` (or `%`) or `percentage_point` is the one the language computes
    /// with, and must be declared as a hundredth.
    pub fn declare_unit(
        &mut self,
        naming: Naming,
        meaning: UnitMeaning,
    ) -> Result<Atom, DeclareError> {
        if naming.names.is_empty() {
            return Err(DeclareError::Nameless);
        }
        for name in &naming.names {
            self.take(name)?;
        }
        let id = u16::try_from(self.units.len()).map(UnitId).map_err(|_| DeclareError::TooMany)?;
        let atom = if naming.names.iter().any(|name| PERCENT.contains(&name.as_str())) {
            Atom::Percent
        } else if naming.names.iter().any(|name| name == PERCENTAGE_POINT) {
            Atom::PercentagePoint
        } else {
            Atom::Declared(id)
        };
        let words = naming.names.clone();
        match atom {
            Atom::Percent | Atom::PercentagePoint => {
                if meaning != UnitMeaning::Plain(hundredth()) {
                    return Err(DeclareError::NotAHundredth);
                }
                let place = if atom == Atom::Percent {
                    &mut self.percent
                } else {
                    &mut self.percentage_point
                };
                if let Some(earlier) = place {
                    return Err(DeclareError::Taken(
                        earlier.names.first().cloned().unwrap_or_default(),
                    ));
                }
                *place = Some(naming);
            }
            Atom::Money | Atom::Declared(_) => {
                let unit = self.made(id, naming, meaning)?;
                self.units.push(unit);
            }
        }
        self.words.extend(words.into_iter().map(|word| (word.into_boxed_str(), atom)));
        Ok(atom)
    }

    fn take(&self, name: &str) -> Result<(), DeclareError> {
        if Scale::from_word(name).is_some() {
            return Err(DeclareError::ScaleWord(name.to_owned()));
        }
        match self.words.contains_key(name) {
            true => Err(DeclareError::Taken(name.to_owned())),
            false => Ok(()),
        }
    }

    fn made(
        &self,
        id: UnitId,
        naming: Naming,
        meaning: UnitMeaning,
    ) -> Result<DeclaredUnit, DeclareError> {
        let (dimension, root, factor) = match meaning {
            UnitMeaning::Of(dimension) => {
                self.dimensions.get(usize::from(dimension.0)).ok_or(DeclareError::Unknown)?;
                (Some(dimension), Some(id), Number::ONE)
            }
            UnitMeaning::Multiple(factor, of) => {
                let base = self.declared(of).ok_or(DeclareError::Unknown)?;
                (base.dimension, base.root, factor.mul(&base.factor))
            }
            UnitMeaning::Plain(factor) => (None, None, factor),
        };
        if factor.is_zero() || factor.is_negative() {
            return Err(DeclareError::BadFactor);
        }
        Ok(DeclaredUnit { naming, dimension, root, factor })
    }

    fn declared(&self, id: UnitId) -> Option<&DeclaredUnit> {
        self.units.get(usize::from(id.0))
    }

    pub fn dimension(&self, name: &str) -> Option<DimensionId> {
        let at = self.dimensions.iter().position(|dimension| dimension.name == name)?;
        u16::try_from(at).ok().map(DimensionId)
    }

    /// The name of a dimension; empty for one of another table.
    pub fn dimension_name(&self, id: DimensionId) -> &str {
        self.dimensions.get(usize::from(id.0)).map_or("", |dimension| &dimension.name)
    }

    pub fn dimension_text(&self, id: DimensionId) -> Option<&str> {
        self.dimensions.get(usize::from(id.0))?.text.as_deref()
    }

    /// How a unit is called. Percent and percentage point have a naming once they are declared,
    /// money has none.
    pub fn naming(&self, atom: Atom) -> Option<&Naming> {
        match atom {
            Atom::Money => None,
            Atom::Percent => self.percent.as_ref(),
            Atom::PercentagePoint => self.percentage_point.as_ref(),
            Atom::Declared(id) => self.declared(id).map(|unit| &unit.naming),
        }
    }

    pub(super) fn dimension_of(&self, atom: Atom) -> Option<DimensionId> {
        match atom {
            Atom::Money => self.money,
            Atom::Percent | Atom::PercentagePoint => None,
            Atom::Declared(id) => self.declared(id).and_then(|unit| unit.dimension),
        }
    }

    /// The unit whose multiple this is, itself where it is none; `None` for number-like units.
    pub(super) fn root_of(&self, atom: Atom) -> Option<Atom> {
        match atom {
            Atom::Money => Some(Atom::Money),
            Atom::Percent | Atom::PercentagePoint => None,
            Atom::Declared(id) => self.declared(id).and_then(|unit| unit.root).map(Atom::Declared),
        }
    }

    /// How many roots, or ones, one of the unit is.
    pub(super) fn factor_of(&self, atom: Atom) -> Number {
        match atom {
            Atom::Money => Number::ONE,
            Atom::Percent | Atom::PercentagePoint => hundredth(),
            Atom::Declared(id) => self.declared(id).map_or(Number::ONE, |unit| unit.factor.clone()),
        }
    }

    /// Every currency declared.
    pub fn currencies(&self) -> impl Iterator<Item = (UnitId, &Naming)> {
        let numbered = (0u16..).zip(&self.units);
        numbered
            .filter(|(_, unit)| unit.dimension.is_some() && unit.dimension == self.money)
            .map(|(id, unit)| (UnitId(id), &unit.naming))
    }

    /// The currency of a name, as the head of a plan gives it.
    pub fn currency(&self, name: &str) -> Option<UnitId> {
        match self.words.get(name)? {
            Atom::Declared(id) if self.money == self.declared(*id)?.dimension => Some(*id),
            _ => None,
        }
    }

    /// Every name a unit can be written by, in no order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.words.keys().map(|word| &**word)
    }

    /// A unit word as declared.
    pub fn atom(&self, word: &str) -> Option<Atom> {
        self.words.get(word).copied()
    }

    /// A unit word as declared, or else a Chinese word that is a scale and a unit: the longest
    /// unit that is left after a scale wins (`万吨标准煤` is 万 and 吨标准煤, `千瓦` is a unit).
    pub fn scaled_atom(&self, word: &str) -> Option<(Option<Scale>, Atom)> {
        if let Some(atom) = self.atom(word) {
            return Some((None, atom));
        }
        let mut split: Vec<_> = Scale::prefixes(word).collect();
        split.reverse();
        split.into_iter().find_map(|(scale, rest)| Some((Some(scale), self.atom(rest)?)))
    }

    /// The unit of a unit expression's words: `scale? top (per count? scale? word)*`.
    pub fn resolve<'a>(
        &self,
        scale: Option<Scale>,
        top: &str,
        per: impl IntoIterator<Item = PerWords<'a>>,
    ) -> Result<ScaledUnit, ResolveError> {
        let (scale, top) = self.resolve_word(0, scale, top)?;
        let mut unit = Unit::of(top);
        for (before, words) in per.into_iter().enumerate() {
            let index = before + 1;
            let (scale, atom) = self.resolve_word(index, words.scale, words.word)?;
            let count = words.count.unwrap_or(Number::ONE);
            let count = scale.map_or(count.clone(), |scale| count.mul(&scale.factor()));
            unit = unit.per(count, atom).ok_or(ResolveError::Count { index })?;
        }
        Ok(ScaledUnit { scale, unit })
    }

    fn resolve_word(
        &self,
        index: usize,
        scale: Option<Scale>,
        word: &str,
    ) -> Result<(Option<Scale>, Atom), ResolveError> {
        let Some((inner, atom)) = self.scaled_atom(word) else {
            let near = self.nearest_name(word);
            let word = word.to_owned();
            return Err(ResolveError::Unknown(UnknownUnit { index, word, near }));
        };
        let scale = match (scale, inner) {
            (Some(outer), Some(inner)) => {
                Some(outer.times(inner).ok_or(ResolveError::Scale { index })?)
            }
            (outer, inner) => outer.or(inner),
        };
        Ok((scale, atom))
    }

    /// The unit name that was likely meant; of equally near ones the first by the alphabet.
    pub fn nearest_name(&self, word: &str) -> Option<String> {
        let known = |name: &&str| Scale::from_word(name).is_some() || self.atom(name).is_some();
        if let Some(usual) = usual(word).filter(known) {
            return Some(usual.to_owned());
        }
        let mut names: Vec<&str> = self.names().collect();
        names.sort_unstable();
        let folded = names.iter().find(|name| name.to_lowercase() == word.to_lowercase());
        match (folded, nearest(word, names.iter().copied())) {
            (Some(name), _) => Some((*name).to_owned()),
            (None, Nearest::One(name)) => Some(name.to_owned()),
            (None, Nearest::None) => None,
        }
    }
}

pub(super) fn hundredth() -> Number {
    Number::ten_to(-2)
}

impl DeclareError {
    /// What is wrong, in one line.
    pub fn said(&self) -> Said {
        match self {
            DeclareError::Taken(name) => {
                said!("`{name}` is declared already", "`{name}` 已经声明过")
            }
            DeclareError::ScaleWord(name) => said!(
                "`{name}` is a scale word and cannot name a unit",
                "`{name}` 是数量级词，不能用作单位名"
            ),
            DeclareError::Nameless => said!("a unit needs a name", "单位必须有名称"),
            DeclareError::BadFactor => {
                said!("the factor of a unit must be above 0", "单位的换算系数必须大于0")
            }
            DeclareError::NotAHundredth => said!(
                "`percent` and `percentage_point` must be declared as `= 0.01`",
                "`percent` 和 `percentage_point` 必须声明为 `= 0.01`"
            ),
            DeclareError::Unknown => said!(
                "a unit is declared by a dimension or a unit that is not declared",
                "单位所依据的量纲或单位没有声明"
            ),
            DeclareError::TooMany => {
                said!("too many units or dimensions are declared", "声明的单位或量纲过多")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::examples;

    fn naming(name: &str) -> Naming {
        Naming { names: vec![name.to_owned()], text: None, never_negative: false }
    }

    #[test]
    fn declarations_that_cannot_stand_are_refused() {
        let plain = |text| UnitMeaning::Plain(Number::parse_decimal(text).unwrap());
        let cases = [
            (naming("mu"), plain("2"), DeclareError::Taken("mu".to_owned())),
            (naming("亩"), plain("2"), DeclareError::Taken("亩".to_owned())),
            (naming("money"), plain("2"), DeclareError::Taken("money".to_owned())),
            (naming("million"), plain("2"), DeclareError::ScaleWord("million".to_owned())),
            (Naming::default(), plain("2"), DeclareError::Nameless),
            (naming("dozen"), plain("0"), DeclareError::BadFactor),
            (naming("dozen"), plain("-12"), DeclareError::BadFactor),
            (naming("x"), UnitMeaning::Of(DimensionId(99)), DeclareError::Unknown),
            (naming("x"), UnitMeaning::Multiple(Number::ONE, UnitId(99)), DeclareError::Unknown),
        ];
        let mut table = examples::table();
        for (naming, meaning, error) in cases {
            assert_eq!(table.declare_unit(naming, meaning), Err(error));
        }
        assert!(table.declare_unit(naming("dozen"), plain("12")).is_ok());
        let mut empty = UnitTable::new();
        let not_a_hundredth = Err(DeclareError::NotAHundredth);
        assert_eq!(empty.declare_unit(naming("percent"), plain("0.1")), not_a_hundredth);
        assert_eq!(
            table.declare_dimension("area", None),
            Err(DeclareError::Taken("area".to_owned()))
        );
    }

    #[test]
    fn money_is_a_unit_once_its_dimension_is_declared() {
        let mut table = UnitTable::new();
        assert_eq!(table.atom("money"), None);
        table.declare_dimension("money", None).unwrap();
        assert_eq!(table.atom("money"), Some(Atom::Money));
    }

    #[test]
    fn a_chinese_word_is_split_by_the_longest_unit() {
        let table = examples::table();
        let atom = |word| table.atom(word).unwrap();
        let scale = |word| Scale::from_word(word);
        let cases = [
            ("亿元", scale("亿"), "元"),
            ("万亿元", scale("万亿"), "元"),
            ("万吨标准煤", scale("万"), "吨标准煤"),
            ("万吨", scale("万"), "吨"),
            ("千瓦", None, "千瓦"),
            ("千万千瓦", scale("千万"), "千瓦"),
        ];
        for (word, scale, unit) in cases {
            assert_eq!(table.scaled_atom(word), Some((scale, atom(unit))), "{word}");
        }
        assert_eq!(table.scaled_atom("千"), None);
        assert_eq!(table.scaled_atom("亿斤"), None);
        assert_eq!(table.scaled_atom("millionCNY"), None);
    }
}
