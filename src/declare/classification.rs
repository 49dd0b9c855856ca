//! Classifications: a table of codes becomes a tree.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::base::{Span, Texts};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Classification, CodeId, CodeRow, Codes, Level, SchemeId};
use crate::packs::PackId;
use crate::syntax::ast;

use super::names::{Found, Kind};
use super::table::{Row, read};
use super::{Builder, Declared};

/// As many mistakes of one table are said; of the rest, how many there are.
const MOST_MISTAKES: usize = 20;

/// What the rows of a scheme refer to, in the order of the scheme's codes.
struct Referring<'a> {
    scheme: usize,
    pack: PackId,
    declared: &'a ast::Classification,
    rows: Vec<(Vec<String>, Span)>,
}

impl Builder<'_> {
    pub(super) fn classifications(&mut self) {
        let declared = self.declared(|kind| match kind {
            ast::ItemKind::Classification(scheme) => Some((scheme, &scheme.name)),
            _ => None,
        });
        let mut referring = Vec::new();
        let mut first = 0;
        for Declared { pack, file, of, .. } in declared {
            if !self.fits(said!("classifications", "分类"), self.model.schemes.len(), &of.name) {
                continue;
            }
            let Some(table) = self.packs.companion(file, &of.file.value) else {
                let name = &of.file.value;
                let message = said!("the file `{name}` is not there", "没有文件 `{name}`");
                let diagnostic = Diagnostic::error(Code::NoSuchFile, message).at(of.file.span);
                self.error(diagnostic.with_help(said!(
                    "it is looked for beside this rule file",
                    "该文件应在此规则文件旁边"
                )));
                self.model.faulty.insert(of.name.text.clone());
                continue;
            };
            let columns: Vec<&str> = of.references.iter().map(|r| r.column.as_str()).collect();
            let mut mistakes = Vec::new();
            let text = self.sources.text(table);
            let rows = read(text, table, &of.file.value, &columns, &mut mistakes);
            let tree = Tree::grow(rows, &of.file.value, &mut mistakes);
            self.table_mistakes(mistakes, of);
            let size = u32::try_from(tree.rows.len()).unwrap_or(u32::MAX);
            let titles: Vec<Texts> = tree.rows.iter().map(|(row, ..)| row.title.clone()).collect();
            let (rows, refers) = tree.number(first);
            let codes = (first..).map(CodeId).zip(&rows);
            let by_code = codes.map(|(id, row)| (row.code.clone(), id)).collect();
            referring.push(Referring {
                scheme: self.model.schemes.len(),
                pack,
                declared: of,
                rows: refers,
            });
            self.model.schemes.push(Classification {
                name: of.name.text.clone(),
                pack: self.packs.name(pack).to_owned(),
                text: of.text.as_ref().map(ast::Text::texts).unwrap_or_default(),
                levels: tree.levels,
                first,
                size,
                codes: Codes { rows, by_code }.into(),
                titles: titles.into(),
                refers: Vec::new().into(),
                span: of.name.span,
            });
            first = first.saturating_add(size);
        }
        for scheme in referring {
            self.refer(scheme);
        }
    }

    /// Says what is wrong with a table, and keeps the scheme's name as faulty where anything is.
    fn table_mistakes(&mut self, mut mistakes: Vec<Diagnostic>, of: &ast::Classification) {
        if mistakes.is_empty() {
            return;
        }
        let more = mistakes.len().saturating_sub(MOST_MISTAKES);
        mistakes.truncate(MOST_MISTAKES);
        if let (Some(last), true) = (mistakes.last_mut(), more > 0) {
            let file = &of.file.value;
            last.notes
                .push(said!("`{file}` has {more} more mistakes", "`{file}` 中还有{more}处错误"));
        }
        self.diagnostics.extend(mistakes);
        self.model.faulty.insert(of.name.text.clone());
    }

    fn refer(&mut self, scheme: Referring<'_>) {
        let mut mistakes = Vec::new();
        let mut refers = Vec::new();
        for (column, reference) in scheme.declared.references.iter().enumerate() {
            let Some(to) = self.scheme(scheme.pack, &reference.scheme) else { continue };
            if usize::from(to.0) == scheme.scheme {
                let name = &scheme.declared.name.text;
                let message = said!("`{name}` cannot refer to itself", "`{name}` 不能对照自身");
                mistakes.push(Diagnostic::error(Code::BadTable, message).at(reference.scheme.span));
                continue;
            }
            let Some(target) = self.model.scheme(to) else { continue };
            let mut codes = Vec::with_capacity(scheme.rows.len());
            for (cells, span) in &scheme.rows {
                let code = cells.get(column).map_or("", |cell| cell);
                let found = target.code_named(code);
                if found.is_none() && !code.is_empty() && !self.model.is_faulty(&target.name) {
                    let (file, there) = (&scheme.declared.file.value, &target.name);
                    let message = said!(
                        "`{file}`: `{there}` has no code `{code}`",
                        "`{file}`：`{there}` 中没有代码 `{code}`"
                    );
                    let column = &reference.column.text;
                    mistakes.push(
                        Diagnostic::error(Code::BadTable, message)
                            .at(*span)
                            .with_note(said!("the column is `{column}`", "所在列为 `{column}`")),
                    );
                }
                codes.push(found);
            }
            refers.push((to, codes));
        }
        if let Some(own) = self.model.schemes.get_mut(scheme.scheme) {
            own.refers = refers.into();
        }
        self.table_mistakes(mistakes, scheme.declared);
    }

    /// The classification of a name; `None` where there is none, which has been said.
    pub(super) fn scheme(&mut self, pack: PackId, name: &ast::Name) -> Option<SchemeId> {
        let diagnostic = match self.names.find(pack, name.as_str()) {
            Found::As(Kind::Classification) => return self.model.scheme_named(name.as_str()),
            Found::NotUsed(kind, there) => Some(self.names.not_used(name, kind, there)),
            Found::As(_) | Found::Nowhere => self.names.unknown(
                pack,
                name,
                &[Kind::Classification],
                &said!("classification", "分类"),
            ),
        };
        self.diagnostics.extend(diagnostic);
        None
    }
}

