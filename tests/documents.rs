//! Keeps the documents short, their links whole, and the comments of functions in one form.

use std::fs;
use std::path::{Path, PathBuf};

/// A printed page: lines, and the characters of a line.
const PAGE: (usize, usize) = (66, 132);

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Lists the files below a folder whose names end so, without what is built or installed.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        let is_made = name.starts_with('.') || matches!(name.as_str(), "target" | "dist" | "node_modules" | "data");
        if path.is_dir() && !is_made {
            found.extend(files(&path, ending));
        } else if name.ends_with(ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Counts the printed pages of a text, in parts of a page.
fn pages(text: &str) -> f64 {
    let lines: usize = text.lines().map(|line| line.chars().count().div_ceil(PAGE.1).max(1)).sum();
    lines as f64 / PAGE.0 as f64
}

#[test]
fn what_is_read_first_is_short() {
    let mut most = vec![(root().join("ARCHITECTURE.md"), 2.0)];
    for module in ["crates/plans", "crates/lean-view", "crates/support-hours", "server", "xtask", "src"] {
        most.push((root().join(module).join("README.md"), 1.0));
    }
    most.extend(files(&root().join("docs/decisions"), ".md").into_iter().map(|page| (page, 1.0)));
    for (path, most) in most {
        let pages = pages(&read(&path));
        assert!(pages <= most, "{} has {pages:.2} pages and may have {most}: leave out, or move", path.display());
    }
}

#[test]
fn a_modules_readme_is_its_crates_doc() {
    for (module, main) in [
        ("crates/plans", "src/lib.rs"),
        ("crates/lean-view", "src/lib.rs"),
        ("crates/support-hours", "src/lib.rs"),
        ("server", "src/main.rs"),
        ("xtask", "src/main.rs"),
        ("src", "lib.rs"),
    ] {
        let main = root().join(module).join(main);
        let is_doc =
            read(&main).lines().any(|line| line.starts_with("#![doc = include_str!(") && line.contains("README.md"));
        assert!(is_doc, "{} takes its doc from {module}/README.md", main.display());
    }
}

#[test]
fn every_decision_is_found_from_the_map() {
    let map = read(&root().join("ARCHITECTURE.md"));
    for page in files(&root().join("docs/decisions"), ".md") {
        let name = page.file_name().expect("a name").to_string_lossy().into_owned();
        assert!(map.contains(&format!("docs/decisions/{name}")), "ARCHITECTURE.md leads to docs/decisions/{name}");
    }
}

#[test]
fn links_of_documents_lead_to_files_and_headings() {
    let mut broken = Vec::new();
    for document in files(root(), ".md") {
        let text = read(&document);
        for link in text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(link, _)| link) {
            let (path, heading) = link.split_once('#').unwrap_or((link, ""));
            if link.contains("://") || link.starts_with("crate::") || link.starts_with("mailto:") {
                continue;
            }
            let target = if path.is_empty() { document.clone() } else { document.with_file_name(path) };
            let is_there =
                target.exists() && (heading.is_empty() || headings(&read(&target)).contains(&heading.to_owned()));
            if !is_there {
                broken.push(format!("{}: {link}", document.display()));
            }
        }
    }
    assert!(broken.is_empty(), "links that lead nowhere:\n{}", broken.join("\n"));
}

/// Names a text's headings as links name them.
fn headings(text: &str) -> Vec<String> {
    let titles = text.lines().filter(|line| line.starts_with('#')).map(|line| line.trim_start_matches('#').trim());
    let plain = |title: &str| {
        title.to_lowercase().chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c)).collect::<String>()
    };
    titles.map(|title| plain(title).replace(' ', "-")).collect()
}

/// What a function's comment may not begin with: it says what the function does, a verb first.
const NO_VERBS: [&str; 33] = [
    "A",
    "All",
    "An",
    "As",
    "Both",
    "By",
    "Does",
    "Each",
    "Every",
    "For",
    "Hours",
    "How",
    "If",
    "In",
    "It",
    "Its",
    "No",
    "Of",
    "On",
    "One",
    "Some",
    "Something",
    "That",
    "The",
    "This",
    "Those",
    "Up",
    "What",
    "When",
    "Where",
    "Whether",
    "Which",
    "Whose",
];

#[test]
fn comments_of_functions_begin_with_a_verb() {
    let mut others = Vec::new();
    for folder in ["crates", "src", "server", "xtask"] {
        for path in files(&root().join(folder), ".rs") {
            let shown = path.strip_prefix(root()).expect("below the root").display().to_string();
            let is_test = shown.contains("/tests/") || shown.contains("/benches/") || shown.ends_with("tests.rs");
            let text = read(&path);
            // Tests are named by what holds; their comments may say more of it.
            let code = if is_test { "" } else { text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default() };
            let lines: Vec<&str> = code.lines().map(str::trim).collect();
            for (at, line) in lines.iter().enumerate() {
                let Some(comment) = line.strip_prefix("/// ") else { continue };
                let is_first = at == 0 || !lines[at - 1].starts_with("///");
                let item = lines[at..].iter().find(|line| !line.starts_with("///") && !line.starts_with("#["));
                let is_function = item.is_some_and(|item| {
                    let code = item.split('(').next().unwrap_or_default();
                    code.split_whitespace().any(|word| word == "fn")
                });
                let first = comment.split([' ', ',', ':', '.']).next().unwrap_or_default();
                if is_first && is_function && NO_VERBS.contains(&first) {
                    others.push(format!("{shown}:{}: {comment}", at + 1));
                }
            }
        }
    }
    assert!(others.is_empty(), "begin these comments with a verb, as \"Returns the\":\n{}", others.join("\n"));
}
