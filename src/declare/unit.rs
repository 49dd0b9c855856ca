//! Dimensions and units.

use crate::diagnostic::{Code, Diagnostic};
use crate::packs::PackId;
use crate::quantity::{Atom, DeclareError, Naming, Number, Unit, UnitMeaning};
use crate::syntax::ast;

use super::names::{Found, Kind};
use super::quantity::{number, resolve_unit, word};
use super::{Builder, Declared};

/// What to do with a unit whose turn it is.
enum Turn {
    Declare(UnitMeaning),
    /// It is declared by a unit that is not declared yet.
    Wait,
    /// It cannot be declared, and that has been said.
    Drop,
}

impl<'a> Builder<'a> {
    pub(super) fn units(&mut self) {
        let dimensions = self.declared(|kind| match kind {
            ast::ItemKind::Dimension(dimension) => Some((dimension, &dimension.name)),
            _ => None,
        });
        for Declared { of, .. } in dimensions {
            let text = of.text.as_ref().map(|text| text.default.value.clone());
            if let Err(error) = self.model.units.declare_dimension(of.name.as_str(), text) {
                self.cannot_declare(std::slice::from_ref(&of.name), &error);
            }
        }
        let mut waiting = self.declared(|kind| match kind {
            ast::ItemKind::Unit(unit) => Some((unit, unit.names.first()?)),
            _ => None,
        });
        loop {
            let before = waiting.len();
            waiting.retain(|unit| !self.take_turn(*unit));
            if waiting.len() == before {
                break;
            }
        }
        self.unit_circles(&waiting);
    }

    /// Declares a unit whose turn has come; `false` where it must wait for another one.
    fn take_turn(&mut self, unit: Declared<'a, ast::Unit>) -> bool {
        let meaning = match &unit.of.basis {
            ast::UnitBasis::Dimension(name) => self.of_dimension(unit.pack, name),
            ast::UnitBasis::Factor(factor) => self.multiple(unit.pack, factor),
        };
        match meaning {
            Turn::Wait => return false,
            Turn::Drop => self.mark_faulty_unit(unit.of),
            Turn::Declare(meaning) => {
                let own = unit.of.names.iter().filter(|name| self.names.owns(name));
                let naming = Naming {
                    names: own.map(|name| name.text.clone()).collect(),
                    text: unit.of.text.as_ref().map(|text| text.default.value.clone()),
                    never_negative: unit.of.never_negative,
                };
                if let Err(error) = self.model.units.declare_unit(naming, meaning) {
                    self.cannot_declare(&unit.of.names, &error);
                    self.mark_faulty_unit(unit.of);
                }
            }
        }
        true
    }

    fn mark_faulty_unit(&mut self, unit: &ast::Unit) {
        self.model.faulty.extend(unit.names.iter().map(|name| name.text.clone()));
    }

    fn cannot_declare(&mut self, names: &[ast::Name], error: &DeclareError) {
        let named = match error {
            DeclareError::Taken(name) | DeclareError::ScaleWord(name) => Some(name),
            DeclareError::Nameless
            | DeclareError::BadFactor
            | DeclareError::NotAHundredth
            | DeclareError::Unknown
            | DeclareError::TooMany => None,
        };
        let at = named.and_then(|name| names.iter().find(|known| known.text == *name));
        let Some(at) = at.or(names.first()) else { return };
        self.error(Diagnostic::error(Code::BadUnit, error.said()).at(at.span));
    }

    fn of_dimension(&mut self, pack: PackId, name: &ast::Name) -> Turn {
        let diagnostic = match self.names.find_dimension(pack, name.as_str()) {
            Found::As(_) => {
                let dimension = self.model.units.dimension(name.as_str());
                return dimension.map_or(Turn::Drop, |of| Turn::Declare(UnitMeaning::Of(of)));
            }
            Found::NotUsed(kind, there) => Some(self.names.not_used(name, kind, there)),
            Found::Nowhere => {
                self.names.unknown(pack, name, &[Kind::Dimension], &said!("dimension", "量纲"))
            }
        };
        self.diagnostics.extend(diagnostic);
        Turn::Drop
    }

    fn multiple(&mut self, pack: PackId, factor: &ast::Expr) -> Turn {
        let ast::ExprKind::Quantity(written) = &factor.kind else {
            let message = said!(
                "a unit is a number above 0 of another unit",
                "单位是另一单位的若干倍，倍数大于0"
            );
            let diagnostic = Diagnostic::error(Code::BadUnit, message).at(factor.span);
            self.error(diagnostic.with_help(said!(
                "write it as in `unit hectare = 15 mu`",
                "请这样写：`unit hectare = 15 mu`"
            )));
            return Turn::Drop;
        };
        let value = match number(&written.number, written.scale.as_ref()) {
            Ok(value) => value,
            Err(diagnostic) => {
                self.error(diagnostic);
                return Turn::Drop;
            }
        };
        let Some(base) = &written.unit else { return Turn::Declare(UnitMeaning::Plain(value)) };
        let Some(name) = base.single() else {
            let message = said!(
                "a unit is a multiple of one unit, not of a compound",
                "单位是单一单位的倍数，不能是复合单位的倍数"
            );
            self.error(Diagnostic::error(Code::BadUnit, message).at(base.span));
            return Turn::Drop;
        };
        let Some((scale, atom)) = self.model.units.scaled_atom(name.as_str()) else {
            return self.base_to_come(pack, name);
        };
        if let Some(diagnostic) = self.unit_out_of_sight(pack, name, atom) {
            self.error(diagnostic);
            return Turn::Drop;
        }
        let value = scale.map_or(value.clone(), |scale| value.mul(&scale.factor()));
        match atom {
            Atom::Declared(id) => Turn::Declare(UnitMeaning::Multiple(value, id)),
            Atom::Percent | Atom::PercentagePoint => {
                Turn::Declare(UnitMeaning::Plain(value.mul(&Number::from_digits(1, 2))))
            }
            Atom::Money => {
                let message = said!(
                    "a unit cannot be a multiple of the plan's own currency",
                    "单位不能是规划所用币种的倍数"
                );
                let diagnostic = Diagnostic::error(Code::BadUnit, message).at(name.span);
                self.error(
                    diagnostic.with_help(said!(
                        "declare the unit `of money`",
                        "请将单位声明为 `of money`"
                    )),
                );
                Turn::Drop
            }
        }
    }

