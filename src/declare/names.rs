//! The names that packs declare for the model, and which of them a pack may write.

use rustc_hash::FxHashMap;

use crate::base::{Nearest, Said, Span, did_you_mean, nearest};
use crate::diagnostic::{Code, Diagnostic};
use crate::packs::{PackId, Packs};
use crate::syntax::ast;

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Dimension,
    Unit,
    Classification,
    Vocabulary,
    Record,
}

impl Kind {
    /// With its article.
    pub(super) fn said(self) -> Said {
        match self {
            Kind::Dimension => said!("a dimension", "量纲"),
            Kind::Unit => said!("a unit", "单位"),
            Kind::Classification => said!("a classification", "分类"),
            Kind::Vocabulary => said!("a vocabulary", "词表"),
            Kind::Record => said!("a record", "记录"),
        }
    }
}

/// The types that the language itself names.
pub(super) const BUILT_IN: [&str; 6] = ["text", "boolean", "integer", "number", "year", "date"];

#[derive(Clone, Copy, Debug)]
struct Entry {
    kind: Kind,
    pack: PackId,
    span: Span,
}

/// What a name was found to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    As(Kind),
    /// It is declared in a pack whose names are not in scope.
    NotUsed(Kind, PackId),
    Nowhere,
}

pub(super) struct Names<'a> {
    packs: &'a Packs,
    names: FxHashMap<&'a str, Entry>,
    dimensions: FxHashMap<&'a str, Entry>,
}

/// The names an item brings into the model.
fn declared_by(kind: &ast::ItemKind) -> Option<(Kind, &[ast::Name])> {
    let one = std::slice::from_ref;
    Some(match kind {
        ast::ItemKind::Dimension(dimension) => (Kind::Dimension, one(&dimension.name)),
        ast::ItemKind::Unit(unit) => (Kind::Unit, &unit.names),
        ast::ItemKind::Classification(scheme) => (Kind::Classification, one(&scheme.name)),
        ast::ItemKind::Vocabulary(vocabulary) => (Kind::Vocabulary, one(&vocabulary.name)),
        ast::ItemKind::Record(record) => (Kind::Record, one(&record.name)),
        ast::ItemKind::Pack(_)
        | ast::ItemKind::Use(_)
        | ast::ItemKind::Source(_)
        | ast::ItemKind::Provision(_)
        | ast::ItemKind::Extend(_)
        | ast::ItemKind::Parameter(_)
        | ast::ItemKind::Define(_)
        | ast::ItemKind::Relation(_)
        | ast::ItemKind::Rule(_)
        | ast::ItemKind::Exception(_)
        | ast::ItemKind::Replace(_)
        | ast::ItemKind::Disable(_)
        | ast::ItemKind::Test(_) => return None,
    })
}

impl<'a> Names<'a> {
    pub(super) fn collect(packs: &'a Packs, diagnostics: &mut Vec<Diagnostic>) -> Names<'a> {
        let mut names =
            Names { packs, names: FxHashMap::default(), dimensions: FxHashMap::default() };
        for at in packs.items() {
            let Some((kind, declared)) = declared_by(&at.item.kind) else { continue };
            let taken: Vec<Diagnostic> = declared
                .iter()
                .filter_map(|name| names.add(name, Entry { kind, pack: at.pack, span: name.span }))
                .collect();
            // A unit that is declared twice is so by each of its names: once is enough.
            diagnostics.extend(taken.into_iter().take(1));
        }
        names
    }

    fn space(&self, kind: Kind) -> &FxHashMap<&'a str, Entry> {
        match kind {
            Kind::Dimension => &self.dimensions,
            Kind::Unit | Kind::Classification | Kind::Vocabulary | Kind::Record => &self.names,
        }
    }

