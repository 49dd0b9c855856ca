//! Where to read more on what was said: one line for a whole run.

use super::style::{Paint, Style};
use super::wrap::wrap;
use crate::diagnostic::Code;

/// Names the pages of some codes, each once; nothing where there are none.
pub(super) fn more(all: impl IntoIterator<Item = Code>, style: &Style) -> String {
    let mut codes: Vec<&str> = Vec::new();
    // That a test failed is no mistake of the kind that a page could mend.
    for code in all.into_iter().filter(|code| *code != Code::TestFailed) {
        if !codes.contains(&code.as_str()) {
            codes.push(code.as_str());
        }
    }
    let all = codes.join(", ");
    let text = match codes.as_slice() {
        [] => return String::new(),
        [_] => said!(
            "`misrule explain {all}` shows an example and how it is mended",
            "`misrule explain {all}` 给出示例和改法",
        ),
        _ => said!(
            "`misrule explain CODE` shows an example and how it is mended: {all}",
            "`misrule explain CODE` 给出示例和改法：{all}",
        ),
    };
    let lines = wrap(text.pick(style.language), style.width.saturating_sub(2));
    let lines = lines.iter().map(|line| format!("  {}\n", style.paint(Paint::Faint, line)));
    lines.collect::<String>() + "\n"
}
