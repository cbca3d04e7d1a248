//! A request that is named on the command line.

use crate::command::unknown_name::UnknownName;
use crate::plan_requests::reference::Reference;
use crate::store::Store;

/// Reads a reference as people write it.
pub fn reference(typed: &str) -> Result<Reference, String> {
    Reference::parse(typed).ok_or_else(|| {
        "a reference is 12 characters of 23456789CDFGHJKMNPQRTVWXY, such as K7QM-4XWD-9TPC; \
         `plan-server requests list` names those there are"
            .to_owned()
    })
}

/// Says that there is no request of a reference, and which is meant, where one plainly is.
pub async fn unknown(store: &Store, reference: &Reference) -> anyhow::Error {
    let near = store.nearest(reference).await.unwrap_or_default();
    let way_out = match near {
        Some(near) => format!("did you mean {near}?"),
        None => "`plan-server requests list` names those there are; perhaps it was erased".to_owned(),
    };
    UnknownName(format!("there is no request {reference}; {way_out}")).into()
}