/// The rows of a table in tree order.
struct Tree {
    /// With the place of the parent and of the last row below, both in `rows`.
    rows: Vec<(Row, Option<usize>, usize)>,
    /// Coarsest first.
    levels: Vec<String>,
}

impl Tree {
    /// Puts rows into tree order. A row that stands twice, or whose parent is not there, is said
    /// and left out, with all that stands below it.
    fn grow(rows: Vec<Row>, file: &str, mistakes: &mut Vec<Diagnostic>) -> Tree {
        let mut places: FxHashMap<String, usize> = FxHashMap::default();
        let mut spans: Vec<Span> = Vec::new();
        let mut kept: Vec<Option<Row>> = Vec::new();
        for row in rows {
            if let Some(first) = places.get(&row.code) {
                let code = &row.code;
                let message = said!(
                    "`{file}`: the code `{code}` stands twice",
                    "`{file}`：代码 `{code}` 出现两次"
                );
                let first = spans.get(*first).copied().unwrap_or(row.span);
                mistakes.push(
                    Diagnostic::error(Code::BadTable, message)
                        .at(row.span)
                        .label(first, said!("here first", "首次在此")),
                );
                continue;
            }
            places.insert(row.code.clone(), kept.len());
            spans.push(row.span);
            kept.push(Some(row));
        }
        let mut children: Vec<Vec<usize>> = vec![Vec::new(); kept.len()];
        let mut roots = Vec::new();
        for (at, row) in kept.iter().enumerate() {
            let Some(row) = row else { continue };
            if row.parent.is_empty() {
                roots.push(at);
            } else if let Some(below) = places.get(&row.parent).and_then(|p| children.get_mut(*p)) {
                below.push(at);
            } else {
                let (code, parent) = (&row.code, &row.parent);
                let message = said!(
                    "`{file}`: the parent `{parent}` of the code `{code}` is not there",
                    "`{file}`：没有代码 `{code}` 的上级 `{parent}`"
                );
                mistakes.push(Diagnostic::error(Code::BadTable, message).at(row.span));
                roots.push(at);
            }
        }
        let rows = in_order(&mut kept, &roots, &children);
        // Whatever was not reached from a code at the top stands in a circle, or below one.
        if let Some(row) = kept.iter().flatten().next() {
            let code = &row.code;
            let message = said!(
                "`{file}`: the code `{code}` stands below itself",
                "`{file}`：代码 `{code}` 在自身之下"
            );
            let diagnostic = Diagnostic::error(Code::BadTable, message).at(row.span);
            mistakes.push(
                diagnostic.with_note(said!(
                    "a code at the top has an empty parent",
                    "顶层代码的上级为空"
                )),
            );
        }
        let levels = levels(&rows, file, mistakes);
        Tree { rows, levels }
    }

