//! The types that are read from a document, and how each stands in its schema.

use std::borrow::Cow;
use std::collections::BTreeMap;

use schemars::{JsonSchema, Schema, SchemaGenerator};

use super::{Code, Json, Node};

/// A type that can be read from a place in a document. Reading reports problems to the node; the default replaces a wrong
/// value.
pub trait Read: Default {
    /// Reads it.
    fn read(node: &Node<'_>) -> Self;

    /// Returns the value of a field that is absent; none where the field must be there.
    fn absent() -> Option<Self> {
        None
    }
}

/// None where the field is not there, or `null`.
impl<T: Read> Read for Option<T> {
    fn read(node: &Node<'_>) -> Self {
        (*node.json != Json::Null).then(|| T::read(node))
    }
    fn absent() -> Option<Self> {
        Some(None)
    }
}

/// Any number of items, none where the field is not there.
impl<T: Read> Read for Vec<T> {
    fn read(node: &Node<'_>) -> Self {
        node.items().iter().map(T::read).collect()
    }
    fn absent() -> Option<Self> {
        Some(Vec::new())
    }
}

/// Fields by name, none where the field is not there.
impl<T: Read> Read for BTreeMap<String, T> {
    fn read(node: &Node<'_>) -> Self {
        node.fields().iter().map(|(name, node)| ((*name).to_owned(), T::read(node))).collect()
    }
    fn absent() -> Option<Self> {
        Some(BTreeMap::new())
    }
}

/// At least one item.
#[derive(Clone, Debug, PartialEq)]
pub struct Many<T>(pub Vec<T>);

impl<T> Default for Many<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Read> Read for Many<T> {
    fn read(node: &Node<'_>) -> Self {
        if *node.json == Json::Array(Vec::new()) {
            node.report(Code::Empty, "the list is empty; write at least one item");
        }
        Self(Vec::read(node))
    }
}

impl Read for bool {
    fn read(node: &Node<'_>) -> Self {
        match node.json {
            Json::Bool(value) => *value,
            _ => node.expected("true or false"),
        }
    }
}

/// A value that keeps its place, so that a later check can report there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Its place; empty where the field is not there.
    pub pointer: String,
}

impl<T: Read> Read for At<T> {
    fn read(node: &Node<'_>) -> Self {
        Self { value: T::read(node), pointer: node.pointer() }
    }
    fn absent() -> Option<Self> {
        T::absent().map(|value| Self { value, pointer: String::new() })
    }
}

/// Items by their names; none where they could not be read, so that no name is said to be unknown.
#[derive(Clone, Debug, Default)]
pub struct Named<T>(pub Option<BTreeMap<String, At<T>>>);

impl<T> Named<T> {
    /// Returns the names and their items, in the order of the names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &At<T>)> {
        self.0.iter().flatten().map(|(name, item)| (name.as_str(), item))
    }
}

impl<T: Read> Read for Named<T> {
    fn read(node: &Node<'_>) -> Self {
        match node.json {
            Json::Object(_) => Self(Some(Read::read(node))),
            _ => node.expected("an object"),
        }
    }
}

/// Stands as a list in the schema, wherever it is used.
impl<T: JsonSchema> JsonSchema for Many<T> {
    fn schema_name() -> Cow<'static, str> {
        Vec::<T>::schema_name()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = Vec::<T>::json_schema(generator);
        schema.insert("minItems".to_owned(), 1.into());
        schema
    }
}

/// Stands as an object in the schema, wherever it is used.
impl<T: JsonSchema> JsonSchema for Named<T> {
    fn schema_name() -> Cow<'static, str> {
        BTreeMap::<String, T>::schema_name()
    }
    fn inline_schema() -> bool {
        true
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        BTreeMap::<String, T>::json_schema(generator)
    }
}

/// Stands as its value in the schema: the place is no part of the document.
impl<T: JsonSchema> JsonSchema for At<T> {
    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }
    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }
    fn inline_schema() -> bool {
        T::inline_schema()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

/// Declares structs that are read from objects of exactly these fields, and that describe themselves as JSON Schema.
macro_rules! object {
    ($($(#[$meta:meta])* $vis:vis struct $name:ident { $($(#[$field_meta:meta])* $key:literal $field:ident: $type:ty,)+ })+) => {$(
        #[derive(Clone, Debug, Default, schemars::JsonSchema)]
        #[schemars(deny_unknown_fields)]
        $(#[$meta])*
        $vis struct $name {
            $($(#[$field_meta])* #[schemars(rename = $key)] $vis $field: $type,)+
        }

        impl $crate::json::Read for $name {
            fn read(node: &$crate::json::Node<'_>) -> Self {
                let fields = node.known_fields(&[$($key),+]);
                Self { $($field: fields.read($key),)+ }
            }
        }
    )+};
}
pub(crate) use object;
