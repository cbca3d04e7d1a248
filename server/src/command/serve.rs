//! `plan-server serve`: the server, from its first line of output to its last request.

use std::ffi::OsString;
use std::io::{self, ErrorKind, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, anyhow};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::time::timeout;

use super::stop::StopSignals;
use super::{database, site_url};
use crate::catalogs::{Catalogs, Served, Sources, Watch};
use crate::clients::Clients;
use crate::clients::settings::ClientSettings;
use crate::connections;
use crate::draining::Draining;
use crate::forget_expired;
use crate::log::LogSettings;
use crate::mail::Mailer;
use crate::mail::settings::MailSettings;
use crate::number;
use crate::origins::{Allowed, Origins};
use crate::outbox::Outbox;
use crate::outbox::worker::{self, Deliverers};
use crate::page_offer;
use crate::plan_requests::campaign_names::CampaignNames;
use crate::plan_requests::group::Group;
use crate::proof_of_work::settings::ProofSettings;
use crate::readiness::Readiness;
use crate::retention::RetentionSettings;
use crate::router;
use crate::scrape::MetricsSettings;
use crate::site::bundles::Bundles;
use crate::site::source::Site;
use crate::state::AppState;
use crate::store::place::Place;
use crate::webhook::Webhooks;
use crate::webhook::settings::WebhookSettings;
use crate::work::Work;

/// The longest time that a stop may take, in seconds.
const DAY: u64 = 24 * 60 * 60;

/// How long the outbox may take, once all requests are answered, to note what became of its messages.
const LAST_NOTES: Duration = Duration::from_secs(10);

/// Serve the site and the API that takes plan requests
///
/// Prints one line to standard output once it listens. SIGTERM and Ctrl-C stop it after the requests in flight.
#[derive(clap::Args)]
#[command(args_override_self = true)]
pub struct Serve {
    /// Port to listen on; 0 takes a free one
    #[arg(long, env = "PLAN_PORT", default_value_t = 8080, value_parser = number::within(0..=u16::MAX))]
    port: u16,
    /// Address or name of this machine to listen on
    #[arg(long, env = "PLAN_HOST", default_value = "127.0.0.1")]
    host: String,
    /// Folder of another bundle (with a bundle.json), or of a site as it is [default: the bundle that is built in]
    #[arg(long, env = "PLAN_SITE", value_name = "FOLDER")]
    site: Option<PathBuf>,
    /// Address at which the site is reached, such as https://plans.example/: what is pasted elsewhere names it
    #[arg(long, env = "PLAN_URL", value_parser = site_url::parse, default_value = "", hide_default_value = true)]
    url: String,
    /// SQLite file that keeps the plan requests; it and its folder are created where they are missing. Or the address of a PostgreSQL
    /// database, as in postgres://USER@HOST/DATABASE; the variable DATABASE_URL names one, too, and goes before PLAN_DATABASE [default:
    /// data/plan-requests.db]
    #[arg(long, env = "PLAN_DATABASE", hide_env_values = true, hide_default_value = true)]
    database: Option<OsString>,
    /// Catalogue to serve, a JSON file; write it again for each [default: the one built in]. What is saved there is served at once
    #[arg(long, env = "PLAN_CATALOG", value_name = "FILE")]
    catalog: Vec<PathBuf>,
    /// Folder of catalogues to serve: each file *.json in it
    #[arg(long, env = "PLAN_CATALOGS", value_name = "FOLDER")]
    catalogs: Option<PathBuf>,
    /// Id of the catalogue of the start page [default: the first one's]
    #[arg(long, env = "PLAN_DEFAULT", value_name = "ID")]
    default: Option<String>,
    /// Origin of a site whose pages may embed the element, such as https://www.example.com; write it again for each, or several
    /// with commas between; * for any
    #[arg(long, env = "PLAN_ALLOW_ORIGIN", value_name = "ORIGIN", value_parser = Allowed::parse)]
    #[arg(value_delimiter = ',', default_value = "*")]
    allow_origin: Vec<Allowed>,
    /// Name of a parameter of pages' addresses that is kept of where a request comes from, beside utm_source, utm_medium,
    /// utm_campaign, utm_term, utm_content and utm_id; write it again for each, or several with commas between
    #[arg(long, env = "PLAN_CAMPAIGN_NAME", value_name = "NAME", value_parser = CampaignNames::parse, value_delimiter = ',')]
    campaign_name: Vec<String>,
    /// Switch the product page's work without network off: browsers forget what they keep of it
    #[arg(long, env = "PLAN_NO_OFFLINE")]
    no_offline: bool,
    /// Most connections that are open at once [default: as many as the limit of open files allows, 8192 at most]
    #[arg(long, env = "PLAN_MAX_CONNECTIONS", value_name = "NUMBER", value_parser = number::within(1..=u64::MAX))]
    max_connections: Option<u64>,
    /// Seconds from the word to stop until no further connection is taken; meanwhile /api/health/ready says 503, so that a load balancer
    /// goes elsewhere. A second signal ends them
    #[arg(long, env = "PLAN_DRAIN_SECONDS", value_name = "NUMBER", default_value_t = 0, value_parser = number::within(0..=DAY))]
    drain_seconds: u64,
    /// Seconds that requests in flight have to finish in when the server is told to stop
    #[arg(long, env = "PLAN_STOP_SECONDS", default_value_t = 10, value_parser = number::within(0..=DAY))]
    stop_seconds: u64,
    #[command(flatten)]
    proof_of_work: ProofSettings,
    #[command(flatten)]
    log: LogSettings,
    #[command(flatten)]
    metrics: MetricsSettings,
    #[command(flatten)]
    retention: RetentionSettings,
    #[command(flatten)]
    clients: ClientSettings,
    #[command(flatten)]
    mail: MailSettings,
    #[command(flatten)]
    webhook: WebhookSettings,
}

