//! The directions that dependencies may point in, kept by reading the workspace and the sources.
//!
//! Each failure says what to do. ARCHITECTURE.md says why the directions are these.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use cargo_metadata::{DependencyKind, MetadataCommand};

/// Which packages of the workspace a package may depend on.
const PACKAGES: [(&str, &[&str]); 17] = [
    ("support-hours", &[]),
    ("plans", &["support-hours"]),
    // The app's sentences, for all who say some of them.
    ("locales", &["plans"]),
    // A second WebAssembly, so that the app's holds no JSON parser.
    ("catalog-compiler", &["plans"]),
    // A third, for what is taken elsewhere.
    ("export", &["plan-configurator"]),
    // How views are made, whatever the product is.
    ("lean-view", &[]),
    ("lean-view-comparison-lean", &["lean-view"]),
    ("lean-view-comparison-leptos", &[]),
    ("lean-view-probe", &["lean-view"]),
    ("plan-configurator", &["lean-view", "locales", "plans", "support-hours"]),
    // Offers in forms of others, read and written natively.
    ("interchange", &["plans"]),
    ("plan-server", &["bundle", "interchange", "locales", "pages", "plans", "support-hours"]),
    // What the build leaves, for whoever writes it, reads it or carries it.
    ("bundle", &[]),
    // Every page around the element, written natively.
    ("pages", &["bundle", "locales", "plan-configurator", "plans"]),
    ("wasm-streams", &[]),
    ("xtask", &["bundle", "plans"]),
    ("zone-probe", &["plans"]),
];

/// Which modules of the app a module may name.
const MODULES: [(&str, &[&str]); 20] = [
    ("element", &["app", "browser", "request_form", "state"]),
    ("prerender", &["app", "browser", "state"]),
    ("export", &["browser", "hours", "state", "words"]),
    // What the server says in the words of the page.
    ("told", &["words"]),
    (
        "app",
        &[
            "add_ons",
            "billing",
            "browser",
            "comparison",
            "controls",
            "families",
            "hours",
            "plan_strip",
            "questions",
            "recommendation",
            "request_form",
            "state",
        ],
    ),
    ("plan_strip", &["billing", "controls", "fit", "state"]),
    ("questions", &["browser", "controls", "state"]),
    ("recommendation", &["controls", "state", "words"]),
    ("comparison", &["billing", "browser", "controls", "explanation", "fit", "state", "words"]),
    ("hours", &["browser", "controls", "explanation", "state", "words"]),
    ("request_form", &["browser", "controls", "state", "words"]),
    ("add_ons", &["controls", "explanation", "state"]),
    ("families", &["controls", "state"]),
    ("billing", &["controls", "state"]),
    ("fit", &["state"]),
    ("explanation", &["state"]),
    // It carries out in the browser what the state says, and reads what comes from there into the state's types.
    ("browser", &["controls", "state"]),
    ("controls", &["words"]),
    // It knows no browser: what it asks of one is a trait of its own.
    ("state", &["words"]),
    ("words", &[]),
];

/// Which rooms of the state a room may name.
const ROOMS: [(&str, &[&str]); 13] = [
    ("platform", &[]),
    ("zone", &["platform"]),
    ("offer", &[]),
    ("answers", &["offer"]),
    ("comparison", &["answers", "offer", "platform"]),
    ("advice", &["answers", "comparison", "offer"]),
    ("hours", &["answers", "offer", "platform", "zone"]),
    ("draft", &[]),
    ("request", &["draft", "offer"]),
    // These speak for several rooms at once.
    ("table_marks", &["advice", "comparison", "offer"]),
    ("entry", &["advice", "answers", "draft", "request"]),
    ("view_query", &["comparison", "offer"]),
    ("host", &["request"]),
];

