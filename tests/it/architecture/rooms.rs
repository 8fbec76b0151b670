//! The law of the house: its rooms stand in one order, and a file names only its own room and those below.

use std::path::Path;

use crate::support::source::{SourceFile, file, files};

/// Every room, from top to bottom; the order of the arrows.
const ROOMS: [&str; 22] = [
    "main",
    "shell::doors",
    "shell::dispatch",
    "shell::table",
    "shell::commands",
    "shell::transcript",
    "shell::script",
    "shell::dialogue",
    "shell::messages",
    "shell::context",
    "shell::render",
    "shell::grammar",
    "services",
    "repositories",
    "demonstration",
    "database",
    "telemetry",
    "configuration",
    "security",
    "error",
    "models",
    "clock",
];

/// Arrows against the order, each with its reason; three at most, and for one release.
const EXCEPTIONS: [(&str, &str, &str); 0] = [];

/// Rooms that may be named only from a few places though they stand below others: the shell reaches the database
/// through services. The commands `base …` with what they say, the state of the shell, which holds the database, the
/// signals, which interrupt it, and the player, where each transcript has one of its own, are about the database
/// itself. What is told to those who run the program is told by the shell, not by what it calls.
const RESERVED: [(&str, &[&str]); 4] = [
    ("repositories", &["src/services/", "src/repositories/"]),
    (
        "database",
        &[
            "src/shell/commands/database/",
            "src/shell/messages/database/",
            "src/shell/context/",
            "src/services/",
            "src/repositories/",
            "src/demonstration/",
            "src/database/",
        ],
    ),
    (
        "demonstration",
        &[
            "src/shell/commands/database/",
            "src/shell/messages/database/",
            "src/shell/context/",
            "src/shell/transcript/player.rs",
            "src/demonstration/",
        ],
    ),
    ("telemetry", &["src/main.rs", "src/shell/", "src/telemetry/"]),
];

/// What every command holds, and hands to a service.
const WITNESS: &str = "database::authorized";
/// What may stand directly in `src/shell`.
const MOST_ENTRIES_OF_THE_SHELL: usize = 14;
const MOST_EXCEPTIONS: usize = 3;
const MOST_LINES_OF_LIB: usize = 120;

#[test]
fn a_file_names_only_its_own_room_and_those_below() {
    let mut faults = Vec::new();
    for source in product() {
        let place = place_of(&room_of(&module_of(&source.path)));
        for named in named_rooms(&source) {
            let is_excepted = EXCEPTIONS
                .iter()
                .any(|(path, room, _)| *path == source.path && *room == named);
            if place_of(&named) < place && !is_excepted {
                faults.push(format!("{} names {named}, above it", source.path));
            }
        }
    }
    assert_eq!(faults, [""; 0]);
    assert!(EXCEPTIONS.len() <= MOST_EXCEPTIONS);
}

#[test]
fn some_rooms_are_named_from_a_few_places_only() {
    let mut faults = Vec::new();
    for source in product() {
        let named: Vec<String> = named_paths(&source)
            .into_iter()
            .filter(|path| path != WITNESS)
            .collect();
        for (room, places) in RESERVED {
            let is_at_home = places.iter().any(|place| source.path.starts_with(place));
            if named.iter().any(|named| room_of(named) == room) && !is_at_home {
                faults.push(format!("{} names {room}", source.path));
            }
        }
    }
    assert_eq!(faults, [""; 0]);
}

#[test]
fn every_folder_says_what_its_room_is() {
    for source in files("src", "rs")
        .iter()
        .filter(|source| source.path.ends_with("/mod.rs"))
    {
        let words = source.text.lines().take_while(|line| line.starts_with("//!"));
        assert!(words.count() > 0, "{} does not say what the folder is", source.path);
    }
}

#[test]
fn the_shell_is_a_staircase_of_few_rooms() {
    let shell = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/shell");
    let entries = shell.read_dir().expect("the folder can be read").count();
    assert!(entries <= MOST_ENTRIES_OF_THE_SHELL, "{entries} entries in src/shell");
    let lines = file("src/lib.rs").text.lines().count();
    assert!(lines <= MOST_LINES_OF_LIB, "src/lib.rs has {lines} lines");
}

#[test]
fn the_state_of_the_shell_has_its_methods_in_one_file() {
    let with_methods: Vec<String> = files("src", "rs")
        .into_iter()
        .filter(|source| source.code().contains("impl Context {"))
        .map(|source| source.path)
        .collect();
    assert_eq!(with_methods, ["src/shell/context/mod.rs"]);
}

#[test]
fn what_a_file_names_is_found_however_it_is_written() {
    let rooms = |text: &str| {
        let source = SourceFile {
            path: String::from("src/shell/grammar/parser/binding.rs"),
            text: text.to_owned(),
        };
        let mut named = named_rooms(&source);
        named.sort_unstable();
        named.dedup();
        named
    };
    let named = rooms(
        "use super::keyword::find;\nuse super::super::printer;\nuse super::super::super::render::fit;\n\
         use crate::shell::{self, table::COMMANDS};\nfn f() { crate::services::users::show() }\n\
         #[cfg(test)]\nmod tests { use crate::shell::doors; }",
    );
    assert_eq!(named, ["services", "shell::grammar", "shell::render", "shell::table"]);
    let named = rooms("use crate::{shell::doors, database};");
    assert_eq!(named, ["database", "shell::doors"]);
    let named = rooms("use crate::shell::{grammar::{a, b}, doors};\nuse crate::clock;");
    assert_eq!(named, ["clock", "shell::doors", "shell::grammar"]);
    let named = rooms(
        "use crate::{\n    error::{self, Error},\n    shell::{\n        table::{a::{b, c}, d},\n        doors,\n    },\n};\n\
         fn f() { services() }",
    );
    assert_eq!(named, ["error", "shell::doors", "shell::table"]);
    let named = rooms("use super::super::super::super::{clock, shell::{render, doors}};");
    assert_eq!(named, ["clock", "shell::doors", "shell::render"]);
}

