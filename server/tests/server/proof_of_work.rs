//! Proof of work: what is asked, what is taken, and that each proof is good for one request.

use altcha::{Challenge, CreateChallengeOptions, Payload, SolveChallengeOptions, create_challenge, solve_challenge};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use chrono::{TimeDelta, Utc};
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::form_page::FormPage;
use crate::support::{Reply, Server, ServerFolder, plan_request, send, serve};

const ON: [&str; 1] = ["--proof-of-work"];
const KEY: &str = "a key that two servers have in common";

async fn challenge(server: &Server) -> Challenge {
    let reply = server.get("/api/proof-of-work").await;
    assert_eq!((reply.status.as_u16(), reply.header("cache-control")), (200, "no-store"));
    serde_json::from_slice(&reply.body).unwrap()
}

/// A proof as a browser sends it.
fn solved(challenge: Challenge) -> String {
    let solution = solve_challenge(SolveChallengeOptions::new(&challenge)).unwrap().unwrap();
    BASE64_STANDARD.encode(serde_json::to_vec(&Payload { challenge, solution }).unwrap())
}

async fn proof(server: &Server) -> String {
    solved(challenge(server).await)
}

/// Sends a request under a key, with a proof.
async fn post(server: &Server, key: &str, proof: &str) -> Reply {
    send(request(server, key, proof)).await
}

fn request(server: &Server, key: &str, proof: &str) -> RequestBuilder {
    server.post().header("idempotency-key", key).header("proof-of-work", proof).json(&plan_request())
}

/// The replies to requests that are sent at once.
async fn race(requests: impl IntoIterator<Item = RequestBuilder>) -> Vec<Reply> {
    requests.into_iter().map(send).collect::<JoinSet<_>>().join_all().await
}

#[track_caller]
fn is_refused(reply: &Reply, why: &str) {
    let detail = match why {
        "missing" => {
            "requests need a proof of work; solve a challenge of api/proof-of-work, and send the same again with the header Proof-Of-Work"
        }
        "expired" => "the challenge was solved too late; ask for another one",
        "spent" => "another request was stored with this proof of work; ask for another challenge",
        _ => "this is no solution of a challenge of ours; ask for another one",
    };
    reply.is_problem(422, &format!("proof-of-work-{why}"), detail, None);
    assert_eq!(reply.header("proof-of-work"), "required");
}

#[tokio::test]
async fn without_the_flag_there_are_no_challenges_and_proofs_are_passed_over() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let nothing = server.get("/api/proof-of-work").await;
    nothing.is_problem(404, "not-found", "nothing is at this address; check its path", None);
    for proof in ["", "nonsense"] {
        let reply = post(&server, &format!("key-{proof}"), proof).await;
        assert_eq!((reply.status.as_u16(), reply.headers.get("proof-of-work")), (201, None));
    }
    assert_eq!(send(server.post().form(&form("ada", &[("altcha", "nonsense")]))).await.status, 201);
    assert_eq!(place.rows().await.len(), 3);
}

#[tokio::test]
async fn a_request_needs_a_proof_and_its_key_still_finds_the_earlier_answer() {
    let place = ServerFolder::new();
    let server = Server::start_with(&place, &ON).await;
    is_refused(&post(&server, "first", "").await, "missing");
    is_refused(&server.post_json(&plan_request()).await, "missing");
    // What cannot be read needs one, too: reading is work.
    is_refused(&send(server.post().header("content-type", "application/json").body("{")).await, "missing");
    assert_eq!(place.rows().await.len(), 0);

    let proof = proof(&server).await;
    let stored = post(&server, "first", &proof).await;
    assert_eq!(stored.status, 201, "{stored:?}");
    for again in [proof.as_str(), "", "nonsense"] {
        let reply = post(&server, "first", again).await;
        assert_eq!((reply.status.as_u16(), reply.header("idempotency-replayed")), (201, "true"));
        assert_eq!(reply.body, stored.body);
    }
    is_refused(&post(&server, "second", &proof).await, "spent");
    is_refused(&send(server.post().header("proof-of-work", &proof).json(&plan_request())).await, "spent");
    assert_eq!(place.rows().await.len(), 1);
}

