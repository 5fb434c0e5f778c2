//! Edits of files that are not Markdown, and of what names them: beside pages, shared by several, and static.

use crate::edits::{Edit, Pair, anywhere, at, is_markdown, nothing};

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