/// The files of the program, but for those that only its tests have.
pub(super) fn product() -> Vec<SourceFile> {
    let sources = files("src", "rs");
    let declared_for_tests: Vec<String> = sources.iter().flat_map(test_modules).collect();
    sources
        .into_iter()
        .filter(|source| source.path != "src/lib.rs")
        .filter(|source| !declared_for_tests.contains(&module_of(&source.path)))
        .collect()
}

/// The modules that a file declares for tests alone, in files of their own.
fn test_modules(source: &SourceFile) -> Vec<String> {
    let module = module_of(&source.path);
    let declared = source.text.split("#[cfg(test)]\n").skip(1);
    declared
        .filter_map(|after| after.lines().next())
        .filter_map(|line| line.trim_start_matches("pub ").strip_prefix("mod ")?.strip_suffix(';'))
        .map(|name| format!("{module}::{name}"))
        .collect()
}

/// The module of a file: `shell::grammar::parser` for `src/shell/grammar/parser/mod.rs`.
fn module_of(path: &str) -> String {
    let inside = path.trim_start_matches("src/").trim_end_matches(".rs");
    inside.trim_end_matches("/mod").replace('/', "::")
}

/// The room a module stands in; nothing of the list for what only holds rooms together.
fn room_of(module: &str) -> String {
    let mut segments = module.split("::");
    let first = segments.next().unwrap_or_default();
    match segments.next().filter(|_| first == "shell") {
        Some(second) => format!("shell::{second}"),
        None => first.to_owned(),
    }
}

/// Where a room stands in the order; what is no room of the list holds others together, above them all.
fn place_of(room: &str) -> usize {
    let place = ROOMS.iter().position(|known| *known == room);
    assert!(place.is_some() || room == "shell", "{room} is no room of the list");
    place.unwrap_or(0)
}

/// The rooms that a file names.
fn named_rooms(source: &SourceFile) -> Vec<String> {
    let named = named_paths(source).into_iter();
    named
        .map(|path| room_of(&path))
        .filter(|room| room != "shell" && !room.is_empty())
        .collect()
}

/// The first two segments of what a file names, by `crate::` or by climbing out of its own module.
fn named_paths(source: &SourceFile) -> Vec<String> {
    let code: String = source.code().split_whitespace().collect::<Vec<_>>().join(" ");
    let module = module_of(&source.path);
    let mut named = Vec::new();
    for (place, _) in code.match_indices("crate::").chain(code.match_indices("epic_events::")) {
        let after = &code[place..];
        let after = after.split_once("::").map_or("", |(_, after)| after);
        named.extend(paths_of(after));
    }
    for (place, _) in code.match_indices("super::") {
        if code[..place].ends_with("super::") {
            continue;
        }
        let after = code[place..].trim_start_matches("super::");
        let climbs = (code[place..].len() - after.len()) / "super::".len();
        let segments: Vec<&str> = module.split("::").collect();
        let kept = segments.len().saturating_sub(climbs);
        let base = segments[..kept].iter().map(|segment| format!("{segment}::"));
        let base: String = base.collect();
        let paths = paths_of(after);
        named.extend(paths.iter().map(|path| first_two(&format!("{base}{path}"))));
    }
    named
}

fn first_two(path: &str) -> String {
    path.split("::").take(2).collect::<Vec<_>>().join("::")
}

/// The first two segments of each path that a text begins with; a group in braces begins several.
fn paths_of(text: &str) -> Vec<String> {
    beginnings(text, 2)
}

/// That many segments, at most, of each path that a text begins with.
fn beginnings(text: &str, most_segments: usize) -> Vec<String> {
    if let Some(group) = text.strip_prefix('{') {
        let members = members_of(group).into_iter();
        return members.flat_map(|member| beginnings(member, most_segments)).collect();
    }
    let is_name = |character: char| character.is_alphanumeric() || character == '_';
    let first: String = text.chars().take_while(|character| is_name(*character)).collect();
    let Some(rest) = text[first.len()..].strip_prefix("::").filter(|_| most_segments > 1) else {
        return vec![first];
    };
    let rests = beginnings(rest, most_segments - 1).into_iter();
    rests
        .filter(|rest| rest != "self")
        .map(|rest| format!("{first}::{rest}"))
        .collect()
}

/// The members of a group, from behind its opening brace up to the one that closes it; each may hold groups itself.
fn members_of(group: &str) -> Vec<&str> {
    let mut members = Vec::new();
    let (mut depth, mut start) = (0, 0);
    for (place, character) in group.char_indices() {
        match character {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' if depth == 0 => {
                members.push(group[start..place].trim());
                start = place + 1;
            }
            '}' => {
                members.push(group[start..place].trim());
                break;
            }
            _ => {}
        }
    }
    // A comma may stand behind the last.
    members.retain(|member| !member.is_empty());
    members
}
