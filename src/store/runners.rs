//! The runners that a store knows, and the files that are theirs.
//!
//! A file that gives an `id` under `[athlete]` is that runner's. Any other file is matched to a runner once, and stays
//! that runner's whatever name it gives later:
//!
//! - to a runner who was known by this very name before runners had ids: all files of the name were one runner's then.
//!   Files that come later are that runner's for as long as they give the name,
//! - to a runner for whom a feed was made before there was a file, if it is the only new one that fits,
//! - else to a runner of its own, whose id is a slug of the file's name.

use std::collections::{BTreeMap, BTreeSet};

use super::sql::SqlValue::{Integer, Text};
use super::sql::{SqlRow, Transaction};
use super::{Store, StoreError, Writing};
use crate::season::RunnerId;

/// The longest name by which a runner can be called, in characters.
pub(super) const LONGEST_NAME: usize = 200;

/// A season file, as far as its runner is concerned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeasonClaim {
    /// The file's name in the folder.
    pub file: String,
    /// The `id` under `[athlete]`.
    pub id: Option<RunnerId>,
    /// The `name` under `[athlete]`.
    pub name: Option<String>,
}

impl SeasonClaim {
    /// The file's name without its ending.
    fn stem(&self) -> &str {
        self.file.strip_suffix(".toml").unwrap_or(&self.file)
    }

    /// The runner's name, else the file's.
    fn label(&self) -> &str {
        let name = self.name.as_deref().map(str::trim);
        name.filter(|name| !name.is_empty()).unwrap_or(self.stem())
    }
}

/// A runner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredRunner {
    /// The name that is shown.
    pub label: String,
    /// The name by which a file without an id is recognised as this runner's.
    pub named: Option<Named>,
}

/// A name that files are matched by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named {
    /// The next file of this name, or called like the runner's id: a feed was made before the file was there.
    Next(String),
    /// All files of this name: the store is from before runners had ids.
    All(String),
}

/// All runners of a store, with the files that were matched to them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Runners {
    runners: BTreeMap<RunnerId, StoredRunner>,
    files: BTreeMap<String, RunnerId>,
}

impl Runners {
    /// The runner with this id.
    pub fn get(&self, id: &RunnerId) -> Option<&StoredRunner> {
        self.runners.get(id)
    }

    /// All runners by their ids.
    pub fn all(&self) -> impl Iterator<Item = (&RunnerId, &StoredRunner)> {
        self.runners.iter()
    }

    /// The runner of a season file, if that is known already.
    pub fn of<'r>(&'r self, claim: &'r SeasonClaim) -> Option<&'r RunnerId> {
        let id = claim.id.as_ref().or_else(|| self.files.get(&claim.file));
        id.or_else(|| self.known_by_name(claim))
    }

    /// The runner from before ids whose name a file gives, as it was then or as it is now.
    fn known_by_name(&self, claim: &SeasonClaim) -> Option<&RunnerId> {
        let label = claim.label();
        let has_name = |runner: &StoredRunner| match &runner.named {
            Some(Named::All(name)) => name == label || runner.label == label,
            _ => false,
        };
        let mut known = self.runners.iter().filter(|(_, runner)| has_name(runner));
        known.next().map(|(id, _)| id)
    }

    /// The runner to whom a file without an id was matched.
    pub(super) fn of_file(&self, file: &str) -> Option<&RunnerId> {
        self.files.get(file)
    }

    /// The files that were matched to a runner.
    pub(super) fn files_of(&self, id: &RunnerId) -> impl Iterator<Item = &str> {
        let of_it = self.files.iter().filter(move |(_, of)| *of == id);
        of_it.map(|(file, _)| file.as_str())
    }

    /// The runners that `text` may mean: the one with this id, else all with this name.
    pub fn called(&self, text: &str) -> Vec<RunnerId> {
        let id = RunnerId::parse(text).ok();
        if let Some(id) = id.filter(|id| self.runners.contains_key(id)) {
            return vec![id];
        }
        let is_called = |runner: &StoredRunner| {
            runner.label == text
                || matches!(&runner.named, Some(Named::Next(name) | Named::All(name)) if name == text)
        };
        let called = self.runners.iter().filter(|(_, runner)| is_called(runner));
        called.map(|(id, _)| id.clone()).collect()
    }

