//! The model of these tests, and reading with it.

use misrule::base::{FileId, Sources, Span};
use misrule::declare;
use misrule::diagnostic::{Diagnostic, Severity};
use misrule::facts::{Builder, Facts, Layout, Paths, Root, Scope};
use misrule::model::Model;
use misrule::packs::{Packs, RuleFile};
use misrule::read::{Reader, Reading};

const ISIC: &str = "code,level,parent,title_en\nC,section,,Manufacturing\n\
    24,division,C,Manufacture of basic metals\n241,group,24,Basic iron and steel\n\
    A,section,,Agriculture\n01,division,A,Crop and animal production\n";
const NACE: &str = "code,level,parent,title_en,isic_ref\nC,section,,Manufacturing,C\n\
    24,division,C,Basic metals,24\n24.1,group,24,Iron and steel,241\n";

/// The sample model; what is wrong with its text fails the test.
pub fn model() -> &'static (Model, Layout) {
    static MODEL: std::sync::LazyLock<(Model, Layout)> = std::sync::LazyLock::new(build);
    &MODEL
}

fn build() -> (Model, Layout) {
    let files =
        vec![RuleFile { name: "sample.rule".into(), text: include_str!("sample.rule").into() }];
    let companions = |_: &str, wanted: &str| match wanted {
        "isic.csv" => Some(ISIC.to_owned()),
        "nace.csv" => Some(NACE.to_owned()),
        _ => None,
    };
    let (packs, sources, found) = Packs::load(files, false, &companions);
    assert_eq!(messages(&found), Vec::<String>::new());
    let (model, found) = declare::build(&packs, &sources);
    assert_eq!(messages(&found), Vec::<String>::new());
    let layout = Layout::new(&model);
    (model, layout)
}

pub fn messages(found: &[Diagnostic]) -> Vec<String> {
    found.iter().map(|fault| fault.message.en().to_owned()).collect()
}

/// What was read of one text.
pub struct Read {
    pub text: String,
    pub reading: Reading,
    pub facts: Facts,
    pub model: &'static Model,
    pub layout: &'static Layout,
}

pub const FILE: FileId = FileId(0);

pub fn read_as(root: Root, text: &str) -> Read {
    let (model, layout) = model();
    let mut builder = Builder::new(model, layout);
    let reading = Reader::new(model, layout).read(&mut builder, root, text, FILE);
    let facts = builder.finish(model, Scope::Open);
    Read { text: text.to_owned(), reading, facts, model, layout }
}

pub fn read(text: &str) -> Read {
    read_as(Root::Plan, text)
}

/// A plan with its identity and these fields.
pub fn plan(fields: &str) -> String {
    format!("{{ \"format\": \"sample/plan/1\", \"id\": \"p\", \"title\": \"P\",\n{fields}\n}}")
}

impl Read {
    pub fn paths(&self) -> Paths<'_> {
        Paths::new(&self.facts, self.model, self.layout)
    }

    /// The faults as a person gets them: gravity, code, message, the text marked, help.
    pub fn report(&self) -> String {
        report(&self.text, &self.reading.diagnostics)
    }
}

pub fn report(text: &str, found: &[Diagnostic]) -> String {
    let mut lines = Vec::new();
    for fault in found {
        let gravity = match fault.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        lines.push(format!("{gravity}[{}]: {}", fault.code.as_str(), fault.message.en()));
        for label in &fault.labels {
            let said = if label.text.is_empty() { "" } else { ": " };
            lines.push(format!("  at {}{said}{}", marked(text, label.span), label.text.en()));
        }
        lines.extend(fault.notes.iter().map(|note| format!("  note: {}", note.en())));
        lines.extend(fault.help.iter().map(|help| format!("  help: {}", help.en())));
    }
    lines.join("\n")
}

/// Line and column, and the text of a span.
fn marked(text: &str, span: Span) -> String {
    let mut sources = Sources::new();
    let file = sources.add("plan", text);
    let place = sources.line_column(Span { file, ..span });
    let shown = text.get(span.range()).expect("a span fits its text");
    format!("{}:{} ⟨{}⟩", place.line, place.column, shown.replace('\n', "⏎"))
}
