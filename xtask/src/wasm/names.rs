//! The short names by which a WebAssembly and its glue know each other. Those of wasm-bindgen end with a hash each, which no
//! compression makes smaller: they were 1,700 bytes of the app's and 1,300 of its glue's.

use anyhow::{Context, Result};
use serde_json::{Deserializer, Map, Value};

/// The new name of each old one.
pub struct Names(Map<String, Value>);

impl Names {
    /// Reads what wasm-opt prints of the names that it makes shorter. It prints that for each time that it went over them, and
    /// names that are short already stay.
    pub fn read(printed: &str) -> Result<Self> {
        let names = Deserializer::from_str(printed).into_iter::<Value>().next();
        let mut names = names.context("wasm-opt names nothing that became shorter")??;
        let imports: Vec<[String; 3]> = serde_json::from_value(names["imports"].take()).context("imports")?;
        let exports: Vec<[String; 2]> = serde_json::from_value(names["exports"].take()).context("exports")?;
        let mut became = Map::new();
        for [module, name, short] in imports {
            // All that is imported becomes of one module.
            became.insert(module, "a".into());
            became.insert(name, short.into());
        }
        became.extend(exports.into_iter().map(|[name, short]| (name, short.into())));
        Ok(Self(became))
    }

    /// Returns a regular expression of every name that became another.
    pub fn pattern(&self) -> String {
        // The dots of a module's name stand for themselves, too.
        let names: Vec<_> = self.0.keys().map(String::as_str).collect();
        format!("^({})$", names.join("|"))
    }

    /// Returns a JSON object of every name and what it became.
    pub fn json(&self) -> String {
        Value::from(self.0.clone()).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_first_time() {
        let printed = r#"
            { "imports": [["./app_bg.js", "__wbg_now_01", "b"]], "exports": [["mount", "c"]] }
            { "imports": [["a", "b", "b"]], "exports": [["c", "c"]] }
            warning: none
        "#;
        let names = Names::read(printed).expect("names");
        assert_eq!(names.json(), r#"{"./app_bg.js":"a","__wbg_now_01":"b","mount":"c"}"#);
        assert_eq!(names.pattern(), "^(./app_bg.js|__wbg_now_01|mount)$");
        assert!(Names::read("warning: none").is_err());
    }
}
