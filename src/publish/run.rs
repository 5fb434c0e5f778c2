//! One run: from what is here and what is there to the same site there.
//!
//! What always holds: the record is written before the first change, every few seconds while files are sent, and at the end, each time over the version that this run wrote
//! before; whoever else wrote meanwhile is noticed, and this run stops. What fails or is stopped leaves a record by which the next run goes on.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use crate::vocab::path::OutputPath;

use super::plan::{Plan, Share, Wave};
use super::record::{Lease, Record};
use super::served::File;
use super::step::Step;
use super::store::{Put, Store, Version};
use super::trouble::{PublishError, Trouble};

/// How often the record is written at least, in seconds.
const EVERY: i64 = 10;
/// How long nobody else may publish after a record was written, in seconds.
const HELD: i64 = 60;
/// After a wave of so many steps, the record is written.
const MANY: usize = 500;
/// How often it is looked whether to stop.
const LOOK: Duration = Duration::from_millis(200);

/// What time it is, in seconds since 1970.
pub(crate) type Clock = dyn Fn() -> i64 + Sync;

/// What is to be published.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Site<'a> {
    /// The folder of the files.
    pub(crate) folder: &'a Path,
    pub(crate) files: &'a BTreeMap<OutputPath, File>,
}

/// How to publish.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    /// Who publishes: one word that no other run has.
    pub(crate) who: String,
    /// How long what pages load stays once none needs it, in seconds.
    pub(crate) grace: i64,
    /// How many of the addresses may be gone at once, in percent.
    pub(crate) most_gone: u8,
    pub(crate) extent: Extent,
    /// Publish although another run may still be at it.
    pub(crate) takes_over: bool,
    /// Publish beside files of others, and over a record that cannot be read.
    pub(crate) forces: bool,
}

/// How far to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// Say what would be done.
    Plan,
    Whole,
}

/// What is happening.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Event<'a> {
    /// This is what will be done.
    Planned(&'a Plan),
    /// A part of it begins, of so many steps.
    Begins(&'static str, usize),
    /// A step was done.
    Did,
}

/// Who watches a run.
pub(crate) trait Watch: Sync {
    fn see(&self, event: Event<'_>);

    /// Whether the run is to stop.
    fn is_stopped(&self) -> bool;

    /// Tells those who keep copies what changed, once the site stands; says whether they were told.
    fn tell(&self, changed: &BTreeSet<&OutputPath>) -> bool;
}

/// What a run came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Report {
    pub(crate) sent: usize,
    /// Of the files that were sent, as they were built.
    pub(crate) bytes: u64,
    pub(crate) removed: usize,
    pub(crate) unchanged: usize,
    /// Files that wait to be removed.
    pub(crate) waiting: usize,
}

/// Makes what is there what is here.
///
/// # Errors
/// Something keeps it from being done; then what is there is whole, and the next run goes on.
pub(crate) fn publish(
    site: Site<'_>,
    store: &dyn Store,
    asked: &Asked,
    clock: &Clock,
    watch: &dyn Watch,
) -> Result<Report, PublishError> {
    let (record, version) = read(store, asked, clock)?;
    let now = clock();
    let plan = Plan::new(site.files, &record, asked.grace, now);
    watch.see(Event::Planned(&plan));
    let Share { part, .. } = plan.gone;
    if part > 0 && plan.gone.percent() > usize::from(asked.most_gone) {
        return Err(PublishError::TooManyGone { gone: plan.gone, most: asked.most_gone });
    }
    let report = Report { unchanged: plan.unchanged, waiting: plan.waiting, ..Report::default() };
    let mut as_it_will_be = record.clone();
    as_it_will_be.end(site.files, now);
    let is_settled = plan.steps().next().is_none() && as_it_will_be == record && record.lease.is_none();
    if asked.extent == Extent::Plan || (is_settled && record.untold().is_empty()) {
        return Ok(report);
    }
    let new: Vec<&OutputPath> = plan.new_of(&record).collect();
    store.refuse_others(&new)?;
    let mut run = Run { site, store, asked, clock, watch, record, version, written: now, pause: EVERY };
    run.record.begin(site.files, plan.steps());
    run.write()?;
    run.look_who()?;
    let done = plan.waves.iter().try_for_each(|wave| run.carry_out(wave));
    if done.is_err() {
        // The next run need not wait for this one.
        run.let_go();
    }
    let (sent, removed) = plan.counts();
    if let Err(stop) = done {
        let left = plan.steps().filter(|step| run.is_left(*step)).count();
        return Err(stop.unwrap_or(PublishError::Stopped { done: sent + removed - left, of: sent + removed }));
    }
    run.end()?;
    let sizes = plan.waves.iter().flat_map(|wave| &wave.sends).filter_map(|path| site.files.get(path));
    Ok(Report { sent, removed, bytes: sizes.map(|file| file.size).sum(), ..report })
}

/// The record that is there, when one may publish there.
fn read(store: &dyn Store, asked: &Asked, clock: &Clock) -> Result<(Record, Option<Version>), PublishError> {
    let Some((bytes, version)) = store.record()? else {
        let names = if asked.forces { Vec::new() } else { store.some_names()? };
        return if names.is_empty() {
            Ok((Record::default(), None))
        } else {
            Err(PublishError::NotOurs(names))
        };
    };
    let record = match Record::decode(&bytes) {
        Some(record) => record,
        None if asked.forces => Record::default(),
        None => return Err(PublishError::Damaged),
    };
    if let Some(lease) = record.lease.as_ref().filter(|lease| lease.until > clock() && !asked.takes_over) {
        return Err(leased(lease, clock));
    }
    Ok((record, Some(version)))
}

fn leased(lease: &Lease, clock: &Clock) -> PublishError {
    PublishError::Leased { who: lease.who.clone(), seconds: (lease.until - clock()).max(1) }
}

/// A run that changes what is there.
struct Run<'a> {
    site: Site<'a>,
    store: &'a dyn Store,
    asked: &'a Asked,
    clock: &'a Clock,
    watch: &'a dyn Watch,
    record: Record,
    version: Option<Version>,
    /// When the record was written last.
    written: i64,
    /// After how many seconds it is written again: a long one less often, since it takes long.
    pause: i64,
}

