//! One catalogue while it is written: its page, which follows the file, and the problems of what was saved last.

use std::convert::Infallible;
use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};

use anyhow::Context;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{
    ACCEPT, ACCEPT_ENCODING, ACCEPT_RANGES, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, ETAG, IF_NONE_MATCH, RANGE,
};
use axum::http::{HeaderValue, StatusCode};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use maud::Markup;
use tokio::sync::watch;
use tokio_stream::{Stream, StreamExt as _, wrappers::WatchStream};
use tower::ServiceExt as _;

use crate::catalog_file::LoadError;
use crate::catalog_file::located::{self, Located};
use crate::catalogs::{Catalogs, Served, Sources, Watch};
use crate::clients::Clients;
use crate::clients::settings::ClientSettings;
use crate::draining::Draining;
use crate::origins::Origins;
use crate::outbox::Outbox;
use crate::plan_requests::campaign_names::CampaignNames;
use crate::plan_requests::group::Group;
use crate::readiness::Readiness;
use crate::router;
use crate::site::source::Site;
use crate::state::AppState;
use crate::store::Store;
use crate::work::Work;

mod panel;

use panel::Panel;

/// The largest page that is shown; those of the largest catalogues are a tenth of it.
const MAX_PAGE: usize = 64 * 1024 * 1024;

/// A catalogue's file, and what is shown of it.
pub struct Preview {
    file: PathBuf,
    sources: Sources,
    site: Site,
    store: Store,
    shared: Arc<Shared>,
}

/// What the handlers know.
struct Shared {
    /// The server of the last state without problems; none before there was one.
    app: RwLock<Option<App>>,
    shown: watch::Sender<Shown>,
}

#[derive(Clone)]
struct App {
    catalogs: Arc<Catalogs>,
    router: Router,
}

/// What the pages say of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Shown {
    /// The file's name.
    file: String,
    /// The language of the catalogue, as far as one is known.
    language: String,
    /// The name of the content that the page shows; none where there is no page.
    content: Option<String>,
    /// What is wrong with what was saved last.
    problems: Vec<Located>,
}

impl Preview {
    /// Reads a file for the first time.
    ///
    /// # Errors
    ///
    /// Where it cannot be read at all. Problems in it are shown.
    pub async fn new(file: PathBuf, site: Site, store: Store) -> anyhow::Result<Self> {
        let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy().into_owned();
        let (shown, _) = watch::channel(Shown { file: name, ..Shown::default() });
        let shared = Arc::new(Shared { app: RwLock::default(), shown });
        let sources = Sources::new(vec![file.clone()], None, None);
        let mut preview = Self { file, sources, site, store, shared };
        match preview.read().await? {
            Some(unreadable @ LoadError::Unreadable { .. }) => Err(unreadable.into()),
            _ => Ok(preview),
        }
    }

    /// Returns the pages as a service.
    pub fn router(&self) -> Router {
        let api = Router::new()
            .route("/events", get(events))
            .route("/panel", get(panel))
            .route("/preview.css", get(async || ([(CONTENT_TYPE, "text/css")], include_str!("preview/preview.css"))))
            .route(
                "/preview.js",
                get(async || ([(CONTENT_TYPE, "text/javascript")], include_str!("preview/preview.js"))),
            );
        Router::new().nest("/api/preview", api).fallback(page).with_state(self.shared.clone())
    }

    /// Follows the file for ever, and prints what is wrong with it to standard error.
    ///
    /// # Errors
    ///
    /// Where no page can be written any more.
    pub async fn follow(mut self) -> anyhow::Result<()> {
        let mut watch = Watch::new(&self.sources).context("cannot wait for changes of the file")?;
        loop {
            self.read().await?;
            watch.changed().await;
        }
    }

    /// Reads the file and shows what it holds; gives why that is no catalogue.
    async fn read(&mut self) -> anyhow::Result<Option<LoadError>> {
        let before = self.shared.shown.borrow().clone();
        let shown = before.clone();
        let (shown, fault) = match self.sources.read() {
            Ok(served) => {
                let first = served.first();
                let parts = first.parts();
                let (language, content) = (parts.language.clone(), Some(parts.content.clone()));
                self.serve(served).await?;
                (Shown { language, content, problems: Vec::new(), ..shown }, None)
            }
            Err(error) => {
                let fault = error.downcast::<LoadError>()?;
                let language = match shown.content {
                    // What was saved meanwhile is read next.
                    None => located::language(&std::fs::read_to_string(&self.file).unwrap_or_default()),
                    Some(_) => shown.language,
                };
                let problems = match &fault {
                    LoadError::Problems(problems) => problems.clone(),
                    LoadError::Unreadable { path, source } => {
                        vec![Located::nowhere(format!("{}: {source}", path.display()))]
                    }
                };
                (Shown { language, problems, ..shown }, Some(fault))
            }
        };
        if shown != before {
            if let Some(fault) = &fault {
                eprintln!("{}", said(&shown.file, fault));
            }
            self.shared.shown.send_replace(shown);
        }
        Ok(fault)
    }

