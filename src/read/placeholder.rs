//! Texts that stand where nothing is said: `"待定"`, `"n/a"`, `"none"`, `"-"`, `" "`.

use super::pass::Pass;
use super::places::Keep;
use super::scalar::{Nothing, Part, Spot};
use crate::base::{Said, visible};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{FieldId, FieldType};

/// Where a text says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Where {
    /// Whatever the field holds.
    Anywhere,
    /// Where words are asked for. As a number it may mean zero, and as a key, a reference or a
    /// code it may be a name.
    InWords,
}

use Where::{Anywhere, InWords};

/// The texts in lower case, without marks around them, in order of their bytes.
const TEXTS: &[(&str, Where)] = &[
    ("n.a", Anywhere),
    ("n/a", Anywhere),
    ("nil", InWords),
    ("none", InWords),
    ("not applicable", Anywhere),
    ("not available", Anywhere),
    ("not decided", Anywhere),
    ("not determined", Anywhere),
    ("not known", Anywhere),
    ("not specified", InWords),
    ("not yet available", Anywhere),
    ("not yet decided", Anywhere),
    ("not yet determined", Anywhere),
    ("not yet known", Anywhere),
    ("nothing", InWords),
    ("null", InWords),
    ("pending", InWords),
    ("t.b.d", Anywhere),
    ("tba", Anywhere),
    ("tbc", Anywhere),
    ("tbd", Anywhere),
    ("to be added", Anywhere),
    ("to be announced", Anywhere),
    ("to be completed", Anywhere),
    ("to be confirmed", Anywhere),
    ("to be decided", Anywhere),
    ("to be defined", Anywhere),
    ("to be determined", Anywhere),
    ("to be discussed", Anywhere),
    ("to be specified", Anywhere),
    ("to be studied", Anywhere),
    ("to do", Anywhere),
    ("to follow", Anywhere),
    ("todo", Anywhere),
    ("undecided", InWords),
    ("under discussion", InWords),
    ("under study", InWords),
    ("undetermined", InWords),
    ("unknown", Anywhere),
    ("unspecified", InWords),
    ("xxx", Anywhere),
    ("xxxx", Anywhere),
    ("不明", Anywhere),
    ("不明确", Anywhere),
    ("不清楚", Anywhere),
    ("不知道", Anywhere),
    ("不详", Anywhere),
    ("不适用", Anywhere),
    ("从略", InWords),
    ("另定", Anywhere),
    ("另行确定", Anywhere),
    ("另行规定", Anywhere),
    ("另行通知", Anywhere),
    ("尚不明确", Anywhere),
    ("尚待研究", Anywhere),
    ("尚待确定", Anywhere),
    ("尚未可知", Anywhere),
    ("尚未明确", Anywhere),
    ("尚未确定", Anywhere),
    ("待公布", Anywhere),
    ("待制定", Anywhere),
    ("待发布", Anywhere),
    ("待后续明确", Anywhere),
    ("待商", Anywhere),
    ("待商定", Anywhere),
    ("待填", Anywhere),
    ("待填写", Anywhere),
    ("待完善", Anywhere),
    ("待定", Anywhere),
    ("待明确", Anywhere),
    ("待查", Anywhere),
    ("待核定", Anywhere),
    ("待核实", Anywhere),
    ("待测算", Anywhere),
    ("待研究", Anywhere),
    ("待研究确定", Anywhere),
    ("待确定", Anywhere),
    ("待确认", Anywhere),
    ("待细化", Anywhere),
    ("待统计", Anywhere),
    ("待编制", Anywhere),
    ("待补", Anywhere),
    ("待补充", Anywhere),
    ("待讨论", Anywhere),
    ("待议", Anywhere),
    ("待论证", Anywhere),
    ("待评估", Anywhere),
    ("待进一步研究", Anywhere),
    ("无", InWords),
    ("无数据", Anywhere),
    ("无资料", Anywhere),
    ("暂不明确", Anywhere),
    ("暂不清楚", Anywhere),
    ("暂无", Anywhere),
    ("暂无数据", Anywhere),
    ("暂未确定", Anywhere),
    ("暂缺", Anywhere),
    ("未填", Anywhere),
    ("未填写", Anywhere),
    ("未定", Anywhere),
    ("未明确", Anywhere),
    ("未知", Anywhere),
    ("未确定", Anywhere),
    ("此处略", InWords),
    ("没", InWords),
    ("没有", InWords),
    ("略", InWords),
    ("空", InWords),
    ("缺", InWords),
    ("视情况而定", Anywhere),
    ("进一步研究", InWords),
];

/// Marks that say nothing of themselves, besides those of ASCII.
const MARKS: &str = "–—―…‥·•×。．？！，、；：～（）【】《》「」『』“”‘’／＿－＊";

fn is_mark(c: char) -> bool {
    match c.is_ascii() {
        true => c.is_whitespace() || c.is_ascii_punctuation(),
        false => c.is_whitespace() || MARKS.contains(c),
    }
}

