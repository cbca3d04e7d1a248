//! What the handlers share.

use std::sync::Arc;

use crate::catalogs::Catalogs;
use crate::clients::Clients;
use crate::draining::Draining;
use crate::outbox::Outbox;
use crate::plan_requests::campaign_names::CampaignNames;
use crate::plan_requests::group::Group;
use crate::proof_of_work::ProofOfWork;
use crate::readiness::Readiness;
use crate::site::bundles::Bundles;
use crate::site::source::Site;
use crate::store::Store;
use crate::work::Work;

/// The catalogues, the database and the site of one server.
pub struct AppState {
    /// What plan requests are checked against and advised by.
    pub catalogs: Arc<Catalogs>,
    /// Where plan requests are kept.
    pub store: Store,
    /// Who stores them.
    pub group: Group,
    /// Who is told of a plan request.
    pub outbox: Outbox,
    /// The site; none where there is but the API.
    pub site: Option<Site>,
    /// The files of its bundles before, where they are kept.
    pub bundles: Option<Arc<Bundles>>,
    /// What is kept of where requests come from.
    pub campaign_names: CampaignNames,
    /// What requests need beside what they say; none where they need nothing.
    pub proof_of_work: Option<Arc<ProofOfWork>>,
    /// Whether the product page may be kept in browsers for when there is no network.
    pub works_offline: bool,
    /// Who sends, and how much of it is taken.
    pub clients: Arc<Clients>,
    /// Whether the server is about to stop.
    pub draining: Draining,
    /// What reads and advises on bodies.
    pub work: Work,
    /// Whether it can take requests.
    pub readiness: Readiness,
}