    /// Finds the runner of each of these season files, all that a folder holds, and takes over their names.
    pub fn assign(&mut self, claims: &[SeasonClaim]) {
        for (claim, id) in claims.iter().filter_map(|claim| Some((claim, claim.id.clone()?))) {
            let runner = self.runners.entry(id).or_insert_with(|| StoredRunner {
                label: claim.label().to_owned(),
                named: None,
            });
            // A runner whose files say the id is not looked for by name any more.
            runner.named = None;
        }
        let unknown = |runners: &Runners| -> Vec<SeasonClaim> {
            let is_unknown = |claim: &&SeasonClaim| runners.of(claim).is_none();
            claims.iter().filter(is_unknown).cloned().collect()
        };
        let with_files: BTreeSet<RunnerId> = self.files.values().cloned().collect();
        for claim in claims.iter().filter(|claim| claim.id.is_none()) {
            let id = self.known_by_name(claim).filter(|id| !with_files.contains(*id));
            if let (Some(id), false) = (id.cloned(), self.files.contains_key(&claim.file)) {
                self.files.insert(claim.file.clone(), id);
            }
        }
        self.match_awaited(&unknown(self));
        for claim in unknown(self) {
            let id = self.free(&RunnerId::slug_of(claim.stem()));
            self.add(id.clone(), claim.label(), None);
            self.files.insert(claim.file, id);
        }
        self.take_names(claims);
    }

    /// Gives a runner who has a feed and no file the one new file that fits.
    fn match_awaited(&mut self, unknown: &[SeasonClaim]) {
        for (id, runner) in &mut self.runners {
            let Some(Named::Next(name)) = &runner.named else {
                continue;
            };
            let fits = |claim: &&SeasonClaim| {
                let is_taken = self.files.contains_key(&claim.file);
                !is_taken && (claim.label() == name || RunnerId::slug_of(claim.stem()) == *id)
            };
            let mut fitting = unknown.iter().filter(fits);
            if let (Some(claim), None) = (fitting.next(), fitting.next()) {
                self.files.insert(claim.file.clone(), id.clone());
                runner.named = None;
            }
        }
    }

    /// Shows each runner by the name in the first of the files that gives one.
    fn take_names(&mut self, claims: &[SeasonClaim]) {
        let mut named: BTreeSet<RunnerId> = BTreeSet::new();
        let (with, without): (Vec<_>, Vec<_>) =
            claims.iter().partition(|claim| claim.label() != claim.stem());
        for claim in with.into_iter().chain(without) {
            let Some(id) = self.of(claim).cloned() else {
                continue;
            };
            if named.insert(id.clone())
                && let Some(runner) = self.runners.get_mut(&id)
                && runner.label != claim.label()
            {
                claim.label().clone_into(&mut runner.label);
            }
        }
    }

    /// Adds a runner for whom a feed is made before there is a file.
    fn expect(&mut self, name: &str) -> RunnerId {
        let id = RunnerId::parse(name).unwrap_or_else(|_| self.free(&RunnerId::slug_of(name)));
        self.add(id.clone(), name, Some(Named::Next(name.to_owned())));
        id
    }

    /// `wanted`, or the same with the first number that nobody has.
    pub(super) fn free(&self, wanted: &RunnerId) -> RunnerId {
        let mut numbered = (2..).map(|number| wanted.numbered(number));
        let is_free = |id: &RunnerId| !self.runners.contains_key(id);
        let free = Some(wanted.clone()).filter(is_free);
        free.or_else(|| numbered.find(is_free))
            .unwrap_or_else(|| wanted.clone())
    }

    pub(super) fn add(&mut self, id: RunnerId, label: &str, named: Option<Named>) {
        let label = label.to_owned();
        self.runners.insert(id, StoredRunner { label, named });
    }
}