impl Run<'_> {
    /// Writes the record, with this run as the one that publishes.
    fn write(&mut self) -> Result<(), PublishError> {
        let begun = (self.clock)();
        let until = begun + HELD.max(self.pause * 6);
        self.record.lease = Some(Lease { who: self.asked.who.clone(), until });
        self.write_as_it_is()?;
        self.written = (self.clock)();
        self.pause = EVERY.max((self.written - begun) * 20);
        Ok(())
    }

    fn write_as_it_is(&mut self) -> Result<(), PublishError> {
        match self.store.write_record(&self.record.encode(), self.version.as_ref()) {
            Ok(version) => self.version = Some(version),
            Err(Trouble::Conflict) => {
                let there = self.store.record()?.and_then(|(bytes, _)| Record::decode(&bytes)?.lease);
                return Err(there.map_or(Trouble::Conflict.into(), |lease| leased(&lease, self.clock)));
            }
            Err(trouble) => return Err(trouble.into()),
        }
        Ok(())
    }

    /// Reads whose record is there: some services do not know conditions, so that two may have written.
    fn look_who(&mut self) -> Result<(), PublishError> {
        let there = self.store.record()?.and_then(|(bytes, _)| Record::decode(&bytes)?.lease);
        match there {
            Some(lease) if lease.who == self.asked.who => Ok(()),
            Some(lease) => Err(leased(&lease, self.clock)),
            None => Err(Trouble::Conflict.into()),
        }
    }

    /// Carries out a wave. The error is none when it was asked to stop.
    fn carry_out(&mut self, wave: &Wave) -> Result<(), Option<PublishError>> {
        let steps: Vec<Step<'_>> = wave.steps().collect();
        self.watch.see(Event::Begins(wave.what, steps.len()));
        let (next, failed) = (AtomicUsize::new(0), Mutex::new(None));
        let (site, store, watch) = (self.site, self.store, self.watch);
        let has_failed = || lock(&failed).is_some();
        let (tell, told) = mpsc::channel();
        let work = |tell: mpsc::Sender<usize>| {
            while !watch.is_stopped() && !has_failed() {
                let number = next.fetch_add(1, Ordering::Relaxed);
                let Some(step) = steps.get(number) else { return };
                match do_step(*step, site, store) {
                    Ok(()) => {
                        let _ = tell.send(number);
                    }
                    Err(trouble) => {
                        lock(&failed).get_or_insert(PublishError::Trouble(trouble));
                    }
                }
            }
        };
        thread::scope(|scope| {
            for _ in 0..store.at_once().min(steps.len()) {
                let tell = tell.clone();
                scope.spawn(|| work(tell));
            }
            drop(tell);
            loop {
                match told.recv_timeout(LOOK) {
                    Ok(number) => {
                        self.record.done(site.files, steps[number]);
                        watch.see(Event::Did);
                    }
                    Err(RecvTimeoutError::Timeout) => {}
                    Err(RecvTimeoutError::Disconnected) => return,
                }
                if (self.clock)() >= self.written + self.pause
                    && let Err(error) = self.write()
                {
                    lock(&failed).get_or_insert(error);
                    self.written = (self.clock)();
                }
            }
        });
        match failed.into_inner().unwrap_or_else(PoisonError::into_inner) {
            Some(error) => Err(Some(error)),
            None if watch.is_stopped() => Err(None),
            // What took long is not done twice.
            None if steps.len() >= MANY => self.write().map_err(Some),
            None => Ok(()),
        }
    }

    fn is_left(&self, step: Step<'_>) -> bool {
        match step {
            Step::Send(path) => self.record.files.get(path).is_none_or(|row| row.mark.is_none()),
            Step::Remove(path) => self.record.files.contains_key(path),
        }
    }

    /// Lets others publish, as far as that can be said.
    fn let_go(&mut self) {
        self.record.lease = None;
        let _ = self.write_as_it_is();
    }

    /// All is done: says so, and tells those who keep copies.
    fn end(&mut self) -> Result<(), PublishError> {
        self.record.end(self.site.files, (self.clock)());
        self.record.lease = None;
        self.write_as_it_is()?;
        let untold: BTreeSet<&OutputPath> = self.record.untold();
        if untold.is_empty() {
            return Ok(());
        }
        if self.watch.tell(&untold) {
            self.record.tell();
            match self.write_as_it_is() {
                // Somebody else publishes already, and will tell again: it does no harm.
                Err(PublishError::Leased { .. } | PublishError::Trouble(Trouble::Conflict)) => {}
                written => written?,
            }
        }
        Ok(())
    }
}

fn do_step(step: Step<'_>, site: Site<'_>, store: &dyn Store) -> Result<(), Trouble> {
    match step {
        Step::Send(path) => {
            let Some(file) = site.files.get(path) else { return Ok(()) };
            store.put(&Put { path, file, source: &site.folder.join(path.as_str()) })
        }
        Step::Remove(path) => store.remove(path),
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
