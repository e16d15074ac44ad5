//! The folder that a server serves: plans and seasons, followed as they change, and the feeds that come of them.
//!
//! - `snapshot`: what the folder holds at one moment, which does not change any more,
//! - `folder`: from one snapshot to the next. Contents decide, and only those that stand still for a moment: a file that is
//!   half written, or gone while an editor puts another one in its place, is not taken for what its owner wants,
//! - `load`: plans and seasons of its files; of a broken one the last good version stays,
//! - `served`: seasons that count: a season or a runner that is taken away does so for some seconds longer,
//! - `follow`: events as hints to look again, or a look at intervals,
//! - `register`: the runners of season files,
//! - `publish`: a runner's next calendars, agreed on with other servers,
//! - `remarks`: remarks about seasons, for the log without their words.

mod folder;
mod follow;
mod load;
mod publish;
mod register;
mod remarks;
mod served;
mod snapshot;

pub use folder::{Folder, Scan};
pub use follow::{Following, Looking, follow};
pub use publish::{CurrentCalendar, PublishError, publish, rehearse};
pub use register::{Register, StoreRegister};
pub use remarks::RunnerRemarks;
pub use snapshot::{Elsewhere, FileFault, RunnerSeasons, SeasonFile, Seasons, Snapshot};
