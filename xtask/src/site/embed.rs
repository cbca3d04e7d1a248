//! The page for frames on other sites, made of the finished `index.html`, and the script for the pages around such frames.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::folder::Site;

/// Builds `embed/` into the folder, in which `index.html` is finished already.
pub fn write(site: &Site) -> Result<()> {
    let source = crate::paths::root().join("embed");
    site.minify(&source.join("host.js"), "plan-configurator-frame.js", &["--format=esm"])?;
    site.minify(&source.join("embed.js"), "embed.js", &["--format=esm"])?;
    site.minify(&source.join("embed.css"), "embed.css", &[])?;
    let script = site.keep("embed.js", "embed", "js")?;
    let style = site.keep("embed.css", "embed", "css")?;

    let index = read(&site.folder.join("index.html"))?;
    let source = read(&source.join("embed.html"))?;
    let lines = source.lines().map(str::trim).filter(|line| !line.starts_with("<!-- "));
    let mut page = lines.collect::<Vec<_>>().join("\n") + "\n";
    let fill = |page: String, place: &str, content: &str| {
        ensure!(page.contains(place), "embed.html does not name {place}");
        Ok(page.replace(place, content))
    };
    for (place, content) in [
        ("embed.js", &script.name),
        ("embed.css", &style.name),
        ("{style_hash}", &style.integrity),
        ("{preloads}", &preloads(&index)?),
    ] {
        page = fill(page, place, content)?;
    }
    // The element last: what stands in it is finished.
    let page = fill(site.texts.fill(&page), "{element}", element(&index)?)?;
    let path = site.folder.join("embed.html");
    fs::write(&path, page).with_context(|| path.display().to_string())
}

/// The links by which a page loads the element's files early.
fn preloads(index: &str) -> Result<String> {
    let tags = index.split_inclusive('>').filter_map(|text| Some(&text[text.rfind("<link ")?..]));
    let is_preload = |tag: &&str| tag.contains("rel=\"modulepreload\"") || tag.contains("rel=\"preload\"");
    let preloads = tags.filter(is_preload).collect::<Vec<_>>();
    ensure!(!preloads.is_empty(), "index.html preloads nothing");
    Ok(preloads.join("\n"))
}

/// The element with all that stands in it.
fn element(index: &str) -> Result<&str> {
    const END: &str = "</plan-configurator>";
    let start = index.find("<plan-configurator").context("index.html has no <plan-configurator>")?;
    let end = index.find(END).with_context(|| format!("index.html has no {END}"))?;
    index.get(start..end + END.len()).context("index.html ends the element before it begins")
}

fn read(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| path.display().to_string())
}
