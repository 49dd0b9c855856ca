//! JSON as a tree that keeps what was written: the order of keys, and numbers to the letter.

use indexmap::IndexMap;
use indexmap::map::Entry;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

/// A JSON value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tree {
    Object(IndexMap<String, Tree>),
    Array(Vec<Tree>),
    /// A number, text, `true`, `false` or `null`, as written.
    Leaf(String),
}

/// Columns of a line of [`Tree::print_short`].
const SHORT_LINE: usize = 76;

/// Nesting deeper than this is refused, as the reader of plans does.
const MAX_DEPTH: usize = 128;

/// Why a text makes no tree; lines and columns count from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TreeFault {
    NotJson {
        line: usize,
        column: usize,
    },
    Unfinished {
        line: usize,
        column: usize,
    },
    /// A field that a record has twice.
    Twice(String),
    TooDeep,
}

impl From<serde_json::Error> for TreeFault {
    fn from(error: serde_json::Error) -> TreeFault {
        let (line, column) = (error.line(), error.column());
        match error.is_eof() {
            true => TreeFault::Unfinished { line, column },
            false => TreeFault::NotJson { line, column },
        }
    }
}

/// The members of a record in their order, those that stand twice too.
struct Members(Vec<(String, Box<RawValue>)>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Members, D::Error> {
        from.deserialize_map(MembersVisitor)
    }
}

struct MembersVisitor;

impl<'de> Visitor<'de> for MembersVisitor {
    type Value = Members;

    fn expecting(&self, text: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        text.write_str("a record")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Members(members))
    }
}

impl Tree {
    /// Reads JSON text, in which no record has a field twice.
    pub fn parse(text: &str) -> Result<Tree, TreeFault> {
        let raw: &RawValue = serde_json::from_str(text)?;
        Tree::from_raw(raw, 0)
    }

    fn from_raw(raw: &RawValue, depth: usize) -> Result<Tree, TreeFault> {
        if depth > MAX_DEPTH {
            return Err(TreeFault::TooDeep);
        }
        let text = raw.get().trim_start();
        match text.as_bytes().first() {
            Some(b'{') => {
                let Members(members) = serde_json::from_str(text)?;
                let mut tree = IndexMap::with_capacity(members.len());
                for (key, member) in members {
                    let member = Tree::from_raw(&member, depth + 1)?;
                    match tree.entry(key) {
                        Entry::Occupied(first) => {
                            return Err(TreeFault::Twice(first.key().clone()));
                        }
                        Entry::Vacant(free) => free.insert(member),
                    };
                }
                Ok(Tree::Object(tree))
            }
            Some(b'[') => {
                let members: Vec<Box<RawValue>> = serde_json::from_str(text)?;
                let members = members.iter().map(|member| Tree::from_raw(member, depth + 1));
                members.collect::<Result<_, _>>().map(Tree::Array)
            }
            _ => Ok(Tree::Leaf(raw.get().to_owned())),
        }
    }

    /// A text.
    pub fn text(value: &str) -> Tree {
        Tree::Leaf(serde_json::Value::from(value).to_string())
    }

    pub fn is_null(&self) -> bool {
        matches!(self, Tree::Leaf(text) if text == "null")
    }

    /// What a key field holds, as people write it: a text without its quotes, a number as it is.
    pub fn as_key(&self) -> Option<String> {
        match self {
            Tree::Leaf(text) => match serde_json::from_str::<serde_json::Value>(text).ok()? {
                serde_json::Value::String(text) => Some(text),
                serde_json::Value::Number(_) => Some(text.clone()),
                _ => None,
            },
            Tree::Object(_) | Tree::Array(_) => None,
        }
    }

    /// JSON text, two spaces a level.
    pub fn print(&self) -> String {
        let mut text = String::new();
        self.print_at(0, &mut text);
        text.push('\n');
        text
    }

    /// JSON text in which what fits on a line stands on one, as people write it.
    pub fn print_short(&self) -> String {
        let mut text = String::new();
        self.print_short_at(0, 0, &mut text);
        text
    }

