//! What holds between records: keys, references, nesting, and which is the plan.

use crate::base::Said;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{FieldId, FieldType, Model, Record, RecordId, RecordRole};
use crate::packs::Pack;
use crate::syntax::ast;

use super::Builder;

impl Builder<'_> {
    /// Checks that need all records: keys, paths, units by word, nesting.
    pub(super) fn shapes(&mut self) {
        let ids: Vec<RecordId> = (0..).map(RecordId).take(self.model.records.len()).collect();
        for id in &ids {
            self.key(*id);
            self.shown_as(*id);
            self.units_by_word(*id);
        }
        self.keys_of_members(&ids);
        self.circles(&ids);
    }

    fn key(&mut self, id: RecordId) {
        let Some(declared) = self.declaration(id) else { return };
        let Some(key) = &declared.of.key else { return };
        let Some(field_id) = self.field_of(id, key) else { return };
        let Some(field) = self.model.field(id, field_id) else { return };
        let fits = match field.ty {
            FieldType::Text | FieldType::Word(_) | FieldType::Code(_) | FieldType::Year => true,
            FieldType::Number { integer, .. } => integer,
            FieldType::Boolean
            | FieldType::QuantityOf(_)
            | FieldType::Date
            | FieldType::Ref { .. }
            | FieldType::Record(_)
            | FieldType::List(_)
            | FieldType::Set(_)
            | FieldType::Series(_) => false,
        };
        let (name, span) = (&key.text, field.span);
        let bad = |message: Said| Diagnostic::error(Code::BadKey, message).at(key.span);
        let diagnostic = if !fits {
            bad(said!("`{name}` cannot be a key", "`{name}` 不能作为键")).with_help(said!(
                "a key is a text, a word, a code, a year or a whole number",
                "键是文本、词、代码、年份或整数"
            ))
        } else if field.optional {
            bad(said!("the key `{name}` may not be optional", "键 `{name}` 不能是可选的"))
                .with_help(said!("declare it as `{name}:`", "请声明为 `{name}:`"))
        } else if field.default.is_some() {
            bad(said!("the key `{name}` may not have a default", "键 `{name}` 不能有默认值"))
                .with_help(said!(
                    "two members without a key could not be told apart",
                    "没有键的两个成员无法区分"
                ))
        } else {
            if let Some(record) = self.model.records.get_mut(usize::from(id.0)) {
                record.key = Some(field_id);
            }
            return;
        };
        self.error(diagnostic.label(span, said!("declared here", "在此声明")));
    }

    fn shown_as(&mut self, id: RecordId) {
        let Some(declared) = self.declaration(id) else { return };
        let Some(path) = &declared.of.shown_as else { return };
        let Some((fields, ty)) = self.path(id, path) else { return };
        match ty {
            FieldType::Text
            | FieldType::Number { .. }
            | FieldType::Year
            | FieldType::Date
            | FieldType::Word(_)
            | FieldType::Code(_)
            | FieldType::Ref { .. } => {
                if let Some(record) = self.model.records.get_mut(usize::from(id.0)) {
                    record.shown_as = Some(fields);
                }
            }
            FieldType::Boolean
            | FieldType::QuantityOf(_)
            | FieldType::Record(_)
            | FieldType::List(_)
            | FieldType::Set(_)
            | FieldType::Series(_) => {
                let message = said!(
                    "a record is shown as one text, word, code or number",
                    "记录以一个文本、词、代码或数显示"
                );
                self.error(Diagnostic::error(Code::BadPath, message).at(path.span));
            }
        }
    }

    /// `quantity of FIELD`: the field is `one of` a vocabulary whose words have units.
    fn units_by_word(&mut self, id: RecordId) {
        let Some(declared) = self.declaration(id) else { return };
        for written in self.written_fields(declared) {
            let Some(of) = word_field(&written.of.ty) else { continue };
            let Some(record) = self.model.record(id) else { return };
            let Some((_, target)) = record.field_named(of.as_str()) else { continue };
            let vocabulary = match target.ty {
                FieldType::Word(vocabulary) => self.model.vocabulary(vocabulary),
                _ => None,
            };
            let name = &of.text;
            let message = match vocabulary {
                Some(words) if words.words.iter().any(|word| word.unit.is_some()) => continue,
                Some(words) => {
                    let words = &words.name;
                    said!("no word of `{words}` has a unit", "`{words}` 的词都没有单位")
                }
                None => {
                    said!("`{name}` is not `one of` a vocabulary", "`{name}` 不是词表的 `one of`")
                }
            };
            let diagnostic = Diagnostic::error(Code::NoUnitByWord, message)
                .at(of.span)
                .label(target.span, said!("declared here", "在此声明"))
                .with_help(said!(
                    "give the words units, as in `manufacturing_share: percent`",
                    "请为词写明单位，如 `manufacturing_share: percent`"
                ));
            self.error(diagnostic);
        }
    }

    /// Members of lists and what is referred to have keys. Each record is said once.
    fn keys_of_members(&mut self, ids: &[RecordId]) {
        let mut told: Vec<RecordId> = Vec::new();
        for id in ids {
            let Some(record) = self.model.record(*id) else { continue };
            let mut found = Vec::new();
            for field in &record.fields {
                let (of, how) = match &field.ty {
                    FieldType::List(member) => match **member {
                        FieldType::Record(of) => (of, said!("lists", "列出")),
                        FieldType::Ref { record, .. } => (record, said!("refers to", "引用")),
                        _ => continue,
                    },
                    FieldType::Ref { record, .. } => (*record, said!("refers to", "引用")),
                    _ => continue,
                };
                let Some(member) = self.model.record(of) else { continue };
                let declared = self.declaration(of).and_then(|record| record.of.key.as_ref());
                if member.key.is_some() || declared.is_some() || told.contains(&of) {
                    continue;
                }
                told.push(of);
                let (path, name) = (format!("{}.{}", record.name, field.name), &member.name);
                let message = said!(
                    "`{name}` needs a key, since `{path}` {how} it",
                    "`{name}` 需要键，因为 `{path}` {how}它";
                    how
                );
                found.push(
                    Diagnostic::error(Code::BadKey, message)
                        .at(member.span)
                        .label(field.span, said!("here", "在此"))
                        .with_help(said!(
                            "write `record {name} key id`, with a field `id: text`",
                            "请写 `record {name} key id`，并加字段 `id: text`"
                        )),
                );
            }
            self.diagnostics.extend(found);
        }
    }

    /// A record may not hold its own type, at whatever depth. Each circle is said once, and
    /// broken, so that the rooms behind can follow fields without end.
    fn circles(&mut self, ids: &[RecordId]) {
        let mut done = vec![false; ids.len()];
        for start in ids {
            // Records on the way down, each with the next of its fields to follow.
            let mut path: Vec<(RecordId, usize)> = vec![(*start, 0)];
            while let Some((at, next)) = path.last().copied() {
                let place = usize::from(at.0);
                if done.get(place) == Some(&true) {
                    path.pop();
                    continue;
                }
                let Some(field) = self.model.record(at).and_then(|record| record.fields.get(next))
                else {
                    if let Some(done) = done.get_mut(place) {
                        *done = true;
                    }
                    path.pop();
                    continue;
                };
                if let Some((_, next)) = path.last_mut() {
                    *next += 1;
                }
                let Some(inner) = nested(&field.ty) else { continue };
                if path.iter().any(|(above, _)| *above == inner) {
                    self.circle(&path, inner, FieldId(u16::try_from(next).unwrap_or(u16::MAX)));
                } else {
                    path.push((inner, 0));
                }
            }
        }
    }

    fn circle(&mut self, path: &[(RecordId, usize)], inner: RecordId, closing: FieldId) {
        let round = path.iter().skip_while(|(above, _)| *above != inner);
        let steps: Vec<String> = round
            .filter_map(|(id, next)| {
                let record = self.model.record(*id)?;
                let field = record.fields.get(next.checked_sub(1)?)?;
                Some(format!("{}.{}", record.name, field.name))
            })
            .collect();
        let Some((last, _)) = path.last() else { return };
        let Some(record) = self.model.records.get_mut(usize::from(last.0)) else { return };
        let Some(field) = record.fields.get_mut(usize::from(closing.0)) else { return };
        field.ty = FieldType::Text;
        record.by_name.remove(&field.name);
        let (record, field, span) = (record.name.clone(), field.name.clone(), field.span);
        self.mark_faulty_field(&record, &field);
        let name = self.model.record(inner).map_or("", |record| &record.name);
        let steps = steps.join(" → ");
        let message =
            said!("`{name}` holds itself: {steps} → {name}", "`{name}` 包含自身：{steps} → {name}");
        self.error(Diagnostic::error(Code::RecordCircle, message).at(span).with_help(said!(
            "refer to it instead: `ref {name}` or `list of ref {name}`",
            "请改为引用：`ref {name}` 或 `list of ref {name}`"
        )));
    }

    /// Which record is the plan and which the portfolio, and what their files are called.
    pub(super) fn roles(&mut self) {
        let mut plans: Vec<RecordId> = Vec::new();
        let mut portfolios: Vec<RecordId> = Vec::new();
        for (id, declared) in (0..).map(RecordId).zip(self.records.clone()) {
            match declared.of.role.as_ref().map(|role| role.value) {
                Some(ast::RecordRole::Plan) => plans.push(id),
                Some(ast::RecordRole::Portfolio) => portfolios.push(id),
                None => {
                    if let Some((from, to)) = &declared.of.period {
                        let message =
                            said!("only the plan runs from a year to a year", "只有规划有起止年份");
                        let diagnostic = Diagnostic::error(Code::BadRole, message);
                        self.error(diagnostic.at(from.span.to(to.span)));
                    }
                }
            }
        }
        for id in &plans {
            self.plan(*id);
        }
        for id in &portfolios {
            if let Some(record) = self.model.records.get_mut(usize::from(id.0)) {
                record.role = RecordRole::Portfolio;
            }
        }
        if plans.is_empty() {
            self.no_plan();
        }
        self.one_of_each(&plans, &said!("plan", "规划"));
        self.one_of_each(&portfolios, &said!("portfolio", "规划集"));
        self.model.plan = plans.first().copied();
        self.model.portfolio = portfolios.first().copied();
        self.model.plan_format = self.format(self.model.plan, "plan");
        self.model.portfolio_format = self.format(self.model.portfolio, "portfolio");
        self.roots_stand_alone();
    }

    /// Rules need a plan to run on; packs that only declare units, say, need none.
    fn no_plan(&mut self) {
        let mut items = self.packs.items();
        let rule = items.find_map(|at| match &at.item.kind {
            ast::ItemKind::Rule(rule) => Some(&rule.name),
            _ => None,
        });
        if let Some(rule) = rule.filter(|_| self.packs.is_whole()) {
            self.error(
                Diagnostic::error(
                    Code::BadRole,
                    said!("no pack says what a plan is", "没有规则包说明什么是规划"),
                )
                .at(rule.span)
                .with_help(said!(
                    "add `use regional`, or declare a record that `is the plan`",
                    "请加上 `use regional`，或声明一个 `is the plan` 的记录"
                )),
            );
        }
    }

    fn plan(&mut self, id: RecordId) {
        let Some(declared) = self.declaration(id) else { return };
        let name = &declared.of.name;
        if declared.of.key.is_none() {
            let word = &name.text;
            let message = said!("`{word}` is the plan and needs a key", "`{word}` 是规划，需要键");
            let diagnostic = Diagnostic::error(Code::BadRole, message).at(name.span);
            self.error(diagnostic.with_help(said!(
                "add `key id`, with a field `id: text`",
                "请加上 `key id` 和字段 `id: text`"
            )));
        }
        let Some((from, to)) = &declared.of.period else {
            let word = &name.text;
            let message = said!(
                "`{word}` is the plan and does not say its years",
                "`{word}` 是规划，却没有说明起止年份"
            );
            let help = said!(
                "add `from FIELD to FIELD`: the base year and the last year",
                "请加上 `from FIELD to FIELD`：基年和末年"
            );
            let diagnostic = Diagnostic::error(Code::BadRole, message).at(name.span);
            self.error(diagnostic.with_help(help));
            return;
        };
        let (base_year, last_year) = (self.year(id, from), self.year(id, to));
        if let (Some(base_year), Some(last_year)) = (base_year, last_year)
            && let Some(record) = self.model.records.get_mut(usize::from(id.0))
        {
            record.role = RecordRole::Plan { base_year, last_year };
        }
    }

    fn year(&mut self, id: RecordId, path: &ast::FieldPath) -> Option<Vec<FieldId>> {
        let (fields, ty) = self.path(id, path)?;
        if ty == FieldType::Year {
            return Some(fields);
        }
        self.error(
            Diagnostic::error(
                Code::BadRole,
                said!("this field is not a `year`", "此字段不是 `year`"),
            )
            .at(path.span),
        );
        None
    }

    fn one_of_each(&mut self, ids: &[RecordId], what: &Said) {
        let [first, rest @ ..] = ids else { return };
        let Some(first) = self.declaration(*first) else { return };
        let found = rest.iter().filter_map(|id| self.declaration(*id)).map(|other| {
            let word = &other.of.name.text;
            let message = said!("`{word}` is a second {what}", "`{word}` 是第二个{what}"; what);
            Diagnostic::error(Code::NotSupported, message)
                .at(other.of.name.span)
                .label(first.of.name.span, said!("the first {what}", "第一个{what}"; what))
                .with_note(said!(
                    "one load has one model of a {what} in this version",
                    "此版本一次只载入一个{what}模型";
                    what
                ))
                .with_help(said!(
                    "check plans of another model with `--no-default-rules`",
                    "请用 `--no-default-rules` 检查另一模型的规划"
                ))
        });
        let found: Vec<Diagnostic> = found.collect();
        self.diagnostics.extend(found);
    }

    /// `PACK/plan/MAJOR`; the number is 0 where the pack has no version.
    fn format(&mut self, root: Option<RecordId>, what: &str) -> Option<String> {
        let declared = self.declaration(root?)?;
        let pack: &Pack = self.packs.get(declared.pack)?;
        let version = pack.version.as_deref().unwrap_or("0");
        let major = version.split('.').next().unwrap_or("");
        if major.is_empty() || !major.bytes().all(|byte| byte.is_ascii_digit()) {
            let name = &pack.name;
            let message = said!(
                "the version `{version}` does not begin with a whole number",
                "版本 `{version}` 不以整数开头"
            );
            self.error(Diagnostic::error(Code::BadRole, message).at(pack.span).with_note(said!(
                "plan files name it: `{name}/{what}/1`",
                "规划文件要写明它：`{name}/{what}/1`"
            )));
            return None;
        }
        Some(format!("{}/{what}/{major}", pack.name))
    }

    /// The plan and the portfolio stand in no other record.
    fn roots_stand_alone(&mut self) {
        let roots: Vec<RecordId> =
            self.model.plan.into_iter().chain(self.model.portfolio).collect();
        let model: &Model = &self.model;
        let fields = model.records.iter().flat_map(|record: &Record| &record.fields);
        let found: Vec<Diagnostic> = fields
            .filter_map(|field| {
                let root = nested(&field.ty).filter(|inner| roots.contains(inner))?;
                let name = &model.record(root)?.name;
                let message = said!(
                    "`{name}` is a file of its own and stands in no record",
                    "`{name}` 自成文件，不写在任何记录中"
                );
                Some(Diagnostic::error(Code::BadRole, message).at(field.span))
            })
            .collect();
        self.diagnostics.extend(found);
    }
}

/// The record that stands in a field.
fn nested(ty: &FieldType) -> Option<RecordId> {
    match ty {
        FieldType::Record(inner) => Some(*inner),
        FieldType::List(member) | FieldType::Set(member) => nested(member),
        FieldType::Text
        | FieldType::Boolean
        | FieldType::Number { .. }
        | FieldType::QuantityOf(_)
        | FieldType::Year
        | FieldType::Date
        | FieldType::Word(_)
        | FieldType::Code(_)
        | FieldType::Ref { .. }
        | FieldType::Series(_) => None,
    }
}

/// The name after `quantity of`, wherever in a type it stands.
fn word_field(ty: &ast::Type) -> Option<&ast::Name> {
    match &ty.kind {
        ast::TypeKind::Quantity(name) => name.as_ref(),
        ast::TypeKind::Series(Some(inner))
        | ast::TypeKind::ListOf(inner)
        | ast::TypeKind::SetOf(inner) => word_field(inner),
        _ => None,
    }
}
