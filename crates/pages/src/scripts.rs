//! The scripts with their texts and the names of their files in them.

use bundle::{Bundle, Hashed};

use crate::content::{Content, lines};
use crate::fill::{Unknown, fill};
use crate::place::Place;
use crate::texts::{self, Texts};

/// A script that is named by its content.
pub struct Script {
    /// Its name and hash.
    pub file: Hashed,
    /// Its text.
    pub text: String,
}

/// All of them.
pub struct Scripts {
    /// The element's class.
    pub loader: String,
    /// What the loader fetches only where it is needed.
    pub deferred: Script,
    /// What a request needs beside the form while it is sent.
    pub sending: Script,
    /// What a request needs where the server wants a proof of work.
    pub proof: Script,
    /// The product page's own script.
    pub page: String,
    /// What that loads.
    pub page_features: Script,
    /// What is taken elsewhere.
    pub export: Script,
}

impl Scripts {
    /// Fills in all of them. Those that are named by their content stand beside all such files; the loader and the page stand where their
    /// catalogue does.
    pub fn fill(
        bundle: &Bundle,
        texts: &Texts,
        place: &Place,
        plain_page: &Hashed,
        contents: &[Content],
        sentences: &[Content],
    ) -> Result<Self, Unknown> {
        let templates = &bundle.manifest.scripts;
        let text = |name: &str| match name {
            "language" => Some(texts.language.to_owned()),
            "contents" => Some(lines(contents)),
            "sentences" => Some(lines(sentences)),
            "sending_texts" => Some(texts::of_sending()),
            "proof_texts" => Some(texts::of_proof()),
            "up" => Some(place.up().to_owned()),
            "endpoint" => Some(place.endpoint_from_page()),
            _ => texts.get(name).map(str::to_owned),
        };
        let filled = |template: &str, named: &[(&str, &Hashed)]| {
            fill(bundle.template(template), |name| {
                let of = |(called, file): &(&str, &Hashed)| match name.strip_prefix(called)? {
                    "" => Some(file.name.clone()),
                    "_hash" => Some(file.integrity.clone()),
                    _ => None,
                };
                named.iter().find_map(of).or_else(|| text(name))
            })
        };
        let script = |template: &str, name: &str, named: &[(&str, &Hashed)]| {
            let text = filled(template, named)?;
            Ok(Script { file: bundle::name_by_content(name, "js", text.as_bytes()), text })
        };
        let sending = script(&templates.sending, "plan-configurator-sending", &[])?;
        let proof = script(&templates.proof, "plan-configurator-proof", &[])?;
        let named = [("plain_page", plain_page), ("sending", &sending.file), ("proof", &proof.file)];
        let deferred = script(&templates.deferred, "plan-configurator-deferred", &named)?;
        let loader = filled(&templates.loader, &[("deferred", &deferred.file), ("content", &contents[0].file)])?;
        let export = script(&templates.export, "plan-configurator-export", &[])?;
        let page_features =
            script(&templates.page_features, "plan-configurator-page-features", &[("export", &export.file)])?;
        let page = filled(&templates.page, &[("page_features", &page_features.file)])?;
        Ok(Self { loader, deferred, sending, proof, page, page_features, export })
    }
}