impl Serve {
    /// Runs `plan-server serve`.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        self.log.start();
        let runtime = tokio::runtime::Runtime::new().context("cannot start the server's threads")?;
        runtime.block_on(self.serve())?;
        Ok(ExitCode::SUCCESS)
    }

    async fn serve(self) -> anyhow::Result<()> {
        let mut sources = Sources::new(self.catalog.clone(), self.catalogs.clone(), self.default.clone());
        let served = sources.read()?;
        let site = self.read_site(&served)?;
        let mailer = Mailer::new(&self.mail, &self.url)?;
        let webhooks = Webhooks::new(&self.webhook, &self.url)?;
        let outbox = Outbox::new(mailer.targets().into_iter().chain(webhooks.targets()));
        let limit = connections::Limit::of_system(self.max_connections)?;
        let listener = self.listen().await?;
        let metrics = self.metrics.listen().await?;
        // From here on a signal is waited for, so none can fall between the line below and the first request.
        let mut stop = StopSignals::new().context("cannot wait for SIGTERM and Ctrl-C")?;
        let place = database::place(self.database.as_deref())?;
        let store = database::open(&place).await?;
        store.keep();
        tokio::spawn(forget_expired::run(store.clone()));
        if let Place::Postgres(url) = &place {
            tracing::info!("the database is {url}");
        }
        let catalogs = Arc::new(Catalogs::new(served, &store).await.context("the catalogues cannot be kept")?);
        let watch = Watch::new(&sources).context("cannot wait for SIGHUP")?;
        tokio::spawn(watch.follow(sources, catalogs.clone(), store.clone()));
        let bundles = Arc::new(Bundles::new(&database::folder(self.database.as_deref()).join("bundles")));
        if let Some(site) = &site {
            site.prepare(&catalogs.served())?;
            let (bundles, site, served) = (bundles.clone(), site.clone(), catalogs.served());
            tokio::task::spawn_blocking(move || bundles.keep(&site, &served)).await?;
        }
        let works_offline = !self.no_offline;
        let deliverers = Deliverers { catalogs: catalogs.clone(), mailer, webhooks };
        let clients = Arc::new(Clients::new(&self.clients));
        let draining = Draining::default();
        let proof_of_work = self.proof_of_work.open(&store).await?;
        let readiness = Readiness::new(store.clone(), draining.clone());
        if let Some(metrics) = metrics {
            tokio::spawn(metrics.serve(store.clone(), readiness.clone()));
        }
        let state = AppState {
            proof_of_work,
            catalogs,
            store: store.clone(),
            group: Group::start(store.clone()),
            outbox: outbox.clone(),
            site,
            bundles: Some(bundles),
            campaign_names: CampaignNames::new(self.campaign_name),
            works_offline,
            clients: clients.clone(),
            draining: draining.clone(),
            work: Work::new(),
            readiness,
        };
        let app = router::router(state, &Origins::new(self.allow_origin));

        let mut out = io::stdout();
        writeln!(out, "listening on http://{}", listener.local_addr()?)?;
        out.flush()?;

        let patience = Duration::from_secs(self.stop_seconds);
        let (stopping, mut is_stopping) = watch::channel(false);
        let drain = Duration::from_secs(self.drain_seconds);
        let stop = async move {
            stop.received().await;
            draining.begin();
            if !drain.is_zero() {
                tracing::info!("no longer ready; taking requests for {drain:?} more, or until a second signal");
                let _ = timeout(drain, stop.received()).await;
            }
            stopping.send_replace(true);
        };
        let told_to_stop = async move {
            // It fails where the sender is gone, which it is after a stop alone.
            let _ = is_stopping.wait_for(|stopping| *stopping).await;
        };
        let retention = tokio::spawn(self.retention.follow(store.clone()));
        let worker = tokio::spawn(worker::run(outbox, store.clone(), deliverers, told_to_stop, patience));
        connections::serve(listener, app, limit, clients, stop, patience).await;
        match timeout(LAST_NOTES, worker).await {
            Ok(ended) => ended.context("the outbox's task has failed")?,
            Err(_) => tracing::warn!(
                "the database does not take what became of the last messages; the next start delivers again what is not noted"
            ),
        }
        retention.abort();
        store.close().await;
        Ok(())
    }

    /// Returns the site, and a warning where it has no page, or one of another offer.
    fn read_site(&self, served: &Served) -> anyhow::Result<Option<Site>> {
        let site = Site::new(self.site.as_deref(), &self.url)?;
        match (&site, &self.site) {
            (None, _) => tracing::warn!(
                "no page is built into this program, so there is none; name the folder of a bundle with --site"
            ),
            (Some(Site::Folder(_)), Some(folder)) if !folder.join("index.html").is_file() => tracing::warn!(
                "{} has no index.html, so there is no page; name its folder with --site",
                folder.display()
            ),
            (Some(Site::Folder(_)), Some(folder)) => page_offer::warn_of_another(folder, &served.first()),
            _ => {}
        }
        Ok(site)
    }

    async fn listen(&self) -> anyhow::Result<TcpListener> {
        let Self { host, port, .. } = self;
        TcpListener::bind((host.as_str(), *port)).await.map_err(|error| match error.kind() {
            ErrorKind::AddrInUse => {
                anyhow!("port {port} of {host} is taken; stop what listens there, or choose another with --port (PLAN_PORT)")
            }
            kind => {
                let way_out = match kind {
                    ErrorKind::PermissionDenied => {
                        "choose a port from 1024 on with --port (PLAN_PORT), or let the process have CAP_NET_BIND_SERVICE"
                    }
                    _ => {
                        "give --host (PLAN_HOST) an address or name of this machine, such as 127.0.0.1, or 0.0.0.0 for all of them"
                    }
                };
                anyhow!("cannot listen on port {port} of {host:?}: {error}; {way_out}")
            }
        })
    }
}
