//! `cargo xtask contract`: schemathesis holds a running server to its own description.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};

use crate::shell::{cargo, output, step, timed};
use crate::tools::postgres::Postgres;

/// The only version that is right: newer ones may have newer checks.
const SCHEMATHESIS: &str = "4.32.5";

/// How many requests to send.
#[derive(clap::Args)]
pub struct Options {
    /// Examples for each operation
    #[arg(long, default_value_t = 500)]
    examples: u32,
}

/// Builds the server, and holds it to its description on each database.
pub fn contract(options: &Options) -> Result<()> {
    let schemathesis = find_or_install()?;
    step("building the server", || output(&mut cargo(&["build", "--locked", "--package", "plan-server"])))?;
    let folder = crate::paths::target().join("contract");
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| folder.display().to_string())?;
    }
    fs::create_dir_all(&folder)?;
    let file = folder.join("plan-requests.db").display().to_string();
    let postgres = match Postgres::start() {
        Ok(postgres) => Some(postgres),
        Err(error) => {
            println!("left out: PostgreSQL: {error:#}");
            None
        }
    };
    let databases = [("SQLite", Some(&*file)), ("PostgreSQL", postgres.as_ref().map(Postgres::url))];
    for (what, database) in databases.into_iter().filter_map(|(what, database)| Some((what, database?))) {
        let server = Server::start(database, &folder.join(format!("{what}.log")))?;
        let narrow = narrowed(&server, &folder)?;
        for (description, of, mode) in [
            (server.url("/api/openapi.json"), "as it is served", "all"),
            (narrow, "of the served catalogue alone", "positive"),
        ] {
            timed(&format!("holding the server on {what} to its description {of}"), || {
                Ok((run(&schemathesis, &server, &description, mode, options.examples, &folder)?, ()))
            })?;
        }
        server.stop()?;
    }
    Ok(())
}

/// Installs schemathesis into a folder of its own under the target folder; gives the program.
fn find_or_install() -> Result<PathBuf> {
    let folder = crate::paths::target().join(format!("schemathesis-{SCHEMATHESIS}"));
    let program = folder.join("bin/schemathesis");
    if !program.exists() {
        step(&format!("installing schemathesis {SCHEMATHESIS}"), || {
            let python = std::env::var_os("PYTHON").unwrap_or_else(|| "python3".into());
            output(Command::new(python).args(["-m", "venv"]).arg(&folder))
                .context("Python 3.10 or later with venv is needed")?;
            let mut pip = Command::new(folder.join("bin/python"));
            output(pip.args(["-m", "pip", "install", "--quiet", &format!("schemathesis=={SCHEMATHESIS}")]))
        })?;
    }
    Ok(program)
}

