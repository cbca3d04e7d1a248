//! A small bundle for tests.

use std::collections::{BTreeMap, HashMap};

use bytes::Bytes;

use crate::digest::integrity;
use crate::manifest::{Hashed, Kept, MANIFEST, Manifest, Module, Scripts, Styles};

/// Returns the files of a bundle whose templates say what they are and name what can be filled in.
pub fn contents() -> HashMap<String, Bytes> {
    let mut contents: HashMap<String, Bytes> = HashMap::new();
    let mut files = BTreeMap::new();
    let mut keep = |name: &str, is_of_page: bool| {
        let text = format!("content of {name}");
        let integrity = integrity(text.as_bytes());
        files.insert(name.to_owned(), Kept { size: text.len(), integrity: integrity.clone(), is_of_page });
        contents.insert(name.to_owned(), text.into());
        Hashed { name: name.to_owned(), integrity }
    };
    let app = Module { glue: keep("glue.js", true), wasm: keep("app.wasm", true) };
    let [element, plain] = ["element.css", "plain.css"].map(|name| keep(name, true));
    let [snippet, frame] = ["snippet.css", "frame.css"].map(|name| keep(name, false));
    let frame_script = keep("frame.js", false);
    for (name, text) in [
        ("page.css", "main{margin:0}"),
        (
            "loader.js",
            r#"loader("@{up}app.wasm","@{up}@{deferred}","@{deferred_hash}","@{up}@{content}","@{content_hash}","@{endpoint}","@{page_loading}")"#,
        ),
        (
            "deferred.js",
            r#"deferred("@{contents}","@{sentences}","@{plain_page}","@{plain_page_hash}","@{sending}","@{sending_hash}","@{proof}","@{proof_hash}","@{page_failed}")"#,
        ),
        ("sending.js", r#"sending("@{sending_texts}")"#),
        ("proof.js", r#"proof("@{proof_texts}")"#),
        ("page.js", r#"page("@{up}@{page_features}","@{page_features_hash}")"#),
        ("page-features.js", r#"features("@{export}","@{export_hash}","@{page_update}")"#),
        ("export.js", r#"exports("@{contents}","@{page_sheet_title}")"#),
        ("worker.js", r#"worker("@{files}","@{named}","@{version}")"#),
    ] {
        contents.insert(format!("templates/{name}"), text.into());
    }
    let page = Hashed { name: "page.css".to_owned(), integrity: integrity(b"main{margin:0}") };
    let scripts = Scripts {
        loader: "loader.js".to_owned(),
        deferred: "deferred.js".to_owned(),
        sending: "sending.js".to_owned(),
        proof: "proof.js".to_owned(),
        page: "page.js".to_owned(),
        page_features: "page-features.js".to_owned(),
        export: "export.js".to_owned(),
        worker: Some("worker.js".to_owned()),
    };
    let manifest =
        Manifest { files, app, styles: Styles { element, snippet, plain, frame, page }, frame_script, scripts };
    contents.insert(MANIFEST.to_owned(), serde_json::to_vec(&manifest).expect("a manifest").into());
    contents
}
