//! No two files of a crate need each other, not even by way of others: whoever reads a file needs only what is below it.
//!
//! A parent's `mod` and `pub use` of its children need nothing; every other name of another file's does, also by `super::`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, Item, ItemMod, UseTree, Visibility};

/// A module, by its names from the crate's root on.
type Module = Vec<String>;

/// The files of a crate, and which names of another's each uses.
#[derive(Default)]
struct Files {
    by_module: BTreeMap<Module, PathBuf>,
    items: BTreeMap<PathBuf, (Module, Vec<Item>)>,
    /// From a file, the names by which it needs another one.
    needs: BTreeMap<PathBuf, BTreeMap<PathBuf, BTreeSet<String>>>,
}

impl Files {
    /// Reads a crate from its first file on.
    fn read(first: &Path) -> Self {
        let mut files = Self::default();
        let folder = first.parent().expect("a file in a folder");
        files.add(Vec::new(), first, folder);
        for (file, (module, items)) in std::mem::take(&mut files.items) {
            let mut paths = Vec::new();
            collect(&module, &items, &mut paths);
            for (at, path) in paths {
                files.note(&file, &at, &path);
            }
        }
        files
    }

    fn add(&mut self, module: Module, file: &Path, children: &Path) {
        let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let items = syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display())).items;
        self.by_module.insert(module.clone(), file.to_owned());
        self.add_children(&module, &items, file, children);
        self.items.insert(file.to_owned(), (module, items));
    }

    fn add_children(&mut self, module: &Module, items: &[Item], file: &Path, children: &Path) {
        for item in items {
            let Item::Mod(ItemMod { attrs, ident, content, .. }) = item else { continue };
            if is_for_tests(attrs) {
                continue;
            }
            let (name, mut child) = (ident.to_string(), module.clone());
            child.push(name.clone());
            let named = path_attribute(attrs).map(|path| file.parent().expect("a folder").join(path));
            if let Some((_, items)) = content {
                self.by_module.insert(child.clone(), file.to_owned());
                self.add_children(&child, items, file, &named.unwrap_or_else(|| children.join(&name)));
                continue;
            }
            let (beside, within) = (children.join(format!("{name}.rs")), children.join(&name).join("mod.rs"));
            let file = named.unwrap_or(if beside.exists() { beside } else { within });
            self.add(child, &file, &children.join(&name));
        }
    }

    /// Notes the file that a path leads to from a module.
    fn note(&mut self, file: &Path, from: &Module, path: &[String]) {
        let mut module = from.clone();
        let mut names = path.iter().peekable();
        match names.peek().map(|name| name.as_str()) {
            Some("crate") => {
                module.clear();
                names.next();
            }
            Some("self") => drop(names.next()),
            Some("super") => {
                while names.next_if(|name| *name == "super").is_some() {
                    module.pop();
                }
            }
            // Another crate's, or brought in by a `use`, unless it is a child's.
            Some(first) => {
                let mut child = module.clone();
                child.push(first.to_owned());
                if !self.by_module.contains_key(&child) {
                    return;
                }
            }
            None => return,
        }
        while let Some(name) = names.peek() {
            let mut child = module.clone();
            child.push((*name).clone());
            if !self.by_module.contains_key(&child) {
                break;
            }
            module = child;
            names.next();
        }
        let to = &self.by_module[&module];
        if to != file {
            let needed = self.needs.entry(file.to_owned()).or_default().entry(to.clone()).or_default();
            needed.insert(path.join("::"));
        }
    }

    /// The files that a file needs, also by way of others.
    fn reach<'a>(&'a self, from: &'a Path) -> BTreeSet<&'a Path> {
        let (mut reached, mut open) = (BTreeSet::new(), vec![from]);
        while let Some(file) = open.pop() {
            for next in self.needs.get(file).into_iter().flat_map(BTreeMap::keys) {
                if reached.insert(next.as_path()) {
                    open.push(next);
                }
            }
        }
        reached
    }

    /// A line for each need within a circle.
    fn circles(&self) -> Vec<String> {
        let reached: BTreeMap<_, _> = self.needs.keys().map(|file| (file.as_path(), self.reach(file))).collect();
        let reaches = |from: &Path, to: &Path| reached.get(from).is_some_and(|reached| reached.contains(to));
        let mut lines = Vec::new();
        for (from, needs) in &self.needs {
            for (to, names) in needs.iter().filter(|(to, _)| reaches(to, from)) {
                let names = names.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
                lines.push(format!("{} needs {} for {names}", from.display(), to.display()));
            }
        }
        lines
    }
}

