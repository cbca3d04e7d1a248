//! `/api/openapi.json`: what it says of the API holds.

use std::collections::BTreeSet;

use boon::{Compiler, Schemas};
use reqwest::Method;
use serde_json::Value;

use crate::support::{Reply, Server, ServerFolder, send};

/// The description that a server serves.
struct Description(Value);

impl Description {
    async fn of(server: &Server) -> Self {
        let answer = server.get("/api/openapi.json").await;
        assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, "application/json"));
        Self(answer.json())
    }

    fn example(&self, name: &str) -> &Value {
        &self.0["components"]["examples"][name]["value"]
    }

    fn operations(&self) -> Vec<(String, Method)> {
        let paths = self.0["paths"].as_object().unwrap().iter();
        let operations = paths.flat_map(|(path, methods)| {
            methods
                .as_object()
                .unwrap()
                .keys()
                .map(move |method| (path.clone(), method.to_uppercase().parse().unwrap()))
        });
        operations.collect()
    }

    /// Follows a reference, where there is one.
    fn resolve<'a>(&'a self, value: &'a Value) -> &'a Value {
        match value["$ref"].as_str() {
            Some(place) => self.0.pointer(&place[1..]).unwrap(),
            None => value,
        }
    }

    /// Checks that an answer is documented: its status, its media type, its headers and its body.
    #[track_caller]
    fn holds(&self, path: &str, method: &Method, answer: &Reply) {
        let operation = &self.0["paths"][path][method.as_str().to_lowercase()];
        let response = self.resolve(&operation["responses"][answer.status.as_str()]);
        assert!(response.is_object(), "{method} {path} answers {}, which is not documented", answer.status);
        for (name, header) in response["headers"].as_object().unwrap() {
            let header = self.resolve(header);
            assert!(
                answer.headers.contains_key(name) || header["required"] != true,
                "{method} {path}: {name} is missing"
            );
        }
        let media_type = answer.header("content-type").split(';').next().unwrap();
        let content = &response["content"][media_type];
        assert!(
            content.is_object(),
            "{method} {path} answers {} as {media_type}, which is not documented",
            answer.status
        );
        if media_type.ends_with("json") {
            self.is_of(&answer.json(), &content["schema"]);
        }
    }

    #[track_caller]
    fn is_of(&self, value: &Value, schema: &Value) {
        let mut document = self.0.clone();
        document["components"]["schemas"]["under-test"] = schema.clone();
        let mut compiler = Compiler::new();
        compiler.add_resource("openapi.json", document).unwrap();
        let mut schemas = Schemas::new();
        let schema = compiler.compile("openapi.json#/components/schemas/under-test", &mut schemas).unwrap();
        if let Err(error) = schemas.validate(value, schema) {
            panic!("{value}: {error:#}");
        }
    }
}

/// An address with the examples of its parameters in it.
fn address(path: &str) -> String {
    path.replace("{secret}", &"0".repeat(40))
}

#[tokio::test]
async fn the_examples_of_requests_are_stored() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let description = Description::of(&server).await;
    let path = "/api/plan-requests";
    for name in ["request", "least-request"] {
        let answer = server.post_json(description.example(name)).await;
        assert_eq!(answer.status, 201, "{name}: {answer:?}");
        description.holds(path, &Method::POST, &answer);
        let receipt = answer.json()["address"].as_str().unwrap().to_owned();
        let receipt = server.get(&format!("/{receipt}")).await;
        assert_eq!(receipt.status, 200);
        description.holds("/receipts/{secret}", &Method::GET, &receipt);
    }
    let mut pairs = Vec::new();
    for (name, value) in description.example("form").as_object().unwrap() {
        match value {
            Value::Array(values) => pairs.extend(values.iter().map(|value| (name, value.as_str().unwrap()))),
            value => pairs.push((name, value.as_str().unwrap())),
        }
    }
    for status in [201, 200] {
        let answer = send(server.post().form(&pairs)).await;
        assert_eq!(answer.status, status, "{answer:?}");
        description.holds(path, &Method::POST, &answer);
    }
    assert_eq!(place.rows().await.len(), 3);
}

#[tokio::test]
async fn every_answer_is_documented() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let description = Description::of(&server).await;
    for (path, method) in description.operations() {
        let answer = send(server.request(method.clone(), &address(&path))).await;
        description.holds(&path, &method, &answer);
        let other = if method == Method::GET { Method::DELETE } else { Method::GET };
        let refused = send(server.request(other, &address(&path))).await;
        assert_eq!(refused.status, 405, "{path}");
        description.holds(&path, &method, &refused);
        for accept in ["text/html", "application/json", "*/*"] {
            let answer = send(server.request(method.clone(), &address(&path)).header("accept", accept)).await;
            description.holds(&path, &method, &answer);
        }
    }
    let json = |body: &str| server.post().header("content-type", "application/json").body(body.to_owned());
    let form =
        |body: &str| server.post().header("content-type", "application/x-www-form-urlencoded").body(body.to_owned());
    let long = "x".repeat(70_000);
    let mut seen = BTreeSet::new();
    for request in [
        json("{"),
        json("{}"),
        json("[]"),
        json(&long),
        json("{}").header("idempotency-key", "two words"),
        server.post().body("{}"),
        server.post().header("content-type", "text/plain").body("{}"),
        form(""),
        form("a=%ff"),
        form("key=two+words"),
        form(&long),
    ] {
        let answer = send(request).await;
        description.holds("/api/plan-requests", &Method::POST, &answer);
        seen.insert(answer.status.as_u16());
    }
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), [400, 413, 415, 422]);
}

#[tokio::test]
async fn every_address_of_the_api_is_described_and_any_site_may_read_it() {
    let place = ServerFolder::new();
    let server = Server::start(&place).await;
    let description = Description::of(&server).await;
    let paths: Vec<_> = description.operations().into_iter().map(|(path, _)| path).collect();
    // There are no challenges where requests need no proof of work.
    for path in paths.iter().filter(|path| !path.contains('{') && *path != "/api/proof-of-work") {
        assert_ne!(server.get(path).await.status, 404, "{path}");
    }
    let asked = server.request(Method::GET, "/api/openapi.json").header("origin", "https://elsewhere.example");
    assert_eq!(send(asked).await.header("access-control-allow-origin"), "*");
}
