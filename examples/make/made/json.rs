//! A JSON value whose numbers are text, and its layout: two spaces a level, one field a line,
//! and a series or a list of plain values on one line where it fits.

/// Columns up to which a series or a list of plain values stays on one line.
const LINE: usize = 100;

pub enum Json {
    /// A number, spelled as in its source.
    Number(String),
    Text(String),
    Bool(bool),
    /// Fields in the order they are to stand, one a line.
    Record(Vec<(&'static str, Json)>),
    /// Year to value.
    Series(Vec<(String, Json)>),
    /// Plain values.
    Values(Vec<Json>),
    /// Records.
    List(Vec<Json>),
}

impl Json {
    pub fn text(text: impl Into<String>) -> Self {
        Json::Text(text.into())
    }

    pub fn number(text: impl Into<String>) -> Self {
        Json::Number(text.into())
    }

    /// The whole file, with a line break at its end.
    pub fn file(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, 0);
        out.push('\n');
        out
    }

    fn write(&self, out: &mut String, depth: usize) {
        match self {
            Json::Number(text) => out.push_str(text),
            Json::Text(text) => out.push_str(&quoted(text)),
            Json::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Json::Record(fields) => {
                let fields = fields.iter().map(|(name, value)| (Some(*name), value));
                block(out, depth, ['{', '}'], fields);
            }
            Json::List(items) => {
                block(out, depth, ['[', ']'], items.iter().map(|item| (None, item)));
            }
            Json::Series(points) => {
                let points = points.iter().map(|(year, value)| (Some(year.as_str()), value));
                line_or_block(out, depth, ['{', '}'], " ", points);
            }
            Json::Values(items) => {
                line_or_block(out, depth, ['[', ']'], "", items.iter().map(|item| (None, item)));
            }
        }
    }
}

fn block<'a>(
    out: &mut String,
    depth: usize,
    [open, close]: [char; 2],
    members: impl Iterator<Item = (Option<&'a str>, &'a Json)>,
) {
    out.push(open);
    let mut any = false;
    for (name, value) in members {
        out.push_str(if any { ",\n" } else { "\n" });
        any = true;
        indent(out, depth + 1);
        member(out, depth + 1, name, value);
    }
    if any {
        out.push('\n');
        indent(out, depth);
    }
    out.push(close);
}

fn line_or_block<'a>(
    out: &mut String,
    depth: usize,
    [open, close]: [char; 2],
    padding: &str,
    members: impl Iterator<Item = (Option<&'a str>, &'a Json)> + Clone,
) {
    let mut line = String::new();
    line.push(open);
    line.push_str(padding);
    for (index, (name, value)) in members.clone().enumerate() {
        if index > 0 {
            line.push_str(", ");
        }
        member(&mut line, depth, name, value);
    }
    line.push_str(padding);
    line.push(close);
    let before = out.lines().next_back().map_or(0, |last| last.chars().count());
    // One column is left for the comma behind.
    if before + line.chars().count() < LINE {
        out.push_str(&line);
    } else {
        block(out, depth, [open, close], members);
    }
}

fn member(out: &mut String, depth: usize, name: Option<&str>, value: &Json) {
    if let Some(name) = name {
        out.push_str(&quoted(name));
        out.push_str(": ");
    }
    value.write(out, depth);
}

fn indent(out: &mut String, depth: usize) {
    for _ in 0..depth {
        out.push_str("  ");
    }
}

/// Text in quotes, escaped; letters of any script stay as they are.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
