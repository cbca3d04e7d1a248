//! The log's line of a plan request that is refused.

use plans::Problem;
use plans::catalog::Id;

use crate::error_response::ErrorResponse;
use crate::problem_type::ProblemType;

/// How many places the line names.
const MAX_PLACES: usize = 20;

/// The places of a plan request that have names of their own.
const PLACES: [&str; 10] = [
    "/answers",
    "/catalog/id",
    "/catalog/version",
    "/consent",
    "/contact",
    "/contact/company",
    "/contact/email",
    "/contact/name",
    "/message",
    "/plan",
];

/// Logs why a request is refused, by places and rules alone: a value may be personal. `version` is what the page says that its
/// catalogue's is. What fails by a fault of ours is logged where it fails, and what comes too often is not logged each time.
pub fn note_refusal(problem: &ErrorResponse, version: &str) {
    let status = problem.status();
    // Whoever learns that a proof of work is needed sends the same with one; what comes too often would fill the log.
    let is_usual = matches!(problem.kind(), ProblemType::ProofOfWorkMissing | ProblemType::RateLimited);
    if !status.is_client_error() || is_usual {
        return;
    }
    let is_plain = |c: u8| c.is_ascii_alphanumeric() || b"._-".contains(&c);
    let version = if (1..=40).contains(&version.len()) && version.bytes().all(is_plain) { version } else { "unknown" };
    let mut places: Vec<_> = problem.errors().iter().take(MAX_PLACES).map(place).collect();
    if problem.errors().len() > MAX_PLACES {
        places.push("and more".to_owned());
    }
    tracing::info!(
        "refused a plan request with {} (its page's catalogue version: {version}): {}",
        status.as_u16(),
        if places.is_empty() { "no field is at fault".to_owned() } else { places.join(", ") }
    );
}

/// Names the place of a problem and its rule, such as "/answers/company-size unknown-name". Names that a client made up are
/// left out.
fn place(problem: &Problem) -> String {
    let question = problem.pointer.strip_prefix("/answers/").and_then(|rest| rest.split('/').next());
    let place = match question.filter(|id| Id::parse(id).is_some()) {
        Some(id) => format!("/answers/{id}"),
        None if PLACES.contains(&&*problem.pointer) => problem.pointer.clone(),
        None if problem.pointer.is_empty() => "the whole".to_owned(),
        None => "elsewhere".to_owned(),
    };
    let code = serde_json::to_value(problem.code).unwrap_or_default();
    format!("{place} {}", code.as_str().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use plans::json::Code;

    use super::*;

    #[test]
    fn a_place_is_named_without_what_a_client_made_up() {
        for (pointer, expected) in [
            ("/answers/company-size", "/answers/company-size unknown-name"),
            ("/answers/assurance/1", "/answers/assurance unknown-name"),
            ("/answers/Ada Lovelace", "elsewhere unknown-name"),
            ("/contact/ada@example.com", "elsewhere unknown-name"),
            ("/contact/email", "/contact/email unknown-name"),
            ("", "the whole unknown-name"),
        ] {
            let problem =
                Problem {
                    pointer: pointer.to_owned(), code: Code::UnknownName, detail: "“Ada Lovelace”".to_owned()
                };
            assert_eq!(place(&problem), expected);
        }
    }
}
