//! The report on a run, made a part at a time: a run of any number of plans takes no more room
//! than the texts of the parts that are not written yet.

#[cfg(feature = "cli")]
use super::alike::Alike;
use super::concise::{concise_faults, concise_findings};
#[cfg(feature = "cli")]
use super::full::{drawn_totals, full_part};
use super::json::{Provenance, json_faults, json_findings, json_frame, json_plans};
#[cfg(feature = "cli")]
use super::style::Style;
use crate::assess::{Assessment, Found, Totals};
use crate::base::Sources;
#[cfg(feature = "cli")]
use crate::diagnostic::Code;
use crate::diagnostic::Diagnostic;

/// How a run is reported.
#[derive(Clone, Copy, Debug)]
pub enum Form<'a> {
    /// Drawn, with excerpts of the plans.
    #[cfg(feature = "cli")]
    Full(Style),
    /// A line a finding.
    Concise,
    /// For machines.
    Json(Provenance<'a>),
}

/// What of every part stands together in the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// What is wrong with files that are no plans yet.
    Files,
    Plans,
    /// What is wrong with the plans.
    Faults,
    /// In a drawn report the violated ones, else all.
    Findings,
    /// The undetermined, where they are drawn.
    Open,
    /// The others, where they were asked for.
    Others,
}

impl Section {
    pub const ALL: [Section; 6] = [
        Section::Files,
        Section::Plans,
        Section::Faults,
        Section::Findings,
        Section::Open,
        Section::Others,
    ];
}

/// A text for each section, in the order of [`Section::ALL`].
pub type Texts = [String; Section::ALL.len()];

/// A piece of a whole report, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    Text(String),
    /// All that the parts have in a section.
    Section(Section),
}

/// What a part says.
#[derive(Debug, Default)]
pub struct PartText {
    pub(super) texts: Texts,
    /// Violations drawn one by one: how many of them are shown is known only in the whole.
    #[cfg(feature = "cli")]
    pub(super) drawn: Vec<String>,
    #[cfg(feature = "cli")]
    pub(super) violated: usize,
    #[cfg(feature = "cli")]
    pub(super) alike: Alike,
    #[cfg(feature = "cli")]
    pub(super) codes: Vec<Code>,
}

impl PartText {
    pub(super) fn add(&mut self, section: Section, text: &str) {
        if let Some(own) = self.texts.get_mut(section as usize) {
            own.push_str(text);
        }
    }
}

impl Form<'_> {
    /// What was found in some plans, and in `files` that are none. `drawn` violations, or more,
    /// stand before them.
    pub fn part(
        &self,
        files: &[Diagnostic],
        found: &Found,
        sources: &Sources,
        drawn: usize,
    ) -> PartText {
        let mut part = PartText::default();
        match self {
            #[cfg(feature = "cli")]
            Form::Full(style) => full_part(&mut part, files, found, sources, style, drawn),
            Form::Concise => {
                let faults = |all: &[Diagnostic]| concise_faults(all, sources, found.language);
                part.add(Section::Files, &faults(files));
                part.add(Section::Faults, &faults(&found.diagnostics));
                part.add(Section::Findings, &concise_findings(found, sources));
            }
            Form::Json(_) => {
                part.add(Section::Files, &json_faults(files, found, sources));
                part.add(Section::Plans, &json_plans(found, sources));
                part.add(Section::Faults, &json_faults(&found.diagnostics, found, sources));
                part.add(Section::Findings, &json_findings(found, sources));
            }
        }
        #[cfg(not(feature = "cli"))]
        let _ = drawn;
        part
    }
}

/// A report in the making, part after part.
#[derive(Debug)]
pub struct Assembly<'a> {
    form: &'a Form<'a>,
    begun: [bool; Section::ALL.len()],
    drawn: usize,
    #[cfg(feature = "cli")]
    hidden: usize,
    #[cfg(feature = "cli")]
    alike: Alike,
    #[cfg(feature = "cli")]
    codes: Vec<Code>,
}

