//! One pass over the text of a plan or a manifest.

use super::Reading;
use super::expected::plain_name;
use super::factors::Factors;
use super::faults::Faults;
use super::guide::Guide;
use super::head::Head;
use super::json::{Kind, Scanner};
use super::places::Keep;
use super::record::Standing;
use super::series::Point;
use crate::base::{Nearest, Said, Spanned, Symbol, did_you_mean, nearest, visible};
use crate::diagnostic::{Code, Diagnostic};
use crate::facts::{Builder, Cell, Gap, GapKind, Root, TableId};
use crate::model::{Model, RecordId};
use crate::quantity::Unit;

/// The state of a pass.
pub(super) struct Pass<'a, K> {
    pub(super) model: &'a Model,
    pub(super) guide: &'a Guide,
    pub(super) builder: &'a mut Builder,
    pub(super) scan: Scanner<'a>,
    pub(super) keep: K,
    pub(super) head: Head<'a>,
    /// The references read so far, in the order the builder was told of them.
    pub(super) refs: Vec<Reference>,
    /// The unit of the series being read, where none is declared for it and a value names one.
    pub(super) free_unit: Option<Unit>,
    /// The field whose members are the plan files of a manifest.
    pub(super) lists_plans: Option<Cell>,
    pub(super) listed: Vec<Spanned<String>>,
    pub(super) factors: Factors,
    /// Room for the points of a series.
    pub(super) points: Vec<Point>,
}

/// Where a reference stands, and where it leads.
#[derive(Debug)]
pub(super) struct Reference {
    pub(super) target: RecordId,
    pub(super) key: Symbol,
    pub(super) place: (usize, usize),
}

impl<'a, K: Keep> Pass<'a, K> {
    pub(super) fn new(
        model: &'a Model,
        guide: &'a Guide,
        builder: &'a mut Builder,
        scan: Scanner<'a>,
        keep: K,
        root: Root,
    ) -> Self {
        let record = match root {
            Root::Plan => model.plan,
            Root::Manifest => model.portfolio,
        };
        let head = Head::new(record);
        let (refs, listed) = (Vec::new(), Vec::new());
        Pass {
            model,
            guide,
            builder,
            scan,
            keep,
            head,
            refs,
            free_unit: None,
            lists_plans: None,
            listed,
            factors: Factors::default(),
            points: Vec::new(),
        }
    }

    /// Reads the text.
    pub(super) fn run(mut self, root: Root) -> ((Reading, K), Factors) {
        let row = self.root(root);
        let text = self.scan.whole();
        let lost = self.scan.lost;
        let is_json = self.scan.faults.is_json() && !lost;
        let faults = std::mem::replace(&mut self.scan.faults, Faults::new(crate::base::FileId(0)));
        let mut diagnostics = faults.finish(text);
        if !is_json {
            // What seems to be missing may stand behind what could not be read.
            diagnostics.retain(|fault| match fault.code {
                Code::MissingField => false,
                Code::DanglingReference => !lost,
                _ => true,
            });
        }
        let reading = Reading { row, is_json, listed: self.listed, diagnostics };
        ((reading, self.keep), self.factors)
    }

