//! Plans' and seasons' files as texts whose places can be named in diagnostics.

use std::path::Path;
use std::sync::Arc;

use super::{ReadError, read_text, reason};
use crate::diagnostic::{Diagnostic, Source, Span};

/// A file that could not be read.
#[derive(Debug)]
pub struct ReadFault {
    /// The diagnostic to report.
    pub fault: Box<Diagnostic>,
    /// The system refused to read the file; else its content is at fault.
    pub environment: bool,
}

impl ReadFault {
    fn of_content(fault: Diagnostic) -> Self {
        ReadFault {
            fault: Box::new(fault),
            environment: false,
        }
    }
}

/// Reads the file at `path`.
///
/// # Errors
///
/// When it cannot be read, is too large, or is not UTF-8.
pub fn read(path: &Path) -> Result<Arc<Source>, ReadFault> {
    from_text(path, read_text(path))
}

/// The text read from `path` as a source, or the fault to report.
pub(super) fn from_text(path: &Path, read: Result<String, ReadError>) -> Result<Arc<Source>, ReadFault> {
    let name = path.display().to_string();
    match read {
        Ok(text) => Ok(Source::new(name, text)),
        Err(ReadError::Io(error)) => {
            let message = format!("cannot read {name}: {}", reason(&error));
            Err(ReadFault {
                fault: Box::new(Diagnostic::error("cannot-read", message)),
                environment: true,
            })
        }
        Err(ReadError::TooLarge) => {
            let fault = Diagnostic::error("file-too-large", format!("{name} is larger than 1 MiB"));
            let help = "a plan or a season is a few kilobytes of text; is this the right file?";
            Err(ReadFault::of_content(fault.help(help)))
        }
        Err(ReadError::NotText(before)) => {
            let source = Source::new(name.clone(), before);
            let end = source.text().len();
            let fault = Diagnostic::error("not-text", format!("{name} is not a text in UTF-8"))
                .at(&Span::new(&source, end..end), "from here on");
            Err(ReadFault::of_content(fault))
        }
    }
}