/// Writes the description with the ids of the built-in catalogue in it, so that most of what is made of it is stored; gives its path.
fn narrowed(server: &Server, folder: &Path) -> Result<String> {
    let text = output(Command::new("curl").args(["--silent", "--fail", &server.url("/api/openapi.json")]))?;
    let mut description: Value = serde_json::from_str(&text).context("the description is no JSON")?;
    let catalog: Value = serde_json::from_str(&fs::read_to_string(crate::paths::root().join("catalogs/msa.json"))?)?;
    let items = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let ids = |list: &Value| items(list).iter().map(|item| item["id"].clone()).collect::<Vec<_>>();
    let plans: Vec<_> = items(&catalog["plans"]).into_iter().filter(|plan| plan["requestable"] != false).collect();
    let mut answers = serde_json::Map::new();
    for question in items(&catalog["groups"]).iter().flat_map(|group| items(&group["questions"])) {
        let choices = ids(&question["choices"]);
        let answer = match question["kind"].as_str() {
            Some("one") => json!({"enum": choices}),
            Some("several") => json!({"type": "array", "items": {"enum": choices}, "maxItems": 10}),
            Some("number") => json!({"type": "integer", "minimum": 0, "maximum": 1_000_000}),
            _ => json!({"type": "boolean"}),
        };
        answers.insert(question["id"].as_str().unwrap_or_default().to_owned(), answer);
    }
    // One key for all would have all but the first body refused.
    if let Some(key) = description["components"]["parameters"]["idempotency-key"].as_object_mut() {
        key.remove("examples");
    }
    let email = json!({"type": "string", "pattern": "^[a-z]{1,20}@[a-z]{1,20}\\.example$"});
    let schemas = &mut description["components"]["schemas"];
    schemas["Contact"]["properties"]["email"] = email.clone();
    schemas["PlanRequestForm"]["properties"]["email"] = email;
    for (id, answer) in &answers {
        let answer = if answer["type"] == "boolean" { json!({"enum": ["yes", "no"]}) } else { answer.clone() };
        schemas["PlanRequestForm"]["properties"][format!("answer.{id}")] = answer;
    }
    schemas["Answers"] = json!({"type": "object", "properties": answers, "additionalProperties": false});
    schemas["PlanRequest"]["properties"]["plan"] = json!({"enum": ids(&plans.clone().into())});
    schemas["PageCatalog"]["properties"]["id"] = json!({"const": catalog["id"]});
    if let Some(fields) = schemas["PageCatalog"]["properties"].as_object_mut() {
        fields.remove("content");
    }
    let form = &mut schemas["PlanRequestForm"];
    form["properties"]["plan"] = json!({"enum": ids(&plans.into())});
    form["properties"]["catalog_id"] = json!({"const": catalog["id"]});
    for name in ["catalog_content", "key"] {
        if let Some(fields) = form["properties"].as_object_mut() {
            fields.remove(name);
        }
    }
    let path = folder.join("narrowed.json");
    fs::write(&path, serde_json::to_string_pretty(&description)?)?;
    Ok(path.display().to_string())
}

/// Runs all checks; says what was run.
fn run(
    schemathesis: &Path,
    server: &Server,
    description: &str,
    mode: &str,
    examples: u32,
    folder: &Path,
) -> Result<String> {
    let mut run = Command::new(schemathesis);
    run.arg("--config-file").arg(crate::paths::root().join("tests/contract/schemathesis.toml"));
    run.args([
        "run",
        description,
        "--url",
        &server.url(""),
        "--checks",
        "all",
        "--max-examples",
        &examples.to_string(),
    ]);
    run.args(["--phases", "examples,coverage,fuzzing", "--continue-on-failure", "--no-color", "--warnings", "off"]);
    // What breaks the narrow description may be taken all the same, so that is sent what keeps it alone.
    run.args(["--mode", mode]);
    let printed = output(run.args(["--generation-database", "none"]).current_dir(folder))?;
    let is_told = |line: &&str| line.contains("generated") || line.contains("passed") && line.contains("Test cases");
    Ok(printed.lines().filter(is_told).map(str::trim).collect::<Vec<_>>().join(", "))
}

/// A server on a free port, without limits of how much one client may send.
struct Server {
    child: Child,
    address: String,
    log: PathBuf,
}

impl Server {
    fn start(database: &str, log: &Path) -> Result<Self> {
        let mut serve = Command::new(crate::paths::target().join("debug/plan-server"));
        serve.args(["serve", "--port", "0", "--database", database]);
        serve.envs(["PLAN_RATE", "PLAN_RATE_PER_CLIENT", "PLAN_MAX_CONNECTIONS_PER_CLIENT"].map(|limit| (limit, "0")));
        serve.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(fs::File::create(log)?);
        let mut child = serve.spawn().context("the server could not be started")?;
        let mut line = String::new();
        let stdout = child.stdout.take().context("the server's output")?;
        BufReader::new(stdout).read_line(&mut line)?;
        let Some(address) = line.trim().strip_prefix("listening on http://") else {
            bail!("the server ended before it listened: {}", fs::read_to_string(log)?);
        };
        Ok(Self { child, address: address.to_owned(), log: log.to_owned() })
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Stops the server, which must have logged no fault of its own.
    fn stop(mut self) -> Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        let log = fs::read_to_string(&self.log)?;
        let faults: Vec<_> =
            log.lines().filter(|line| line.contains("ERROR") || line.contains("panicked")).take(5).collect();
        ensure!(faults.is_empty(), "the server logged faults:\n{}", faults.join("\n"));
        let stored = log.matches("stored the plan request").count();
        ensure!(stored > 0, "the server stored nothing");
        println!("the server stored {stored} plan requests");
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It has ended where it was stopped.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
