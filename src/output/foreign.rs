//! What is in the way of new files and is none of ours: it is refused before anything is touched.
//!
//! What always holds: a file of others is replaced only where that was asked for; a folder with a file of others in it never gives way.

#![expect(clippy::disallowed_methods, reason = "one of the rooms that write files")]

use std::fs;
use std::path::Path;

use crate::vocab::hash::HashMap;

use super::error::{OutputError, at};

/// What to do with files that no build wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Foreign {
    /// Refuse a folder that has some and no manifest, and artifacts that would replace one.
    Refuse,
    /// Build beside them, and replace those that are in the way.
    Replace,
}

/// What is known of a folder that files are put in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Parent {
    There,
    /// Nothing is there, or what gives way.
    ToBeMade,
}

/// Refuses what is in the way of these new files below the folder `site`.
///
/// # Errors
/// Something of others is in the way, or a symbolic link stands where the site has a folder.
pub(super) fn refuse_in_the_way<'p>(
    site: &Path,
    new: impl Iterator<Item = &'p str>,
    is_ours: &dyn Fn(&str) -> bool,
    foreign: Foreign,
) -> Result<(), OutputError> {
    let gives_way = |path: &str| foreign == Foreign::Replace || is_ours(path);
    let mut parents = HashMap::default();
    for path in new {
        if parent_of(site, path, &gives_way, &mut parents)? == Parent::ToBeMade {
            continue;
        }
        let target = site.join(path);
        match fs::symlink_metadata(&target) {
            Ok(found) if found.is_dir() => refuse_others_in(&target, path, is_ours)?,
            Ok(_) if !gives_way(path) => return Err(OutputError::InTheWay(target)),
            _ => {}
        }
    }
    Ok(())
}

fn parent_of<'p>(
    site: &Path,
    path: &'p str,
    gives_way: &dyn Fn(&str) -> bool,
    known: &mut HashMap<&'p str, Parent>,
) -> Result<Parent, OutputError> {
    for (end, _) in path.match_indices('/') {
        let folder = &path[..end];
        let parent = if let Some(parent) = known.get(folder) {
            *parent
        } else {
            let target = site.join(folder);
            let parent = match fs::symlink_metadata(&target) {
                Ok(found) if found.is_symlink() => return Err(OutputError::Link(target)),
                Ok(found) if found.is_dir() => Parent::There,
                Ok(_) if !gives_way(folder) => return Err(OutputError::InTheWay(target)),
                _ => Parent::ToBeMade,
            };
            known.insert(folder, parent);
            parent
        };
        if parent == Parent::ToBeMade {
            return Ok(parent);
        }
    }
    Ok(Parent::There)
}

/// Refuses a folder that would give way to a file, when it holds anything but files of ours.
fn refuse_others_in(folder: &Path, path: &str, is_ours: &dyn Fn(&str) -> bool) -> Result<(), OutputError> {
    for entry in fs::read_dir(folder).map_err(at(folder))? {
        let entry = entry.map_err(at(folder))?;
        let below = format!("{path}/{}", entry.file_name().to_string_lossy());
        if entry.file_type().map_err(at(folder))?.is_dir() {
            refuse_others_in(&entry.path(), &below, is_ours)?;
        } else if !is_ours(&below) {
            return Err(OutputError::InTheWay(entry.path()));
        }
    }
    Ok(())
}
