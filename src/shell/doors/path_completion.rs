//! What can be typed where a file is named: the entries of one folder of this machine.
//!
//! A folder ends with `/`, so that completion can go on inside. A name that a terminal could not show as it is, or a
//! folder that would need quotes, is not proposed.

use std::fs::{DirEntry, read_dir};

use crate::security::clean::clean;
use crate::shell::grammar::completion::Candidate;
use crate::shell::grammar::quoting::quoted;

/// A folder with more entries than this is not read to its end: the keyboard waits.
const MOST_ENTRIES: usize = 2_000;

/// The paths that begin as typed, in alphabetical order; hidden ones only when a point was typed.
pub fn paths(typed: &str) -> Vec<Candidate> {
    let (folder, beginning) = match typed.rfind('/') {
        Some(slash) => typed.split_at(slash + 1),
        None => ("", typed),
    };
    let place = if folder.is_empty() { "." } else { folder };
    let Ok(entries) = read_dir(place) else {
        return Vec::new();
    };
    let mut texts: Vec<String> = entries
        .take(MOST_ENTRIES)
        .filter_map(|entry| path(folder, beginning, &entry.ok()?))
        .collect();
    texts.sort_unstable();
    texts
        .into_iter()
        .map(|text| Candidate {
            text,
            description: String::new(),
        })
        .collect()
}

fn path(folder: &str, beginning: &str, entry: &DirEntry) -> Option<String> {
    let name = entry.file_name().into_string().ok()?;
    let is_meant = name.starts_with(beginning) && (beginning.starts_with('.') || !name.starts_with('.'));
    if !is_meant || clean(&name) != name {
        return None;
    }
    let path = format!("{folder}{name}");
    if entry.path().is_dir() {
        let path = format!("{path}/");
        return (quoted(&path) == path).then_some(path);
    }
    Some(quoted(&path).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_and_folders_that_begin_as_typed_are_proposed() {
        let folder = tempfile::tempdir().unwrap();
        let root = format!("{}/", folder.path().display());
        for name in ["mise-a-jour.crm", "mon fichier.crm", ".caché", "autre\u{1b}[2J"] {
            std::fs::File::create_new(folder.path().join(name)).unwrap();
        }
        std::fs::create_dir(folder.path().join("modeles")).unwrap();
        let proposed = |typed: &str| -> Vec<String> {
            let candidates = paths(&format!("{root}{typed}")).into_iter();
            candidates.map(|candidate| candidate.text.replace(&root, "")).collect()
        };
        assert_eq!(proposed("mi"), ["mise-a-jour.crm"]);
        assert_eq!(proposed(""), ["\"mon fichier.crm\"", "mise-a-jour.crm", "modeles/"]);
        assert_eq!(proposed("."), [".caché"]);
        assert!(proposed("modeles/").is_empty());
        assert!(proposed("absent/").is_empty());
    }
}