/// Adds every path that some items name, each with the module in which it stands.
fn collect(module: &Module, items: &[Item], paths: &mut Vec<(Module, Vec<String>)>) {
    for item in items {
        match item {
            Item::Use(item) if is_for_tests(&item.attrs) => {}
            Item::Use(item) => {
                let mut used = Vec::new();
                flatten(&item.tree, &mut Vec::new(), &mut used);
                let is_public = !matches!(item.vis, Visibility::Inherited);
                // What a parent hands on of its children, it does not need itself.
                let hands_on = |path: &Vec<String>| {
                    is_public && path.first().is_some_and(|first| !["crate", "super"].contains(&first.as_str()))
                };
                paths.extend(used.into_iter().filter(|path| !hands_on(path)).map(|path| (module.clone(), path)));
            }
            Item::Mod(item) if is_for_tests(&item.attrs) => {}
            Item::Mod(item) => {
                if let Some((_, items)) = &item.content {
                    let mut child = module.clone();
                    child.push(item.ident.to_string());
                    collect(&child, items, paths);
                }
            }
            item if is_for_tests(attributes(item)) => {}
            item => scan(module, item.to_token_stream(), paths),
        }
    }
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Const(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        _ => &[],
    }
}

/// Returns the path of a module that is named by `#[path = "..."]`.
fn path_attribute(attributes: &[Attribute]) -> Option<String> {
    let meta = attributes.iter().find(|it| it.path().is_ident("path"))?.meta.require_name_value().ok()?;
    Some(meta.value.to_token_stream().to_string().trim_matches('"').to_owned())
}

fn is_for_tests(attributes: &[Attribute]) -> bool {
    let is_test = |it: &Attribute| it.parse_args::<syn::Path>().is_ok_and(|path| path.is_ident("test"));
    attributes.iter().any(|it| it.path().is_ident("cfg") && is_test(it))
}

fn flatten(tree: &UseTree, before: &mut Vec<String>, paths: &mut Vec<Vec<String>>) {
    match tree {
        UseTree::Path(path) => {
            before.push(path.ident.to_string());
            flatten(&path.tree, before, paths);
            before.pop();
        }
        UseTree::Group(group) => group.items.iter().for_each(|tree| flatten(tree, before, paths)),
        UseTree::Name(name) => paths.push([&before[..], &[name.ident.to_string()]].concat()),
        UseTree::Rename(name) => paths.push([&before[..], &[name.ident.to_string()]].concat()),
        UseTree::Glob(_) => paths.push([&before[..], &["*".to_owned()]].concat()),
    }
}

/// Adds the paths of two names or more that stand in some tokens, those of macros too.
fn scan(module: &Module, tokens: TokenStream, paths: &mut Vec<(Module, Vec<String>)>) {
    let tokens: Vec<_> = tokens.into_iter().collect();
    let is_colon = |token: Option<&TokenTree>| matches!(token, Some(TokenTree::Punct(it)) if it.as_char() == ':');
    let mut at = 0;
    while at < tokens.len() {
        match &tokens[at] {
            TokenTree::Group(group) => scan(module, group.stream(), paths),
            TokenTree::Ident(first) => {
                let mut path = vec![first.to_string()];
                while is_colon(tokens.get(at + 1)) && is_colon(tokens.get(at + 2)) {
                    let Some(TokenTree::Ident(name)) = tokens.get(at + 3) else { break };
                    path.push(name.to_string());
                    at += 3;
                }
                if path.len() > 1 {
                    paths.push((module.clone(), path));
                }
            }
            _ => {}
        }
        at += 1;
    }
}

/// Lists the first file of every crate in the workspace: libraries, programs, tests and benchmarks.
fn crates(root: &Path) -> Vec<PathBuf> {
    let manifest = fs::read_to_string(root.join("Cargo.toml")).expect("the workspace's manifest");
    let members = manifest.split_once("members = [").and_then(|(_, rest)| rest.split_once(']')).expect("members").0;
    let members = members.split(',').map(|member| member.trim().trim_matches('"')).filter(|member| !member.is_empty());
    let mut firsts = Vec::new();
    for package in members.map(|member| root.join(member)).chain([root.to_owned()]) {
        firsts.extend(["src/lib.rs", "src/main.rs", "build.rs"].map(|first| package.join(first)));
        for folder in ["tests", "benches"] {
            for entry in fs::read_dir(package.join(folder)).into_iter().flatten().flatten() {
                let path = entry.path();
                let is_file = path.extension().is_some_and(|extension| extension == "rs");
                firsts.push(if is_file { path } else { path.join("main.rs") });
            }
        }
    }
    firsts.retain(|first| first.exists());
    firsts
}

#[test]
fn no_file_needs_one_that_needs_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let crates = crates(root);
    assert!(crates.len() > 20, "{crates:?}");
    let circles: Vec<_> = crates.iter().flat_map(|first| Files::read(first).circles()).collect();
    let circles = circles.join("\n").replace(&format!("{}/", root.display()), "");
    assert!(circles.is_empty(), "move what both need into a file below both:\n{circles}");
}
