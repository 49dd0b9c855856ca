//! Files that begin with the same `pack NAME` become one pack.

use crate::base::{FileId, Span, Spanned, Texts};
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::ast;

use super::PackFile;

/// A parsed rule file that is not in a pack yet.
pub(super) struct Parsed {
    pub(super) id: FileId,
    pub(super) name: String,
    pub(super) tree: ast::File,
    /// Its head is there but could not be read: an error has been reported of it.
    pub(super) head_unread: bool,
    pub(super) embedded: bool,
}

/// A pack whose `use`s are not resolved yet.
pub(super) struct Draft {
    pub(super) name: String,
    pub(super) title: Texts,
    pub(super) version: Option<Spanned<String>>,
    pub(super) embedded: bool,
    pub(super) files: Vec<PackFile>,
    pub(super) span: Span,
    title_span: Span,
}

impl Draft {
    /// The names after `use`, in order of files and lines.
    pub(super) fn uses(&self) -> impl Iterator<Item = &ast::Name> {
        let items = self.files.iter().flat_map(|file| &file.tree.items);
        items.filter_map(|item| match &item.kind {
            ast::ItemKind::Use(used) => Some(&used.pack),
            _ => None,
        })
    }
}

/// The folder part of a file's name, without the last separator.
pub(super) fn folder(name: &str) -> &str {
    name.rfind(['/', '\\']).and_then(|at| name.get(..at)).unwrap_or("")
}

/// The name of a file that stands beside another.
pub(super) fn beside(rule_file: &str, wanted: &str) -> String {
    match rule_file.rfind(['/', '\\']).and_then(|at| rule_file.get(..=at)) {
        Some(folder) => format!("{folder}{wanted}"),
        None => wanted.to_owned(),
    }
}

/// Groups files into packs. Packs are in the order in which they are first named, the files of
/// each in order of their names. A file without a head belongs to no pack and is left out.
pub(super) fn group(mut files: Vec<Parsed>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Draft> {
    files.sort_by(|a, b| a.name.cmp(&b.name));
    let mut drafts: Vec<Draft> = Vec::new();
    for file in files {
        let Some(head) = head_of(&file, diagnostics) else { continue };
        let known = drafts.iter_mut().find(|draft| draft.name == head.name.text);
        let head = head.clone();
        let (name, embedded) = (file.name.clone(), file.embedded);
        let file = PackFile { id: file.id, name: file.name, tree: file.tree };
        match known {
            None => drafts.push(Draft {
                name: head.name.text,
                title: head.title.texts(),
                version: head.version,
                embedded,
                files: vec![file],
                span: head.name.span,
                title_span: head.title.span,
            }),
            Some(draft) => {
                agree(draft, &head, &name, diagnostics);
                draft.version = draft.version.take().or(head.version);
                draft.files.push(file);
            }
        }
    }
    drafts
}

/// The head a file begins with.
fn head_of<'a>(file: &'a Parsed, diagnostics: &mut Vec<Diagnostic>) -> Option<&'a ast::Pack> {
    let mut heads = file.tree.items.iter().enumerate().filter_map(|(at, item)| match &item.kind {
        ast::ItemKind::Pack(head) => Some((at, item, head)),
        _ => None,
    });
    let Some((at, item, head)) = heads.next() else {
        if !file.head_unread {
            let message = format!("`{}` does not say which pack it belongs to", file.name);
            diagnostics.push(
                Diagnostic::error(Code::NoPackHead, message)
                    .at(Span::new(file.id, 0, 0))
                    .with_help("begin the file with `pack NAME \"title\"`"),
            );
        }
        return None;
    };
    if at > 0 && !file.head_unread {
        diagnostics.push(
            Diagnostic::error(Code::PackHeadNotFirst, "`pack` stands first in a file")
                .at(item.span)
                .with_help(format!("move `pack {}` to the top of the file", head.name.text)),
        );
    }
    for (_, second, other) in heads {
        diagnostics.push(
            Diagnostic::error(Code::TwoPackHeads, "a file belongs to one pack")
                .label(second.span, format!("`{}` is a second head", other.name.text))
                .label(item.span, "the first head")
                .with_help("give each pack files of its own"),
        );
    }
    Some(head)
}

/// Whether a further file of a pack says of it what the files before it say.
fn agree(draft: &Draft, head: &ast::Pack, file: &str, diagnostics: &mut Vec<Diagnostic>) {
    let name = &draft.name;
    let first = draft.files.first().map_or("", |file| &file.name);
    if folder(first) != folder(file) {
        let message = format!("the pack `{name}` is in two folders");
        diagnostics.push(
            Diagnostic::error(Code::PackInTwoFolders, message)
                .label(head.name.span, "")
                .label(draft.span, "here too")
                .with_help("files of one folder make a pack; give this one another name"),
        );
    }
    if draft.title != head.title.texts() {
        let message = format!("the files of the pack `{name}` give it two titles");
        diagnostics.push(
            Diagnostic::error(Code::TwoPackTitles, message)
                .label(head.title.span, "")
                .label(draft.title_span, "the other title")
                .with_help("write one title, with the same translations, in all of its files"),
        );
    }
    if let (Some(first), Some(second)) = (&draft.version, &head.version) {
        let message = format!("the version of the pack `{name}` stands in two files");
        diagnostics.push(
            Diagnostic::error(Code::TwoPackVersions, message)
                .label(second.span, "")
                .label(first.span, "here first")
                .with_help("keep it in one file"),
        );
    }
}
