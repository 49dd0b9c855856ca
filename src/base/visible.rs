//! Text from a plan or a rule file, made safe to show on a terminal.

use std::borrow::Cow;

/// Shows control and escape characters, and marks that reverse reading order, as visible
/// stand-ins of one column each; everything else is left as it is. Line breaks and tabs become
/// their pictures too, so that the result is one line.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_hidden) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| if is_hidden(c) { picture(c) } else { c }).collect())
}

/// JSON text in which no character can act on a terminal or turn the text around it: what is
/// hidden is written by its escape. Line breaks of the layout stay.
pub fn plain_json(text: &str) -> Cow<'_, str> {
    let acts = |c: char| is_hidden(c) && !c.is_ascii();
    if !text.chars().any(acts) {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match acts(c) {
            true => {
                let mut units = [0; 2];
                plain
                    .extend(c.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")));
            }
            false => plain.push(c),
        }
    }
    Cow::Owned(plain)
}

fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}')
        || matches!(
            c,
            '\u{feff}' | '\u{2028}' | '\u{2029}' | '\u{061c}' | '\u{e0000}'..='\u{e007f}'
        )
}

fn picture(c: char) -> char {
    match u32::from(c) {
        code @ 0..=0x1f => char::from_u32(0x2400 + code).unwrap_or('\u{fffd}'),
        0x7f => '\u{2421}',
        _ => '\u{fffd}',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_and_bidi_marks_are_shown() {
        assert_eq!(visible("plain 中文 é"), "plain 中文 é");
        assert_eq!(visible("a\u{1b}[31mb\u{7}\u{202e}c\n"), "a␛[31mb␇\u{fffd}c␊");
        assert_eq!(visible("a\u{e0041}b"), "a\u{fffd}b");
    }

    #[test]
    fn json_says_what_is_hidden_by_its_escape() {
        let text = "{\n  \"a\": \"\u{9b}31m \u{202e} \u{e0041} 中\"\n}";
        let plain = plain_json(text);
        assert_eq!(plain, "{\n  \"a\": \"\\u009b31m \\u202e \\udb40\\udc41 中\"\n}");
        let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        assert_eq!(read(&plain), read(text));
    }
}