#[tokio::test]
async fn what_is_refused_for_another_reason_does_not_spend_the_proof() {
    let place = ServerFolder::new();
    let server = Server::start_with(&place, &ON).await;
    let proof = proof(&server).await;
    let mut wrong = plan_request();
    wrong["contact"]["email"] = json!("nowhere");
    let refused = send(server.post().header("proof-of-work", &proof).json(&wrong)).await;
    assert_eq!((refused.status.as_u16(), refused.headers.get("proof-of-work")), (422, None));
    assert_eq!(post(&server, "right", &proof).await.status, 201);
}

#[tokio::test]
async fn of_requests_that_race_with_one_proof_one_is_stored_on_however_many_servers() {
    let place = ServerFolder::new();
    let one = Server::start_with(&place, &ON).await;
    let two = Server::start_with(&place, &ON).await;
    let proof = proof(&one).await;
    let to = |at: usize| if at.is_multiple_of(2) { &one } else { &two };
    let replies = race((0..12).map(|at| request(to(at), &format!("key-{at}"), &proof))).await;
    let (stored, refused): (Vec<_>, Vec<_>) = replies.iter().partition(|reply| reply.status == 201);
    assert_eq!((stored.len(), refused.len()), (1, 11));
    refused.into_iter().for_each(|reply| is_refused(reply, "spent"));
    assert_eq!(place.rows().await.len(), 1);
    // Without keys alike.
    let other = solved(challenge(&two).await);
    let replies = race((0..6).map(|at| to(at).post().header("proof-of-work", &other).json(&plan_request()))).await;
    assert_eq!(replies.iter().filter(|reply| reply.status == 201).count(), 1);
    assert_eq!(place.rows().await.len(), 2);
}

#[tokio::test]
async fn the_key_of_challenges_outlives_a_restart_and_can_be_given() {
    let place = ServerFolder::new();
    let server = Server::start_with(&place, &ON).await;
    let [early, late] = [challenge(&server).await, challenge(&server).await];
    let proof = solved(early);
    assert_eq!(post(&server, "early", &proof).await.status, 201);
    let stopped = server.stop().await;
    assert!(stopped.status.success());

    let server = Server::start_with(&place, &ON).await;
    is_refused(&post(&server, "again", &proof).await, "spent");
    assert_eq!(post(&server, "late", &solved(late)).await.status, 201);

    // Two servers with databases of their own take each other's challenges by a key that they are given.
    let others = [ServerFolder::new(), ServerFolder::new()];
    let start = async |place: &ServerFolder| Server::spawn(serve(place).args(ON).env("PLAN_PROOF_KEY", KEY)).await;
    let [one, two] = [start(&others[0]).await, start(&others[1]).await];
    assert_eq!(post(&two, "here", &self::proof(&one).await).await.status, 201);
    is_refused(&post(&server, "there", &self::proof(&one).await).await, "invalid");

    let short = serve(&others[0]).args(ON).env("PLAN_PROOF_KEY", "short-secret").output().await.unwrap();
    let log = String::from_utf8(short.stderr).unwrap();
    assert!(!short.status.success());
    assert!(log.contains("PLAN_PROOF_KEY has 12 characters, and needs 32 or more; make one by: openssl"), "{log}");
    assert!(!log.contains("short-secret"), "{log}");
}

#[tokio::test]
async fn what_was_forged_or_has_expired_is_not_taken() {
    let place = ServerFolder::new();
    let server = Server::spawn(serve(&place).args(ON).env("PLAN_PROOF_KEY", KEY)).await;
    let made = |secret: &str, age: TimeDelta| {
        let options = CreateChallengeOptions {
            cost: 1,
            expires_at: Some((Utc::now() - age).timestamp()),
            hmac_signature_secret: Some(secret.to_owned()),
            ..CreateChallengeOptions::default()
        };
        create_challenge(options).unwrap()
    };
    is_refused(&post(&server, "a", &solved(made(KEY, TimeDelta::seconds(5)))).await, "expired");
    is_refused(&post(&server, "b", &solved(made("another key", -TimeDelta::minutes(5)))).await, "invalid");
    let mut later = challenge(&server).await;
    later.parameters.expires_at = later.parameters.expires_at.map(|at| at + 60);
    is_refused(&post(&server, "c", &solved(later)).await, "invalid");
    for nonsense in ["nonsense", "e30=", "AAAA"] {
        is_refused(&post(&server, "d", nonsense).await, "invalid");
    }
    assert_eq!(place.rows().await.len(), 0);
    assert_eq!(post(&server, "e", &proof(&server).await).await.status, 201);
    // A proof is a visitor's, and stands in no log.
    let log = server.stop().await.log;
    assert!(!log.contains("AAAA") && !log.contains(KEY), "{log}");
}