impl Store {
    /// The runners that the store knows.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    pub async fn runners(&self) -> Result<Runners, StoreError> {
        self.bounded(async { all(&mut self.read().await?).await }).await
    }

    /// Finds the runner of each season file of a folder, and keeps what is new.
    ///
    /// # Errors
    ///
    /// When the store cannot be read, or written where something is new.
    pub async fn assign(&self, claims: &[SeasonClaim]) -> Result<Runners, StoreError> {
        self.bounded(async {
            let known = all(&mut self.read().await?).await?;
            let mut next = known.clone();
            next.assign(claims);
            if next == known {
                return Ok(known);
            }
            let mut writing = self.write().await?;
            // Another server may have been faster.
            let known = all(&mut writing.transaction).await?;
            let mut next = known.clone();
            next.assign(claims);
            writing.put_runners(&known, &next).await?;
            writing.commit().await?;
            Ok(next)
        })
        .await
    }

    /// The runner called `name`: by the id, or by a name that no other runner has. One who is not known yet is added.
    ///
    /// # Errors
    ///
    /// When several are called so, nobody can be called so, or the store cannot be written.
    pub async fn runner_called(&self, name: &str) -> Result<RunnerId, StoreError> {
        check_name(name)?;
        self.bounded(async {
            let mut writing = self.write().await?;
            let known = all(&mut writing.transaction).await?;
            if let Some(id) = only(&known, name)? {
                writing.take_back().await?;
                return Ok(id);
            }
            let mut next = known.clone();
            let id = next.expect(name);
            writing.put_runners(&known, &next).await?;
            writing.commit().await?;
            Ok(id)
        })
        .await
    }

    /// The runner called `name`, as [`Store::runner_called`]; `None` if nobody is.
    ///
    /// # Errors
    ///
    /// When several are called so, or the store cannot be read.
    pub async fn find_runner(&self, name: &str) -> Result<Option<RunnerId>, StoreError> {
        only(&self.runners().await?, name)
    }
}

/// Fails for a name that no runner can be called by.
fn check_name(name: &str) -> Result<(), StoreError> {
    let fits = name.chars().count() <= LONGEST_NAME;
    if name.trim().is_empty() || !fits || name.chars().any(char::is_control) {
        return Err(StoreError::BadName { most: LONGEST_NAME });
    }
    Ok(())
}

/// The one runner called `name`.
fn only(known: &Runners, name: &str) -> Result<Option<RunnerId>, StoreError> {
    let mut called = known.called(name);
    if called.len() > 1 {
        return Err(StoreError::Ambiguous {
            name: name.to_owned(),
            ids: called,
        });
    }
    Ok(called.pop())
}

impl Writing<'_> {
    async fn put_runners(&mut self, known: &Runners, next: &Runners) -> Result<(), StoreError> {
        for (id, runner) in next.all().filter(|(id, runner)| known.get(id) != Some(runner)) {
            put(&mut self.transaction, id, runner).await?;
        }
        let files = next
            .files
            .iter()
            .filter(|(file, _)| !known.files.contains_key(*file));
        for (file, id) in files {
            let sql = "INSERT INTO runner_file (file, runner) VALUES ($1, $2)";
            self.transaction
                .execute(sql, &[Text(file), Text(id.as_str())])
                .await?;
        }
        Ok(())
    }
}

/// Writes a runner, new or known.
pub(super) async fn put(
    to: &mut Transaction,
    id: &RunnerId,
    runner: &StoredRunner,
) -> Result<(), StoreError> {
    let (named, many) = match &runner.named {
        None => ("", 0),
        Some(Named::Next(name)) => (name.as_str(), 0),
        Some(Named::All(name)) => (name.as_str(), 1),
    };
    let sql = "INSERT INTO runner (id, label, named, many) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (id) DO UPDATE SET label = $2, named = $3, many = $4";
    let values = [Text(id.as_str()), Text(&runner.label), Text(named), Integer(many)];
    to.execute(sql, &values).await.map(drop)
}

/// All runners and files.
pub(super) async fn all(reading: &mut Transaction) -> Result<Runners, StoreError> {
    let mut all = Runners::default();
    for row in reading
        .rows("SELECT id, label, named, many FROM runner", &[])
        .await?
    {
        let named = Some(row.text(2)?).filter(|named| !named.is_empty());
        let named = match row.integer(3)? {
            0 => named.map(Named::Next),
            _ => named.map(Named::All),
        };
        all.add(id(&row, 0)?, &row.text(1)?, named);
    }
    for row in reading.rows("SELECT file, runner FROM runner_file", &[]).await? {
        all.files.insert(row.text(0)?, id(&row, 1)?);
    }
    Ok(all)
}

/// The id in a column.
pub(super) fn id(row: &SqlRow, column: usize) -> Result<RunnerId, StoreError> {
    let text = row.text(column)?;
    RunnerId::parse(&text).map_err(|_| row.damaged(format!("it holds a runner with the id `{text}`")))
}

#[cfg(test)]
mod tests;