    /// The rows as codes numbered from `first`, and what each refers to.
    fn number(&self, first: u32) -> (Vec<CodeRow>, Vec<(Vec<String>, Span)>) {
        let id = |at: usize| CodeId(first.saturating_add(u32::try_from(at).unwrap_or(u32::MAX)));
        let level = |name: &str| {
            let at = self.levels.iter().position(|level| level == name).unwrap_or(0);
            Level(u8::try_from(at).unwrap_or(u8::MAX))
        };
        let codes = self.rows.iter().map(|(row, parent, last)| CodeRow {
            code: row.code.clone(),
            level: level(&row.level),
            parent: parent.map(id),
            last: id(*last),
        });
        let refers = self.rows.iter().map(|(row, _, _)| (row.refers.clone(), row.span));
        (codes.collect(), refers.collect())
    }
}

/// Depth first, without recursion: a row, then all below it.
fn in_order(
    kept: &mut [Option<Row>],
    roots: &[usize],
    children: &[Vec<usize>],
) -> Vec<(Row, Option<usize>, usize)> {
    let mut rows: Vec<(Row, Option<usize>, usize)> = Vec::with_capacity(kept.len());
    // A row and its parent's place, or the end of what stands below a place.
    enum Step {
        Row(usize, Option<usize>),
        End(usize),
    }
    let mut steps: Vec<Step> = roots.iter().rev().map(|at| Step::Row(*at, None)).collect();
    while let Some(step) = steps.pop() {
        match step {
            Step::Row(at, parent) => {
                let Some(row) = kept.get_mut(at).and_then(Option::take) else { continue };
                let place = rows.len();
                rows.push((row, parent, place));
                steps.push(Step::End(place));
                let below = children.get(at).into_iter().flatten().rev();
                steps.extend(below.map(|child| Step::Row(*child, Some(place))));
            }
            Step::End(place) => {
                let end = rows.len().saturating_sub(1);
                if let Some((_, _, last)) = rows.get_mut(place) {
                    *last = end;
                }
            }
        }
    }
    rows
}

/// The names of the levels, coarsest first: a level stands above another where one of its codes
/// stands above one of the other's; levels that nothing orders are in the order of the file.
fn levels(
    rows: &[(Row, Option<usize>, usize)],
    file: &str,
    mistakes: &mut Vec<Diagnostic>,
) -> Vec<String> {
    let mut names: Vec<&str> = Vec::new();
    let mut above: FxHashSet<(&str, &str)> = FxHashSet::default();
    for (row, parent, _) in rows {
        if !names.contains(&row.level.as_str()) {
            names.push(&row.level);
            if names.len() > usize::from(u8::MAX) {
                let most = u8::MAX;
                let message =
                    said!("`{file}` has more than {most} levels", "`{file}` 的层级超过{most}个");
                mistakes.push(Diagnostic::error(Code::BadTable, message).at(row.span));
                break;
            }
        }
        let Some((parent, _, _)) = parent.and_then(|at| rows.get(at)) else { continue };
        above.insert((&parent.level, &row.level));
    }
    let mut ordered: Vec<String> = Vec::with_capacity(names.len());
    while !names.is_empty() {
        let free = names
            .iter()
            .position(|name| !names.iter().any(|other| above.contains(&(*other, *name))));
        if free.is_none() {
            let level = names.first().copied().unwrap_or("");
            let span = rows.iter().find(|(row, _, _)| row.level == level).map(|(r, _, _)| r.span);
            let message = said!(
                "`{file}`: the level `{level}` stands above and below another",
                "`{file}`：层级 `{level}` 既在另一层级之上又在其下"
            );
            let diagnostic = Diagnostic::error(Code::BadTable, message).with_note(said!(
                "a code is of a finer level than the code it stands below",
                "代码的层级应细于其上级"
            ));
            mistakes.push(span.into_iter().fold(diagnostic, Diagnostic::at));
        }
        ordered.push(names.remove(free.unwrap_or(0)).to_owned());
    }
    ordered
}