/// Which modules of the domain a module may name.
const DOMAIN: [(&str, &[&str]); 18] = [
    ("lean_text", &[]),
    ("typed", &["lean_text"]),
    ("language", &["lean_text"]),
    ("plural", &[]),
    ("catalog", &["language", "lean_text", "plural"]),
    ("json", &["typed"]),
    ("answers", &["catalog", "typed"]),
    // The one written form of answers and choices of view.
    ("wire", &["answers", "catalog", "json", "lean_text"]),
    ("total", &["answers", "catalog"]),
    // How a plan stands to a requirement, by what it offers and costs.
    ("requirement", &["answers", "catalog", "total"]),
    ("comparison", &["answers", "catalog", "requirement"]),
    ("advice", &["answers", "catalog", "comparison", "json", "requirement", "total"]),
    ("support", &["answers", "catalog"]),
    ("link", &["advice", "answers", "catalog", "language", "total", "wire"]),
    ("source", &["advice", "answers", "catalog", "json", "language", "plural", "wire"]),
    // No program turns it on.
    ("testing", &["catalog", "source"]),
    ("request", &["answers", "catalog", "json", "language", "typed", "wire"]),
    // Tests alone.
    ("bounded_work", &["catalog", "json", "request", "source"]),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder of sources").flatten() {
        match entry.path() {
            path if path.is_dir() => found.extend(sources(&path)),
            path if path.extension().is_some_and(|extension| extension == "rs") => found.push(path),
            _ => {}
        }
    }
    found
}

/// The code of a file without its comments and its tests.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).expect("a source that can be read");
    let code = text.split("#[cfg(test)]").next().unwrap_or_default();
    let code = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    code.collect::<Vec<_>>().join("\n")
}

/// The module directly below `src` that a file belongs to.
fn module(src: &Path, path: &Path) -> String {
    let first = path.strip_prefix(src).ok().and_then(|path| path.iter().next()).expect("a file below src");
    first.to_string_lossy().trim_end_matches(".rs").to_owned()
}

/// The modules that a file names by `crate::name`, or by `crate::{name, ...}`; or by another prefix than that.
fn named(code: &str, prefix: &str) -> Vec<String> {
    let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let after = code.split(prefix).skip(1);
    after
        .flat_map(|rest| match rest.strip_prefix('{') {
            Some(list) => list.split('}').next().unwrap_or_default().split(',').map(|name| word(name.trim())).collect(),
            None => vec![word(rest)],
        })
        .collect()
}

fn check_modules(src: &Path, rules: &[(&str, &[&str])]) {
    check_modules_named(src, rules, "crate::");
}

