//! What stands between items.

use pretty::Arena;

use super::WIDTH;
use super::writer::{Writer, indent};
use crate::syntax::written::{Comment, Form, Item, Stands, Written};

/// Lays out a file.
pub(super) fn lay_out(written: &Written<'_>) -> String {
    let mut text = String::new();
    let mut before = None;
    let mut gap = Gap::below_nothing(written);
    for (number, item) in written.items.iter().enumerate() {
        let (own, below) = Gap::below(written, number);
        let laid = Laid::new(item, own);
        gap.write(&mut text, before.as_ref(), Some(&laid));
        text.push_str(&laid.text);
        before = Some(laid);
        gap = below;
    }
    gap.write(&mut text, before.as_ref(), None);
    text
}

/// An item, laid out.
struct Laid {
    text: String,
    form: Option<Form>,
}

impl Laid {
    /// Lays out an item and the comments below that are of it.
    fn new(item: &Item<'_>, own: &[Comment<'_>]) -> Self {
        let arena = Arena::new();
        let mut writer = Writer::new(&arena, item);
        let doc = writer.item(&item.root);
        let rest = writer.rest(item.beside.iter().chain(own).copied());
        let laid = indent(doc.append(rest)).pretty(WIDTH).to_string();
        let mut text = String::with_capacity(laid.len() + 1);
        for line in laid.lines() {
            text.push_str(line.trim_end());
            text.push('\n');
        }
        Laid { text, form: item.root.form }
    }

    fn is_one_line(&self) -> bool {
        self.text.lines().nth(1).is_none()
    }
}

/// Comments between two items, and whether a blank line stands behind them.
struct Gap<'w> {
    comments: &'w [Comment<'w>],
    blank: bool,
}

impl<'w> Gap<'w> {
    /// What stands above the first item.
    fn below_nothing(written: &'w Written<'w>) -> Self {
        match written.items.first() {
            Some(item) => Gap { comments: &item.above, blank: item.blank },
            None => Gap { comments: &written.below, blank: false },
        }
    }

    /// The comments below an item that are of it, since they are indented, and what stands between
    /// it and the next.
    fn below(written: &'w Written<'w>, item: usize) -> (&'w [Comment<'w>], Self) {
        let (comments, blank) = match written.items.get(item + 1) {
            Some(next) => (&next.above, next.blank),
            None => (&written.below, false),
        };
        let own = comments.iter().take_while(|it| it.stands == Stands::Indented).count();
        let (own, comments) = comments.split_at_checked(own).unwrap_or_default();
        (own, Gap { comments, blank })
    }

    /// One blank line stands between items. There is none where the author left none between
    /// items of one kind that take a line each, such as units.
    fn write(&self, text: &mut String, before: Option<&Laid>, after: Option<&Laid>) {
        let close = before.zip(after).is_some_and(|(before, after)| {
            let alike = before.form == after.form && before.is_one_line() && after.is_one_line();
            alike && !self.blank && self.comments.iter().all(|comment| !comment.blank)
        });
        let mut first = true;
        let mut blank = |text: &mut String, wanted: bool| {
            let wanted =
                if std::mem::take(&mut first) { before.is_some() && !close } else { wanted };
            text.push_str(if wanted { "\n" } else { "" });
        };
        for comment in self.comments {
            blank(text, comment.blank);
            // In column 1 it would become the documentation of an item.
            let is_kept_in = comment.stands == Stands::Indented && comment.text.starts_with("///");
            text.push_str(if is_kept_in { "  " } else { "" });
            text.push_str(comment.text);
            text.push('\n');
        }
        if after.is_some() {
            blank(text, self.blank);
        }
    }
}
