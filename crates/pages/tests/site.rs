//! A site of a small bundle: what stands where, and what names what.

use std::collections::{BTreeMap, HashMap};

use bundle::Bundle;
use pages::{Site, Source, Written, write_site};
use plans::Catalog;

const MSA: &str = include_str!("../../../catalogs/msa.json");

fn small_bundle() -> Bundle {
    Bundle::of(bundle::testing::contents()).expect("a whole bundle")
}

/// The first catalogue under another id, with another title.
fn other(id: &str) -> String {
    let text = MSA.replacen("\"msa\"", &format!("\"{id}\""), 1);
    assert_ne!(text, MSA, "the first catalogue has the id that is replaced");
    text
}

fn catalog(json: &str) -> Catalog {
    plans::source::read(json).expect("a checked catalogue")
}

fn written(url: &str, endpoint: Option<&str>) -> BTreeMap<String, Written> {
    let second = other("second");
    let (msa, second_catalog) = (catalog(MSA), catalog(&second));
    let catalogs = [Source { catalog: &msa, json: MSA }, Source { catalog: &second_catalog, json: &second }];
    write_site(&small_bundle(), &Site { catalogs: &catalogs, first: 0, url, endpoint }).expect("a site")
}

fn text(files: &BTreeMap<String, Written>, name: &str) -> String {
    let file = files.get(name).unwrap_or_else(|| panic!("{name} is not among {:?}", files.keys()));
    String::from_utf8(file.content.to_vec()).expect("a text")
}

#[test]
fn each_catalogue_has_its_folder_and_the_first_one_the_sites_own_too() {
    let files = written("", None);
    let id = catalog(MSA).parts().id.to_string();
    for folder in ["", &format!("{id}/"), "second/"] {
        for name in [
            "index.html",
            "embed.html",
            "plan-configurator.html",
            "plan-configurator.js",
            "plan-configurator-worker.js",
            "catalog.json",
            "catalog.plans",
        ] {
            assert!(files.contains_key(&format!("{folder}{name}")), "{folder}{name}");
        }
    }
    assert_eq!(text(&files, "second/catalog.json"), other("second"));
}

#[test]
fn what_is_named_by_its_content_stands_in_the_sites_own_folder_and_is_found_from_each() {
    let files = written("", None);
    let of = |what: &str| files.keys().filter(|name| name.contains(what)).count();
    for what in ["-deferred-", "-plain-page-", "-page-features-", "-export-", "-content-en-"] {
        assert_eq!(of(what), 2, "one for each catalogue, whatever its folders: {what}");
    }
    for what in ["-sending-", "-proof-"] {
        assert_eq!(of(what), 1, "it is in every language, and says nothing of a catalogue: {what}");
    }
    assert_eq!(of("-sentences-"), locales::Language::all().len(), "all catalogues share them");
    let named = |page: &str| {
        let (_, name) = page.split_once("page(\"").expect("the page's script");
        name.split('"').next().unwrap_or_default().to_owned()
    };
    assert!(files.contains_key(&named(&text(&files, "index.html"))));
    let page = text(&files, "second/index.html");
    let features = named(&page);
    assert!(features.strip_prefix("../").is_some_and(|features| files.contains_key(features)), "{features}");
    assert!(page.contains("href=\"../app.wasm\"") && page.contains("endpoint=\"../api/plan-requests\""));
    assert!(page.contains("src=\"plan-configurator.js\""));
    assert!(text(&files, "second/plan-configurator.js").starts_with("loader(\"../app.wasm\",\"../plan-configurator-"));
    let worker = text(&files, "second/plan-configurator-worker.js");
    assert!(worker.contains("../app.wasm sha256-") && worker.contains("\\nplan-configurator.js sha256-"), "{worker}");
    assert!(!worker.contains("snippet.css") && !worker.contains("-proof-"), "most servers want no proof: {worker}");
}