    fn root(&mut self, root: Root) -> Option<u32> {
        let what = match root {
            Root::Plan => said!("plan", "规划"),
            Root::Manifest => said!("manifest", "清单"),
        };
        let what = &what;
        if self.scan.at() > 0 {
            let end = self.scan.at();
            self.scan.faults.add(|faults| {
                Diagnostic::note(
                    Code::ByteOrderMark,
                    said!(
                        "the file begins with a byte order mark",
                        "文件以字节顺序标记（BOM）开头"
                    ),
                )
                .at(faults.span(0, end))
                .with_help(said!(
                    "save it as UTF-8 without one; other tools may refuse it",
                    "请存为不带BOM的UTF-8；其他工具可能拒绝它"
                ))
            });
        }
        match self.scan.kind() {
            Kind::Object => {}
            Kind::Other if self.scan.peek().is_none() => {
                let at = self.scan.at();
                self.scan.faults.breach(|faults| {
                    Diagnostic::error(
                        Code::EmptyPlan,
                        said!("the file has nothing in it", "文件是空的"),
                    )
                    .at(faults.span(at, at))
                    .with_help(said!(
                        "a {what} is one record `{{ … }}`",
                        "{what}是一个记录 `{{ … }}`";
                        what
                    ))
                });
                return None;
            }
            Kind::Other => {
                self.scan.skip();
                self.scan.end();
                return None;
            }
            kind => {
                let start = self.scan.at();
                self.scan.faults.add(|faults| {
                    let message = said!(
                        "a {what} is one record `{{ … }}`, and {stands} stands here",
                        "{what}是一个记录 `{{ … }}`，此处却是{stands}";
                        what, stands = kind.words()
                    );
                    let fault = Diagnostic::error(Code::NotAPlan, message)
                        .at(faults.span(start, start + 1));
                    match kind {
                        Kind::Array if root == Root::Plan => fault.with_help(said!(
                            "put each plan into a file of its own",
                            "请把每份规划放入单独的文件"
                        )),
                        _ => fault,
                    }
                });
                self.scan.skip();
                self.scan.end();
                return None;
            }
        }
        let record = self.head.record?;
        let (table, row) = self.builder.begin(root)?;
        let start = self.scan.at();
        self.head.at = start;
        if root == Root::Manifest {
            let plans = self.model.record(record).and_then(|it| it.field_named("plans"));
            self.lists_plans = plans.map(|(field, _)| Cell::new(table, row, field.0));
        }
        let mark = self.scan.faults.mark();
        let met = self.record(record, row, Standing::Root(root));
        self.keep.row(table, row, 0, (start, self.scan.at()));
        if !met {
            self.builder.abandon();
            if self.scan.faults.is_json() {
                self.scan.faults.take_back(mark);
            }
            self.no_part(record, start, what);
            self.scan.end();
            return None;
        }
        self.scan.end();
        for at in self.builder.end(self.model) {
            self.dangling(at);
        }
        if root == Root::Plan {
            self.hold_period(record);
        }
        Some(row)
    }

    fn no_part(&mut self, record: RecordId, start: usize, what: &Said) {
        let fields = self.model.record(record).map_or(&[][..], |record| &record.fields);
        let names: Vec<_> = fields.iter().take(4).map(|it| format!("`{}`", it.name)).collect();
        self.scan.faults.add(|faults| {
            let message = said!(
                "nothing in this file is part of a {what}",
                "文件中没有{what}的任何内容";
                what
            );
            let names = Said::new(names.join(", "), names.join("、"));
            Diagnostic::error(Code::NotAPlan, message).at(faults.span(start, start + 1)).with_help(
                said!(
                    "a {what} has fields such as {names}",
                    "{what}有 {names} 等字段";
                    what, names
                ),
            )
        });
    }

    fn dangling(&mut self, at: usize) {
        let Some(Reference { target, key, place: (start, end) }) = self.refs.get(at) else {
            return;
        };
        let (start, end) = (*start, *end);
        let written = self.builder.words.word(*key);
        let table = self.table(*target);
        let (mut near, mut few) = (None, Vec::new());
        if self.scan.faults.are_few() {
            if let Nearest::One(name) = nearest(written, self.builder.keys(table).take(5_000)) {
                near = Some(name.to_owned());
            }
            few =
                self.builder.keys(table).take(6).map(|key| format!("`{}`", visible(key))).collect();
        }
        let name = self.model.record(*target).map_or_else(Said::default, plain_name);
        self.scan.faults.add(|faults| {
            let written = visible(written);
            let message =
                said!("the plan has no {name} `{written}`", "规划中没有{name}`{written}`"; name);
            let fault = Diagnostic::error(Code::DanglingReference, message);
            match (near, few.as_slice()) {
                (Some(near), _) => fault.label(faults.span(start, end), did_you_mean(&near)),
                (None, []) => fault.at(faults.span(start, end)).with_help(said!(
                    "the plan lists no {name} at all",
                    "规划没有列出任何{name}";
                    name
                )),
                (None, [few @ .., _]) if few.len() == 5 => {
                    fault.at(faults.span(start, end)).with_help(said!(
                        "it has {few} and others",
                        "规划中有 {few} 等";
                        few = Said::new(few.join(", "), few.join("、"))
                    ))
                }
                (None, few) => fault.at(faults.span(start, end)).with_help(said!(
                    "it has {few}",
                    "规划中有 {few}";
                    few = Said::new(few.join(", "), few.join("、"))
                )),
            }
        });
    }

    pub(super) fn table(&self, record: RecordId) -> TableId {
        self.guide.record(record).map_or(TableId(u32::MAX), |guide| guide.table)
    }

    /// Notes a fault at bytes of the text.
    pub(super) fn fault(
        &mut self,
        (start, end): (usize, usize),
        make: impl FnOnce() -> Diagnostic,
    ) {
        self.scan.faults.add(|faults| make().at(faults.span(start, end)));
    }

    pub(super) fn gap(&mut self, at: Cell, kind: GapKind) {
        self.builder.set_gap(at, Gap { kind, because: None });
    }
}
