//! Plan requests as a page sends them, no two alike.

use std::fs;
use std::io::Write as _;

use anyhow::{Result, anyhow};

/// What the page is of.
const CATALOG: &str = "catalogs/msa.json";

/// What is answered: most questions, so that all of the advice is worked out.
const ANSWERS: &str = r#"{"company-size":"100-499","sev1-hours":"always","sev2-hours":"extended","sev1-response":"4-hours","sev2-response":"8-working-hours","incidents":7,"contacts":2,"account-management":"team","remote-assistance":true,"assurance":["quality-reports","review-call"]}"#;

/// Writes one request after the other.
pub struct PlanRequests {
    content: String,
    /// Tells the requests of one run from those of another.
    run: u32,
    count: u64,
}

impl PlanRequests {
    /// Returns the name of the catalogue's content, by which a server knows what the page showed.
    pub fn content() -> Result<String> {
        let text = fs::read_to_string(crate::paths::root().join(CATALOG))?;
        let catalog = plans::source::read(&text).map_err(|problems| anyhow!("{CATALOG}: {problems:?}"))?;
        Ok(catalog.parts().content.clone())
    }

    /// Begins with the first.
    pub fn new(content: &str) -> Self {
        Self { content: content.to_owned(), run: std::process::id(), count: 0 }
    }

    /// Writes the next one, head and body, in the place of what stands there.
    pub fn write(&mut self, request: &mut Vec<u8>) {
        self.count += 1;
        let Self { content, run, count } = self;
        let body = format!(
            r#"{{"plan":"plus","answers":{ANSWERS},"contact":{{"name":"Ada {count}","email":"ada.{run}.{count}@analytical.example","company":"Engines {count}"}},"message":"Please call on {count}.","catalog":{{"id":"msa","version":"2026-11","content":"{content}","language":"en"}},"origin":{{"campaign":{{"utm_source":"mail"}},"page":"https://www.example.com/plans"}}}}"#
        );
        request.clear();
        write!(
            request,
            "POST /api/plan-requests HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n\
             Idempotency-Key: {run:08x}-0000-4000-8000-{count:012x}\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )
        .expect("writing into memory does not fail");
    }
}
