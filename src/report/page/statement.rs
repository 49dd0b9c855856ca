//! What a provision says and which rules answer to it; what a parameter, an exception, a source is;
//! and any other item that rules are written with.

use super::plan::texts_that_say;
use super::rule::{checked, disabled, set_by};
use super::{Block, Entry, Page, Pages, own};
use crate::assess::parameter_text;
use crate::base::{Said, Span, Texts};
use crate::program::{
    Exception, ExprId, ParameterId, Piece, ProvisionId, Rule, Source, SourceId, Step,
};
use crate::report::names::strength_name;

/// An item of a rule file that has no other page: a define, a relation, a unit, …
#[derive(Clone, Debug)]
pub struct Item {
    /// Its full name.
    pub name: String,
    pub kind: Said,
    pub text: Texts,
    pub doc: String,
    pub span: Span,
}

impl Pages<'_> {
    /// A provision: what its source says, how strongly, and what answers to it.
    pub fn provision(&self, id: ProvisionId) -> Option<Page> {
        let provision = self.program.provision(id)?;
        let mut lines = vec![
            (said!("Source", "出处"), self.cited(provision)),
            (said!("Strength", "强度"), strength_name(provision.strength)),
            (said!("Aspect", "方面"), self.aspect(&provision.aspect)),
        ];
        let checked = checked(&provision.checkable);
        lines.extend((!checked.is_empty()).then(|| (said!("Checked", "检查"), checked)));
        let names = |ids: &[ProvisionId]| -> Vec<Said> {
            let named = ids.iter().filter_map(|id| self.program.provision(*id));
            named.map(|it| Said::alike(format!("{}/{}", it.pack, it.id))).collect()
        };
        let same = names(&self.same_as(id)).into_iter();
        lines.extend(same.map(|same| (said!("Same as", "等同于"), same)));
        if !provision.together.is_empty() {
            let all = Said::join(&names(&provision.together), (" and ", "与"));
            lines.push((said!("Same as", "等同于"), said!("{all} together", "{all}合起来"; all)));
        }
        let wholes = self.program.provisions.iter().filter(|it| it.together.contains(&id));
        lines.extend(
            wholes.map(|it| {
                (said!("Part of", "属于"), Said::alike(format!("{}/{}", it.pack, it.id)))
            }),
        );
        for rule in self.program.rules.iter().filter(|rule| rule.provisions.contains(&id)) {
            let name = rule.full_name();
            let line = match &rule.disabled {
                None => said!("{name}: {title}", "{name}：{title}"; title = own(&rule.title)),
                Some(it) => said!("{name}, {it}", "{name}，{it}"; it = disabled(it)),
            };
            lines.push((said!("Rule", "规则"), line));
        }
        for rule in &self.program.rules {
            lines.extend(all_exceptions(rule).filter(|it| it.provisions.contains(&id)).map(|it| {
                let (exception, rule) = (format!("{}/{}", it.pack, it.name), rule.full_name());
                let line = said!("{exception} to {rule}", "{exception}（对{rule}）");
                (said!("Exception", "例外"), line)
            }));
        }
        let blocks = vec![
            Block::Own(provision.says.clone()),
            Block::Doc(provision.doc.clone()),
            Block::Lines { lines, file: self.file(provision.span) },
        ];
        Some(Page {
            name: format!("{}/{}", provision.pack, provision.id),
            kind: said!("provision", "条款"),
            blocks: texts_that_say(blocks),
        })
    }

    /// A parameter: its value, where that comes from, and the rules that read it.
    pub fn parameter_of(&self, id: ParameterId) -> Option<Page> {
        let parameter = self.program.parameter(id)?;
        let value = Said::by_language(|language| parameter_text(self.program, parameter, language));
        let mut lines = vec![(said!("Value", "取值"), value)];
        lines.extend(set_by(parameter).map(|by| (said!("Set by", "设定者"), by)));
        let because = parameter.because.as_ref().map(own);
        lines.extend(because.map(|because| (said!("Because", "理由"), because)));
        let checked = parameter.checked_on.as_ref();
        lines.extend(checked.map(|it| (said!("Checked on", "核对日期"), Said::alike(it))));
        for (_, rule, _) in self.rules().filter(|(_, _, reads)| reads.parameters.contains(&id)) {
            lines.push((said!("Rule", "规则"), Said::alike(rule.full_name())));
        }
        let blocks = vec![
            Block::Own(parameter.text.clone()),
            Block::Doc(parameter.doc.clone()),
            Block::Lines { lines, file: self.file(parameter.span) },
        ];
        Some(Page {
            name: format!("{}/{}", parameter.pack, parameter.name),
            kind: said!("parameter", "参数"),
            blocks: texts_that_say(blocks),
        })
    }

    /// An exception of a rule, or an exception to one, by a test of it.
    pub fn exception(&self, is_it: impl Fn(&Exception) -> bool) -> Option<Page> {
        let found = self.program.rules.iter().find_map(|rule| {
            all_exceptions(rule).find(|it| is_it(it)).map(|exception| (rule, exception))
        });
        let (rule, exception) = found?;
        let mut lines = vec![(
            said!("Rule", "规则"),
            said!("{name}: {title}", "{name}：{title}"; name = Said::alike(rule.full_name()), title = own(&rule.title)),
        )];
        for provision in exception.provisions.iter().filter_map(|id| self.program.provision(*id)) {
            let id = &provision.id;
            let (cited, says) = (self.cited(provision), own(&provision.says));
            let line = said!("{id}, {cited}: {says}", "{id}，{cited}：{says}"; cited, says);
            lines.push((said!("Provision", "依据"), line));
        }
        let blocks = vec![
            Block::Own(exception.because.clone()),
            Block::Lines { lines, file: self.file(exception.span) },
            self.written(exception.span),
        ];
        Some(Page {
            name: format!("{}/{}", exception.pack, exception.name),
            kind: said!("exception", "例外"),
            blocks: texts_that_say(blocks),
        })
    }

    /// A document: what it says of itself, and its provisions.
    pub fn source(&self, id: SourceId) -> Option<Page> {
        let source: &Source = self.program.source(id)?;
        let fields = source.fields.iter();
        let lines: Vec<(Said, Said)> =
            fields.map(|(name, text)| (Said::alike(name), own(text))).collect();
        let provisions = self.program.provisions.iter().filter(|it| it.source == id);
        let entries = provisions.map(|provision| {
            let (strength, says) = (strength_name(provision.strength), own(&provision.says));
            let line = said!("{strength}: {says}", "{strength}：{says}"; strength, says);
            Entry::new(provision.id.clone(), vec![line])
        });
        let entries: Vec<Entry> = entries.collect();
        let mut blocks = vec![Block::Lines { lines, file: self.file(source.span) }];
        if !entries.is_empty() {
            blocks.push(Block::Heading(said!("Provisions", "条款")));
            blocks.push(Block::Entries(entries));
        }
        Some(Page {
            name: format!("{}/{}", source.pack, source.name),
            kind: said!("source", "文献"),
            blocks,
        })
    }

    /// An item, its text, and the rules that call it.
    pub fn item(&self, item: &Item) -> Page {
        let inside = |part: Span| {
            let whole = item.span;
            part.file == whole.file && whole.start <= part.start && part.end <= whole.end
        };
        let calls = |rule: &Rule| {
            let expressions = self.program.expressions_of(rule);
            let said = self.program.below(said_only(rule));
            let mut expressions = expressions.iter().chain(&said);
            expressions.any(|id| self.program.expr(*id).is_some_and(|it| inside(it.span)))
        };
        let callers = self.program.rules.iter().filter(|rule| calls(rule));
        let lines: Vec<(Said, Said)> =
            callers.map(|rule| (said!("Rule", "规则"), Said::alike(rule.full_name()))).collect();
        let blocks = vec![
            Block::Own(item.text.clone()),
            Block::Doc(item.doc.clone()),
            Block::Lines { lines, file: self.file(item.span) },
            self.written(item.span),
        ];
        Page { name: item.name.clone(), kind: item.kind.clone(), blocks: texts_that_say(blocks) }
    }
}

/// What a rule works out for its messages or points at.
fn said_only(rule: &Rule) -> Vec<ExprId> {
    let lets = rule.steps.iter().filter_map(|step| match step {
        Step::Let(named) => Some(named.value),
        Step::For { .. } | Step::When(_) => None,
    });
    let clauses = rule.demand.clauses.iter().flat_map(|clause| &clause.otherwise);
    let templates = rule.demand.otherwise.iter().chain(clauses).chain(&rule.help);
    let texts = templates
        .flat_map(|it| std::iter::once(&it.first).chain(it.others.iter().map(|(_, text)| text)));
    let holes = texts.flat_map(|text| &text.pieces).filter_map(|piece| match piece {
        Piece::Text(_) => None,
        Piece::Hole { value, .. } => Some(*value),
    });
    lets.chain(holes).chain(rule.show.iter().copied()).collect()
}

/// The exceptions of a rule, and those to them.
fn all_exceptions(rule: &Rule) -> impl Iterator<Item = &Exception> {
    let mut found: Vec<&Exception> = rule.exceptions.iter().collect();
    let mut at = 0;
    while let Some(exception) = found.get(at).copied() {
        at += 1;
        found.extend(&exception.exceptions);
    }
    found.into_iter()
}
