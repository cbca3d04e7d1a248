//! Writes a bundle's files and the pages of one catalogue into a folder, for the site's build.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, ensure};
use bundle::{Bundle, Encoding, File};
use clap::Parser;
use pages::{Site, Source, write_site};

/// Writes the pages of a catalogue beside a bundle's files.
#[derive(Parser)]
struct Arguments {
    /// The bundle's folder
    #[arg(long)]
    bundle: PathBuf,
    /// The catalogue, a JSON file
    #[arg(long)]
    catalog: PathBuf,
    /// The address where the site will be
    #[arg(long, default_value = "")]
    url: String,
    /// The folder to write into
    #[arg(long)]
    out: PathBuf,
    /// Writes no compressed files
    #[arg(long)]
    plain: bool,
}

fn main() -> Result<()> {
    let Arguments { bundle, catalog, url, out, plain } = Arguments::parse();
    ensure!(url.is_empty() || url.ends_with('/'), "the address is \"{url}\"; it must end with a slash");
    let bundle = Bundle::read(&bundle)?;
    let text = fs::read_to_string(&catalog).with_context(|| catalog.display().to_string())?;
    let catalog = plans::source::read(&text).map_err(|problems| {
        let lines: Vec<_> = problems.iter().map(ToString::to_string).collect();
        anyhow!("{} has problems:\n{}", catalog.display(), lines.join("\n"))
    })?;
    for name in bundle.manifest.files.keys() {
        save(&out.join(name), &bundle.file(name).context("a file of the bundle")?)?;
    }
    let source = Source { catalog: &catalog, json: &text };
    for (name, file) in write_site(&bundle, &Site { catalogs: &[source], first: 0, url: &url, endpoint: None })? {
        let content = if plain { File::plain(file.content) } else { File::compressed(file.content) };
        save(&out.join(&name), &content)?;
    }
    Ok(())
}

/// Writes a file with its compressed forms beside it.
fn save(path: &Path, file: &File) -> Result<()> {
    fs::create_dir_all(path.parent().context("a file of a folder")?)?;
    let write = |path: &Path, bytes: &[u8]| fs::write(path, bytes).with_context(|| path.display().to_string());
    write(path, &file.plain)?;
    for encoding in Encoding::ALL {
        if let Some(bytes) = file.encoded(encoding) {
            let mut name = path.as_os_str().to_owned();
            name.push(encoding.suffix());
            write(Path::new(&name), bytes)?;
        }
    }
    Ok(())
}
