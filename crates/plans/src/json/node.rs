//! One place in a document, and the types that are read from one.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Display;

use super::{Code, Json, Problem};

/// A value with its place, and where to report what is wrong with it.
pub struct Node<'a> {
    /// The value.
    pub json: &'a Json,
    pointer: String,
    problems: &'a RefCell<Vec<Problem>>,
}

impl<'a> Node<'a> {
    pub(super) fn root(json: &'a Json, problems: &'a RefCell<Vec<Problem>>) -> Self {
        Self { json, pointer: String::new(), problems }
    }

    /// The place, as a JSON Pointer.
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// Reports a problem here.
    pub fn report(&self, code: Code, detail: impl Display) {
        self.report_at(&self.pointer, code, detail);
    }

    /// Reports a problem at a place of this document that was read before.
    pub fn report_at(&self, pointer: &str, code: Code, detail: impl Display) {
        let problem = Problem { pointer: pointer.to_owned(), code, detail: detail.to_string() };
        self.problems.borrow_mut().push(problem);
    }

    /// Reports that something else was expected here.
    pub fn expected<T: Default>(&self, what: &str) -> T {
        self.report(Code::WrongType, format_args!("{} is not {what}; write {what}", self.json));
        T::default()
    }

    fn child<'b>(&self, key: impl Display, json: &'b Json) -> Node<'b>
    where
        'a: 'b,
    {
        let key = key.to_string().replace('~', "~0").replace('/', "~1");
        Node { json, pointer: format!("{}/{key}", self.pointer), problems: self.problems }
    }

    /// The items of a list; none, and a problem, where this is no list.
    pub fn items(&self) -> Vec<Node<'a>> {
        match self.json {
            Json::Array(items) => items.iter().enumerate().map(|(at, item)| self.child(at, item)).collect(),
            _ => self.expected::<Vec<()>>("a list").into_iter().map(|()| unreachable!("the default is empty")).collect(),
        }
    }

    /// The fields of an object, each name once; none, and a problem, where this is no object.
    pub fn fields(&self) -> BTreeMap<&'a str, Node<'a>> {
        let Json::Object(fields) = self.json else {
            self.expected::<()>("an object");
            return BTreeMap::new();
        };
        let mut nodes = BTreeMap::new();
        for (name, value) in fields {
            let node = self.child(name, value);
            if nodes.contains_key(name.as_str()) {
                node.report(Code::Duplicate, format_args!("the field \"{name}\" stands twice; keep one of the two"));
            } else {
                nodes.insert(name.as_str(), node);
            }
        }
        nodes
    }

    /// The fields of an object that may have these names alone.
    pub fn known_fields(&self, known: &[&str]) -> Fields<'a, '_> {
        let mut by_name = self.fields();
        by_name.retain(|name, node| {
            let is_known = known.contains(name);
            if !is_known {
                let nearest = nearest(name, known.iter().copied());
                node.report(Code::Unknown, format_args!("the field \"{name}\" is unknown; {nearest}"));
            }
            is_known
        });
        Fields { object: self, by_name }
    }

    /// A text without control characters, of at most `longest` characters and not blank.
    pub fn text(&self, longest: usize) -> String {
        let Json::String(text) = self.json else { return self.expected("a text") };
        if let Some(control) = text.chars().find(|c| c.is_control()) {
            let code = u32::from(control);
            self.report(
                Code::ControlCharacter,
                format_args!("{} holds the control character U+{code:04X}; take it out", self.json),
            );
        }
        let length = text.chars().count();
        if length > longest {
            let detail = format_args!("{} has {length} characters; keep it within {longest}", self.json);
            self.report(Code::TooLong, detail);
        }
        if text.trim().is_empty() {
            self.report(Code::Empty, "the text is empty; write one, or leave the field out where it is optional");
        }
        text.clone()
    }
}

/// The fields of one object.
pub struct Fields<'a, 'n> {
    object: &'n Node<'a>,
    by_name: BTreeMap<&'a str, Node<'a>>,
}

impl<'a> Fields<'a, '_> {
    /// A field that may be left out.
    pub fn get(&self, name: &str) -> Option<&Node<'a>> {
        self.by_name.get(name)
    }

    /// A field that must be there; a problem where it is not.
    pub fn required(&self, name: &str) -> Option<&Node<'a>> {
        let field = self.get(name);
        // What is no object at all was reported as such.
        if field.is_none() && matches!(self.object.json, Json::Object(_)) {
            self.object.report(Code::Missing, format_args!("the field \"{name}\" is missing; add it"));
        }
        field
    }

    /// What a field holds, or what its type has in its absence.
    pub fn read<T: Read>(&self, name: &str) -> T {
        match self.get(name) {
            Some(field) => T::read(field),
            None => T::absent().unwrap_or_else(|| {
                self.required(name);
                T::default()
            }),
        }
    }
}

/// The way out for an unknown name: the nearest known one, or all of them.
pub(crate) fn nearest<'n>(name: &str, known: impl Iterator<Item = &'n str> + Clone) -> String {
    let near = known
        .clone()
        .map(|known| (strsim::damerau_levenshtein(name, known), known))
        .filter(|(distance, known)| *distance <= known.len().max(name.len()) / 2)
        .min_by_key(|(distance, _)| *distance);
    match near {
        Some((_, near)) => format!("did you mean \"{near}\"?"),
        None => match known.take(20).collect::<Vec<_>>().as_slice() {
            [] => "there is none to name here".to_owned(),
            names => format!("known are {}", names.join(", ")),
        },
    }
}

/// What can be read from a place in a document. Reading reports problems to the node; the default stands for what is wrong.
pub trait Read: Default {
    /// Reads it.
    fn read(node: &Node<'_>) -> Self;

    /// What stands for a field that is not there; none where the field must be there.
    fn absent() -> Option<Self> {
        None
    }
}

impl<T: Read> Read for Option<T> {
    fn read(node: &Node<'_>) -> Self {
        Some(T::read(node))
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
#[derive(schemars::JsonSchema)]
#[schemars(transparent)]
pub struct Many<T>(#[schemars(length(min = 1))] pub Vec<T>);

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
#[derive(Clone, Debug, Default, PartialEq, schemars::JsonSchema)]
#[schemars(transparent)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Its place.
    #[schemars(skip)]
    pub pointer: String,
}

impl<T: Read> Read for At<T> {
    fn read(node: &Node<'_>) -> Self {
        Self { value: T::read(node), pointer: node.pointer().to_owned() }
    }
}

/// Declares structs that are read from objects of exactly these fields, and that describe themselves as JSON Schema.
macro_rules! object {
    ($($(#[$meta:meta])* $vis:vis struct $name:ident { $($(#[$field_meta:meta])* $key:literal $field:ident: $type:ty,)+ })+) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, Default, schemars::JsonSchema)]
        #[schemars(deny_unknown_fields)]
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
