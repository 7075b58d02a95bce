//! What the YAML crate gives: values with their spans, before places and messages are made of them.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::Spanned;

/// What the crate gives, before places are made of its spans.
pub(super) struct Raw(pub(super) Spanned<RawKind>);

/// The kinds of value that YAML has.
pub(super) enum RawKind {
    Empty,
    Scalar(String),
    List(Vec<Raw>),
    Map(Vec<(Spanned<String>, Raw)>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        Spanned::deserialize(deserializer).map(Raw)
    }
}

impl<'de> Deserialize<'de> for RawKind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = RawKind;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }
    fn visit_bool<E>(self, value: bool) -> std::result::Result<RawKind, E> {
        Ok(RawKind::Scalar(value.to_string()))
    }
    fn visit_i64<E>(self, value: i64) -> std::result::Result<RawKind, E> {
        Ok(RawKind::Scalar(value.to_string()))
    }
    fn visit_u64<E>(self, value: u64) -> std::result::Result<RawKind, E> {
        Ok(RawKind::Scalar(value.to_string()))
    }
    fn visit_f64<E>(self, value: f64) -> std::result::Result<RawKind, E> {
        Ok(RawKind::Scalar(value.to_string()))
    }
    fn visit_str<E>(self, value: &str) -> std::result::Result<RawKind, E> {
        Ok(RawKind::Scalar(value.to_owned()))
    }
    fn visit_unit<E>(self) -> std::result::Result<RawKind, E> {
        Ok(RawKind::Empty)
    }
    fn visit_none<E>(self) -> std::result::Result<RawKind, E> {
        Ok(RawKind::Empty)
    }
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> std::result::Result<RawKind, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> std::result::Result<RawKind, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = access.next_element()? {
            items.push(item);
        }
        Ok(RawKind::List(items))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> std::result::Result<RawKind, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = access.next_entry()? {
            entries.push(entry);
        }
        Ok(RawKind::Map(entries))
    }
}