    /// `before`: columns that stand before it on its line.
    fn print_short_at(&self, level: usize, before: usize, text: &mut String) {
        let one_line = self.one_line();
        let fits = before + 1 + one_line.chars().count() <= SHORT_LINE;
        let (parts, ends): (Vec<(String, &Tree)>, _) = match self {
            _ if fits && level > 0 => return text.push_str(&one_line),
            Tree::Object(members) if !members.is_empty() => {
                let key = |key: &String| format!("{}: ", serde_json::Value::from(key.as_str()));
                (members.iter().map(|(name, member)| (key(name), member)).collect(), "{}")
            }
            Tree::Array(members) if !members.is_empty() => {
                (members.iter().map(|member| (String::new(), member)).collect(), "[]")
            }
            _ => return text.push_str(&one_line),
        };
        let (open, close) = ends.split_at(1);
        text.push_str(open);
        for (at, (key, member)) in parts.iter().enumerate() {
            text.push_str(if at == 0 { "\n" } else { ",\n" });
            text.extend(std::iter::repeat_n("  ", level + 1));
            text.push_str(key);
            member.print_short_at(level + 1, 2 * (level + 1) + key.chars().count(), text);
        }
        text.push('\n');
        text.extend(std::iter::repeat_n("  ", level));
        text.push_str(close);
    }

    fn one_line(&self) -> String {
        match self {
            Tree::Leaf(leaf) => leaf.clone(),
            Tree::Object(members) if members.is_empty() => "{}".to_owned(),
            Tree::Object(members) => {
                let member = |(key, member): (&String, &Tree)| {
                    format!("{}: {}", serde_json::Value::from(key.as_str()), member.one_line())
                };
                format!("{{ {} }}", members.iter().map(member).collect::<Vec<_>>().join(", "))
            }
            Tree::Array(members) => {
                let members: Vec<String> = members.iter().map(Tree::one_line).collect();
                format!("[{}]", members.join(", "))
            }
        }
    }

    fn print_at(&self, level: usize, text: &mut String) {
        let indent = |level: usize, text: &mut String| {
            text.push('\n');
            text.extend(std::iter::repeat_n("  ", level));
        };
        match self {
            Tree::Leaf(leaf) => text.push_str(leaf),
            Tree::Object(members) if members.is_empty() => text.push_str("{}"),
            Tree::Array(members) if members.is_empty() => text.push_str("[]"),
            Tree::Object(members) => {
                text.push('{');
                for (at, (key, member)) in members.iter().enumerate() {
                    text.push_str(if at == 0 { "" } else { "," });
                    indent(level + 1, text);
                    text.push_str(&serde_json::Value::from(key.as_str()).to_string());
                    text.push_str(": ");
                    member.print_at(level + 1, text);
                }
                indent(level, text);
                text.push('}');
            }
            Tree::Array(members) => {
                text.push('[');
                for (at, member) in members.iter().enumerate() {
                    text.push_str(if at == 0 { "" } else { "," });
                    indent(level + 1, text);
                    member.print_at(level + 1, text);
                }
                indent(level, text);
                text.push(']');
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_kept() {
        let text = r#"{ "b": 0.10, "a": [1e2, "é", {}], "n": null }"#;
        let tree = Tree::parse(text).unwrap();
        let printed = tree.print();
        assert!(printed.contains("0.10") && printed.contains("1e2") && printed.contains("é"));
        assert!(printed.find("\"b\"") < printed.find("\"a\""));
        assert_eq!(Tree::parse(&printed).unwrap(), tree);
    }

    #[test]
    fn what_is_short_stands_on_a_line() {
        let long = "x".repeat(40);
        let text =
            format!(r#"{{ "a": [ {{ "b": 1, "c": [] }}, {{ "d": "{long}", "e": "{long}" }} ] }}"#);
        let tree = Tree::parse(&text).unwrap();
        let expected = format!(
            "{{\n  \"a\": [\n    {{ \"b\": 1, \"c\": [] }},\n    {{\n      \"d\": \"{long}\",\n      \"e\": \"{long}\"\n    }}\n  ]\n}}"
        );
        assert_eq!(tree.print_short(), expected);
        assert_eq!(Tree::parse(&expected).unwrap(), tree);
    }

    #[test]
    fn deep_nesting_is_refused() {
        let deep = "[".repeat(100_000) + &"]".repeat(100_000);
        assert!(Tree::parse(&deep).is_err());
        let deep = "[".repeat(120) + &"]".repeat(120);
        assert!(Tree::parse(&deep).is_ok());
    }
}
