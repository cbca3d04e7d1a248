//! The service worker, which keeps the product page with its files for when there is no network. Its name is stable, since browsers look
//! there for a newer one, and it stands beside the page, since a worker serves the folder in which it is.

use bundle::Bundle;

use crate::content::Content;
use crate::fill::{Unknown, fill};
use crate::place::{LOADER, Place};
use crate::scripts::Script;

/// Returns the worker for the page of this text; none in a build for development.
pub fn script(
    bundle: &Bundle,
    place: &Place,
    loader: &str,
    scripts: &[&Script],
    contents: &[Content],
    page: &str,
) -> Result<Option<String>, Unknown> {
    let Some(template) = &bundle.manifest.scripts.worker else { return Ok(None) };
    let template = bundle.template(template);
    let kept = bundle.manifest.files.iter().filter(|(_, file)| file.is_of_page);
    let kept = kept.map(|(name, file)| (place.file(name), file.integrity.clone()));
    let made = scripts.iter().map(|script| &script.file).chain(contents.iter().map(|content| &content.file));
    let made = made.map(|file| (place.file(&file.name), file.integrity.clone()));
    let mut files: Vec<_> = kept.chain(made).collect();
    files.push((LOADER.to_owned(), bundle::integrity(loader.as_bytes())));
    files.sort();

    let named: Vec<_> = files.iter().map(|(name, _)| &**name).filter(|name| page.contains(name)).collect();
    let lines: Vec<_> = files.iter().map(|(name, integrity)| format!("{name} {integrity}")).collect();
    let lines = lines.join("\n");
    // Names and hashes stand for the files, and the page has no hash among them. Another worker keeps its files apart, too.
    let version = bundle::hex(format!("{lines}\n{page}\n{template}").as_bytes())[..16].to_owned();
    let text = |name: &str| match name {
        "files" => Some(lines.clone()),
        "named" => Some(named.join("\n")),
        "version" => Some(version.clone()),
        _ => None,
    };
    fill(template, text).map(Some)
}
