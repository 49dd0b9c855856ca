//! Codes of classifications: within, ancestors, correspondences.

use super::Eval;
use super::column::{Column, Ids, Items};
use super::eval::ids_list;
use super::frame::FrameId;
use super::truths::Truths;
use crate::base::Truth;
use crate::facts::ABSENT;
use crate::model::{Classification, CodeId, Level, SchemeId};
use crate::program::ExprId;

impl<'a> Eval<'a> {
    /// Whether each row's code is, or stands below, a code or one of a list of codes.
    pub(super) fn within(&mut self, frame: FrameId, code: ExprId, whole: ExprId) -> Column<'a> {
        let (codes, whole) = (self.ids(frame, code), self.eval(frame, whole));
        let rows = self.frame(frame).rows;
        Column::Truths(match &whole {
            Column::Ids(whole) => {
                Truths::from_fn(rows, |row| self.code_within(codes.get(row), whole.get(row)))
            }
            Column::List(list) => Truths::from_fn(rows, |row| {
                let Items::Ids(wholes) = &list.items else { return Truth::Unknown };
                let mut found = if list.is_open(row) { Truth::Unknown } else { Truth::False };
                for position in list.ranges.get(row) {
                    let whole = wholes.get(position as usize).copied().unwrap_or(ABSENT);
                    let mut within = self.code_within(codes.get(row), whole);
                    if list.is_unsure(position) {
                        within = within.and(Truth::Unknown);
                    }
                    found = found.or(within);
                    if found == Truth::True {
                        break;
                    }
                }
                found
            }),
            _ => Truths::all(Truth::Unknown, rows),
        })
    }

    /// A code of another scheme is lifted first; where no correspondence is declared, nothing is
    /// decided. Nor is it where the code is the coarser one: what is coded as all of manufacturing
    /// may be within one of its divisions or not.
    pub(super) fn code_within(&self, code: u32, whole: u32) -> Truth {
        let Some((code, scheme)) = self.comparable(code, whole) else { return Truth::Unknown };
        let whole = CodeId(whole);
        match (scheme.within(code, whole), scheme.within(whole, code)) {
            (true, _) => Truth::True,
            (false, true) => Truth::Unknown,
            (false, false) => Truth::False,
        }
    }

    /// Whether a code is too coarse to be within another, which stands below it.
    pub(super) fn is_coarser(&self, code: u32, whole: u32) -> bool {
        self.comparable(code, whole).is_some_and(|(code, scheme)| {
            code != CodeId(whole) && scheme.within(CodeId(whole), code)
        })
    }

    /// A code in the scheme of another.
    fn comparable(&self, code: u32, whole: u32) -> Option<(CodeId, &'a Classification)> {
        let model = &self.program.model;
        let scheme_of = |code: u32| {
            let numbered = (0..).map(SchemeId).zip(&model.schemes);
            numbered.into_iter().find(|(_, scheme)| scheme.contains(CodeId(code)))
        };
        let ((_, own), (target, other)) = (scheme_of(code)?, scheme_of(whole)?);
        let code = CodeId(code);
        let lifted = if other.contains(code) { code } else { own.lift(code, target)? };
        Some((lifted, other))
    }

    /// The ancestor of each code at the level that its own scheme calls so.
    pub(super) fn ancestor(
        &mut self,
        frame: FrameId,
        code: ExprId,
        levels: &[(SchemeId, Level)],
    ) -> Column<'a> {
        let program = self.program;
        self.each_code(frame, code, |code| {
            levels.iter().find_map(|(scheme, level)| {
                let scheme = program.model.scheme(*scheme)?;
                scheme.contains(code).then(|| scheme.ancestor(code, *level))?
            })
        })
    }

    /// The code of a scheme that each code corresponds to.
    pub(super) fn lift(&mut self, frame: FrameId, code: ExprId, scheme: SchemeId) -> Column<'a> {
        let program = self.program;
        self.each_code(frame, code, |code| {
            let (own, _) = program.model.code(code)?;
            let target = program.model.scheme(scheme)?;
            if target.contains(code) { Some(code) } else { own.lift(code, scheme) }
        })
    }

    fn each_code(
        &mut self,
        frame: FrameId,
        code: ExprId,
        f: impl Fn(CodeId) -> Option<CodeId>,
    ) -> Column<'a> {
        let codes = self.ids(frame, code);
        let changed = |id: u32| {
            if id == ABSENT { ABSENT } else { f(CodeId(id)).map_or(ABSENT, |code| code.0) }
        };
        Column::Ids(match &codes {
            Ids::One(code) => Ids::One(changed(*code)),
            Ids::From(_) | Ids::Each(_) => {
                let rows = self.frame(frame).rows;
                Ids::Each((0..rows).map(|row| changed(codes.get(row))).collect::<Vec<_>>().into())
            }
        })
    }

    pub(super) fn codes_at(&self, scheme: SchemeId, level: Level) -> Column<'a> {
        let found = self.program.model.scheme(scheme);
        let codes = found.into_iter().flat_map(|scheme| scheme.codes_at(level));
        ids_list(codes.map(|code| code.0).collect())
    }
}
