//! What is taken elsewhere of the page: text, a sheet to print, slides to present, QR codes, and what changed since a link was made.
//!
//! It is a WebAssembly of its own, made of the app's words and of nothing that mounts the app. The product page fetches it when one of
//! these is asked for, and gives it the link that opens the page as it is.

use chrono::DateTime;
use plan_configurator::export::{self, Code, Prepared};
use qrcode::{Color, EcLevel, QrCode};
use wasm_bindgen::prelude::wasm_bindgen;

/// An opened link, for what the page exports of it.
#[wasm_bindgen]
pub struct Export(export::Export);

#[wasm_bindgen]
impl Export {
    /// Opens a link to what a content file offers. `now` is the time in seconds since 1970. None where the content cannot be read.
    pub fn open(content: &str, link: &str, now: f64) -> Option<Self> {
        export::Export::open(content, link, DateTime::from_timestamp(now as i64, 0)).map(Self)
    }

    /// Returns the link, whole.
    pub fn link(&self) -> String {
        self.0.link()
    }

    /// Returns the answers: questions' ids and values in turn.
    pub fn answers(&self) -> Vec<String> {
        self.0.answers()
    }

    /// Returns the choices of view, as the element takes them.
    pub fn view(&self) -> String {
        self.0.view()
    }

    /// Returns the language chosen.
    pub fn language(&self) -> Option<String> {
        self.0.language()
    }

    /// Returns the theme chosen.
    pub fn theme(&self) -> Option<String> {
        self.0.theme()
    }

    /// Returns what of the link could not be read, one text a part.
    pub fn missing(&self) -> Vec<String> {
        self.0.missing()
    }

    /// Returns what changed since the link was made, a line each.
    pub fn changes(&self) -> Vec<String> {
        self.0.changes()
    }

    /// Returns the ids and the names of all plans, in turn.
    pub fn plans(&self) -> Vec<String> {
        self.0.plans()
    }

    /// Returns the ids of the two plans that are looked at together.
    pub fn narrow_column_ids(&self) -> Vec<String> {
        self.0.narrow_column_ids()
    }

    /// Writes as HTML what is gained and what is lost from one plan to another.
    pub fn between(&self, from: &str, to: &str) -> String {
        self.0.between(from, to)
    }

    /// Returns the comparison as comma-separated values.
    pub fn csv(&self) -> String {
        self.0.csv()
    }

    /// Returns the comparison as a table in Markdown.
    pub fn markdown(&self) -> String {
        self.0.markdown()
    }

    /// Returns the slides, each as HTML.
    pub fn slides(&self) -> Vec<String> {
        self.0.slides()
    }

    /// Returns the sheet to print, as HTML: for whom, when it was made and until when it holds, as people write it, and the
    /// address that opens the page like this.
    pub fn sheet(&self, name: &str, made: &str, valid_until: &str, address: &str) -> String {
        self.0.sheet(&Prepared { name, made, valid_until, address, code: code(address) })
    }
}

/// Returns a QR code of an address as HTML, with words for those who do not see it. None where it is longer than a code can
/// hold: 2,953 bytes.
#[wasm_bindgen]
pub fn qr(address: &str, label: &str) -> Option<String> {
    code(address).map(|code| code.html(label))
}

fn code(text: &str) -> Option<Code> {
    // The lowest level of correction makes the largest modules, and a screen or a sheet is seldom stained.
    let code = QrCode::with_error_correction_level(text, EcLevel::L).ok()?;
    let width = code.width();
    Some(Code { width, dark: code.to_colors().iter().map(|color| *color == Color::Dark).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_holds_the_longest_link_and_no_more_than_a_code_can() {
        assert!(code(&"a".repeat(2000)).is_some_and(|code| code.dark.len() == code.width * code.width));
        assert!(code(&"a".repeat(3000)).is_none());
    }
}
