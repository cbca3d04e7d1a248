//! Proof of work by ALTCHA's protocol: what sends requests by the thousand has to work for each. It is off unless the operator says so.
//!
//! A challenge is signed here and kept nowhere. Its solution is good for one request, within some minutes: the request that is stored
//! spends it, in the same transaction, so that no other one is stored with it, whichever server that goes to.

use altcha::{Challenge, CreateChallengeOptions, Payload, VerifySolutionOptions, create_challenge, verify_solution};
use axum::http::HeaderMap;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use chrono::{DateTime, TimeDelta, Utc};

use crate::digest;
use crate::error_response::ErrorResponse;
use crate::problem_type::ProblemType;
use crate::random;

pub mod challenge;
pub mod key;
pub mod names;
pub mod settings;
pub mod spent;

use key::ProofKey;
use names::PROOF_HEADER;
use spent::SpentProof;

/// How long a challenge may be solved.
const HOLDS: TimeDelta = TimeDelta::minutes(10);

/// What is hashed again and again for one try.
const ALGORITHM: &str = "PBKDF2/SHA-256";

/// How often it is, for one try: as much as one wait for the browser's cryptography costs by itself, about half a millisecond.
const COST: u32 = 1_000;

/// How many tries a challenge takes, at least; at most it is twice as many. A laptop makes some thousand tries in a second, a slow phone some hundred.
const LEAST_TRIES: u32 = 500;

/// The longest proof that is read, in bytes. Ours have about 700.
const LONGEST: usize = 4_096;

/// Makes challenges, and checks what comes back.
pub struct ProofOfWork {
    /// Signs challenges.
    secret: String,
    /// Signs solutions, so that one is checked without working it out again.
    solution_secret: String,
}

impl ProofOfWork {
    /// Makes and checks challenges by a key. Servers with the same key take each other's.
    pub fn new(key: &ProofKey) -> Self {
        let secret = key.text().to_owned();
        let solution_secret = digest::hex(format!("solution\n{secret}"));
        Self { secret, solution_secret }
    }

    /// Makes a challenge, which takes as much work as one try of its solution.
    ///
    /// # Errors
    ///
    /// Where the algorithm is none, which it is.
    fn challenge(&self, now: DateTime<Utc>) -> altcha::Result<Challenge> {
        let more = u32::from_ne_bytes(random::bytes()) % (LEAST_TRIES + 1);
        create_challenge(CreateChallengeOptions {
            algorithm: ALGORITHM.to_owned(),
            cost: COST,
            counter: Some(LEAST_TRIES + more),
            expires_at: Some((now + HOLDS).timestamp()),
            hmac_signature_secret: Some(self.secret.clone()),
            hmac_key_signature_secret: Some(self.solution_secret.clone()),
            ..CreateChallengeOptions::default()
        })
    }

    /// Checks the proof that a request brings in its head.
    ///
    /// # Errors
    ///
    /// Where it brings none that holds.
    pub fn check_head(&self, head: &HeaderMap) -> Result<SpentProof, ErrorResponse> {
        self.check(head.get(PROOF_HEADER).map(|value| value.as_bytes()))
    }

    /// Checks the proof that a form brings in its field.
    ///
    /// # Errors
    ///
    /// Where it brings none that holds.
    pub fn check_field(&self, value: Option<&str>) -> Result<SpentProof, ErrorResponse> {
        self.check(value.map(str::as_bytes))
    }

    /// Checks a proof: JSON of a challenge and its solution, in Base64.
    fn check(&self, proof: Option<&[u8]>) -> Result<SpentProof, ErrorResponse> {
        let proof = proof.map(<[u8]>::trim_ascii).filter(|proof| !proof.is_empty());
        let proof = proof.ok_or_else(|| ErrorResponse::proof_of_work(ProblemType::ProofOfWorkMissing))?;
        let invalid = || ErrorResponse::proof_of_work(ProblemType::ProofOfWorkInvalid);
        let Payload { challenge, solution } = read(proof).ok_or_else(invalid)?;
        let options = VerifySolutionOptions {
            hmac_key_signature_secret: Some(self.solution_secret.clone()),
            ..VerifySolutionOptions::new(&challenge, &solution, self.secret.clone())
        };
        let checked = verify_solution(options).map_err(|_| invalid())?;
        if checked.expired {
            return Err(ErrorResponse::proof_of_work(ProblemType::ProofOfWorkExpired));
        }
        let until = challenge.parameters.expires_at.and_then(|at| DateTime::from_timestamp(at, 0));
        match until.filter(|_| checked.verified) {
            Some(until) => Ok(SpentProof::of_nonce(&challenge.parameters.nonce, until)),
            None => Err(invalid()),
        }
    }
}

