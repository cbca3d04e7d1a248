//! A value of a document together with its place.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::Display;

use super::near::nearest;
use super::{Code, Json, MAX_PROBLEMS, Problem, Quoted, Read};
use crate::typed;

/// A value with its place, and where what is found of it is kept.
pub struct Node<'a> {
    /// The value.
    pub json: &'a Json,
    pointer: String,
    found: &'a Found,
}

/// What reading a document finds beside its values.
#[derive(Debug, Default)]
struct Found {
    problems: RefCell<Vec<Problem>>,
    texts: RefCell<Vec<TextPlace>>,
}

/// A text that people read, with the languages that it is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextPlace {
    /// The place, as a JSON Pointer.
    pub pointer: String,
    /// The languages; none where the text is a plain string, which is in the document's own.
    pub languages: Vec<String>,
}

impl<'a> Node<'a> {
    /// Reads a whole document by a function; gives its problems, and the texts that people read, beside the value.
    pub(super) fn read_root<T>(json: &Json, read: impl FnOnce(&Node<'_>) -> T) -> (T, Vec<Problem>, Vec<TextPlace>) {
        let found = Found::default();
        let value = read(&Node { json, pointer: String::new(), found: &found });
        (value, found.problems.into_inner(), found.texts.into_inner())
    }

    /// Returns the place, as a JSON Pointer.
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// Reports a problem here.
    pub fn report(&self, code: Code, detail: impl Display) {
        self.report_at(&self.pointer, code, detail);
    }

    /// Reports a problem at a place of this document that was read before.
    pub fn report_at(&self, pointer: &str, code: Code, detail: impl Display) {
        let mut problems = self.found.problems.borrow_mut();
        match problems.len() {
            0..MAX_PROBLEMS => {
                problems.push(Problem { pointer: pointer.to_owned(), code, detail: detail.to_string() });
            }
            MAX_PROBLEMS => {
                let detail = format!("there are more than {MAX_PROBLEMS} problems; mend these first");
                problems.push(Problem { pointer: String::new(), code: Code::TooLong, detail });
            }
            _ => {}
        }
    }

    /// Keeps that a text that people read stands here, in these languages.
    pub fn keep_text(&self, languages: Vec<String>) {
        self.found.texts.borrow_mut().push(TextPlace { pointer: self.pointer.clone(), languages });
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
        Node { json, pointer: format!("{}/{key}", self.pointer), found: self.found }
    }

    /// Returns the items of a list; none, and a problem, where this is no list.
    pub fn items(&self) -> Vec<Node<'a>> {
        match self.json {
            Json::Array(items) => items.iter().enumerate().map(|(at, item)| self.child(at, item)).collect(),
            _ => {
                self.expected::<Vec<()>>("a list").into_iter().map(|()| unreachable!("the default is empty")).collect()
            }
        }
    }

    /// Returns the fields of an object, each name once; none, and a problem, where this is no object.
    pub fn fields(&self) -> BTreeMap<&'a str, Node<'a>> {
        let Json::Object(fields) = self.json else {
            self.expected::<()>("an object");
            return BTreeMap::new();
        };
        let mut nodes = BTreeMap::new();
        for (name, value) in fields {
            let node = self.child(name, value);
            if nodes.contains_key(name.as_str()) {
                let detail = format_args!("the field {} stands twice; keep one of the two", Quoted(name));
                node.report(Code::Duplicate, detail);
            } else {
                nodes.insert(name.as_str(), node);
            }
        }
        nodes
    }

    /// Returns the fields of an object that may have these names alone.
    pub fn known_fields(&self, known: &[&str]) -> Fields<'a, '_> {
        let mut by_name = self.fields();
        by_name.retain(|name, node| {
            let is_known = known.contains(name);
            if !is_known {
                let nearest = nearest(name, known.iter().copied());
                node.report(Code::Unknown, format_args!("the field {} is unknown; {nearest}", Quoted(name)));
            }
            is_known
        });
        Fields { object: self, by_name }
    }

    /// Returns a text without control characters, of at most `longest` characters and not blank; none, and a problem, where
    /// this is no such text.
    pub fn text(&self, longest: usize) -> Option<String> {
        self.text_that(longest, |_| true)
    }

    /// Returns the same, of what a person typed: it shows something, too.
    pub fn visible_text(&self, longest: usize) -> Option<String> {
        self.text_that(longest, typed::is_visible)
    }

    fn text_that(&self, longest: usize, shows: impl Fn(&str) -> bool) -> Option<String> {
        let Json::String(text) = self.json else { return self.expected("a text") };
        let length = text.chars().count();
        if text.trim().is_empty() {
            self.report(Code::Empty, "the text is empty; write one, or leave the field out where it is optional");
        } else if !shows(text) {
            self.report(Code::Empty, format_args!("{} shows nothing; write a text that can be read", self.json));
        } else if length > longest {
            let detail = format_args!("{} has {length} characters; keep it within {longest}", self.json);
            self.report(Code::TooLong, detail);
        } else if let Some(control) = text.chars().find(|c| c.is_control()) {
            let code = u32::from(control);
            let detail = format_args!("{} holds the control character U+{code:04X}; take it out", self.json);
            self.report(Code::ControlCharacter, detail);
        } else {
            return Some(text.clone());
        }
        None
    }
}

/// The fields of one object.
pub struct Fields<'a, 'n> {
    object: &'n Node<'a>,
    by_name: BTreeMap<&'a str, Node<'a>>,
}

impl<'a> Fields<'a, '_> {
    /// Returns a field that may be left out.
    pub fn get(&self, name: &str) -> Option<&Node<'a>> {
        self.by_name.get(name)
    }

    /// Returns a field that must be there; a problem where it is not.
    pub fn required(&self, name: &str) -> Option<&Node<'a>> {
        let field = self.get(name);
        // What is no object at all was reported as such.
        if field.is_none() && matches!(self.object.json, Json::Object(_)) {
            self.object.report(Code::Missing, format_args!("the field \"{name}\" is missing; add it"));
        }
        field
    }

    /// Reads a field, or gives what its type has in its absence.
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
