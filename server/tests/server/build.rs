//! The pages of catalogues: as files, and as they are served.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use reqwest::Method;

use crate::support::{BINARY, Reply, Server, ServerFolder, send};

const MSA: &str = include_str!("../../../catalogs/msa.json");
const URL: &str = "https://plans.example/";

/// A place with a small bundle, and two catalogues: the first one, and another of the id `second`.
fn place() -> ServerFolder {
    let place = ServerFolder::new();
    for (name, bytes) in bundle::testing::contents() {
        place.write(&format!("bundle/{name}"), &bytes);
    }
    place.write("msa.json", MSA.as_bytes());
    place.write("second.json", second("Which plan fits you?").as_bytes());
    place
}

/// The first catalogue under the id `second`, with a title.
fn second(title: &str) -> String {
    let json = MSA.replacen("\"id\": \"msa\"", "\"id\": \"second\"", 1);
    json.replacen("\"Which support plan fits?\"", &format!("\"{title}\""), 1)
}

/// What says to both commands what they are to show.
fn arguments(place: &ServerFolder) -> Vec<String> {
    let path = |name: &str| place.path(name).to_str().expect("a path in UTF-8").to_owned();
    let named = [("--site", "bundle"), ("--catalog", "msa.json"), ("--catalog", "second.json")];
    let mut arguments: Vec<_> = named.into_iter().flat_map(|(flag, name)| [flag.to_owned(), path(name)]).collect();
    arguments.extend(["--url", URL].map(str::to_owned));
    arguments
}

/// Runs `plan-server build` into the folder `out`; gives its exit code and what it printed.
fn build(place: &ServerFolder, more: &[&str]) -> (i32, String) {
    let mut command = Command::new(BINARY);
    command.env_clear().arg("build").args(arguments(place)).arg("--out").arg(place.path("out")).args(more);
    let output = command.output().expect("the binary runs");
    let printed = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    (output.status.code().expect("an exit code"), printed)
}

async fn serve(place: &ServerFolder) -> Server {
    let arguments = arguments(place);
    Server::start_with(place, &arguments.iter().map(String::as_str).collect::<Vec<_>>()).await
}

fn text(answer: &Reply) -> &str {
    std::str::from_utf8(&answer.body).expect("a text")
}

/// The paths of all files below a folder, relative to it.
fn files(folder: &Path, prefix: &str) -> Vec<String> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = format!("{prefix}{}", path.file_name().expect("a name").to_str().expect("a name in UTF-8"));
        if path.is_dir() {
            found.extend(files(&path, &format!("{name}/")));
        } else {
            found.push(name);
        }
    }
    found
}

#[tokio::test]
async fn what_is_served_and_what_is_written_are_the_same_byte_for_byte() {
    let place = place();
    // A catalogue in two languages has contents in both.
    let german = second("Which?").replacen("\"Which?\"", "{\"en\": \"Which?\", \"de\": \"Welcher?\"}", 1);
    place.write("second.json", german.as_bytes());
    let (code, printed) = build(&place, &[]);
    assert_eq!(code, 0, "{printed}");
    let out = place.path("out");
    let written: BTreeSet<_> = files(&out, "").into_iter().filter(|name| !name.starts_with('.')).collect();
    let server = serve(&place).await;
    let mut compared = BTreeSet::new();
    for name in written.iter().filter(|name| !name.ends_with(".br") && !name.ends_with(".gz")) {
        let mut addresses = vec![format!("/{name}")];
        addresses.extend(name.strip_suffix("index.html").map(|folder| format!("/{folder}")));
        for (encoding, suffix) in [("identity", ""), ("br", ".br"), ("gzip", ".gz")] {
            let expected = fs::read(out.join(format!("{name}{suffix}"))).expect("a file");
            for address in &addresses {
                let answer = send(server.request(Method::GET, address).header("accept-encoding", encoding)).await;
                assert_eq!(answer.status, 200, "{address}");
                let sent = answer.header("content-encoding");
                assert_eq!(sent, if suffix.is_empty() { "" } else { encoding }, "{address}");
                assert!(answer.body == expected, "{address} as {encoding} is served otherwise than it is written");
            }
            compared.insert(format!("{name}{suffix}"));
        }
    }
    assert_eq!(compared, written, "nothing else is written");

    // Nor is anything else served: whatever files or texts name is there.
    let bundle = bundle::Bundle::of(bundle::testing::contents()).expect("a bundle");
    let [msa, second] = [MSA.to_owned(), german].map(|json| {
        let catalog = plans::source::read(&json).expect("a catalogue");
        (catalog, json)
    });
    let catalogs = [&msa, &second].map(|(catalog, json)| pages::Source { catalog, json });
    let site = pages::Site { catalogs: &catalogs, first: 0, url: URL, endpoint: None };
    let made = pages::write_site(&bundle, &site).expect("a site").into_keys();
    let names: BTreeSet<_> = bundle.manifest.files.keys().cloned().chain(made).collect();
    let expected = names.iter().flat_map(|name| ["", ".br", ".gz"].map(|suffix| format!("{name}{suffix}")));
    assert_eq!(written, expected.collect());
    assert!(names.iter().any(|name| name.contains("-content-de-")), "{names:?}");
}

