//! Where a plan says that its words are from, in words.

use crate::assess::Note;
use crate::base::{Language, Said};

/// `Outline, p. 31, "Structural adjustment", sheet Costs, cell B7`.
pub(super) fn cited(note: &Note, language: Language) -> String {
    let page = note.page.as_ref().map(|page| match page.parse::<u32>() {
        Ok(number) => said!("p. {number}", "第{number}页"),
        Err(_) => Said::alike(page),
    });
    let section = note.section.as_ref().map(|section| said!("\"{section}\"", "“{section}”"));
    let sheet = note.sheet.as_ref().map(|sheet| said!("sheet {sheet}", "工作表{sheet}"));
    let cell = note.cell.as_ref().map(|cell| said!("cell {cell}", "单元格{cell}"));
    let parts = [page, section, sheet, cell].into_iter().flatten();
    let parts = parts.map(|part| part.pick(language).to_owned());
    let all: Vec<String> = note.document.clone().into_iter().chain(parts).collect();
    all.join(language.pick(", ", "，"))
}

/// The same, and the quotation on a line of its own.
#[cfg(feature = "cli")]
pub(super) fn quoted(note: &Note, language: Language) -> String {
    let quote = note.quote.as_ref().map(|quote| format!("\n“{quote}”")).unwrap_or_default();
    (cited(note, language) + &quote).trim_start().to_owned()
}

#[cfg(all(test, feature = "cli"))]
mod tests {
    use super::*;

    #[test]
    fn every_part_is_said() {
        let text = |text: &str| Some(text.to_owned());
        let note = Note {
            document: text("Annex 2"),
            page: text("31"),
            section: text("Costs"),
            quote: text("it is closed"),
            sheet: text("Table 4"),
            cell: text("B7"),
        };
        let english = "Annex 2, p. 31, \"Costs\", sheet Table 4, cell B7";
        assert_eq!(cited(&note, Language::En), english);
        assert_eq!(quoted(&note, Language::En), format!("{english}\n“it is closed”"));
        let chinese = "Annex 2，第31页，“Costs”，工作表Table 4，单元格B7";
        assert_eq!(cited(&note, Language::Zh), chinese);
        let quote = Note { quote: text("it is closed"), ..Note::default() };
        assert_eq!(quoted(&quote, Language::En), "“it is closed”");
        let pages = Note { page: text("31 to 33"), ..Note::default() };
        assert_eq!(cited(&pages, Language::En), "31 to 33");
    }
}
