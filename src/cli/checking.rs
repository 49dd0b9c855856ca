//! The run of `check`: plans are read, checked and reported a few at a time, on all cores. What is
//! kept of them is what is to be written and what is counted.

use std::io::{self, Write};
use std::sync::atomic::{AtomicUsize, Ordering};

use super::files::FileError;
use super::in_order::in_order;
use super::plans::{Collector, Item, Plans};
use super::spool::Spool;
use crate::assess::{
    self, Counts, Found, MOST_TOGETHER, Part, Portfolio, Request, Selection, Totalling, Totals,
};
use crate::base::{FileId, Language, Said, Sources};
use crate::diagnostic::{Code, Diagnostic};
use crate::program::Program;
use crate::read::Reader;
use crate::report::{Assembly, Form, PartText, Piece, Section, Style};

/// Bytes of plans that are checked together, unless one alone has more.
const MOST_BYTES: usize = 4 << 20;

/// What is checked by what, and how it is told.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    pub program: &'a Program,
    /// The texts of the rules.
    pub sources: &'a Sources,
    pub selection: &'a Selection,
    pub language: Language,
    pub everything: bool,
    pub form: Form<'a>,
    /// How faults look where there is no plan to report on.
    pub error_style: Style,
}

/// What came of a run.
pub struct Outcome {
    pub totals: Totals,
    pub report: Report,
    /// What is wrong with the files, where there is no plan among them.
    pub complaints: String,
    pub unread: Vec<FileError>,
    /// Files that are not text, or not there though a manifest lists them.
    pub faulty: usize,
    pub skipped: usize,
}

/// A report that is not written yet.
pub struct Report {
    pieces: Vec<Piece>,
    sections: [Spool; Section::ALL.len()],
}

impl Report {
    pub fn write_to(&mut self, out: &mut dyn Write) -> io::Result<()> {
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => out.write_all(text.as_bytes())?,
                Piece::Section(section) => {
                    if let Some(spool) = self.sections.get_mut(*section as usize) {
                        spool.write_to(out)?;
                    }
                }
            }
        }
        Ok(())
    }
}

/// That there is nothing to check.
pub fn no_plan() -> Said {
    said!("no plan was found", "没有找到规划")
}

/// Why a run has no outcome.
pub enum Failed {
    /// What cannot be kept in memory cannot be kept elsewhere.
    NoRoom(io::Error),
    /// Two manifests of portfolios, by their names.
    TwoPortfolios { first: String, second: String, unread: Vec<FileError> },
}

/// Checks plans. They are a portfolio where `whole` says so, or a manifest is among them.
pub fn check(
    setting: &Setting,
    items: &[Item],
    whole: bool,
    threads: usize,
) -> Result<Outcome, Failed> {
    if !whole && let Some(outcome) = apart(setting, items, threads)? {
        return Ok(outcome);
    }
    let mut sources = setting.sources.clone();
    let mut collector = Collector::new(setting.program, &mut sources);
    collector.take_all(items);
    let plans = collector.finish();
    let portfolio = match plans.manifests.as_slice() {
        [] => Portfolio::Whole,
        [one] => Portfolio::Manifest(*one),
        [first, second, ..] => {
            let name = |file: &FileId| sources.name(*file).to_owned();
            let (first, second) = (name(first), name(second));
            return Err(Failed::TwoPortfolios { first, second, unread: plans.unread });
        }
    };
    let reader = Reader::new(&setting.program.model, &setting.program.layout);
    let mut run = Run::new(setting, portfolio);
    let checked = setting.checked(plans, &sources, portfolio, &reader, 0);
    run.take(checked).map_err(Failed::NoRoom)?;
    run.finish().map_err(Failed::NoRoom)
}

/// Checks each plan for itself, so that no more of them are in memory than are being checked. None
/// where one is the manifest of a portfolio: nothing has been said yet, and all begins anew.
fn apart(setting: &Setting, items: &[Item], threads: usize) -> Result<Option<Outcome>, Failed> {
    let jobs: Vec<&[Item]> = items.chunks(MOST_TOGETHER).collect();
    let reader = Reader::new(&setting.program.model, &setting.program.layout);
    let mut run = Run::new(setting, Portfolio::None);
    let drawn = AtomicUsize::new(0);
    let (mut manifest, mut failed) = (false, None);
    let work = |job: &&[Item]| setting.job(job, &reader, &drawn);
    in_order(&jobs, threads, &work, |done| {
        for part in done {
            manifest |= !part.plans.manifests.is_empty();
            failed = if manifest { None } else { run.take(part).err() };
            if manifest || failed.is_some() {
                return false;
            }
        }
        drawn.store(run.report.drawn(), Ordering::Relaxed);
        true
    });
    match (failed, manifest) {
        (Some(error), _) => Err(Failed::NoRoom(error)),
        (None, true) => Ok(None),
        (None, false) => run.finish().map(Some).map_err(Failed::NoRoom),
    }
}

/// Some plans that were checked, their texts dropped.
struct Checked {
    plans: Plans,
    counts: Counts,
    text: PartText,
    /// What is wrong with the files, where there is no plan among them.
    complaints: Option<PartText>,
}

