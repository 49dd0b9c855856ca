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
            let name = &file.name;
            let message = said!(
                "`{name}` does not say which pack it belongs to",
                "`{name}` 没有说明属于哪个规则包"
            );
            diagnostics.push(
                Diagnostic::error(Code::NoPackHead, message)
                    .at(Span::new(file.id, 0, 0))
                    .with_help(said!(
                        "begin the file with `pack NAME \"title\"`",
                        "请以 `pack NAME \"title\"` 开始文件"
                    )),
            );
        }
        return None;
    };
    if at > 0 && !file.head_unread {
        let name = &head.name.text;
        diagnostics.push(
            Diagnostic::error(
                Code::PackHeadNotFirst,
                said!("`pack` stands first in a file", "`pack` 应在文件最前"),
            )
            .at(item.span)
            .with_help(said!(
                "move `pack {name}` to the top of the file",
                "请把 `pack {name}` 移到文件最前"
            )),
        );
    }
    for (_, second, other) in heads {
        let name = &other.name.text;
        diagnostics.push(
            Diagnostic::error(
                Code::TwoPackHeads,
                said!("a file belongs to one pack", "一个文件只属于一个规则包"),
            )
            .label(second.span, said!("`{name}` is a second head", "`{name}` 是第二个开头"))
            .label(item.span, said!("the first head", "第一个开头"))
            .with_help(said!("give each pack files of its own", "请为每个规则包分别建文件")),
        );
    }
    Some(head)
}

/// Whether a further file of a pack says of it what the files before it say.
fn agree(draft: &Draft, head: &ast::Pack, file: &str, diagnostics: &mut Vec<Diagnostic>) {
    let name = &draft.name;
    let first = draft.files.first().map_or("", |file| &file.name);
    if folder(first) != folder(file) {
        let message =
            said!("the pack `{name}` is in two folders", "规则包 `{name}` 分在两个文件夹");
        diagnostics.push(
            Diagnostic::error(Code::PackInTwoFolders, message)
                .at(head.name.span)
                .label(draft.span, said!("here too", "此处也有"))
                .with_help(said!(
                    "files of one folder make a pack; give this one another name",
                    "同一文件夹的文件组成一个规则包；请为此处另取名称"
                )),
        );
    }
    if draft.title != head.title.texts() {
        let message = said!(
            "the files of the pack `{name}` give it two titles",
            "规则包 `{name}` 的文件给出两个标题"
        );
        diagnostics.push(
            Diagnostic::error(Code::TwoPackTitles, message)
                .at(head.title.span)
                .label(draft.title_span, said!("the other title", "另一个标题"))
                .with_help(said!(
                    "write one title, with the same translations, in all of its files",
                    "请在其全部文件中写同一标题及其译文"
                )),
        );
    }
    if let (Some(first), Some(second)) = (&draft.version, &head.version) {
        let message = said!(
            "the version of the pack `{name}` stands in two files",
            "规则包 `{name}` 的版本写在两个文件中"
        );
        diagnostics.push(
            Diagnostic::error(Code::TwoPackVersions, message)
                .at(second.span)
                .label(first.span, said!("here first", "首次在此"))
                .with_help(said!("keep it in one file", "请只写在一个文件中")),
        );
    }
}