    /// Takes a name, or says why it cannot be taken.
    fn add(&mut self, name: &'a ast::Name, entry: Entry) -> Option<Diagnostic> {
        if BUILT_IN.contains(&name.as_str()) {
            let word = &name.text;
            let message = said!("`{word}` is a type of the language", "`{word}` 是语言自身的类型");
            let diagnostic = Diagnostic::error(Code::NameTaken, message).at(name.span);
            return Some(diagnostic.with_help(said!("choose another name", "请另取名称")));
        }
        if let Some(earlier) = self.space(entry.kind).get(name.as_str()) {
            let (word, what) = (&name.text, earlier.kind.said());
            let message =
                said!("`{word}` is declared already, as {what}", "`{word}` 已声明为{what}"; what);
            let diagnostic = Diagnostic::error(Code::NameTaken, message)
                .at(name.span)
                .label(earlier.span, said!("declared here first", "首次在此声明"))
                .with_help(said!(
                    "choose another name: no name may hide another",
                    "请另取名称：名称不得互相遮盖"
                ));
            let there = self.packs.name(earlier.pack);
            return Some(match earlier.pack == entry.pack {
                true => diagnostic,
                false => diagnostic.with_note(said!(
                    "the first one is of the pack `{there}`",
                    "前一个属于规则包 `{there}`"
                )),
            });
        }
        match entry.kind {
            Kind::Dimension => self.dimensions.insert(name.as_str(), entry),
            Kind::Unit | Kind::Classification | Kind::Vocabulary | Kind::Record => {
                self.names.insert(name.as_str(), entry)
            }
        };
        None
    }

    /// Whether the declaration of a name is the one that counts.
    pub(super) fn owns(&self, name: &ast::Name) -> bool {
        let spaces = [&self.names, &self.dimensions];
        spaces.iter().any(|space| space.get(name.as_str()).is_some_and(|e| e.span == name.span))
    }

    pub(super) fn find(&self, pack: PackId, name: &str) -> Found {
        self.found(self.names.get(name), pack)
    }

    /// The pack that declares a unit, classification, vocabulary or record.
    pub(super) fn owner(&self, name: &str) -> Option<PackId> {
        self.names.get(name).map(|entry| entry.pack)
    }

    pub(super) fn find_dimension(&self, pack: PackId, name: &str) -> Found {
        self.found(self.dimensions.get(name), pack)
    }

    fn found(&self, entry: Option<&Entry>, pack: PackId) -> Found {
        match entry {
            Some(entry) if self.packs.sees(pack, entry.pack) => Found::As(entry.kind),
            Some(entry) => Found::NotUsed(entry.kind, entry.pack),
            None => Found::Nowhere,
        }
    }

    /// What to say of a name that is declared, in a pack that is not used.
    pub(super) fn not_used(&self, name: &ast::Name, kind: Kind, there: PackId) -> Diagnostic {
        let (what, there) = (kind.said(), self.packs.name(there));
        let name_text = &name.text;
        let message = said!(
            "`{name_text}` is {what} of the pack `{there}`, which this pack does not use",
            "`{name_text}` 是规则包 `{there}` 的{what}，而此规则包没有引用它";
            what
        );
        Diagnostic::error(Code::NotUsed, message)
            .at(name.span)
            .with_help(said!("add `use {there}`", "请加上 `use {there}`"))
    }

    /// What to say of a name that is none of some kinds; nothing where the name may be that of a
    /// declaration that could not be read.
    pub(super) fn unknown(
        &self,
        pack: PackId,
        name: &ast::Name,
        kinds: &[Kind],
        what: &Said,
    ) -> Option<Diagnostic> {
        if self.packs.may_declare(pack, name.as_str()) {
            return None;
        }
        let mut known: Vec<&str> = Vec::new();
        for kind in kinds {
            let space = self.space(*kind).iter();
            let fitting =
                space.filter(|(_, entry)| entry.kind == *kind && self.packs.sees(pack, entry.pack));
            known.extend(fitting.map(|(name, _)| *name));
        }
        if let [Kind::Unit, _, ..] = kinds {
            known.extend(BUILT_IN);
        }
        known.sort_unstable();
        let word = &name.text;
        let message = said!("`{word}` is no {what}", "`{word}` 不是{what}"; what);
        let diagnostic = Diagnostic::error(Code::UnknownName, message).at(name.span);
        Some(match nearest(name.as_str(), known.iter().copied()) {
            Nearest::One(near) => diagnostic.with_help(did_you_mean(near)),
            Nearest::None if (1..=8).contains(&known.len()) => {
                let known = Said::new(known.join(", "), known.join("、"));
                diagnostic.with_help(said!("there are: {known}", "现有：{known}"; known))
            }
            Nearest::None => diagnostic,
        })
    }
}