#[test]
fn names_and_hashes_are_those_of_what_was_written() {
    let files = written("", None);
    let loader = text(&files, "plan-configurator.js");
    // Each catalogue has one of its own.
    let is_of_loader = |name: &&String| name.contains("-deferred-") && loader.contains(&format!("\"{name}\""));
    let deferred = files.keys().find(is_of_loader).expect("a script");
    let hash = bundle::integrity(&files[deferred].content);
    assert!(loader.contains(&format!("\"{deferred}\",\"{hash}\"")), "{loader}");
}

#[test]
fn a_page_loads_what_it_shows_early_and_its_loader_and_its_worker_know_it() {
    let files = written("", None);
    let content = locales::content(&catalog(&other("second")));
    let (name, written) = files.iter().find(|(_, file)| file.content == content.as_bytes()).expect("the content");
    assert!(name.starts_with("plan-configurator-content-en-"), "{name}");
    let hash = bundle::integrity(&written.content);
    assert!(text(&files, "second/plan-configurator.js").contains(&format!("\"../{name}\",\"{hash}\"")));
    assert!(text(&files, "second/plan-configurator-worker.js").contains(&format!("../{name} {hash}")));
    for page in ["second/index.html", "second/embed.html"] {
        assert!(text(&files, page).contains(&format!("<link rel=\"preload\" href=\"../{name}\" as=\"fetch\"")));
        assert!(
            files[page].page.as_ref().is_some_and(|page| page.links.contains(&format!("<../{name}>; rel=\"preload\"")))
        );
    }
    let deferred = files.iter().find(|(name, _)| name.contains("-deferred-")).expect("a script").1;
    let sentences = String::from_utf8_lossy(&deferred.content).into_owned();
    assert!(
        sentences.contains("deferred(\"en plan-configurator-content-en-")
            && sentences.contains("\"en plan-configurator-sentences-en-")
            && sentences.contains("\\nde plan-"),
        "{sentences}"
    );
}

#[test]
fn a_page_says_what_its_policy_must_let_it() {
    let files = written("", None);
    let page = files["index.html"].page.clone().expect("headers");
    let html = text(&files, "index.html");
    let inner = |start: &str, end: &str| {
        let texts = html.split(start).skip(1).map(|rest| rest.split(end).next().unwrap_or_default());
        texts.map(|text| bundle::integrity(text.as_bytes())).collect::<Vec<_>>()
    };
    assert_eq!(page.styles, inner("<style>", "</style>"));
    assert_eq!(page.scripts, inner("<script type=\"module\">", "</script>"));
    assert!(page.links.contains("<app.wasm>; rel=\"preload\"") && !page.is_for_frames);
    assert!(files["embed.html"].page.as_ref().is_some_and(|page| page.is_for_frames));
}

#[test]
fn addresses_are_whole_where_the_site_knows_its_own() {
    let files = written("https://plans.example/", None);
    let snippet = text(&files, "second/plan-configurator.html");
    for expected in [
        "src=\"https://plans.example/second/plan-configurator.js\"",
        "href=\"https://plans.example/snippet.css\"",
        "action=\"https://plans.example/api/plan-requests\"",
    ] {
        assert!(snippet.contains(expected), "{expected}");
    }
    assert!(text(&files, "index.html").contains("content=\"https://plans.example/preview.png\""));
}

#[test]
fn requests_go_to_the_endpoint_that_is_named() {
    let files = written("https://plans.example/", Some("https://api.example/requests"));
    for name in ["index.html", "second/embed.html", "second/plan-configurator.html"] {
        assert!(text(&files, name).contains("action=\"https://api.example/requests\""), "{name}");
    }
    assert!(text(&files, "plan-configurator.js").contains("\"https://api.example/requests\""));
}

#[test]
fn a_bundle_that_lacks_a_file_is_none() {
    let fault = Bundle::of(HashMap::new()).expect_err("no bundle");
    assert_eq!(fault.to_string(), "bundle.json names bundle.json, which is not there; build the site anew");
}
