//! Links to other sites: whether what they lead to is still there.
//!
//! Comes in: addresses, and who may be asked. Goes out: what each answered. Apart, since nothing else asks another machine anything. What always holds:
//!
//! - A host is asked one thing at a time, with a pause between; a few hosts are asked at once.
//! - Nothing on this machine or in a private network is asked, whatever a name resolves to and wherever an answer leads, unless that is allowed:
//!   content may come from strangers.
//! - A request ends in a bounded time, follows a few redirects, goes through no proxy, and reads no body.

mod answer;
mod kept;
mod reach;

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use ureq::unversioned::transport::DefaultConnector;
use ureq::{Agent, Error};
use url::Url;

pub(crate) use answer::Answer;
pub(crate) use kept::Kept;
pub(crate) use reach::Reach;

use reach::{Resolver, is_private};

/// So many hosts are asked at once.
const HOSTS: usize = 8;
/// How long a request may take, with all its redirects.
const PATIENCE: Duration = Duration::from_secs(20);
/// So many redirects are followed.
const REDIRECTS: u32 = 5;
/// A host that did not answer in time so often in a row is not asked again.
const LATE_ONES: usize = 3;
/// How long a host is left alone between two requests.
pub(crate) const PAUSE: Duration = Duration::from_secs(1);

/// Who asks, and how.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asking {
    pub(crate) reach: Reach,
    pub(crate) pause: Duration,
}

/// Asks each of these addresses; `told` is called for each as soon as it answered. When no host at all could be found, the network is what is missing, so that
/// nothing is said to be gone.
pub(crate) fn ask(
    addresses: &[String],
    asking: Asking,
    told: impl Fn(&str, &Answer) + Sync,
) -> BTreeMap<String, Answer> {
    let mut of_hosts: BTreeMap<String, Vec<&String>> = BTreeMap::new();
    for address in addresses {
        let host = Url::parse(address).ok().and_then(|url| url.host_str().map(str::to_owned));
        of_hosts.entry(host.unwrap_or_default()).or_default().push(address);
    }
    let is_one_host = of_hosts.len() < 2;
    let waiting = Mutex::new(of_hosts.into_values().collect::<Vec<_>>());
    let answers = Mutex::new(BTreeMap::new());
    let agent = agent(asking.reach);
    let work = || {
        while let Some(addresses) = lock(&waiting).pop() {
            let mut late = 0;
            for (number, address) in addresses.into_iter().enumerate() {
                // What never answers would take its time for each address.
                let answer = if late >= LATE_ONES {
                    Answer::Unsure(LATE.to_owned())
                } else {
                    if number > 0 {
                        thread::sleep(asking.pause);
                    }
                    one(&agent, address, asking.pause)
                };
                late = if answer == Answer::Unsure(LATE.to_owned()) { late + 1 } else { 0 };
                told(address, &answer);
                lock(&answers).insert(address.clone(), answer);
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..HOSTS {
            scope.spawn(work);
        }
    });
    let mut answers = answers.into_inner().unwrap_or_else(PoisonError::into_inner);
    let is_unknown = |answer: &Answer| *answer == Answer::Gone(NO_HOST.to_owned());
    if !is_one_host && answers.values().all(is_unknown) {
        answers.values_mut().for_each(|answer| *answer = Answer::Unsure(OFFLINE.to_owned()));
    }
    answers
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn agent(reach: Reach) -> Agent {
    let config = Agent::config_builder()
        .user_agent(concat!("Rexbase/", env!("CARGO_PKG_VERSION"), " (checks links once; asks nothing else)"))
        .timeout_global(Some(PATIENCE))
        .max_redirects(REDIRECTS)
        .max_redirects_will_error(true)
        .http_status_as_error(false)
        // Through a proxy nobody could tell whom it asks.
        .proxy(None)
        .build();
    Agent::with_parts(config, DefaultConnector::default(), Resolver::new(reach))
}

/// Asks for the head; where that is not well received, for the whole, of which nothing is read.
fn one(agent: &Agent, address: &str, pause: Duration) -> Answer {
    let Ok(url) = Url::parse(address) else { return Answer::Unsure("it is no address".to_owned()) };
    if url.host_str().is_some_and(reach::is_nowhere) {
        return Answer::Gone(NO_HOST.to_owned());
    }
    match agent.head(url.as_str()).call() {
        Ok(head) if head.status().is_success() => Answer::There,
        Err(error) if is_private(&error) => Answer::Private,
        Err(Error::HostNotFound) => Answer::Gone(NO_HOST.to_owned()),
        Err(Error::Timeout(_)) => Answer::Unsure(LATE.to_owned()),
        // What asks for a name or for less haste is there, and is not asked more.
        Ok(head) if matches!(head.status().as_u16(), 401 | 407 | 429) => Answer::There,
        _ => {
            thread::sleep(pause);
            match agent.get(url.as_str()).call() {
                Ok(whole) => of_status(whole.status().as_u16()),
                Err(error) => of_error(&error),
            }
        }
    }
}

const NO_HOST: &str = "there is no such host";
const OFFLINE: &str = "no host at all could be found; is this machine online?";
const LATE: &str = "it did not answer in time";

fn of_status(status: u16) -> Answer {
    match status {
        404 | 410 => Answer::Gone(format!("it answers {status}")),
        400 | 408 | 421 | 425 | 500.. => Answer::Unsure(format!("it answers {status}")),
        // What asks for a name, for less haste or for another method is there.
        _ => Answer::There,
    }
}

fn of_error(error: &Error) -> Answer {
    match error {
        error if is_private(error) => Answer::Private,
        Error::HostNotFound => Answer::Gone(NO_HOST.to_owned()),
        Error::Timeout(_) => Answer::Unsure(LATE.to_owned()),
        Error::TooManyRedirects => Answer::Unsure(format!("it leads on more than {REDIRECTS} times")),
        other => Answer::Unsure(other.to_string()),
    }
}

#[cfg(test)]
mod tests;
