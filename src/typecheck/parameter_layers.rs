//! Parameters that later packs set: one of the same name, in a pack that uses theirs.

use super::checker::Checker;
use super::describe::type_words;
use super::parameters::fault;
use crate::diagnostic::{Code, Diagnostic};
use crate::packs::PackId;
use crate::program::{Parameter, ParameterId};

impl<'a> Checker<'a> {
    /// Gives each parameter the value of the last pack in line that sets it, and keeps the values
    /// before that for those who do not use that pack.
    pub(super) fn layer_parameters(&mut self) {
        let declared = self.parameters.clone();
        for at in 0..declared.len() {
            let setting = self.parameters_setting(at);
            self.parameter_clash(at, &setting);
            let line: Vec<usize> =
                setting.into_iter().filter(|by| self.may_set(&declared, at, *by)).collect();
            let Some(Some(own)) = declared.get(at) else {
                self.parameter_lines.push(Vec::new());
                continue;
            };
            let mut values = vec![own.clone()];
            for by in &line {
                let Some(Some(by)) = declared.get(*by) else { continue };
                values.push(Parameter {
                    value: by.value.clone(),
                    by_year: by.by_year.clone(),
                    set_by: Some(by.pack.clone()),
                    because: by.because.clone(),
                    checked_on: by.checked_on.clone(),
                    ..own.clone()
                });
            }
            if let (Some(last), Some(place)) = (values.pop(), self.parameters.get_mut(at)) {
                *place = Some(last);
            }
            self.parameters_unchanged.insert(at, self.unchanged_parameters.len());
            self.unchanged_parameters.extend(values);
            self.parameter_lines.push(line);
        }
    }

    /// The parameters of one name in packs that use the pack of a parameter, in line.
    fn parameters_setting(&self, at: usize) -> Vec<usize> {
        let entries = &self.items.parameters.entries;
        let Some(own) = entries.get(at) else { return Vec::new() };
        let sets = |other: &crate::typecheck::items::Declared<'_, _>| {
            other.name.as_str() == own.name.as_str()
                && other.pack != own.pack
                && self.packs.sees(other.pack, own.pack)
        };
        entries.iter().enumerate().filter(|(_, other)| sets(other)).map(|(at, _)| at).collect()
    }

    fn parameter_clash(&mut self, at: usize, setting: &[usize]) {
        let items = self.items;
        let entry = |at: usize| items.parameters.get(at);
        for pair in setting.windows(2) {
            let [first, second] = pair else { continue };
            let (Some(own), Some(first), Some(second)) = (entry(at), entry(*first), entry(*second))
            else {
                continue;
            };
            if self.packs.sees(second.pack, first.pack) || second.pack == first.pack {
                continue;
            }
            let (of, name) = (self.packs.name(own.pack), own.name.as_str());
            let (one, other) = (self.packs.name(first.pack), self.packs.name(second.pack));
            let message = said!(
                "the packs `{one}` and `{other}` both set `{of}/{name}`, and neither uses the other",
                "规则包 `{one}` 和 `{other}` 都设定 `{of}/{name}`，而两者互不使用",
            );
            self.report_once(
                Diagnostic::error(Code::ChangeClash, message)
                    .at(second.name.span)
                    .label(first.name.span, said!("set here too", "此处也设定"))
                    .with_help(said!(
                        "leave one of the packs out, or write `use {one}` in `{other}`: then `{other}` counts",
                        "请去掉其中一个规则包，或在 `{other}` 中写 `use {one}`，则以 `{other}` 为准",
                    )),
            );
        }
    }

    /// Whether one parameter can have the value of another; where not, that is reported.
    fn may_set(&mut self, declared: &[Option<Parameter>], at: usize, by: usize) -> bool {
        let (Some(Some(own)), Some(Some(other))) = (declared.get(at), declared.get(by)) else {
            return false;
        };
        let items = self.items;
        let (Some(here), Some(there)) = (items.parameters.get(by), items.parameters.get(at)) else {
            return false;
        };
        let (of, name) = (&own.pack, &own.name);
        let declared_at = said!("declared here", "声明于此");
        if own.ty != other.ty || own.integer != other.integer {
            let (wanted, given) =
                (type_words(self.model, &own.ty), type_words(self.model, &other.ty));
            let message = said!(
                "`{name}` sets the parameter of the pack `{of}`, which is of another type",
                "`{name}` 设定规则包 `{of}` 的参数，但类型不同",
            );
            self.report_once(
                Diagnostic::error(Code::BadChange, message)
                    .label(here.name.span, given)
                    .label(there.name.span, wanted)
                    .with_help(said!(
                        "give it that type, or another name",
                        "请改用相同的类型，或换一个名称",
                    )),
            );
            return false;
        }
        let dated = other.by_year.iter().map(|(_, value)| value);
        let range = own.range.as_ref();
        let fault = [&other.value]
            .into_iter()
            .chain(dated)
            .find_map(|value| fault(value, own.integer, range, &format!("{of}/{name}")));
        if let Some(message) = fault {
            self.report_once(
                Diagnostic::error(Code::ParameterOutOfRange, message)
                    .at(here.name.span)
                    .label(there.name.span, declared_at),
            );
            return false;
        }
        true
    }

    /// Whether some parameter is set by a pack that is not seen here.
    pub(super) fn parameters_beyond(&self, pack: PackId) -> bool {
        let mut setting = self.parameter_lines.iter().flatten();
        setting.any(|by| {
            let by = self.items.parameters.get(*by);
            by.is_some_and(|by| !self.packs.sees(pack, by.pack))
        })
    }

    /// A parameter with the value it has in the view that rules are checked in.
    pub(super) fn parameter_seen(&self, at: usize) -> ParameterId {
        let id = |at: usize| ParameterId(u16::try_from(at).unwrap_or(u16::MAX));
        let line = self.parameter_lines.get(at).map_or(&[][..], Vec::as_slice);
        let seen = line.iter().take_while(|by| {
            let by = self.items.parameters.get(**by);
            by.is_some_and(|by| self.in_view(by.pack))
        });
        match (seen.count(), self.parameters_unchanged.get(&at)) {
            (count, Some(first)) if count < line.len() => id(self.parameters.len() + first + count),
            _ => id(at),
        }
    }
}