    /// Serves a catalogue from now on.
    async fn serve(&self, served: Served) -> anyhow::Result<()> {
        let app = self.shared.app();
        let catalogs = match app {
            Some(App { catalogs, .. }) => {
                catalogs.serve(served, &self.store).await?;
                catalogs
            }
            None => {
                let catalogs = Arc::new(Catalogs::new(served, &self.store).await?);
                let draining = Draining::default();
                let state = AppState {
                    proof_of_work: None,
                    catalogs: catalogs.clone(),
                    store: self.store.clone(),
                    group: Group::start(self.store.clone()),
                    outbox: Outbox::none(),
                    site: Some(self.site.clone()),
                    bundles: None,
                    campaign_names: CampaignNames::default(),
                    works_offline: false,
                    clients: Arc::new(Clients::new(&ClientSettings::default())),
                    work: Work::new(),
                    readiness: Readiness::new(self.store.clone(), draining.clone()),
                    draining,
                };
                let router = router::router(state, &Origins::new(Vec::new()));
                let app = App { catalogs: catalogs.clone(), router };
                *self.shared.app.write().unwrap_or_else(PoisonError::into_inner) = Some(app);
                catalogs
            }
        };
        let site = self.site.clone();
        tokio::task::spawn_blocking(move || site.prepare(&catalogs.served())).await?.context("no page can be written")
    }
}

impl Shared {
    fn app(&self) -> Option<App> {
        self.app.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn panel(&self, is_page: bool) -> Markup {
        let Shown { file, language, content, problems } = &*self.shown.borrow();
        Panel { file, language, content: content.as_deref(), problems }.html(is_page)
    }
}

/// Tells each change: the name of the content that the page shows by now.
async fn events(State(shared): State<Arc<Shared>>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let changes = WatchStream::new(shared.shown.subscribe());
    Sse::new(changes.map(|shown| Ok(Event::default().data(panel::content_name(shown.content.as_deref())))))
        .keep_alive(KeepAlive::default())
}

/// Shows what is to be said of the file by now, as a part of the page.
async fn panel(State(shared): State<Arc<Shared>>) -> Response {
    html(StatusCode::OK, &shared.panel(false))
}

/// Shows the page with what is to be said of the file; that alone where there is no page.
async fn page(State(shared): State<Arc<Shared>>, mut request: Request) -> Response {
    let Some(App { router, .. }) = shared.app() else {
        return html(StatusCode::OK, &shared.panel(true));
    };
    let is_page = request.uri().path().ends_with('/')
        && request.headers().get(ACCEPT).is_some_and(|types| types.to_str().is_ok_and(|types| types.contains("html")));
    if !is_page {
        return answered(router, request).await;
    }
    // What comes back is changed, so it must be whole.
    for name in [ACCEPT_ENCODING, IF_NONE_MATCH, RANGE] {
        request.headers_mut().remove(name);
    }
    let (mut parts, body) = answered(router, request).await.into_parts();
    if parts.status != StatusCode::OK {
        return Response::from_parts(parts, body);
    }
    let Ok(bytes) = to_bytes(body, MAX_PAGE).await else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    let page = String::from_utf8_lossy(&bytes);
    let (head, rest) = page.split_once("</head>").unwrap_or(("", &page));
    let (body, end) = rest.rsplit_once("</body>").unwrap_or((rest, ""));
    let (added, panel) = (panel::head().into_string(), shared.panel(false).into_string());
    let page = format!("{head}{added}</head>{body}{panel}</body>{end}");
    for name in [CONTENT_LENGTH, ETAG, ACCEPT_RANGES] {
        parts.headers.remove(name);
    }
    parts.headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Response::from_parts(parts, Body::from(page))
}

async fn answered(router: Router, request: Request) -> Response {
    router.oneshot(request).await.unwrap_or_else(|never| match never {})
}

fn html(status: StatusCode, markup: &Markup) -> Response {
    let headers = [(CONTENT_TYPE, "text/html; charset=utf-8"), (CACHE_CONTROL, "no-store")];
    (status, headers, markup.0.clone()).into_response()
}

/// Says what is wrong with a file, a problem a line.
fn said(file: &str, fault: &LoadError) -> String {
    match fault {
        LoadError::Unreadable { source, .. } => format!("{file} cannot be read: {source}"),
        LoadError::Problems(_) => format!("{file} has problems:\n{fault}"),
    }
}