#[tokio::test]
async fn a_folder_is_compared_with_what_would_be_written() {
    let place = place();
    let (code, printed) = build(&place, &["--check"]);
    assert_eq!(code, 1);
    assert!(printed.contains("index.html: missing"), "{printed}");
    assert_eq!(build(&place, &[]).0, 0);
    place.write("out/robots.txt", b"the host's own");
    assert_eq!(build(&place, &["--check"]), (0, String::new()));

    place.write("out/second/index.html", b"changed");
    let (code, printed) = build(&place, &["--check"]);
    assert_eq!((code, printed.lines().count()), (1, 1), "{printed}");
    assert!(printed.contains("out/second/index.html: another file"), "{printed}");
    assert_eq!(fs::read(place.path("out/second/index.html")).expect("the file"), b"changed");
}

#[test]
fn files_of_the_last_five_builds_that_are_named_by_their_content_stay() {
    let place = place();
    let out = place.path("out");
    place.write("out/mine-0123456789abcdef.js", b"the host's own");
    let mut before = BTreeSet::new();
    let mut own = Vec::new();
    for number in 0..7 {
        place.write("second.json", second(&format!("Title {number}")).as_bytes());
        let (code, printed) = build(&place, &[]);
        assert_eq!(code, 0, "{printed}");
        let now: BTreeSet<_> = files(&out, "").into_iter().collect();
        own.push(now.difference(&before).filter(|name| name.contains("-content-")).cloned().collect::<Vec<_>>());
        before.extend(now);
    }
    // Of the first build's files those of the other catalogue are every build's.
    for (number, own) in own.iter().enumerate().skip(1) {
        assert!(!own.is_empty(), "build {number} has files of its own");
        for name in own {
            assert_eq!(out.join(name).exists(), number >= 2, "{name} of build {number}");
        }
    }
    assert_eq!(fs::read(out.join("mine-0123456789abcdef.js")).expect("a file"), b"the host's own");

    // The same again is no further build, and what was written before is its own as soon as it is written again.
    place.write("second.json", second("Title 2").as_bytes());
    for _ in 0..3 {
        assert_eq!(build(&place, &[]).0, 0);
    }
    assert!(own[2..].iter().flatten().all(|name| out.join(name).exists()));
    assert_eq!(build(&place, &["--check"]), (0, String::new()));
}

#[tokio::test]
async fn each_catalogue_has_its_page_with_a_policy_of_its_own() {
    let place = place();
    let server = serve(&place).await;
    let start = server.get("/").await;
    assert!(text(&start).contains("<title>Which support plan fits?</title>"));
    let page = server.get("/second/").await;
    assert!(text(&page).contains("<title>Which plan fits you?</title>"));
    assert_eq!(server.get("/second?plan=plus").await.body, page.body, "the address without its slash leads there");
    let script = text(&page).split("<script type=\"module\">").nth(1).map(str::to_owned).expect("a script");
    let hash = bundle::integrity(script.split("</script>").next().expect("its text").as_bytes());
    assert!(page.header("content-security-policy").contains(&hash));
    assert!(page.header("link").contains("<../app.wasm>; rel=\"preload\""));
    assert_eq!(server.get("/second/embed.html").await.header("cross-origin-embedder-policy"), "require-corp");
    let json = server.get("/second/catalog.json").await;
    assert_eq!(text(&json), second("Which plan fits you?"));
    for missing in ["/bundle.json", "/templates/loader.js", "/third/", "/second/nothing"] {
        assert_eq!(server.get(missing).await.status, 404, "{missing}");
    }
}

#[test]
fn an_address_that_is_none_is_refused_with_what_is_right() {
    let place = place();
    let output = Command::new(BINARY)
        .env_clear()
        .args(["build", "--url", "plans.example", "--out", "out"])
        .current_dir(place.path("."))
        .output()
        .expect("the binary runs");
    assert_eq!(output.status.code(), Some(2));
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(error.contains("such as https://plans.example/"), "{error}");
}
