//! Sources and provisions, and the provisions that rules implement.

use super::checker::Checker;
use super::describe::meant;
use super::items::{Lookup, look_up, with_help};
use crate::base::{Said, Texts};
use crate::diagnostic::{Code, Diagnostic};
use crate::program::{Checkable, Provision, ProvisionId, Source, SourceId, Strength};
use crate::syntax::ast::{self, Modal, Name, QualifiedName, SourceValue};

pub(super) fn strength_of(modal: Modal) -> Strength {
    match modal {
        Modal::Must => Strength::Must,
        Modal::MustNot => Strength::MustNot,
        Modal::Should => Strength::Should,
        Modal::ShouldNot => Strength::ShouldNot,
        Modal::Could => Strength::Could,
    }
}

fn checkable(written: Option<&ast::Checkable>) -> Checkable {
    match written {
        None => Checkable::Wholly,
        Some(ast::Checkable::Partly(because)) => Checkable::Partly(because.texts()),
        Some(ast::Checkable::Not(because)) => Checkable::Not(because.texts()),
    }
}

impl<'a> Checker<'a> {
    pub(super) fn check_sources(&mut self) -> Vec<Source> {
        let mut made = Vec::new();
        for found in &self.items.sources.entries {
            self.here.pack = found.pack;
            let id = SourceId(u16::try_from(made.len()).unwrap_or(u16::MAX));
            self.sources.push(id);
            let fields = found.item.fields.iter().map(|field| {
                let value = match &field.value {
                    SourceValue::Text(text) => text.texts(),
                    SourceValue::Number(number) => Texts::new(&number.text),
                };
                (field.name.text.clone(), value)
            });
            made.push(Source {
                name: found.name.text.clone(),
                pack: self.packs.name(found.pack).to_owned(),
                fields: fields.collect(),
                span: found.span,
            });
        }
        let names = self.items.sources.entries.iter().map(|found| (found.pack, found.name));
        self.no_twins(names, said!("a source", "文献"));
        made
    }

    pub(super) fn check_provisions(&mut self) -> Vec<Provision> {
        let items = self.items;
        let mut made = Vec::new();
        for found in &items.provisions.entries {
            self.here.pack = found.pack;
            let provision = found.item;
            let what = said!("a source", "文献");
            let kind = (Code::NoSuchProvision, &what);
            let source = look_up(self.packs, &items.sources, found.pack, &provision.source, kind);
            let source = match source {
                Lookup::Found(at) => self.sources.get(at).copied(),
                Lookup::Unsure => None,
                Lookup::Failed(diagnostic) => {
                    self.report(diagnostic);
                    None
                }
            };
            self.aspect(&provision.aspect);
            let next = ProvisionId(u32::try_from(made.len()).unwrap_or(u32::MAX));
            self.provisions.push(source.map(|_| next));
            let Some(source) = source else { continue };
            made.push(Provision {
                id: found.name.text.clone(),
                pack: self.packs.name(found.pack).to_owned(),
                source,
                at: provision.place.texts(),
                says: provision.says.texts(),
                doc: found.doc.clone(),
                strength: strength_of(provision.strength.value),
                aspect: provision.aspect.text.clone(),
                same_as: None,
                together: Vec::new(),
                checkable: checkable(provision.checkable.as_ref()),
                span: found.span,
            });
        }
        let names = items.provisions.entries.iter().map(|found| (found.pack, found.name));
        self.no_twins(names, said!("a provision", "条款"));
        for (at, found) in items.provisions.entries.iter().enumerate() {
            self.here.pack = found.pack;
            let same = self.implemented(&found.item.same_as);
            let own = self.provisions.get(at).copied().flatten();
            if let Some(provision) = own.and_then(|own| made.get_mut(own.0 as usize)) {
                match same[..] {
                    [] => {}
                    [one] => provision.same_as = Some(one),
                    [_, _, ..] => provision.together = same,
                }
            }
        }
        made
    }

    /// The aspect of a provision is a word of the vocabulary `aspect`, where there is one.
    fn aspect(&mut self, aspect: &Name) {
        let Some(id) = self.vocabulary("aspect") else { return };
        let Some(words) = self.model.vocabulary(id) else { return };
        if words.open || self.word_in(id, aspect).is_some() {
            return;
        }
        let found = words.word_named(aspect.as_str()).and_then(|id| words.word(id));
        if let Some(pack) = found.and_then(|word| word.added_by.as_deref()) {
            self.report(self.added_elsewhere(aspect, &words.name, pack));
            return;
        }
        let names = self.words_seen(words);
        let help = meant(aspect.as_str(), names, said!("aspects are", "可用的方面："));
        let word = aspect.as_str();
        let message = said!("`{word}` is not an aspect", "`{word}` 不是方面");
        self.report(with_help(Diagnostic::error(Code::NoSuchWord, message).at(aspect.span), help));
    }

    /// The provisions after `implements` or `same as`; unknown ones are reported and left out.
    pub(super) fn implemented(&mut self, names: &[QualifiedName]) -> Vec<ProvisionId> {
        names.iter().filter_map(|name| self.provision(name)).collect()
    }

    fn provision(&mut self, name: &QualifiedName) -> Option<ProvisionId> {
        let what = said!("a provision", "条款");
        let kind = (Code::NoSuchProvision, &what);
        match look_up(self.packs, &self.items.provisions, self.here.pack, name, kind) {
            Lookup::Found(at) => self.provisions.get(at).copied().flatten(),
            Lookup::Unsure => None,
            Lookup::Failed(diagnostic) => {
                self.report(diagnostic);
                None
            }
        }
    }

    /// Reports names that one pack gives twice.
    pub(super) fn no_twins<'n>(
        &mut self,
        names: impl Iterator<Item = (crate::packs::PackId, &'n Name)>,
        what: Said,
    ) {
        let mut seen = rustc_hash::FxHashMap::default();
        for (pack, name) in names {
            if let Some(first) = seen.insert((pack, name.as_str()), name.span) {
                let word = name.as_str();
                let message = said!(
                    "`{word}` is the name of {what} already",
                    "`{word}` 已是{what}的名称";
                    what = &what
                );
                self.report_once(
                    Diagnostic::error(Code::NameInUse, message)
                        .at(name.span)
                        .label(first, said!("this has the name", "此处已用该名")),
                );
            }
        }
    }
}
