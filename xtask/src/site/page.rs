//! What is the product page's alone: its own script, what that loads when it is asked for, and the service worker that keeps the
//! page for when there is no network.

use std::fs;

use anyhow::{Context, Result, ensure};

use super::folder::{Hashed, Site};
use super::modules::Module;
use crate::digest::{digest, integrity};

const WORKER: &str = "scripts/page/worker.js";

/// The texts of what the page does around the element.
const TEXTS: [&str; 10] = [
    "update",
    "update_now",
    "update_later",
    "link_missing",
    "link_changed",
    "close",
    "copied",
    "copy",
    "export_failed",
    "prepared",
];

/// The texts of what is taken elsewhere.
const EXPORT_TEXTS: [&str; 24] = [
    "cancel",
    "close",
    "code_label",
    "code_title",
    "code_too_long",
    "differences",
    "following",
    "from",
    "from_to",
    "keys",
    "keys_title",
    "leave",
    "next",
    "notes",
    "notes_export",
    "notes_import",
    "present",
    "previous",
    "print",
    "second_window",
    "sheet_name",
    "sheet_title",
    "sheet_until",
    "to",
];

/// Builds the page's own script, which loads all that the page does; gives what stands in it.
pub fn script(site: &Site, export: &Module) -> Result<String> {
    let mut defines = texts(site, &["no_slash", "update", "update_now"])?;
    defines.extend(features(site, export)?.defines("PAGE_FEATURES"));
    site.script("scripts/page/page.js", "page.js", defines, &[])?;
    let script = site.take("page.js")?;
    ensure!(
        !script.contains("</script"),
        "scripts/page/page.js holds \"</script\", which would end it within the page; write that in two parts"
    );
    Ok(script)
}

/// Builds the script for what the page does around the element, with the sheet of the notices that it may show.
fn features(site: &Site, module: &Module) -> Result<Hashed> {
    let mut defines = texts(site, &TEXTS)?;
    defines.push(visible());
    defines.push(("NOTICES_STYLE".to_owned(), site.bundle("notices")?));
    defines.extend(export(site, module)?.defines("EXPORT"));
    site.script("scripts/page/page_features.js", "page_features.js", defines, &[])?;
    site.keep("page_features.js", "plan-configurator-page-features", "js")
}

/// Builds the script for what is taken elsewhere, with its WebAssembly and its sheet.
fn export(site: &Site, module: &Module) -> Result<Hashed> {
    let mut defines = texts(site, &EXPORT_TEXTS)?;
    defines.push(visible());
    defines.extend(module.defines(""));
    defines.extend(site.style(&site.bundle("export")?, "export-style")?.defines("STYLE"));
    site.script("scripts/on_demand/export.js", "export.js", defines, &[])?;
    site.keep("export.js", "plan-configurator-export", "js")
}

/// The domain's rule of which characters show anything.
fn visible() -> (String, String) {
    ("VISIBLE".to_owned(), plans::typed::VISIBLE.to_owned())
}

/// Texts of the page, by their names in capitals.
fn texts(site: &Site, names: &[&str]) -> Result<Vec<(String, String)>> {
    names.iter().map(|name| site.text(name)).collect()
}

/// Builds the worker into the folder, in which the page and all its files are finished already. Its name is stable, since
/// browsers look there for a newer one, and it stands beside the page, since a worker serves the folder in which it is.
pub fn worker(site: &Site) -> Result<()> {
    let mut files = Vec::new();
    for entry in fs::read_dir(&site.folder)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if is_of_page(&name) {
            let path = site.folder.join(&name);
            let bytes = fs::read(&path).with_context(|| path.display().to_string())?;
            files.push(format!("{name} {}", integrity(&bytes)));
        }
    }
    files.sort();
    let files = files.join("\n");
    let page = fs::read_to_string(site.folder.join("index.html")).context("index.html")?;
    let names = files.lines().filter_map(|line| line.split(' ').next());
    let named = names.filter(|name| page.contains(name)).collect::<Vec<_>>().join("\n");
    // Names and hashes stand for the files, and the page has no hash among them. Another worker keeps its files apart, too.
    let worker = fs::read_to_string(crate::paths::root().join(WORKER)).context(WORKER)?;
    let version = digest(format!("{files}\n{page}\n{worker}").as_bytes())[..16].to_owned();
    let defines = vec![("FILES".to_owned(), files), ("NAMED".to_owned(), named), ("VERSION".to_owned(), version)];
    site.script(WORKER, "plan-configurator-worker.js", defines, &[])
}

/// Whether the product page may ask for a file: the loader, the icon, and whatever is ours and named by its content. It gives
/// the catalogue compiler nothing to do, holds the page without the app itself, and is no snippet.
fn is_of_page(name: &str) -> bool {
    let is_hashed = || {
        let (what, end) = name.strip_prefix("plan-configurator")?.rsplit_once('-')?;
        if ["-compiler", "-plain-page", "-snippet"].iter().any(|other| what.starts_with(other)) {
            return None;
        }
        let (hash, extension) = end.split_once('.')?;
        let is_hash = hash.len() == 16 && hash.bytes().all(|c| c.is_ascii_hexdigit());
        // One more extension is that of a compressed file, which the server picks by itself.
        Some(is_hash && !extension.contains('.'))
    };
    ["plan-configurator.js", "favicon.svg"].contains(&name) || is_hashed().unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_what_the_page_may_ask_for() {
        for (name, is) in [
            ("plan-configurator.js", true),
            ("favicon.svg", true),
            ("plan-configurator-0123456789abcdef.wasm", true),
            ("plan-configurator-page-features-0123456789abcdef.js", true),
            ("plan-configurator-deferred-0123456789abcdef.js", true),
            ("plan-configurator-compiler-glue-0123456789abcdef.js", false),
            ("plan-configurator-plain-style-0123456789abcdef.css", true),
            ("plan-configurator-plain-page-0123456789abcdef.html", false),
            ("plan-configurator-snippet-style-0123456789abcdef.css", false),
            ("plan-configurator-page-features-0123456789abcdef.js.br", false),
            ("plan-configurator.js.gz", false),
            ("plan-configurator-worker.js", false),
            ("plan-configurator-frame.js", false),
            ("plan-configurator.html", false),
            ("plan-configurator.d.ts", false),
            ("index.html", false),
            ("embed.html", false),
            ("embed-0123456789abcdef.js", false),
            ("custom-elements.json", false),
        ] {
            assert_eq!(is_of_page(name), is, "{name}");
        }
    }
}
