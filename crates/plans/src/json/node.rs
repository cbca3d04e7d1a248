//! A value of a document together with its place.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt::{self, Display};
use std::rc::Rc;

use super::near::{known_names, nearest};
use super::problems::{Limits, Problems};
use super::{Code, Json, Problem, Quoted, Read};
use crate::typed;

/// The longest name of a field that a place has, in bytes. What is behind a longer one is reported at the object that has it.
pub const LONGEST_NAME: usize = 400;

/// A value with its place, and where what is found of it is kept.
pub struct Node<'a> {
    /// The value.
    pub json: &'a Json,
    place: Place<'a>,
    found: &'a Found,
}

/// A place of a document. It is written as a pointer only where it is told.
#[derive(Clone)]
enum Place<'a> {
    Whole,
    In(Rc<Place<'a>>, Key<'a>),
}

/// What leads from a value to one in it.
#[derive(Clone, Copy)]
enum Key<'a> {
    Field(&'a str),
    Item(usize),
}

impl Place<'_> {
    /// Appends the place as a JSON Pointer; false where a name is too long for one.
    fn write(&self, pointer: &mut String) -> bool {
        match self {
            Place::Whole => true,
            Place::In(outer, key) => outer.write(pointer) && key.write(pointer),
        }
    }
}

impl Key<'_> {
    fn write(self, pointer: &mut String) -> bool {
        match self {
            Key::Field(name) if name.len() > LONGEST_NAME => return false,
            Key::Field(name) => pointer.extend(["/", &name.replace('~', "~0").replace('/', "~1")]),
            Key::Item(at) => pointer.extend(["/", &at.to_string()]),
        }
        true
    }
}

/// What reading a document finds beside its values.
#[derive(Debug)]
struct Found {
    problems: RefCell<Problems>,
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
    pub(super) fn read_root<T>(
        json: &Json,
        limits: Limits,
        read: impl FnOnce(&Node<'_>) -> T,
    ) -> (T, Vec<Problem>, Vec<TextPlace>) {
        let found = Found { problems: RefCell::new(Problems::new(limits)), texts: RefCell::default() };
        let value = read(&Node { json, place: Place::Whole, found: &found });
        (value, found.problems.into_inner().into_told(), found.texts.into_inner())
    }

    /// Returns the place, as a JSON Pointer.
    pub fn pointer(&self) -> String {
        let mut pointer = String::new();
        self.place.write(&mut pointer);
        pointer
    }

    /// Reports a problem here.
    pub fn report(&self, code: Code, detail: impl Display) {
        self.add(|| self.pointer(), code, detail);
    }

    /// Reports a problem at a place of this document that was read before.
    pub fn report_at(&self, pointer: &str, code: Code, detail: impl Display) {
        self.add(|| pointer.to_owned(), code, detail);
    }

    /// Adds a problem; beyond what is told, neither its place nor its detail is written.
    fn add(&self, pointer: impl FnOnce() -> String, code: Code, detail: impl Display) {
        if self.found.problems.borrow().are_full() {
            return self.found.problems.borrow_mut().count();
        }
        // A detail may take a suggestion while it is written.
        let problem = Problem { pointer: pointer(), code, detail: detail.to_string() };
        self.found.problems.borrow_mut().add(problem);
    }

    /// Words the way out for an unknown name, once it is written: the nearest known one, or, where none is near or enough were looked
    /// for, all of them.
    pub fn nearest<'n, I>(&self, name: &'n str, known: I) -> Nearest<'n, I>
    where
        I: Iterator<Item = &'n str> + Clone,
        'a: 'n,
    {
        Nearest { name, known, found: self.found }
    }

    /// Keeps that a text that people read stands here, in these languages.
    pub fn keep_text(&self, languages: Vec<String>) {
        self.found.texts.borrow_mut().push(TextPlace { pointer: self.pointer(), languages });
    }

    /// Reports that something else was expected here.
    pub fn expected<T: Default>(&self, what: &str) -> T {
        self.report(Code::WrongType, format_args!("{} is not {what}; write {what}", self.json));
        T::default()
    }

    /// Returns what makes the nodes of the values in this one.
    fn inner(&self) -> impl Fn(Key<'a>, &'a Json) -> Node<'a> {
        let (outer, found) = (Rc::new(self.place.clone()), self.found);
        move |key, json| Node { json, place: Place::In(outer.clone(), key), found }
    }

    /// Returns the items of a list; none, and a problem, where this is no list.
    pub fn items(&self) -> Vec<Node<'a>> {
        match self.json {
            Json::Array(items) => {
                let inner = self.inner();
                items.iter().enumerate().map(|(at, item)| inner(Key::Item(at), item)).collect()
            }
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
        let inner = self.inner();
        for (name, value) in fields {
            let node = inner(Key::Field(name), value);
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
                let nearest = node.nearest(name, known.iter().copied());
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
        } else if !self.holds_control(text) {
            return Some(text.clone());
        }
        None
    }

    /// Tells whether a text holds a control character, which is a problem. U+0000 among them, which no database keeps.
    pub(crate) fn holds_control(&self, text: &str) -> bool {
        let control = text.chars().find(|c| c.is_control());
        if let Some(control) = control {
            let code = u32::from(control);
            let detail = format_args!("{} holds the control character U+{code:04X}; take it out", self.json);
            self.report(Code::ControlCharacter, detail);
        }
        control.is_some()
    }
}

/// The way out for an unknown name, looked for when it is written.
pub struct Nearest<'n, I> {
    name: &'n str,
    known: I,
    found: &'n Found,
}

impl<'n, I: Iterator<Item = &'n str> + Clone> Display for Nearest<'n, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_looked_for = self.found.problems.borrow_mut().take_suggestion();
        f.write_str(&match is_looked_for {
            true => nearest(self.name, self.known.clone()),
            false => known_names(self.known.clone()),
        })
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
