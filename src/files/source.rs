//! Plans' and seasons' files as texts whose places can be named in diagnostics.

use std::path::Path;
use std::sync::Arc;

use super::{ReadError, read_text, reason};
use crate::diagnostic::fault::{FileFault, TextFault};
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
            let fault = FileFault::Unreadable {
                file: name,
                reason: reason(&error),
            };
            Err(ReadFault {
                fault: Box::new(fault.into()),
                environment: true,
            })
        }
        Err(ReadError::TooLarge) => Err(ReadFault::of_content(
            TextFault::FileTooLarge { file: name }.into(),
        )),
        Err(ReadError::NotText(before)) => {
            let source = Source::new(name.clone(), before);
            let end = source.text().len();
            let fault = FileFault::NotText { file: name }.at(&Span::new(&source, end..end));
            Err(ReadFault::of_content(fault))
        }
    }
}
