//! Measures how many static pages a second the server sends, beside nginx with the same files, on the same machine and in the
//! same run.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::measure::{Measure, median};
use super::running::{Running, free_port};
use crate::shell::{output, step};
use crate::tools::debian;

/// Debian's packages of what is needed.
const PACKAGES: [&str; 3] = ["nginx-light", "libnginx-mod-http-brotli-static", "wrk"];

/// How many clients ask at once.
const CLIENTS: u32 = 16;

/// How often each is measured; they take turns.
const ROUNDS: usize = 5;

/// The least rate, as a share of nginx's.
const BAR: f64 = 0.35;

/// Returns the rate of the product page as brotli, and its share of nginx's. A line without a measurement says why where the
/// tools are not there and cannot be installed.
pub fn measure(site: &Path, server: &Path) -> Result<Measure> {
    let what = format!("static page as brotli, {CLIENTS} clients, beside nginx with brotli_static");
    if let Err(error) = debian::find_or_install(&["nginx", "wrk"], &PACKAGES) {
        return Ok(Measure { what, value: format!("not measured: {error:#}"), bar: None });
    }
    let (ours, nginx) = step("asking for static pages", || rates(site, server))?;
    let share = ours / nginx;
    let value = format!("{ours:.0} a second, {share:.2} of nginx's {nginx:.0}");
    Ok(Measure { what, value, bar: Some((format!("{BAR} of nginx's"), share >= BAR)) })
}

/// Returns the median rates of both.
fn rates(site: &Path, server: &Path) -> Result<(f64, f64)> {
    let folder = std::env::temp_dir().join(format!("plan-configurator-bench-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let measured = in_folder(&folder, site, server);
    fs::remove_dir_all(&folder)?;
    measured
}

fn in_folder(folder: &Path, site: &Path, server: &Path) -> Result<(f64, f64)> {
    let mut serve = Running::our_command(server);
    let ours = Running::listening(serve.arg("--site").arg(site).arg("--database").arg(folder.join("requests.db")))?;
    let nginx_port = free_port()?;
    let configuration = folder.join("nginx.conf");
    fs::write(&configuration, nginx_configuration(folder, site, nginx_port))?;
    let mut start_nginx = Command::new("nginx");
    let nginx = Running::on_port(start_nginx.arg("-p").arg(folder).arg("-c").arg(&configuration), nginx_port)?;
    let (mut our_rates, mut nginx_rates) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        our_rates.push(rate(ours.port())?);
        nginx_rates.push(rate(nginx.port())?);
    }
    Ok((median(&our_rates), median(&nginx_rates)))
}

fn nginx_configuration(folder: &Path, site: &Path, port: u16) -> String {
    let (folder, site) = (folder.display(), site.display());
    format!(
        "load_module /usr/lib/nginx/modules/ngx_http_brotli_static_module.so;
daemon off; user root; worker_processes auto; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
    include /etc/nginx/mime.types; access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000;
    server {{ listen 127.0.0.1:{port}; root {site}; brotli_static on; }}
}}
"
    )
}

/// Measures the requests a second for the product page.
fn rate(port: u16) -> Result<f64> {
    let mut wrk = Command::new("wrk");
    wrk.args(["-t", "1", "-c", &CLIENTS.to_string(), "-d", "3s", "-H", "Accept-Encoding: gzip, br"]);
    let printed = output(wrk.arg(format!("http://127.0.0.1:{port}/index.html")))?;
    if printed.contains("Non-2xx") {
        bail!("not every answer was the page:\n{printed}");
    }
    let line = printed.lines().find_map(|line| line.trim().strip_prefix("Requests/sec:"));
    line.and_then(|number| number.trim().parse().ok()).with_context(|| format!("wrk printed no rate:\n{printed}"))
}
