//! The pages of one catalogue at one place.

use bundle::Bundle;
use plans::Catalog;

use crate::content::Content;
use crate::place::{LOADER, Place};
use crate::preload::{self, Preload};
use crate::scripts::Scripts;
use crate::shadow::Shadow;
use crate::texts::Texts;
use crate::written::{Fault, Page, Written};
use crate::{frame, product_page, snippet, worker};

/// Writes all that is made of a catalogue, at a place.
pub fn write(bundle: &Bundle, catalog: &Catalog, place: &Place) -> Result<Vec<Written>, Fault> {
    let texts = Texts::of(catalog);
    let at_page = plan_configurator::prerender::page(catalog.clone(), &place.endpoint_from_page());
    // It is one file for all folders, as the script that loads it is; that says where the form is sent.
    let plain = plan_configurator::prerender::page(catalog.clone(), &place.endpoint_from_site());
    let plain_page = bundle::name_by_content("plan-configurator-plain-page", "html", plain.as_bytes());
    let (contents, sentences) = (Content::of_catalog(catalog), Content::sentences());
    let Scripts { loader, deferred, sending, proof, page_features, export, page } =
        Scripts::fill(bundle, &texts, place, &plain_page, &contents, &sentences).map_err(Fault)?;

    let styles = &bundle.manifest.styles;
    let preloads = Preload::of_app(&bundle.manifest.app, &contents[0].file, place);
    let links = preload::header(&preloads);
    let inline = Shadow::Within { sheet: bundle.text(&styles.element.name), page: &at_page };
    let inline = inline.html(&texts, &place.file(&styles.plain.name), &styles.plain.integrity);
    let product_page = product_page::html(bundle, catalog, &texts, place, &preloads, &inline, &page).into_string();
    let frame = frame::html(bundle, catalog, place, &preloads, &inline).into_string();
    let snippet = snippet::html(bundle, catalog, &texts, place).into_string() + "\n";

    let own = |name: &str, content: String| Written::of(format!("{}{name}", place.folder()), content);
    let product_page_headers = Page {
        styles: vec![styles.page.integrity.clone(), styles.element.integrity.clone()],
        scripts: vec![bundle::integrity(page.as_bytes())],
        links: links.clone(),
        is_for_frames: false,
    };
    let frame_headers =
        Page { styles: vec![styles.element.integrity.clone()], scripts: Vec::new(), links, is_for_frames: true };
    let scripts = [&deferred, &sending, &page_features, &export];
    let worker = worker::script(bundle, place, &loader, &scripts, &contents, &product_page);
    // A proof of work needs the network, and most servers want none: it is not kept for when there is no network.
    let all = scripts.into_iter().chain([&proof]);
    let mut written: Vec<_> = all.map(|script| Written::of(script.file.name.clone(), script.text.clone())).collect();
    written.push(Written::of(plain_page.name, plain));
    written.extend(contents.into_iter().chain(sentences).map(|content| Written::of(content.file.name, content.text)));
    written.extend(worker.map_err(Fault)?.map(|worker| own("plan-configurator-worker.js", worker)));
    written.extend([
        own(LOADER, loader),
        Written { page: Some(product_page_headers), ..own("index.html", product_page) },
        Written { page: Some(frame_headers), ..own("embed.html", frame) },
        own("plan-configurator.html", snippet),
    ]);
    Ok(written)
}
