//! What is written, and why it cannot be.

use std::fmt;

use bytes::Bytes;

use crate::fill::Unknown;

/// A file that was made of a catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Its path within the site.
    pub name: String,
    /// The bytes.
    pub content: Bytes,
    /// What a server says of it, where it is a page that loads the app.
    pub page: Option<Page>,
}

impl Written {
    /// Returns a file that is no page.
    pub(crate) fn of(name: impl Into<String>, content: impl Into<Bytes>) -> Self {
        Self { name: name.into(), content: content.into(), page: None }
    }
}

/// What a server says of a page in its headers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The hashes of the style sheets that stand in it, for its policy.
    pub styles: Vec<String>,
    /// The hashes of the scripts that stand in it, for its policy.
    pub scripts: Vec<String>,
    /// What it asks browsers to load early, as the header `Link` has it.
    pub links: String,
    /// Whether other sites may put it into a frame.
    pub is_for_frames: bool,
}

/// Why no pages can be written: the bundle's templates are of another build than this program.
#[derive(Debug)]
pub struct Fault(pub(crate) Unknown);

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the bundle is of another build: it names \"{}\", which nothing is called; build it anew", self.0.0)
    }
}

impl std::error::Error for Fault {}
