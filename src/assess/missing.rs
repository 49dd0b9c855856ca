//! What is missing behind a verdict, where, and how it is counted among gaps.

use std::collections::{HashMap, HashSet};

use super::finding::{Missing, Waiting};
use super::locate::Located;
use super::make::Maker;
use crate::evaluate::{Explanation, Location, Reason};
use crate::facts::{Place, Step, TableId};
use crate::program::{Rule, Scope};

/// Places of one kind that a finding names: the same field missing from thousands of records is
/// one gap.
const MOST_MISSING: usize = 100;

impl Maker<'_> {
    /// The evidence that a verdict waits for: at most [`MOST_MISSING`] places of each kind.
    pub(super) fn missing(&self, rule: &Rule, explanation: &Explanation) -> Vec<Piece> {
        let mut seen: HashSet<&Reason> = HashSet::new();
        let mut kinds: HashMap<Kind, usize> = HashMap::new();
        let mut pieces: Vec<Piece> = Vec::new();
        for reason in &explanation.reasons {
            let of_kind = kinds.entry(kind_of(reason)).or_default();
            *of_kind += 1;
            if *of_kind <= MOST_MISSING && seen.insert(reason) {
                let piece = self.piece(rule, reason);
                if !pieces.iter().any(|known| known.missing == piece.missing) {
                    pieces.push(piece);
                }
            }
        }
        // What a plan could give comes before what cannot be computed.
        pieces.sort_by_key(|piece| !piece.missing.is_gap);
        pieces
    }

    fn piece(&self, rule: &Rule, reason: &Reason) -> Piece {
        let why = self.words().why(reason).to_owned();
        let is_gap = reason.is_gap();
        let Some(location) = location_of(reason) else {
            let waiting = Waiting { path: String::new(), why: why.clone() };
            return Piece { missing: Missing { at: None, why, is_gap }, waiting, tail: 0 };
        };
        let why = match location {
            Location::OtherPlans => self.words().other_plans().to_owned(),
            Location::AbsentPlan(_) => self.words().absent_plan().to_owned(),
            _ => why,
        };
        let located = self.locator.location(&location);
        let path = match location {
            // Its sentence names the plans already.
            Location::OtherPlans => String::new(),
            _ => self.locator.path(rule, &located),
        };
        let generic = match (rule.scope, location) {
            (_, Location::AbsentPlan(_)) => "plans[*]".to_owned(),
            (_, Location::OtherPlans) => String::new(),
            (Scope::Plan, _) => self.locator.generic(&located.place).to_string(),
            (Scope::Portfolio, _) => {
                let before = Place::root().field("plans").then(Step::Key("*".to_owned()));
                let steps = self.locator.generic(&located.place).steps;
                let all = before.steps.into_iter().chain(steps);
                match located.plan {
                    Some(_) => Place { steps: all.collect() }.to_string(),
                    None => located.place.to_string(),
                }
            }
        };
        let at = self.texts.at(&location, located.plan, path);
        let why = match (reason, location) {
            (_, Location::OtherPlans | Location::AbsentPlan(_)) => why,
            (Reason::Open(_), _) if !at.stated => self.words().not_stated().to_owned(),
            _ => why,
        };
        let waiting = Waiting { path: generic, why: why.clone() };
        let missing = Missing { at: Some(at), why, is_gap };
        Piece { missing, waiting, tail: tail_of(&location, &located) }
    }
}

/// Something missing, and how it is counted among gaps.
pub(super) struct Piece {
    pub missing: Missing,
    pub waiting: Waiting,
    /// Length of the part of the path that is missing from the record it is shown at.
    tail: usize,
}

impl Piece {
    pub fn path(&self) -> String {
        self.missing.at.as_ref().map_or_else(String::new, |at| at.path.clone())
    }

    /// The key to add: `criteria is not stated`.
    pub fn label(&self) -> String {
        let path = self.path();
        let key = path.get(path.len().saturating_sub(self.tail)..).unwrap_or(&path);
        format!("{key} {}", self.missing.why).trim_start().to_owned()
    }
}

/// How long the end of a path is that names what its record does not have.
fn tail_of(location: &Location, located: &Located) -> usize {
    let steps = match location {
        Location::Row { .. } | Location::AbsentPlan(_) | Location::OtherPlans => return 0,
        Location::Field { .. } => 1,
        Location::Year { .. } | Location::Key { .. } => 2,
        Location::KeyField { .. } => 3,
    };
    let first = located.place.steps.len().saturating_sub(steps);
    let steps = located.place.steps.get(first..).unwrap_or(&[]).to_vec();
    Place { steps }.to_string().len()
}

/// Reasons of one kind differ by the row alone.
type Kind = (std::mem::Discriminant<Reason>, Option<(TableId, u16)>);

fn kind_of(reason: &Reason) -> Kind {
    let field = location_of(reason).and_then(|location| match location {
        Location::Row { table, .. } => Some((table, u16::MAX)),
        Location::Field { table, field, .. }
        | Location::Year { table, field, .. }
        | Location::Key { table, field, .. }
        | Location::KeyField { table, field, .. } => Some((table, field)),
        Location::AbsentPlan(_) | Location::OtherPlans => None,
    });
    (std::mem::discriminant(reason), field)
}

pub(super) fn location_of(reason: &Reason) -> Option<Location> {
    match reason {
        Reason::Missing(at)
        | Reason::Gap(at, _)
        | Reason::Dangling(at)
        | Reason::Open(at)
        | Reason::NoRecord(at)
        | Reason::TooCoarse(at)
        | Reason::NoCorrespondence(at) => Some(*at),
        Reason::Undefined(..) | Reason::TooClose(_) | Reason::TooLarge => None,
    }
}