impl Setting<'_> {
    /// Checks some files. `drawn` violations or more stand before theirs.
    fn job(&self, items: &[Item], reader: &Reader, drawn: &AtomicUsize) -> Vec<Checked> {
        let mut done = Vec::new();
        let mut left = items.iter().peekable();
        while left.peek().is_some() {
            let mut sources = self.sources.clone();
            let mut collector = Collector::new(self.program, &mut sources);
            let mut bytes = 0;
            for item in left.by_ref() {
                let (manifest, length) = collector.take(item);
                bytes += length;
                if bytes >= MOST_BYTES || manifest.is_some() {
                    break;
                }
            }
            let plans = collector.finish();
            let is_last = !plans.manifests.is_empty();
            let drawn = drawn.load(Ordering::Relaxed);
            done.push(self.checked(plans, &sources, Portfolio::None, reader, drawn));
            if is_last {
                break;
            }
        }
        done
    }

    fn checked(
        &self,
        plans: Plans,
        sources: &Sources,
        portfolio: Portfolio,
        reader: &Reader,
        drawn: usize,
    ) -> Checked {
        let empty = Found { language: self.language, ..Found::default() };
        let Part { found, mut counts } = match plans.files.as_slice() {
            [] => Part { found: empty, counts: Counts::default() },
            files => assess::part(&self.request(sources, files, portfolio), reader),
        };
        counts.count_faults(&plans.diagnostics);
        let files = plans.diagnostics.as_slice();
        let complain = || Form::Full(self.error_style).part(files, &found, sources, 0);
        let complaints = plans.files.is_empty().then(complain);
        let text = self.form.part(files, &found, sources, drawn);
        Checked { plans, counts, text, complaints }
    }

    fn request<'a>(
        &'a self,
        sources: &'a Sources,
        plans: &'a [FileId],
        portfolio: Portfolio,
    ) -> Request<'a> {
        let Setting { program, selection, language, everything, .. } = *self;
        Request { program, sources, plans, portfolio, selection, language, everything }
    }
}

/// A run that goes on.
struct Run<'a> {
    totals: Totalling<'a>,
    report: Assembly<'a>,
    sections: [Spool; Section::ALL.len()],
    complaints: Vec<PartText>,
    setting: &'a Setting<'a>,
    plans: Plans,
    any_plan: bool,
}

impl<'a> Run<'a> {
    fn new(setting: &'a Setting<'a>, portfolio: Portfolio) -> Run<'a> {
        Run {
            totals: Totalling::new(&setting.request(setting.sources, &[], portfolio)),
            report: Assembly::new(&setting.form),
            sections: Default::default(),
            complaints: Vec::new(),
            setting,
            plans: Plans::default(),
            any_plan: false,
        }
    }

    fn take(&mut self, checked: Checked) -> io::Result<()> {
        let Checked { plans, counts, text, complaints } = checked;
        self.any_plan |= !plans.files.is_empty();
        match self.any_plan {
            true => self.complaints.clear(),
            false => self.complaints.extend(complaints),
        }
        self.plans.unread.extend(plans.unread);
        self.plans.faulty += plans.faulty;
        self.plans.skipped += plans.skipped;
        self.totals.add(counts);
        self.add(text)
    }

    fn add(&mut self, text: PartText) -> io::Result<()> {
        let texts = self.report.add(text);
        self.sections.iter_mut().zip(&texts).try_for_each(|(spool, text)| spool.push(text))
    }

    /// Ends the run. A report for machines says what elsewhere stands on standard error.
    fn finish(mut self) -> io::Result<Outcome> {
        let language = self.setting.language;
        if matches!(self.setting.form, Form::Json(_)) {
            let fault = |why| Diagnostic::error(Code::NothingChecked, why);
            let unread = self.plans.unread.iter().map(|it| fault(it.said()));
            let none = (!self.any_plan).then(|| fault(no_plan()));
            let faults: Vec<Diagnostic> = unread.chain(none).collect();
            let mut counts = Counts::default();
            counts.count_faults(&faults);
            self.totals.add(counts);
            let found = Found { language, ..Found::default() };
            let part = self.setting.form.part(&faults, &found, self.setting.sources, 0);
            self.add(part)?;
        }
        let totals = match self.any_plan {
            true => self.totals.finish(),
            // Nothing was checked by anything.
            false => Totals { language, ..Totals::default() },
        };
        let pieces = self.report.finish(&totals);
        let Plans { unread, faulty, skipped, .. } = self.plans;
        let form = Form::Full(self.setting.error_style);
        let mut complaints = Assembly::new(&form);
        let mut said = String::new();
        for part in self.complaints {
            said.extend(complaints.add(part));
        }
        for piece in complaints.finish(&Totals::default()) {
            if let Piece::Text(text) = piece {
                said.push_str(&text);
            }
        }
        let report = Report { pieces, sections: self.sections };
        Ok(Outcome { totals, report, complaints: said, unread, faulty, skipped })
    }
}
