//! JSON that keeps the order of keys, and the ways a file may write the same plan.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::random::Random;

#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    Null,
    Boolean(bool),
    Integer(i64),
    Decimal(f64),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

/// An object written as `json! { "key": value, … }`: values are anything that turns into [`Json`].
#[macro_export]
macro_rules! object {
    ($($key:literal : $value:expr),* $(,)?) => {
        $crate::json::Json::Object(vec![$(($key.to_owned(), $crate::json::Json::from($value))),*])
    };
}

impl From<bool> for Json {
    fn from(value: bool) -> Json {
        Json::Boolean(value)
    }
}

impl From<i32> for Json {
    fn from(value: i32) -> Json {
        Json::Integer(value.into())
    }
}

impl From<i64> for Json {
    fn from(value: i64) -> Json {
        Json::Integer(value)
    }
}

impl From<f64> for Json {
    fn from(value: f64) -> Json {
        Json::Decimal(value)
    }
}

impl From<&str> for Json {
    fn from(value: &str) -> Json {
        Json::Text(value.to_owned())
    }
}

impl From<String> for Json {
    fn from(value: String) -> Json {
        Json::Text(value)
    }
}

impl<T: Into<Json>> From<Vec<T>> for Json {
    fn from(value: Vec<T>) -> Json {
        Json::List(value.into_iter().map(Into::into).collect())
    }
}

impl Json {
    pub fn get(&self, key: &str) -> Option<&Json> {
        match self {
            Json::Object(fields) => fields.iter().find(|(own, _)| own == key).map(|(_, it)| it),
            _ => None,
        }
    }

    /// The value of a key that must be there.
    pub fn at(&mut self, key: &str) -> &mut Json {
        match self {
            Json::Object(fields) => {
                let found = fields.iter_mut().find(|(own, _)| own == key);
                &mut found.unwrap_or_else(|| panic!("no key `{key}`")).1
            }
            _ => panic!("no object holds `{key}`"),
        }
    }

    pub fn set(&mut self, key: &str, value: impl Into<Json>) {
        let value = value.into();
        if let Json::Object(fields) = self {
            match fields.iter_mut().find(|(own, _)| own == key) {
                Some((_, old)) => *old = value,
                None => fields.push((key.to_owned(), value)),
            }
        }
    }

    pub fn remove(&mut self, key: &str) {
        if let Json::Object(fields) = self {
            fields.retain(|(own, _)| own != key);
        }
    }

    pub fn items(&mut self) -> &mut Vec<Json> {
        match self {
            Json::List(items) => items,
            _ => panic!("not a list"),
        }
    }

    pub fn text(&self) -> &str {
        match self {
            Json::Text(text) => text,
            _ => "",
        }
    }

    /// Puts the keys of every object in another order.
    pub fn shuffle(&mut self, random: &mut Random) {
        match self {
            Json::Object(fields) => {
                random.shuffle(fields);
                fields.iter_mut().for_each(|(_, value)| value.shuffle(random));
            }
            Json::List(items) => items.iter_mut().for_each(|item| item.shuffle(random)),
            _ => {}
        }
    }

    /// Leaves out some of the fields that a model lets a plan leave out.
    pub fn leave_out(&mut self, percent: u64, must: &[&str], random: &mut Random) {
        match self {
            Json::Object(fields) => {
                let is_year = |key: &str| key.bytes().all(|byte| byte.is_ascii_digit());
                fields.retain(|(key, _)| {
                    is_year(key) || must.contains(&key.as_str()) || !random.percent(percent)
                });
                fields.iter_mut().for_each(|(_, value)| value.leave_out(percent, must, random));
            }
            Json::List(items) => {
                items.iter_mut().for_each(|item| item.leave_out(percent, must, random));
            }
            _ => {}
        }
    }

    pub fn minified(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, None);
        out
    }

    /// As `serde_json` writes it: two spaces, each member on a line of its own.
    pub fn pretty(&self) -> String {
        let mut out = String::new();
        self.write(&mut out, Some(0));
        out
    }

    fn write(&self, out: &mut String, depth: Option<usize>) {
        match self {
            Json::Null => out.push_str("null"),
            Json::Boolean(value) => out.push_str(if *value { "true" } else { "false" }),
            Json::Integer(value) => out.push_str(&value.to_string()),
            Json::Decimal(value) => out.push_str(&value.to_string()),
            Json::Text(text) => write_text(out, text),
            Json::List(items) => {
                let write = |item: &Json, out: &mut String, depth| item.write(out, depth);
                members(out, depth, ['[', ']'], items, write);
            }
            Json::Object(fields) => {
                let space = if depth.is_some() { ": " } else { ":" };
                let write = |(key, value): &(String, Json), out: &mut String, depth| {
                    write_text(out, key);
                    out.push_str(space);
                    value.write(out, depth);
                };
                members(out, depth, ['{', '}'], fields, write);
            }
        }
    }
}

fn members<T>(
    out: &mut String,
    depth: Option<usize>,
    [open, close]: [char; 2],
    items: &[T],
    write: impl Fn(&T, &mut String, Option<usize>),
) {
    let line = |out: &mut String, depth: Option<usize>| {
        if let Some(depth) = depth {
            out.push('\n');
            out.extend(std::iter::repeat_n("  ", depth));
        }
    };
    out.push(open);
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        line(out, depth.map(|it| it + 1));
        write(item, out, depth.map(|it| it + 1));
    }
    if !items.is_empty() {
        line(out, depth);
    }
    out.push(close);
}

fn write_text(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c => out.push(c),
        }
    }
    out.push('"');
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Json, D::Error> {
        deserializer.deserialize_any(JsonVisitor)
    }
}

struct JsonVisitor;

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json, E> {
        Ok(Json::Boolean(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Json, E> {
        Ok(Json::Integer(value))
    }

    fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<Json, E> {
        i64::try_from(value).map(Json::Integer).map_err(E::custom)
    }

    fn visit_f64<E>(self, value: f64) -> Result<Json, E> {
        Ok(Json::Decimal(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Json, E> {
        Ok(Json::Text(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(Json::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
        let mut fields = Vec::new();
        while let Some(field) = access.next_entry()? {
            fields.push(field);
        }
        Ok(Json::Object(fields))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_of_writing_say_the_same() {
        let json = object! { "a": vec![1, 2], "b": object! { "c": "\"x\\", "d": true }, "e": 1.5 };
        for text in [json.minified(), json.pretty()] {
            assert_eq!(serde_json::from_str::<Json>(&text).unwrap(), json);
        }
        let value: serde_json::Value = serde_json::from_str(&json.minified()).unwrap();
        assert_eq!(serde_json::to_string_pretty(&value).unwrap(), json.pretty());
    }
}
