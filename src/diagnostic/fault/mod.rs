//! All faults, as variants with their fields, and their sentences.
//!
//! A new fault is a variant with its severity and code, an arm of `words`, and, if its code is new, a line of
//! [`Code`] and of `docs/messages.md`.

#[cfg(feature = "serve")]
mod address;
mod calendar;
mod changes;
mod file;
mod missing;
mod plan;
mod reason;
mod schedule;
mod season;
mod text;
mod title;
mod value;

#[cfg(feature = "serve")]
pub(crate) use address::AddressFault;
pub(crate) use calendar::{CalendarFault, CalendarSize, EntryFault, LineFault, NoEvents};
pub use calendar::{NotFull, NotOurs};
pub(crate) use changes::{FactKind, LongRunChange, OffUsualDay, Omissions, PhaseChange};
pub(crate) use file::FileFault;
pub(crate) use missing::MissingKey;
pub(crate) use plan::PlanFault;
pub use reason::{MoveReason, Obstacle, OmissionReason, RuleName};
pub(crate) use schedule::ScheduleFault;
pub(crate) use season::{MeantDays, PlanAdvice, SeasonFault};
pub(crate) use text::{Subject, TextFault, WantedType};
pub(crate) use title::TitleFault;
pub use value::ValueError;

use super::{Audience, Code, Diagnostic, Severity, Span, Words};

/// Declares an enum of faults, each variant with its severity and code.
macro_rules! faults {
    (
        $(#[$meta:meta])*
        $name:ident in $domain:ident {
            $(
                $(#[$variant_meta:meta])*
                $variant:ident $({ $($field:ident: $type:ty),* $(,)? })? => $severity:ident $code:ident,
            )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq)]
        pub(crate) enum $name {
            $($(#[$variant_meta])* $variant $({ $($field: $type),* })?,)*
        }

        impl $name {
            /// The codes of the variants.
            #[cfg(all(test, feature = "serve"))]
            pub(super) const CODES: &'static [crate::diagnostic::Code] =
                &[$(crate::diagnostic::Code::$code,)*];

            /// The stable code.
            pub(super) fn code(&self) -> crate::diagnostic::Code {
                match self {
                    $(Self::$variant { .. } => crate::diagnostic::Code::$code,)*
                }
            }

            /// The severity.
            pub(super) fn severity(&self) -> crate::diagnostic::Severity {
                match self {
                    $(Self::$variant { .. } => crate::diagnostic::Severity::$severity,)*
                }
            }
        }

        $crate::diagnostic::fault::placed!($name, $domain);
    };
}

/// Gives an enum of faults its ways into a diagnostic.
macro_rules! placed {
    ($name:ident, $domain:ident) => {
        impl $name {
            /// The fault at a place.
            pub(crate) fn at(self, span: &crate::diagnostic::Span) -> crate::diagnostic::Diagnostic {
                self.at_any(Some(span))
            }

            /// The fault at a place, if there is one.
            pub(crate) fn at_any(
                self,
                span: Option<&crate::diagnostic::Span>,
            ) -> crate::diagnostic::Diagnostic {
                let mut diagnostic = crate::diagnostic::Diagnostic::from(self);
                diagnostic.at = span.cloned();
                diagnostic
            }
        }

        impl From<$name> for crate::diagnostic::Diagnostic {
            fn from(fault: $name) -> Self {
                crate::diagnostic::fault::Fault::$domain(fault).into()
            }
        }
    };
}

use faults;
use placed;

/// A fault of any domain.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Fault {
    /// A fault of TOML text, its keys and the types of its values.
    Text(TextFault),
    /// A value that cannot be read, with the code of its kind.
    Value(Code, ValueError),
    /// A fault of a plan.
    Plan(PlanFault),
    /// A fault of a season.
    Season(SeasonFault),
    /// A remark about a season on its days.
    Schedule(ScheduleFault),
    /// A fault of a calendar.
    Calendar(CalendarFault),
    /// A line of a calendar that cannot be read, with the code of the calendar's purpose.
    Line(Code, LineFault),
    /// A file that cannot be used.
    File(FileFault),
    /// A fault of an address.
    #[cfg(feature = "serve")]
    Address(AddressFault),
    /// So many faults more than are shown.
    More(usize),
}

impl Fault {
    /// The fault at a place.
    pub(crate) fn at(self, span: &Span) -> Diagnostic {
        Diagnostic {
            fault: self,
            at: Some(span.clone()),
            and: None,
        }
    }

    pub(super) fn code(&self) -> Code {
        match self {
            Fault::Text(fault) => fault.code(),
            Fault::Value(code, _) | Fault::Line(code, _) => *code,
            Fault::Plan(fault) => fault.code(),
            Fault::Season(fault) => fault.code(),
            Fault::Schedule(fault) => fault.code(),
            Fault::Calendar(fault) => fault.code(),
            Fault::File(fault) => fault.code(),
            #[cfg(feature = "serve")]
            Fault::Address(fault) => fault.code(),
            Fault::More(_) => Code::MoreFaults,
        }
    }

    pub(super) fn severity(&self) -> Severity {
        match self {
            Fault::Value(..) | Fault::Line(..) => Severity::Error,
            Fault::Text(fault) => fault.severity(),
            Fault::Plan(fault) => fault.severity(),
            Fault::Season(fault) => fault.severity(),
            Fault::Schedule(fault) => fault.severity(),
            Fault::Calendar(fault) => fault.severity(),
            Fault::File(fault) => fault.severity(),
            #[cfg(feature = "serve")]
            Fault::Address(fault) => fault.severity(),
            Fault::More(_) => Severity::Note,
        }
    }

    pub(super) fn words(&self, to: Audience<'_>) -> Words {
        match self {
            Fault::Text(fault) => fault.words(to),
            Fault::Value(_, error) => Words::new(error.words(to)),
            Fault::Plan(fault) => fault.words(to),
            Fault::Season(fault) => fault.words(to),
            Fault::Schedule(fault) => fault.words(to),
            Fault::Calendar(fault) => fault.words(to),
            Fault::Line(_, fault) => Words::new(fault.words(to)),
            Fault::File(fault) => fault.words(to),
            #[cfg(feature = "serve")]
            Fault::Address(fault) => fault.words(to),
            Fault::More(more) => Words::new(format!("there are {more} more like these")),
        }
    }
}

/// The codes that faults may have.
#[cfg(all(test, feature = "serve"))]
pub(crate) fn codes() -> impl Iterator<Item = Code> {
    let of_values = [
        Code::AthleteId,
        Code::Clock,
        Code::Distance,
        Code::Duration,
        Code::Ratio,
        Code::Recent,
        Code::Share,
        Code::Time,
        Code::TimeZone,
        Code::Volume,
        Code::Weeks,
        Code::Window,
    ];
    let of_variants = [
        TextFault::CODES,
        PlanFault::CODES,
        SeasonFault::CODES,
        ScheduleFault::CODES,
        CalendarFault::CODES,
        FileFault::CODES,
        AddressFault::CODES,
    ];
    let of_variants = of_variants.into_iter().flatten().copied();
    of_variants.chain(of_values).chain([Code::MoreFaults])
}
