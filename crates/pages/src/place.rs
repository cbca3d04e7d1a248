//! Where the pages of a catalogue stand.

/// Where requests are posted, within the site.
const ENDPOINT: &str = "api/plan-requests";

/// The loader has a stable name, since host pages write it down.
pub const LOADER: &str = "plan-configurator.js";

/// Where the pages of a catalogue stand: in the site's own folder, or in one of their own within it. The files that are named by their
/// content stand in the site's own folder, whatever catalogue they are of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    home: String,
    folder: String,
    endpoint: Option<String>,
}

impl Place {
    /// Returns the folder of the site. `home` is its whole address with a slash at its end, and may be empty where that is not
    /// known; host pages then find nothing by the snippet until somebody writes it in.
    pub fn new(home: &str) -> Self {
        Self { home: home.to_owned(), folder: String::new(), endpoint: None }
    }

    /// Returns the folder for the catalogue of this id.
    pub fn within(self, id: &str) -> Self {
        Self { folder: format!("{id}/"), ..self }
    }

    /// Returns the same, where requests are posted to an address elsewhere.
    pub fn with_endpoint(self, endpoint: Option<String>) -> Self {
        Self { endpoint, ..self }
    }

    /// Returns the path of the folder within the site: empty, or with a slash at its end.
    pub fn folder(&self) -> &str {
        &self.folder
    }

    /// Returns the way up from the folder to the site's own.
    pub fn up(&self) -> &'static str {
        if self.folder.is_empty() { "" } else { "../" }
    }

    /// Returns the address of a file that is named by its content, as pages of the folder have it.
    pub fn file(&self, name: &str) -> String {
        format!("{}{name}", self.up())
    }

    /// Returns the same, as pages elsewhere have it.
    pub fn file_from_elsewhere(&self, name: &str) -> String {
        format!("{}{name}", self.home)
    }

    /// Returns the address of a file of the folder, as pages elsewhere have it.
    pub fn own_from_elsewhere(&self, name: &str) -> String {
        format!("{}{}{name}", self.home, self.folder)
    }

    /// Returns the address of a picture of the site, as pages of the folder tell it to those who show a link's preview: these
    /// ask for whole addresses.
    pub fn picture(&self, name: &str) -> String {
        if self.home.is_empty() { self.file(name) } else { self.file_from_elsewhere(name) }
    }

    /// Returns the address to which requests are posted, relative to the pages of the folder.
    pub fn endpoint_from_page(&self) -> String {
        self.endpoint.clone().unwrap_or_else(|| self.file(ENDPOINT))
    }

    /// Returns the same, as what stands in the site's own folder has it.
    pub fn endpoint_from_site(&self) -> String {
        self.endpoint.clone().unwrap_or_else(|| ENDPOINT.to_owned())
    }

    /// Returns the same, as pages elsewhere have it.
    pub fn endpoint_from_elsewhere(&self) -> String {
        self.endpoint.clone().unwrap_or_else(|| self.file_from_elsewhere(ENDPOINT))
    }
}
