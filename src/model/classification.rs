//! Classifications of industries and the like: codes in a tree, and how codes of one scheme
//! correspond to those of another.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::base::{Later, Span, Texts, in_order};

/// Index into [`Model::schemes`](super::Model::schemes).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SchemeId(pub u16);

/// A code of some scheme: one number for all schemes of a model, dense, in tree order (a code,
/// then all below it, then its next sibling), so that "within" is a comparison of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CodeId(pub u32);

/// A level of a classification, `section` or `division`: index into [`Classification::levels`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Level(pub u8);

/// A classification scheme.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Classification {
    pub name: String,
    pub pack: String,
    pub text: Texts,
    /// Names of its levels, coarsest first.
    pub levels: Vec<String>,
    /// The number of its first code; `rows[i]` is code `first + i`.
    pub first: u32,
    /// How many codes it has.
    pub size: u32,
    pub codes: Later<Codes>,
    /// By row.
    pub titles: Later<Vec<Texts>>,
    /// For a scheme whose codes it `refers to`: the corresponding code of each row, where the
    /// file names one.
    pub refers: Later<Vec<(SchemeId, Vec<Option<CodeId>>)>>,
    pub span: Span,
}

/// The codes of a scheme.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Codes {
    pub rows: Vec<CodeRow>,
    #[serde(with = "in_order")]
    pub by_code: FxHashMap<String, CodeId>,
}

/// One code of a scheme.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CodeRow {
    /// As the scheme's file spells it.
    pub code: String,
    pub level: Level,
    pub parent: Option<CodeId>,
    /// The last code below this one in tree order; itself where none is.
    pub last: CodeId,
}

impl Classification {
    pub fn contains(&self, code: CodeId) -> bool {
        code.0.checked_sub(self.first).is_some_and(|at| at < self.size)
    }

    pub fn row(&self, code: CodeId) -> Option<&CodeRow> {
        self.codes.rows.get(code.0.checked_sub(self.first)? as usize)
    }

    pub fn title(&self, code: CodeId) -> Option<&Texts> {
        self.titles.get(code.0.checked_sub(self.first)? as usize)
    }

    pub fn code_named(&self, code: &str) -> Option<CodeId> {
        self.codes.by_code.get(code).copied()
    }

    /// The code that a spelling of another kind stands for: one that lacks a zero or the points,
    /// or has too many.
    pub fn respelt(&self, code: &str) -> Option<CodeId> {
        let bare = |code: &str| code.replace(['.', ' '], "");
        let written = bare(code);
        let digits = written.trim_start_matches('0');
        let same = |row: &CodeRow| {
            let own = bare(&row.code);
            own == written || (!digits.is_empty() && own.trim_start_matches('0') == digits)
        };
        self.codes.rows.iter().find(|row| same(row)).and_then(|row| self.code_named(&row.code))
    }

    pub fn level_named(&self, name: &str) -> Option<Level> {
        let at = self.levels.iter().position(|level| level == name)?;
        Some(Level(u8::try_from(at).ok()?))
    }

    /// All codes of a level, in tree order.
    pub fn codes_at(&self, level: Level) -> impl Iterator<Item = CodeId> + '_ {
        let numbered = self.codes.rows.iter().zip(self.first..);
        numbered.filter(move |(row, _)| row.level == level).map(|(_, at)| CodeId(at))
    }

    /// Whether `code` is `whole` or stands below it.
    pub fn within(&self, code: CodeId, whole: CodeId) -> bool {
        self.row(whole).is_some_and(|row| whole <= code && code <= row.last)
    }

    /// The code's ancestor (or itself) at a level; `None` where the code is coarser.
    pub fn ancestor(&self, code: CodeId, level: Level) -> Option<CodeId> {
        let mut at = code;
        loop {
            let row = self.row(at)?;
            match row.level.cmp(&level) {
                std::cmp::Ordering::Equal => return Some(at),
                std::cmp::Ordering::Less => return None,
                std::cmp::Ordering::Greater => at = row.parent?,
            }
        }
    }

    /// The corresponding code in another scheme. `None` where no correspondence is declared or the
    /// file leaves it open.
    pub fn lift(&self, code: CodeId, to: SchemeId) -> Option<CodeId> {
        let (_, codes) = self.refers.iter().find(|(scheme, _)| *scheme == to)?;
        codes.get(code.0.checked_sub(self.first)? as usize).copied().flatten()
    }
}