    /// A base that is not in the table yet: one to wait for, or one that is not there at all.
    fn base_to_come(&mut self, pack: PackId, name: &ast::Name) -> Turn {
        if self.model.is_faulty(name.as_str()) {
            return Turn::Drop;
        }
        let diagnostic = match self.names.find(pack, name.as_str()) {
            Found::As(Kind::Unit) => return Turn::Wait,
            Found::NotUsed(kind, there) => Some(self.names.not_used(name, kind, there)),
            Found::As(_) | Found::Nowhere => {
                self.names.unknown(pack, name, &[Kind::Unit], &said!("unit", "单位"))
            }
        };
        self.diagnostics.extend(diagnostic);
        Turn::Drop
    }

    /// Units that wait for each other for ever: each circle is said once.
    fn unit_circles(&mut self, waiting: &[Declared<'a, ast::Unit>]) {
        let base = |unit: &ast::Unit| match &unit.basis {
            ast::UnitBasis::Factor(ast::Expr { kind: ast::ExprKind::Quantity(q), .. }) => {
                let name = q.unit.as_ref().and_then(ast::UnitExpr::single)?;
                waiting.iter().position(|other| other.of.names.iter().any(|n| n.text == name.text))
            }
            _ => None,
        };
        let mut visited = vec![false; waiting.len()];
        for start in 0..waiting.len() {
            let mut path: Vec<usize> = Vec::new();
            let mut at = Some(start);
            while let Some(here) = at.filter(|here| visited.get(*here) == Some(&false)) {
                if let Some(visited) = visited.get_mut(here) {
                    *visited = true;
                }
                path.push(here);
                at = waiting.get(here).and_then(|unit| base(unit.of));
            }
            let Some(first) = at.filter(|first| path.contains(first)) else { continue };
            let round = path.iter().skip_while(|here| **here != first).chain([&first]);
            let names: Vec<&ast::Name> =
                round.filter_map(|here| waiting.get(*here)?.of.names.first()).collect();
            let words: Vec<&str> = names.iter().map(|name| name.as_str()).collect();
            let words = words.join(" → ");
            let message =
                said!("units are declared by each other: {words}", "单位互相声明：{words}");
            let diagnostic = Diagnostic::error(Code::UnitCircle, message).with_help(said!(
                "declare one of them `of` a dimension",
                "请用 `of` 将其中一个声明到量纲"
            ));
            self.error(names.iter().take(1).fold(diagnostic, |said, name| said.at(name.span)));
        }
        for unit in waiting {
            self.mark_faulty_unit(unit.of);
        }
    }

    /// Where a unit is declared by a pack that is not used, what to say of it.
    fn unit_out_of_sight(&self, pack: PackId, name: &ast::Name, atom: Atom) -> Option<Diagnostic> {
        // By the unit's own name, since a word such as 亿元 is found as 元.
        let declared = self.model.units.naming(atom)?.names.first()?;
        match self.names.find(pack, declared) {
            Found::NotUsed(kind, there) => Some(self.names.not_used(name, kind, there)),
            Found::As(_) | Found::Nowhere => None,
        }
    }

    /// Whether a pack may write every word of a unit; what is wrong has been said.
    pub(super) fn knows_unit(&mut self, pack: PackId, written: &ast::UnitExpr) -> bool {
        let mut known = true;
        for index in 0..=written.per.len() {
            let name = word(written, index);
            let diagnostic = match self.model.units.scaled_atom(name.as_str()) {
                Some((_, atom)) => match self.unit_out_of_sight(pack, name, atom) {
                    None => continue,
                    said => said,
                },
                None if self.model.is_faulty(name.as_str()) => None,
                None => self.names.unknown(pack, name, &[Kind::Unit], &said!("unit", "单位")),
            };
            self.diagnostics.extend(diagnostic);
            known = false;
        }
        known
    }

    /// The unit of a field or a word, which has no scale; `None` where it has a mistake, which
    /// has been said.
    pub(super) fn plain_unit(&mut self, pack: PackId, written: &ast::UnitExpr) -> Option<Unit> {
        if !self.knows_unit(pack, written) {
            return None;
        }
        let diagnostic = match resolve_unit(&self.model.units, written) {
            Ok(unit) if unit.scale.is_none() => return Some(unit.unit),
            Ok(_) => Diagnostic::error(
                Code::BadUnit,
                said!("a unit is declared without a scale", "声明单位时不带数量级"),
            )
            .at(written.first.span)
            .with_help(said!(
                "write the unit alone; a plan may count in any scale of it",
                "请只写单位；规划可用任何数量级"
            )),
            Err(diagnostic) => diagnostic,
        };
        self.error(diagnostic);
        None
    }
}
