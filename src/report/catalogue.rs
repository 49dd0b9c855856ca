//! Rules without plans: the list of all.

use super::page::{aspect_name, disabled, severity, years};
use super::style::{Paint, Style};
use super::wrap::{width, wrap};
use crate::base::{Language, Said, visible};
use crate::program::{Program, Rule};

/// Every rule: pack by pack, a line each with its name, severity, aspect, provisions and title.
pub fn rules(program: &Program, language: Language, style: &Style) -> String {
    let mut out = String::new();
    for pack in &program.packs {
        let rules: Vec<&Rule> = program.rules.iter().filter(|it| it.pack == pack.name).collect();
        if rules.is_empty() {
            continue;
        }
        let heading = format!("{}  {}", pack.name, visible(pack.title.pick(language)));
        out.push_str(&format!("{}\n\n", style.paint(Paint::Heading, &heading)));
        let widest = |cell: &dyn Fn(&Rule) -> String| {
            rules.iter().map(|rule| width(&cell(rule))).max().unwrap_or(0)
        };
        let cells: [&dyn Fn(&Rule) -> String; 4] = [
            &|rule| rule.name.clone(),
            &|rule| severity(rule).pick(language).to_owned(),
            &|rule| aspect(rule, program).pick(language).to_owned(),
            &|rule| provisions(rule, program),
        ];
        let widths = cells.map(|cell| widest(cell));
        for rule in rules {
            let padded = cells.iter().zip(widths).map(|(cell, columns)| {
                let text = cell(rule);
                let gap = " ".repeat(columns - width(&text));
                format!("{text}{gap}  ")
            });
            out.push_str(&format!("  {}", padded.collect::<String>()));
            out.truncate(out.trim_end().len());
            out.push('\n');
            let title = visible(rule.title.pick(language));
            for line in wrap(&title, style.width.saturating_sub(6)) {
                out.push_str(&format!("      {}\n", style.paint(Paint::Faint, &line)));
            }
            for note in notes(rule) {
                for line in wrap(&visible(note.pick(language)), style.width.saturating_sub(6)) {
                    out.push_str(&format!("      {line}\n"));
                }
            }
        }
        out.push('\n');
    }
    out
}

/// What packs change in a rule, and when it is asked.
fn notes(rule: &Rule) -> Vec<Said> {
    let mut notes = Vec::new();
    notes.extend(rule.in_force.as_ref().map(|in_force| {
        let years = years(in_force);
        said!("in force {years}", "施行期：{years}"; years)
    }));
    notes.extend(rule.replaced_by.as_ref().map(|by| said!("replaced by {by}", "由{by}替换")));
    notes.extend(rule.disabled.iter().map(disabled));
    notes.extend(rule.disabled_exceptions.iter().map(|gone| {
        let (name, disabled) = (&gone.name, disabled(gone));
        said!("exception {name} {disabled}", "例外{name}{disabled}"; disabled)
    }));
    notes
}

fn aspect(rule: &Rule, program: &Program) -> Said {
    rule.aspect.as_ref().map(|aspect| aspect_name(program, aspect)).unwrap_or_default()
}

fn provisions(rule: &Rule, program: &Program) -> String {
    let ids = rule.provisions.iter().filter_map(|id| program.provision(*id));
    ids.map(|provision| provision.id.as_str()).collect::<Vec<_>>().join(" ")
}