/// A plain form for the request of the other tests, and further fields.
fn form<'a>(name: &'a str, further: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let own = [
        ("plan", "business"),
        ("name", name),
        ("email", "ada@analytical.example"),
        ("company", "Analytical Engines"),
        ("catalog_id", "msa"),
        ("catalog_version", "2026-11"),
    ];
    own.into_iter().chain(further.iter().copied()).collect()
}

#[tokio::test]
async fn a_form_without_a_proof_is_answered_with_all_that_was_written_and_one_with_it_is_stored_once() {
    let place = ServerFolder::new();
    let server = Server::start_with(&place, &ON).await;
    // Where the site has no script that makes a proof, the page has none.
    let bare = FormPage::read(&send(server.post().form(&form("Ada L", &[]))).await, 422);
    assert!(bare.all("script").is_empty());
    for other in ["proof-0123456789abcdef.css", "proof-reading-0123456789abcdef.js", "proof.js"] {
        place.write(&format!("site/plan-configurator-{other}"), b"");
    }
    place.write("site/plan-configurator-proof-0123456789abcdef.js", b"export const prove = 1;");
    let again = FormPage::read(&send(server.post().form(&form("Ada L", &[("key", "own")]))).await, 422);
    let said = again.texts("[role=alert] p").concat();
    assert!(said.contains("we take requests only from browsers that solve a small task"), "{said}");
    assert_eq!(again.attribute("script", "src"), "../plan-configurator-proof-0123456789abcdef.js");
    assert_eq!(again.attribute("[data-plan-proof]", "data-plan-proof"), "send");
    let mut filled = again.filled();
    filled.retain(|(name, _)| name != "altcha");
    assert!(filled.iter().any(|(name, value)| name == "name" && value == "Ada L"), "{filled:?}");
    assert!(filled.iter().any(|(name, value)| name == "key" && value == "own"), "{filled:?}");

    filled.push(("altcha".to_owned(), proof(&server).await));
    let receipt = send(server.post().form(&filled)).await;
    assert_eq!(receipt.status, 201);
    // Sent again by the way back, it has another proof.
    filled.last_mut().unwrap().1 = proof(&server).await;
    let replayed = send(server.post().form(&filled)).await;
    assert_eq!((replayed.status.as_u16(), replayed.header("idempotency-replayed")), (201, "true"));
    assert_eq!(replayed.body, receipt.body);

    // Without a key of its own, its reload is the same; its proof is no other form's.
    let proof = proof(&server).await;
    let bob = form("Bob", &[("altcha", &proof)]);
    assert_eq!(send(server.post().form(&bob)).await.status, 201);
    assert_eq!(send(server.post().form(&bob)).await.status, 200);
    let spent = FormPage::read(&send(server.post().form(&form("Eve", &[("altcha", &proof)]))).await, 422);
    assert_eq!(spent.attribute("[data-plan-proof]", "data-plan-proof"), "add", "it is not sent by itself for ever");
    assert_eq!(spent.value("altcha"), [""]);
    let names: Vec<_> = place.rows().await.iter().map(|row| row["name"].clone()).collect();
    assert_eq!(names, [Value::from("Ada L"), Value::from("Bob")]);
}

#[tokio::test]
async fn pages_of_sites_that_may_send_may_ask_and_read_what_is_wanted() {
    let place = ServerFolder::new();
    let arguments = [ON[0], "--allow-origin", "https://www.example.com"];
    let server = Server::start_with(&place, &arguments).await;
    for (origin, allowed) in [("https://www.example.com", "https://www.example.com"), ("https://evil.example", "")] {
        let asked = send(server.request(Method::GET, "/api/proof-of-work").header("origin", origin)).await;
        assert_eq!((asked.status.as_u16(), asked.header("access-control-allow-origin")), (200, allowed));
    }
    let refused = send(server.post().header("origin", "https://www.example.com").json(&plan_request())).await;
    is_refused(&refused, "missing");
    let exposed = refused.header("access-control-expose-headers").to_ascii_lowercase();
    assert!(exposed.split(',').any(|name| name.trim() == "proof-of-work"), "{exposed}");
}
