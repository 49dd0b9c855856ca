//! Pages: all there is to know of a rule, a provision, a parameter, a record, … Each is put
//! together once (`rule`, `statement`, `plan`) and drawn for a terminal or as Markdown.

mod evidence;
mod index;
mod markdown;
mod pack;
mod parts;
mod plan;
mod readers;
mod related;
mod rule;
mod statement;
mod terminal;

pub use index::index;
pub use parts::parts;
pub(super) use rule::{aspect_name, disabled, severity, years};
pub use statement::Item;

use crate::base::{Language, Said, Sources, Span, Texts};
use crate::program::{Program, Provision, Reads, Rule, RuleId};

use super::style::Style;

/// What is known of one thing.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its full name.
    name: String,
    /// What it is, behind its name.
    kind: Said,
    blocks: Vec<Block>,
}

impl Page {
    /// For a terminal, in the language of the style.
    pub fn terminal(&self, style: &Style) -> String {
        terminal::drawn(self, style)
    }

    /// As Markdown, in English; what an author says of the thing itself in Chinese too.
    pub fn markdown(&self) -> String {
        markdown::drawn(self)
    }
}

/// A part of a page.
#[derive(Clone, Debug)]
enum Block {
    Heading(Said),
    /// A paragraph of the author's.
    Own(Texts),
    /// Documentation of the author's, paragraphs apart by empty lines.
    Doc(String),
    Said(Said),
    /// Lines with a word before each that says what it is.
    Lines {
        lines: Vec<(Said, Said)>,
        /// Where the thing is written: the file and the line.
        file: Option<(String, usize)>,
    },
    Entries(Vec<Entry>),
    /// Text of a file, as it is written.
    Written {
        language: &'static str,
        text: String,
    },
}

/// A named thing and what is said of it, in one or more lines.
#[derive(Clone, Debug)]
struct Entry {
    name: Said,
    /// The rule of the same pack whose page it leads to.
    leads_to: Option<String>,
    lines: Vec<Said>,
}

impl Entry {
    fn new(name: impl Into<String>, lines: Vec<Said>) -> Entry {
        Entry::named(Said::alike(name), lines)
    }

    fn named(name: Said, lines: Vec<Said>) -> Entry {
        let lines = lines.into_iter().filter(|line| !line.is_empty()).collect();
        Entry { name, leads_to: None, lines }
    }
}

/// Makes the pages of what a program holds.
pub struct Pages<'a> {
    program: &'a Program,
    sources: &'a Sources,
    /// Of each rule of the program.
    reads: Vec<Reads>,
}

impl<'a> Pages<'a> {
    /// `sources` are those of the load that the program was made from.
    pub fn new(program: &'a Program, sources: &'a Sources) -> Pages<'a> {
        let reads = program.rules.iter().map(|rule| program.reads(rule)).collect();
        Pages { program, sources, reads }
    }

    fn rules(&self) -> impl Iterator<Item = (RuleId, &'a Rule, &Reads)> {
        let numbered = (0..).map(RuleId).zip(&self.program.rules);
        numbered.zip(&self.reads).map(|((id, rule), reads)| (id, rule, reads))
    }

    /// Where something is written.
    fn file(&self, span: Span) -> Option<(String, usize)> {
        Some((self.sources.name(span.file).to_owned(), self.sources.line_column(span).line))
    }

    /// An item as it is written.
    fn written(&self, span: Span) -> Block {
        let text = self.sources.slice(span).trim_end().to_owned();
        Block::Written { language: "rule", text }
    }

    /// `Sheng 2023, 3.1 para. 3`
    fn cited(&self, provision: &Provision) -> Said {
        let source = self.program.source(provision.source);
        let source =
            Said::by_language(|language| source.map_or(String::new(), |it| it.citation(language)));
        let at = own(&provision.at);
        said!("{source}, {at}", "{source}，{at}"; source, at)
    }
}

/// An author's text as part of a sentence of the tool's.
fn own(texts: &Texts) -> Said {
    Said::new(texts.pick(Language::En), texts.pick(Language::Zh))
}

/// `a; b`, without what is empty.
fn joined(parts: Vec<Said>) -> Said {
    let parts: Vec<Said> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    Said::join(&parts, ("; ", "；"))
}
