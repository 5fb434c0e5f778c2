//! Edits of files that are not Markdown, and of what names them: beside pages, shared by several, and static.

use crate::edits::{Edit, Pair, anywhere, at, is_markdown, nothing, with_line};

/// A page gets a folder of its own, with a file beside it; its address stays.
pub(crate) fn into_folder(pair: &mut Pair) -> Edit {
    let path = pair.any_file();
    let Some(folder) = path.strip_suffix(".md").filter(|folder| !folder.ends_with("/index")) else {
        return put_beside(pair);
    };
    if pair.clean.path(folder).exists() {
        return nothing();
    }
    pair.rename(&path, &format!("{folder}/index.md"));
    pair.write(&format!("{folder}/image.png"), "no image, yet a file");
    anywhere(format!("{path} gets a folder"))
}

/// A new file beside a page, or other bytes of one, of the same size or not.
pub(crate) fn put_beside(pair: &mut Pair) -> Edit {
    let number = pair.count;
    let Some(path) = pair.any_file_beside() else { return nothing() };
    let path = match number % 3 {
        0 => format!("{}/file-{number}.pdf", path.rsplit_once('/').unwrap().0),
        _ => path,
    };
    pair.write(&path, &format!("bytes {:04}{}", number, "!".repeat(number % 2)));
    anywhere(format!("bytes of {path}"))
}

pub(crate) fn remove_beside(pair: &mut Pair) -> Edit {
    let Some(path) = pair.any_file_beside() else { return nothing() };
    pair.remove(&path);
    anywhere(format!("delete {path}"))
}

/// A page names an image that it shares with others, which may have to be made.
pub(crate) fn name_shared(pair: &mut Pair) -> Edit {
    let image = format!("images/shared-{}.png", pair.random.below(3));
    let is_new = !pair.clean.path("content").join(&image).exists();
    if is_new {
        pair.write(&format!("content/{image}"), &format!("shared since {}", pair.count));
    }
    let edit = pair.change("name a shared image in", |text, _| format!("{text}\n\n![Partagée](/{image})\n"));
    if is_new { anywhere(edit.what) } else { edit }
}

/// A page names no shared image any more.
pub(crate) fn name_shared_no_more(pair: &mut Pair) -> Edit {
    let broken = pair.broken.as_ref().map(|broken| broken.path.clone());
    let naming = pair.paths().into_iter().filter(|path| is_markdown(path) && Some(path) != broken.as_ref());
    let naming: Vec<_> = naming.filter(|path| pair.text(path).contains("](/images/shared-")).collect();
    if naming.is_empty() {
        return name_shared(pair);
    }
    let path = pair.random.one_of(&naming).clone();
    let text = pair.text(&path);
    let kept: Vec<_> = text.lines().filter(|line| !line.contains("](/images/shared-")).collect();
    pair.write(&path, &(kept.join("\n") + "\n"));
    Edit { what: format!("name no shared image in {path}"), look: at(&path) }
}

/// A file that is published as it lies there comes, changes or goes.
pub(crate) fn put_static(pair: &mut Pair) -> Edit {
    let path = format!("static/files/{}.txt", pair.random.below(3));
    if pair.clean.path(&path).exists() && pair.random.below(2) == 0 {
        pair.remove(&path);
        return anywhere(format!("delete {path}"));
    }
    pair.write(&path, &format!("static {}", pair.count % 3));
    anywhere(format!("bytes of {path}"))
}

/// What is said in a recording comes, is another, or goes; or a talk names it.
pub(crate) fn transcribe(pair: &mut Pair) -> Edit {
    let path = format!("content/said-{}.vtt", pair.random.below(3));
    let is_there = pair.clean.path(&path).exists();
    match pair.random.below(5) {
        0 if is_there => {
            pair.remove(&path);
            anywhere(format!("delete {path}"))
        }
        1 | 2 => {
            let number = pair.count;
            let text = format!(
                "WEBVTT\n\n00:01.000 --> 00:04.000\nMot dit {number}\n\n17:00.000 --> 17:05.000\nchaos dit\n"
            );
            pair.write(&path, &text);
            anywhere(format!("what is said in {path}"))
        }
        _ => {
            let broken = pair.broken.as_ref().map(|broken| broken.path.clone());
            let talks: Vec<_> = pair
                .paths()
                .into_iter()
                .filter(|path| is_markdown(path) && path.starts_with("content/talks/"))
                .collect();
            let talks: Vec<_> = talks.into_iter().filter(|path| Some(path) != broken.as_ref()).collect();
            if talks.is_empty() {
                return nothing();
            }
            let talk = pair.random.one_of(&talks).clone();
            let name = path.trim_start_matches("content");
            let text = with_line(&pair.text(&talk), "transcript", &format!("transcript = \"{name}\""));
            pair.write(&talk, &text);
            Edit { what: format!("name {path} in {talk}"), look: at(&talk) }
        }
    }
}