/// Reads a proof. None of what is none.
fn read(proof: &[u8]) -> Option<Payload> {
    let json =
        Some(proof).filter(|proof| proof.len() <= LONGEST).and_then(|proof| BASE64_STANDARD.decode(proof).ok())?;
    serde_json::from_slice(&json).ok()
}

#[cfg(test)]
mod tests {
    use altcha::{Solution, SolveChallengeOptions, solve_challenge};

    use super::*;

    fn proofs(key: &str) -> ProofOfWork {
        ProofOfWork::new(&ProofKey::parse(key).expect("a key"))
    }

    const KEY: &str = "a key of a test, which is long enough";

    fn solved(challenge: &Challenge) -> Solution {
        solve_challenge(SolveChallengeOptions::new(challenge)).expect("a challenge").expect("in time")
    }

    fn written(challenge: &Challenge, solution: &Solution) -> String {
        let payload = Payload { challenge: challenge.clone(), solution: solution.clone() };
        BASE64_STANDARD.encode(serde_json::to_vec(&payload).expect("a payload is plain JSON"))
    }

    /// What becomes of a proof: the name of the problem, if any.
    fn problem(proofs: &ProofOfWork, proof: &str) -> Option<&'static str> {
        proofs.check_field(Some(proof)).err().map(|problem| problem.kind().name())
    }

    #[test]
    fn a_solution_is_taken_by_every_server_of_its_key_and_by_no_other() {
        let challenge = proofs(KEY).challenge(Utc::now()).expect("a challenge");
        let solution = solved(&challenge);
        assert!((LEAST_TRIES..=2 * LEAST_TRIES).contains(&solution.counter), "{}", solution.counter);
        let proof = written(&challenge, &solution);
        assert!(proof.len() < 1_000, "{}", proof.len());
        for text in [proof.clone(), format!(" {proof}\t")] {
            assert_eq!(problem(&proofs(KEY), &text), None);
        }
        assert_eq!(problem(&proofs("another key, as long as the first"), &proof), Some("proof-of-work-invalid"));
    }

    #[test]
    fn a_challenge_that_was_changed_is_none_and_its_solution_is_needed() {
        let proofs = proofs(KEY);
        let challenge = proofs.challenge(Utc::now()).expect("a challenge");
        let solution = solved(&challenge);
        let changed = |change: &dyn Fn(&mut Challenge, &mut Solution)| {
            let (mut challenge, mut solution) = (challenge.clone(), solution.clone());
            change(&mut challenge, &mut solution);
            problem(&proofs, &written(&challenge, &solution))
        };
        type Change = dyn Fn(&mut Challenge, &mut Solution);
        let changes: [&Change; 7] = [
            &|challenge, _| challenge.signature = None,
            &|challenge, _| challenge.parameters.expires_at = Some(i64::MAX),
            &|challenge, _| challenge.parameters.cost = 1,
            &|challenge, _| challenge.parameters.key_signature = None,
            &|challenge, _| challenge.parameters.key_prefix = String::new(),
            &|_, solution| solution.derived_key = "00".repeat(32),
            &|_, solution| solution.derived_key = String::new(),
        ];
        for change in changes {
            assert_eq!(changed(change), Some("proof-of-work-invalid"));
        }
        assert_eq!(changed(&|_, _| ()), None);
        let other = proofs.challenge(Utc::now()).expect("a challenge");
        assert_eq!(problem(&proofs, &written(&other, &solution)), Some("proof-of-work-invalid"));
    }

    #[test]
    fn a_challenge_holds_for_some_minutes() {
        let proofs = proofs(KEY);
        let expired = |now| {
            let challenge = proofs.challenge(now).expect("a challenge");
            problem(&proofs, &written(&challenge, &solved(&challenge)))
        };
        assert_eq!(expired(Utc::now() - HOLDS - TimeDelta::seconds(2)), Some("proof-of-work-expired"));
        assert_eq!(expired(Utc::now() - HOLDS + TimeDelta::seconds(60)), None);
    }

    #[test]
    fn what_is_no_proof_is_named_as_such() {
        let proofs = proofs(KEY);
        let missing = Some("proof-of-work-missing");
        for text in ["", " \t"] {
            assert_eq!(problem(&proofs, text), missing, "{text:?}");
        }
        assert_eq!(proofs.check_field(None).err().map(|problem| problem.kind().name()), missing);
        let deep = BASE64_STANDARD.encode("[".repeat(3_000));
        for text in ["x", "bm8=", "e30=", &deep, &"A".repeat(LONGEST + 4)] {
            assert_eq!(problem(&proofs, text), Some("proof-of-work-invalid"), "{text:?}");
        }
    }
}