/// Checks which modules of a folder name each other by a path that begins like this.
fn check_modules_named(src: &Path, rules: &[(&str, &[&str])], prefix: &str) {
    let rules: BTreeMap<_, _> = rules.iter().copied().collect();
    let mut wrong = Vec::new();
    for path in sources(src) {
        let from = module(src, &path);
        if from == "lib" || from == "tests" {
            continue;
        }
        let may = rules.get(from.as_str()).unwrap_or_else(|| {
            panic!("the module `{from}` is new: say in tests/architecture.rs and ARCHITECTURE.md what it may name")
        });
        for to in named(&code(&path), prefix) {
            let is_module = rules.contains_key(to.as_str());
            if is_module && to != from && !may.contains(&to.as_str()) {
                wrong.push(format!("{} names `{to}`, which `{from}` may not", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "move what is shared down to what both may name:\n{}", wrong.join("\n"));
}

#[test]
fn packages_depend_one_way() {
    let metadata = MetadataCommand::new().no_deps().exec().expect("the workspace's metadata");
    let rules: BTreeMap<_, _> = PACKAGES.into_iter().collect();
    for package in metadata.packages {
        let name = package.name.to_string();
        let may =
            rules.get(name.as_str()).unwrap_or_else(|| panic!("the package `{name}` is new: give it a rule here"));
        for dependency in package.dependencies.iter().filter(|it| it.kind == DependencyKind::Normal) {
            let is_ours = rules.contains_key(dependency.name.as_str()) && dependency.path.is_some();
            assert!(
                !is_ours || may.contains(&dependency.name.as_str()),
                "`{name}` depends on `{}`; dependencies point from the app and the server to plans to support-hours",
                dependency.name
            );
        }
    }
}

/// The domain knows no Leptos, HTTP, SQL or browser: what it may depend on from outside is written down here.
#[test]
fn the_domain_depends_on_little() {
    let may = |package: &str| -> Option<&[&str]> {
        match package {
            // serde by a feature that is off by default, for programs that read and write coverages as data.
            "support-hours" => Some(&["chrono", "serde"]),
            "plans" => Some(&[
                "chrono",
                "chrono-tz",
                "email_address",
                "percent-encoding",
                // Which characters show anything is a rule of Unicode's properties.
                "regex",
                "schemars",
                "serde",
                "serde_json",
                // What names a catalogue's content.
                "sha2",
                "strsim",
                "support-hours",
            ]),
            _ => None,
        }
    };
    let metadata = MetadataCommand::new().no_deps().exec().expect("the workspace's metadata");
    for package in metadata.packages {
        let Some(may) = may(&package.name) else { continue };
        for dependency in package.dependencies.iter().filter(|it| it.kind == DependencyKind::Normal) {
            let name = dependency.name.as_str();
            assert!(may.contains(&name), "`{}` depends on {name}: keep it out, or say why here", package.name);
        }
    }
}

#[test]
fn the_parts_of_the_page_meet_in_the_state() {
    check_modules(&root().join("src"), &MODULES);
}

#[test]
fn the_rooms_of_the_state_know_each_other_one_way() {
    check_modules_named(&root().join("src/state"), &ROOMS, "super::");
}

/// The views are `lean-view`'s, and it is the same for every app.
#[test]
fn the_view_crate_knows_no_product() {
    for path in sources(&root().join("crates/lean-view/src")) {
        let code = code(&path);
        for name in ["plans", "plan_configurator", "support_hours"] {
            assert!(!code.contains(name), "{} names {name}; make it a directive of the app's", path.display());
        }
    }
}

#[test]
fn the_domain_has_no_circle() {
    check_modules(&root().join("crates/plans/src"), &DOMAIN);
}

/// The list of ARCHITECTURE.md: the modules of `plans` that every visitor downloads.
const DOWNLOADED: [&str; 12] = [
    "advice",
    "answers",
    "catalog",
    "comparison",
    "language",
    "lean_text",
    "plural",
    "requirement",
    "support",
    "total",
    "typed",
    "wire",
];

/// The modules of the app that no visitor downloads with it.
const ON_DEMAND: [&str; 3] = ["export", "prerender", "told"];

#[test]
fn code_is_bent_for_bytes_only_in_what_every_visitor_downloads() {
    let map = fs::read_to_string(root().join("ARCHITECTURE.md")).expect("the map");
    let quoted =
        |names: &[&str], between| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(between);
    for line in [
        format!("- of `crates/plans/src`: {}\n", quoted(&DOWNLOADED, ", ")),
        format!("- of `src`: all but {}\n", quoted(&ON_DEMAND, ", ")),
    ] {
        assert!(map.contains(&line), "ARCHITECTURE.md tells another list than this test: {line}");
    }
    let (app, domain, views) =
        (root().join("src"), root().join("crates/plans/src"), root().join("crates/lean-view/src"));
    let others = [
        "crates/support-hours",
        "crates/catalog-compiler",
        "crates/export",
        "crates/bundle",
        "crates/pages",
        "crates/interchange",
        "server",
        "xtask",
    ];
    let locales = root().join("crates/locales/src");
    let folders = [app.clone(), domain.clone(), views.clone(), locales.clone()]
        .into_iter()
        .chain(others.map(|folder| root().join(folder).join("src")));
    for path in folders.flat_map(|folder| sources(&folder)) {
        let is_views = path.starts_with(&views);
        let is_helper = path == domain.join("lean_text.rs");
        let is_downloaded = is_views
            || path.starts_with(&locales) && !path.ends_with("files.rs")
            || path.starts_with(&app) && !ON_DEMAND.contains(&&*module(&app, &path))
            || path.starts_with(&domain)
                && (path == domain.join("lib.rs") || DOWNLOADED.contains(&&*module(&domain, &path)));
        let code = code(&path);
        let place = path.display();
        assert!(
            is_views || is_helper || !code.contains("inline(never)"),
            "{place} says where code is not inlined: leave that to the compiler, or move it to plans::lean_text"
        );
        assert!(
            is_downloaded || !code.contains("lean_text"),
            "{place} uses `lean_text`, and is not in what every visitor downloads: use `str::split` and the like"
        );
    }
}

#[test]
fn only_the_browser_module_touches_the_browser() {
    for path in sources(&root().join("src")) {
        let is_browser = module(&root().join("src"), &path) == "browser";
        let code = code(&path);
        for name in ["web_sys", "js_sys"] {
            assert!(is_browser || !code.contains(name), "{} names {name}; put that into src/browser/", path.display());
        }
    }
}

#[test]
fn no_domain_code_reads_a_clock_or_the_systems_zone() {
    for folder in ["crates/plans/src", "crates/support-hours/src"] {
        for path in sources(&root().join(folder)) {
            let code = code(&path);
            for name in ["::now(", "Local::", "SystemTime", "Instant::"] {
                assert!(!code.contains(name), "{} has {name}; take the time as an argument", path.display());
            }
        }
    }
}

#[test]
fn component_sheets_use_tokens_and_logical_properties() {
    let physical = ["left", "right", "margin-top", "margin-bottom", "padding-top", "padding-bottom", "width", "height"];
    for entry in fs::read_dir(root().join("style")).expect("the sheets").flatten() {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.ends_with(".css") || name == "tokens.css" {
            continue;
        }
        let sheet = fs::read_to_string(&path).expect("a sheet that can be read");
        for (number, line) in sheet.lines().enumerate() {
            let place = format!("{name}:{}", number + 1);
            let property = line.split(':').next().unwrap_or_default().trim();
            let is_declaration = line.starts_with("  ") && line.contains(':') && !line.trim_start().starts_with('@');
            assert!(
                !is_declaration || !physical.contains(&property),
                "{place}: {property} is physical; use the logical one"
            );
            assert!(
                !line.contains('#') || !is_declaration,
                "{place}: a colour that is no token; name one in tokens.css"
            );
            assert!(!line.contains("rgb("), "{place}: a colour that is no token; name one in tokens.css");
        }
    }
}

/// A script may import what is loaded before it, or bring it along. The first folder is what every visitor loads.
#[test]
fn scripts_import_what_is_loaded_before_them() {
    const SCRIPTS: [(&str, &[&str]); 3] =
        [("element", &[]), ("on_demand", &["element"]), ("page", &["element", "on_demand"])];
    for (folder, may) in SCRIPTS {
        let mut folders = vec![root().join("scripts").join(folder)];
        while let Some(at) = folders.pop() {
            for entry in fs::read_dir(&at).expect("a folder of scripts").flatten() {
                let path = entry.path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let text = fs::read_to_string(&path).expect("a script that can be read");
                for line in text.lines().filter(|line| line.starts_with("import ") || line.starts_with("export {")) {
                    for other in SCRIPTS.map(|(name, _)| name).into_iter().filter(|name| *name != folder) {
                        assert!(
                            may.contains(&other) || !line.contains(&format!("../{other}/")),
                            "{}: {line}\nimports from scripts/{other}/, which {folder}/ may not: move what both need to element/",
                            path.display()
                        );
                    }
                }
            }
        }
    }
}