/// Where a text that has something in it says nothing; `None` where it says something.
fn says_nothing(text: &str) -> Option<Where> {
    const LONGEST: usize = 18;
    let core = text.trim_matches(is_mark);
    if core.is_empty() {
        return (!text.trim().is_empty()).then_some(Anywhere);
    }
    if core.len() > LONGEST {
        return None;
    }
    let written = || core.bytes().map(|byte| byte.to_ascii_lowercase());
    let at = TEXTS.binary_search_by(|(known, _)| known.bytes().cmp(written())).ok()?;
    TEXTS.get(at).map(|(_, place)| *place)
}

/// Whether a text says nothing, whatever is asked for.
pub(super) fn is_placeholder(text: &str) -> bool {
    says_nothing(text) == Some(Anywhere)
}

/// Whether a text says nothing where words are asked for.
pub(super) fn is_idle(text: &str) -> bool {
    text.trim().is_empty() || says_nothing(text).is_some()
}

impl<'a, K: Keep> Pass<'a, K> {
    /// Whether a text stands where nothing is said in a field of a type.
    pub(super) fn is_no_answer(&self, spot: &Spot<'a>, ty: &FieldType, text: &str) -> bool {
        match says_nothing(text) {
            None => false,
            Some(Anywhere) => !self.is_word(ty, text),
            Some(InWords) => matches!(ty, FieldType::Text) && !self.is_key(spot),
        }
    }

    /// Whether a value is what its record is known by.
    fn is_key(&self, spot: &Spot<'a>) -> bool {
        let record = self.model.record(spot.record);
        spot.part.is_none() && record.is_some_and(|it| it.key == Some(FieldId(spot.at.field)))
    }

    /// An empty or blank text where words are asked for: a member of a list that it is not, and
    /// a field that is empty. A key is told of with the keys.
    pub(super) fn idle_text(
        &mut self,
        spot: &Spot<'a>,
        place: (usize, usize),
    ) -> Result<(), Nothing> {
        if self.is_key(spot) {
            return Ok(());
        }
        let subject = spot.subject();
        let help = unsaid(spot);
        self.fault(place, || {
            let message = said!(
                "{subject} is an empty text, and counts as not stated",
                "{subject}是空文本，视为没有写明";
                subject
            );
            with(Diagnostic::warning(Code::Placeholder, message), help)
        });
        match spot.part {
            None => Ok(()),
            Some(Part::Member | Part::Point) => Err(Nothing::Placeholder),
        }
    }

    /// Notes a text that says nothing.
    pub(super) fn placeholder(&mut self, spot: &Spot<'_>, place: (usize, usize), text: &str) {
        let help = unsaid(spot);
        self.fault(place, || {
            let text = visible(text);
            let message = said!(
                "`{text}` says nothing, and counts as missing",
                "`{text}` 没有说明内容，视为缺失"
            );
            with(Diagnostic::warning(Code::Placeholder, message), help)
        });
    }
}

fn with(fault: Diagnostic, help: Option<Said>) -> Diagnostic {
    match help {
        Some(help) => fault.with_help(help),
        None => fault,
    }
}

/// How a plan says that it has nothing to say.
fn unsaid(spot: &Spot<'_>) -> Option<Said> {
    match spot.part {
        None if spot.must() => None,
        None => Some(said!(
            "leave the field out, or say why: {{ \"absent\": \"unknown\", \"because\": \"…\" }}",
            "请删去该字段，或说明原因：{{ \"absent\": \"unknown\", \"because\": \"…\" }}"
        )),
        Some(Part::Member) => Some(said!(
            "remove it; the empty list `[]` says that there are none",
            "请删去；空列表 `[]` 表示没有"
        )),
        Some(Part::Point) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_texts_are_in_order_and_as_they_are_compared() {
        assert!(TEXTS.is_sorted_by(|a, b| a.0.as_bytes() < b.0.as_bytes()));
        for (text, place) in TEXTS {
            assert_eq!(says_nothing(text), Some(*place), "{text}");
            assert_eq!(says_nothing(&text.to_uppercase()), Some(*place), "{text}");
        }
    }

    #[test]
    fn what_says_nothing_is_seen_through_its_marks() {
        for text in
            ["-", "——", "……", "。", ".", "/", "???", "#N/A", " TBD. ", "（待定）", "待研究。"]
        {
            assert!(is_placeholder(text), "{text}");
        }
        for text in ["", " ", "\u{3000}", "none", "(None)", "无。", "没有", "略", "Nil"] {
            assert!(is_idle(text) && !is_placeholder(text), "{text}");
        }
        for text in
            ["no", "NA", "XX", "nothing else", "无锡", "没有编制", "0", "a", "A-", "5 %", "○1"]
        {
            assert!(!is_idle(text), "{text}");
        }
    }
}
