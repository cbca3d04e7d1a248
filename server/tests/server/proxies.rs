//! nginx in front of the server, as the manual and the packages show it.

use std::process::Stdio;
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::process::Command;

use crate::support::{Server, ServerFolder, lasting_port, plan_request, send, within};

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data");

/// The sites that are shown, each with the path at which the server stands.
fn sites() -> Vec<(String, &'static str)> {
    let manual = include_str!("../../../docs/operating.md");
    let mut shown = manual.split("```nginx\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    let (own, below) = (shown.next().unwrap(), shown.next().unwrap());
    let below = format!(
        "server {{\nlisten 443 ssl http2;\nlisten [::]:443 ssl http2;\nserver_name plans.example;\n{below}\n}}\n"
    );
    vec![(own.to_owned(), ""), (below, "/plans"), (include_str!("../../../packaging/nginx.conf").to_owned(), "/plans")]
}

/// Writes a file of nginx's with a site in it, which listens as said, and in which the server is where it is.
fn configuration(place: &ServerFolder, site: &str, listen: &str, server: &Server) -> String {
    let mut lines = Vec::new();
    for line in site.lines() {
        let (indent, rule) = line.split_at(line.len() - line.trim_start().len());
        lines.push(match rule.split(' ').next().unwrap_or_default() {
            "listen" if rule.contains("[::]") => continue,
            "listen" if rule.contains("443") => format!("{indent}listen {listen};"),
            // The site that leads from HTTP to HTTPS.
            "listen" => format!("{indent}listen unix:{};", place.path("http.socket").display()),
            "ssl_certificate" => format!("{indent}ssl_certificate {DATA}/mail-server.pem;"),
            "ssl_certificate_key" => format!("{indent}ssl_certificate_key {DATA}/mail-server.key;"),
            _ => line.replace("127.0.0.1:8080", &server.address),
        });
    }
    if !site.contains("ssl_certificate") {
        let pair = format!("ssl_certificate {DATA}/mail-server.pem; ssl_certificate_key {DATA}/mail-server.key;");
        lines.insert(1, pair);
    }
    let folder = place.path("");
    let folder = folder.display();
    let kinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
    let kinds = kinds.map(|kind| format!("{kind}_temp_path {folder}/{kind};")).join(" ");
    let text = format!(
        "daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log;\nevents {{}}\n\
         http {{ access_log off; {kinds}\n{}\n}}\n",
        lines.join("\n")
    );
    place.write("nginx.conf", text.as_bytes());
    place.path("nginx.conf").to_str().unwrap().to_owned()
}

fn nginx(configuration: &str) -> Command {
    let mut command = Command::new("nginx");
    command.args(["-e", "/dev/null", "-c", configuration]);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).kill_on_drop(true);
    command
}

#[tokio::test]
async fn nginx_as_it_is_shown_starts_and_says_for_whom_it_asks() {
    if Command::new("nginx").arg("-v").stderr(Stdio::null()).status().await.is_err() {
        return println!("left out: nginx, which is not installed");
    }
    for (site, path) in sites() {
        let place = ServerFolder::new();
        let arguments = ["--trusted-proxy", "127.0.0.1", "--rate-per-client", "1"];
        let server = Server::start_with(&place, &arguments).await;
        let port = lasting_port();
        assert!(site.contains("listen 443 ssl http2;"), "{site}");

        let checked = nginx(&configuration(&place, &site, &format!("127.0.0.1:{port} ssl http2"), &server));
        let checked = within({ checked }.arg("-t").output()).await.unwrap();
        assert!(checked.status.success(), "{}\n{site}", String::from_utf8_lossy(&checked.stderr));

        // Without TLS, which a client of these tests does not speak.
        let mut running = nginx(&configuration(&place, &site, &format!("127.0.0.1:{port}"), &server)).spawn().unwrap();
        within(async {
            while TcpStream::connect(("127.0.0.1", port)).await.is_err() {
                assert_eq!(running.try_wait().unwrap(), None, "nginx has ended");
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        })
        .await;
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let url = format!("http://127.0.0.1:{port}{path}");
        let post = || client.post(format!("{url}/api/plan-requests"));
        let from = |client: &'static str| send(post().header("X-Forwarded-For", client).json(&plan_request()));
        for (client, status) in [("203.0.113.1", 201), ("203.0.113.1", 429), ("203.0.113.2", 201)] {
            assert_eq!(from(client).await.status, status, "{client}: {site}");
        }
        // The way back stands on the page where the browser's address and `Host` are of one port.
        let form = post().header("X-Forwarded-For", "203.0.113.3").header("Referer", format!("{url}/offer"));
        let page = String::from_utf8(send(form.form(&[("plan", "none")])).await.body).unwrap();
        assert!(page.contains(&format!("href=\"{path}/offer\"")), "{page}");
        // Its master stops its worker.
        let id = rustix::process::Pid::from_raw(running.id().unwrap() as i32).unwrap();
        rustix::process::kill_process(id, rustix::process::Signal::TERM).unwrap();
        within(running.wait()).await.unwrap();
    }
}
