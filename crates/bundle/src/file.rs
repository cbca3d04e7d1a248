//! A file as it is sent or written.

use bytes::Bytes;

use crate::compress::Encoding;

/// The bytes of a file, plain and compressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// The bytes.
    pub plain: Bytes,
    /// The same as brotli; none where nobody compressed it.
    pub brotli: Option<Bytes>,
    /// The same as gzip; none where nobody compressed it.
    pub gzip: Option<Bytes>,
}

impl File {
    /// Returns a file that nobody compressed.
    pub fn plain(plain: impl Into<Bytes>) -> Self {
        Self { plain: plain.into(), brotli: None, gzip: None }
    }

    /// Returns a file with its compressed forms, which this makes.
    pub fn compressed(plain: impl Into<Bytes>) -> Self {
        let plain = plain.into();
        let [brotli, gzip] = Encoding::ALL.map(|encoding| Some(encoding.compress(&plain).into()));
        Self { plain, brotli, gzip }
    }

    /// Returns the bytes in an encoding.
    pub fn encoded(&self, encoding: Encoding) -> Option<&Bytes> {
        match encoding {
            Encoding::Brotli => self.brotli.as_ref(),
            Encoding::Gzip => self.gzip.as_ref(),
        }
    }
}