impl<'a> Assembly<'a> {
    pub fn new(form: &'a Form<'a>) -> Assembly<'a> {
        Assembly {
            form,
            begun: [false; Section::ALL.len()],
            drawn: 0,
            #[cfg(feature = "cli")]
            hidden: 0,
            #[cfg(feature = "cli")]
            alike: Alike::default(),
            #[cfg(feature = "cli")]
            codes: Vec::new(),
        }
    }

    /// Violations drawn so far.
    pub fn drawn(&self) -> usize {
        self.drawn
    }

    /// Takes the next part. Gives what is to be added to the sections.
    pub fn add(&mut self, mut part: PartText) -> Texts {
        #[cfg(feature = "cli")]
        {
            if let Form::Full(style) = self.form {
                let room = style.max_diagnostics - self.drawn.min(style.max_diagnostics);
                let before = self.drawn;
                for drawn in std::mem::take(&mut part.drawn).into_iter().take(room) {
                    part.add(Section::Findings, &drawn);
                    self.drawn += 1;
                }
                self.hidden += part.violated - (self.drawn - before);
            }
            self.alike.merge(std::mem::take(&mut part.alike));
            for code in part.codes {
                if !self.codes.contains(&code) {
                    self.codes.push(code);
                }
            }
        }
        for (text, begun) in part.texts.iter_mut().zip(&mut self.begun) {
            if *begun && !text.is_empty() && matches!(self.form, Form::Json(_)) {
                text.insert_str(0, ",\n");
            }
            *begun |= !text.is_empty();
        }
        part.texts
    }

    fn has(&self, section: Section) -> bool {
        self.begun.get(section as usize).is_some_and(|begun| *begun)
    }

    /// The whole.
    pub fn finish(self, totals: &Totals) -> Vec<Piece> {
        match self.form {
            #[cfg(feature = "cli")]
            Form::Full(style) => {
                let others = if self.has(Section::Others) { "\n" } else { "" };
                let texts = drawn_totals(totals, &self.alike, &self.codes, self.hidden, style);
                vec![
                    Piece::Section(Section::Files),
                    Piece::Section(Section::Faults),
                    Piece::Text(texts.faults),
                    Piece::Section(Section::Findings),
                    Piece::Text(texts.hidden),
                    Piece::Section(Section::Open),
                    Piece::Text(texts.undecided),
                    Piece::Section(Section::Others),
                    Piece::Text(others.to_owned() + &texts.scorecard),
                ]
            }
            Form::Concise => {
                [Section::Files, Section::Faults, Section::Findings].map(Piece::Section).into()
            }
            Form::Json(provenance) => {
                let [before, between, after] = json_frame(totals, provenance);
                let mut pieces = vec![Piece::Text(before)];
                pieces.extend(self.list(&[Section::Plans]));
                pieces.push(Piece::Text(between));
                pieces.extend(self.list(&[Section::Files, Section::Faults, Section::Findings]));
                pieces.push(Piece::Text(after));
                pieces
            }
        }
    }

    /// A list of JSON with the members that stand in some sections.
    fn list(&self, sections: &[Section]) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for section in sections.iter().filter(|section| self.has(**section)) {
            let before = if pieces.is_empty() { "[\n" } else { ",\n" };
            pieces.extend([Piece::Text(before.to_owned()), Piece::Section(*section)]);
        }
        let end = if pieces.is_empty() { "[]" } else { "\n  ]" };
        pieces.push(Piece::Text(end.to_owned()));
        pieces
    }
}

/// The report on all that one call found.
pub fn whole(form: &Form, assessment: &Assessment, sources: &Sources) -> String {
    let mut assembly = Assembly::new(form);
    let texts = assembly.add(form.part(&[], &assessment.found, sources, 0));
    let pieces = assembly.finish(&assessment.totals);
    let text = |piece: &Piece| match piece {
        Piece::Text(text) => text.clone(),
        Piece::Section(section) => texts.get(*section as usize).cloned().unwrap_or_default(),
    };
    pieces.iter().map(text).collect()
}
