//! The plan texts of a test: inline or from a file, patched, completed.

use super::fill::fill_identity;
use super::patch::patch_record;
use super::tree::Tree;
use crate::base::{Sources, Span};
use crate::model::{Model, RecordId};
use crate::packs::Packs;
use crate::syntax::ast::Json;
use crate::typecheck::{PlanGiven, PlanSource, TestCase};

/// Why a plan of a test cannot be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoPlan {
    pub span: Span,
    pub why: String,
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
    ) -> Result<Texts, NoPlan> {
        let maker = Maker { case, model, packs, sources };
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
}

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
            return Err(NoPlan { span, why: "a plan is an object".to_owned() });
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
            why: "no pack declares what such a file holds".to_owned(),
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
            why: format!("there is no file `{name}` beside the rule file"),
        })?;
        Tree::parse(self.sources.text(file)).map_err(|error| unreadable(span, &error))
    }
}

fn unreadable(span: Span, error: &serde_json::Error) -> NoPlan {
    NoPlan { span, why: format!("the plan is not JSON: {error}") }
}
