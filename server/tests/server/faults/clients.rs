//! Clients that send plan requests one after the other, each under a key of its own, and note what they were answered.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::Mutex;
use std::time::Duration;

use reqwest::StatusCode;
use reqwest::header::RETRY_AFTER;
use serde_json::Value;
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::faults::chance::Chance;
use crate::support::{plan_request, within};

/// How long a client waits until it sends again what was answered with 503. (A visitor's browser waits as long as `Retry-After` says.)
const PAUSE: Duration = Duration::from_millis(10);

/// The longest that a client waits for an answer.
const TIMEOUT: Duration = Duration::from_secs(30);

/// A plan request, and what its client knows of it.
#[derive(Clone, Debug)]
pub struct Sent {
    pub key: String,
    /// A text that stands in this request alone.
    pub canary: String,
    /// The body of the answer of 201; all of them were the same.
    pub acknowledged: Option<String>,
}

impl Sent {
    /// Reads the reference that was answered.
    pub fn reference(&self) -> Option<String> {
        let receipt: Value = serde_json::from_str(self.acknowledged.as_ref()?).unwrap();
        Some(receipt["reference"].as_str().unwrap().to_owned())
    }
}

/// Where the server is.
#[derive(Clone, PartialEq)]
enum Place {
    Away,
    At(String),
    /// It will not come back.
    Ended,
}

/// Clients at work.
pub struct Clients {
    place: watch::Sender<Place>,
    /// How many answers there were, by status.
    answers: Arc<watch::Sender<HashMap<u16, u64>>>,
    /// What no answer should have been.
    wrong: Arc<Mutex<Vec<String>>>,
    tasks: JoinSet<Vec<Sent>>,
}

impl Clients {
    /// Starts so many, which wait for a server. The name is in all that they send.
    pub fn start(name: &str, count: usize) -> Self {
        let answers = Arc::new(watch::Sender::new(HashMap::new()));
        let (place, wrong, tasks) = (watch::Sender::new(Place::Away), Arc::default(), JoinSet::new());
        let mut clients = Self { place, answers, wrong, tasks };
        for number in 0..count {
            clients.tasks.spawn(clients.client().run(format!("{name}-{number}")));
        }
        clients
    }

    /// Tells where the server is now.
    pub fn at(&self, address: &str) {
        self.place.send_replace(Place::At(address.to_owned()));
    }

    /// Tells that the server is away.
    pub fn wait(&self) {
        self.place.send_replace(Place::Away);
    }

    /// Returns how often a status was answered so far.
    pub fn count(&self, status: u16) -> u64 {
        self.answers.borrow().get(&status).copied().unwrap_or(0)
    }

    /// Waits until a status was answered so many times more.
    pub async fn answered(&self, status: u16, times: u64) {
        self.counted(times, |answers| answers.get(&status).copied().unwrap_or(0)).await;
    }

    /// Waits until there were so many answers more, whatever they are.
    pub async fn answered_anything(&self, times: u64) {
        self.counted(times, |answers| answers.values().sum()).await;
    }

    /// Waits until a count of answers has grown, and fails at a wrong answer.
    async fn counted(&self, times: u64, count: impl Fn(&HashMap<u16, u64>) -> u64) {
        let mut answers = self.answers.subscribe();
        let most = count(&answers.borrow()) + times;
        within(answers.wait_for(|answers| count(answers) >= most || !self.wrong.lock().unwrap().is_empty()))
            .await
            .unwrap();
        self.expect_right();
    }

    fn expect_right(&self) {
        let wrong = self.wrong.lock().unwrap();
        assert!(wrong.is_empty(), "{} wrong answers; the first: {}", wrong.len(), wrong[0]);
    }

    /// Sends again what was acknowledged, by one client after the other has ended; each answer must be as before.
    pub async fn send_again(address: &str, all: &mut [Sent]) {
        let again = Self::start("again", 0);
        let client = again.client();
        for sent in all.iter_mut().filter(|sent| sent.acknowledged.is_some()) {
            assert_eq!(client.send(address, sent).await.unwrap(), StatusCode::CREATED, "{}", sent.key);
        }
        again.end().await;
    }

    fn client(&self) -> Client {
        let http = reqwest::Client::builder().no_proxy().timeout(TIMEOUT).build().unwrap();
        Client { http, place: self.place.subscribe(), answers: self.answers.clone(), wrong: self.wrong.clone() }
    }

    /// Lets all clients finish what they are at, and returns what they sent.
    pub async fn end(mut self) -> Vec<Sent> {
        self.place.send_replace(Place::Ended);
        let sent = within(std::mem::take(&mut self.tasks).join_all()).await.into_iter().flatten().collect();
        self.expect_right();
        sent
    }
}

struct Client {
    http: reqwest::Client,
    place: watch::Receiver<Place>,
    answers: Arc<watch::Sender<HashMap<u16, u64>>>,
    wrong: Arc<Mutex<Vec<String>>>,
}

impl Client {
    async fn run(mut self, name: String) -> Vec<Sent> {
        let mut chance = Chance::new();
        let mut all = Vec::new();
        for number in 0.. {
            let key = format!("{name}-{number}");
            let mut sent = Sent { canary: format!("canary-{key}."), key, acknowledged: None };
            let more = self.send_until_told(&mut sent, &mut chance).await;
            all.push(sent);
            if !more {
                break;
            }
        }
        all
    }

    /// Sends until there is an answer of 201, or until the client gives up; false where the server will not come back.
    async fn send_until_told(&mut self, sent: &mut Sent, chance: &mut Chance) -> bool {
        loop {
            let place = self.place.wait_for(|place| *place != Place::Away).await.unwrap().clone();
            let Place::At(address) = place else { return false };
            match self.send(&address, sent).await {
                Ok(StatusCode::CREATED) if chance.once_in(8) => {
                    // Somebody clicks twice.
                    let _ = self.send(&address, sent).await;
                    return true;
                }
                Ok(StatusCode::CREATED) => return true,
                // The connection broke, and nobody knows whether the request is stored. Most send it again.
                Err(_) if chance.once_in(4) => return true,
                Ok(_) | Err(_) => tokio::time::sleep(PAUSE).await,
            }
        }
    }

    /// Sends once; the status.
    async fn send(&self, address: &str, sent: &mut Sent) -> reqwest::Result<StatusCode> {
        let mut body = plan_request();
        body["message"] = sent.canary.as_str().into();
        let post = self.http.post(format!("http://{address}/api/plan-requests"));
        let response = post.header("idempotency-key", &sent.key).json(&body).send().await?;
        let (status, headers) = (response.status(), response.headers().clone());
        let text = response.text().await?;
        match (status, &sent.acknowledged) {
            (StatusCode::CREATED, None) => sent.acknowledged = Some(text),
            (StatusCode::CREATED, Some(before)) if *before == text => {}
            (StatusCode::SERVICE_UNAVAILABLE, _) if headers.contains_key(RETRY_AFTER) => {}
            _ => self.wrong.lock().unwrap().push(format!("{}: {status} {headers:?} {text}", sent.key)),
        }
        self.answers.send_modify(|answers| *answers.entry(status.as_u16()).or_default() += 1);
        Ok(status)
    }
}
