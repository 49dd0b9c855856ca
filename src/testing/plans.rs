//! The plan texts of a test: inline or from a file, patched, completed.

use super::fill::fill_identity;
use super::patch::patch_record;
use super::tree::{Tree, TreeFault};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use crate::base::{FileId, Said, Sources, Span};
use crate::model::{Model, RecordId};
use crate::packs::Packs;
use crate::syntax::ast::Json;
use crate::typecheck::{PlanGiven, PlanSource, TestCase};

/// Why a plan of a test cannot be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoPlan {
    pub span: Span,
    pub why: Said,
}

/// Makes the texts of a test's plans and of its manifest, in order.
pub struct Texts {
    pub plans: Vec<String>,
    pub manifest: Option<String>,
}

impl Texts {
    pub fn of(
        case: &TestCase,
        model: &Model,
        packs: &Packs,
        sources: &Sources,
        companions: &Companions,
    ) -> Result<Texts, NoPlan> {
        let maker = Maker { case, model, packs, sources, companions };
        let plans = case.plans.iter().enumerate();
        let plans = plans.map(|(at, given)| maker.plan(at, given)).collect::<Result<_, _>>()?;
        let manifest = case.portfolio.as_ref().map(|json| maker.manifest(json)).transpose()?;
        Ok(Texts { plans, manifest })
    }
}

struct Maker<'a> {
    case: &'a TestCase,
    model: &'a Model,
    packs: &'a Packs,
    sources: &'a Sources,
    companions: &'a Companions,
}

/// Plan files beside rule files, each parsed once for all tests that begin with it.
#[derive(Default)]
pub struct Companions(Mutex<HashMap<FileId, Arc<Tree>>>);

impl Maker<'_> {
    fn plan(&self, at: usize, given: &PlanGiven) -> Result<String, NoPlan> {
        let record = self.root(self.model.plan, given.span)?;
        let (tree, span) = match &given.text {
            PlanSource::Inline(json) => (self.inline(json)?, json.span),
            PlanSource::Companion(name) => (self.companion(&name.value, name.span)?, name.span),
        };
        let tree = match &given.patch {
            None => tree,
            Some(patch) => {
                patch_record(self.model, record, tree, &self.parse(patch.span, patch.span)?)
            }
        };
        let Tree::Object(_) = tree else {
            return Err(NoPlan {
                span, why: said!("a plan is an object", "规划须是一个对象")
            });
        };
        let name = match at {
            0 => self.case.name.clone(),
            _ => format!("{}-{}", self.case.name, at + 1),
        };
        Ok(fill_identity(self.model, record, &name, tree).print())
    }

    fn manifest(&self, json: &Json) -> Result<String, NoPlan> {
        let record = self.root(self.model.portfolio, json.span)?;
        let tree = self.inline(json)?;
        Ok(fill_identity(self.model, record, &self.case.name, tree).print())
    }

    fn root(&self, record: Option<RecordId>, span: Span) -> Result<RecordId, NoPlan> {
        record.ok_or_else(|| NoPlan {
            span,
            why: said!("no pack declares what such a file holds", "没有规则包声明这种文件的内容"),
        })
    }

    fn inline(&self, json: &Json) -> Result<Tree, NoPlan> {
        self.parse(json.span, json.span)
    }

    fn parse(&self, text: Span, blame: Span) -> Result<Tree, NoPlan> {
        Tree::parse(self.sources.slice(text)).map_err(|error| unreadable(blame, &error))
    }

    fn companion(&self, name: &str, span: Span) -> Result<Tree, NoPlan> {
        let file = self.packs.companion(self.case.span.file, name).ok_or_else(|| NoPlan {
            span,
            why: said!(
                "no file `{name}` beside the rule file can be read",
                "规则文件旁边没有可读取的文件 `{name}`"
            ),
        })?;
        if let Some(known) = self.companions.known(file) {
            return Ok((*known).clone());
        }
        let text = self.sources.text(file);
        let tree = Tree::parse(text).map_err(|error| unreadable(span, &error))?;
        self.companions.keep(file, tree.clone());
        Ok(tree)
    }
}

impl Companions {
    fn known(&self, file: FileId) -> Option<Arc<Tree>> {
        self.0.lock().ok()?.get(&file).map(Arc::clone)
    }

    fn keep(&self, file: FileId, tree: Tree) {
        if let Ok(mut known) = self.0.lock() {
            known.insert(file, Arc::new(tree));
        }
    }
}

fn unreadable(span: Span, fault: &TreeFault) -> NoPlan {
    let why = match fault {
        TreeFault::NotJson { line, column } => said!(
            "the plan is not JSON: it breaks at line {line}, column {column} of its text",
            "规划不是JSON：在文本第{line}行第{column}列中断"
        ),
        TreeFault::Unfinished { line, column } => said!(
            "the plan is not JSON: its text ends at line {line}, column {column} before all of it \
             is closed",
            "规划不是JSON：文本在第{line}行第{column}列结束，尚有未闭合之处"
        ),
        TreeFault::Twice(name) => {
            said!(
                "the field `{name}` stands twice in one record",
                "字段 `{name}` 在同一记录中写了两次"
            )
        }
        TreeFault::TooDeep => said!("the plan is nested too deep", "规划嵌套过深"),
    };
    NoPlan { span, why }
}
