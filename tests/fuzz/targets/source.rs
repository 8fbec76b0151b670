//! Any bytes are read as lines: in order, within bounds, with a place for every character, or refused where they stand.
#![no_main]

use std::io::Cursor;
use std::path::Path;

use epic_events::error::{Error, FileFault, Place};
use epic_events::shell::context::text_source::SourceReader;
use epic_events::shell::grammar::tokenizer::MAXIMUM_LINE_BYTES;
use epic_events::shell::transcript::typed_lines::TypedLines;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    check_lines(bytes);
    for path in ["a.crm", "a.seance"] {
        let mut source = reader(bytes);
        let mut lines = TypedLines::of(&mut source, Path::new(path));
        let mut last = 0;
        while let Ok(Some(line)) = lines.next_line() {
            assert!(line.number > last);
            last = line.number;
        }
    }
    let limit = bytes.len() as u64 / 2;
    let mut bounded = reader(bytes).of_at_most(limit);
    while let Ok(Some(_)) = bounded.next_line() {}
});

fn reader(bytes: &[u8]) -> SourceReader {
    SourceReader::new(Path::new("a.crm"), Box::new(Cursor::new(bytes.to_vec())))
}

fn check_lines(bytes: &[u8]) {
    let physical: Vec<&[u8]> = bytes
        .strip_prefix("\u{feff}".as_bytes())
        .unwrap_or(bytes)
        .split(|byte| *byte == b'\n')
        .collect();
    let line_at = |place: Place| physical.get(usize::try_from(place.line).expect("it is a line") - 1);
    let mut source = reader(bytes);
    let mut last = 0;
    loop {
        match source.next_line() {
            Ok(None) => break,
            Ok(Some(line)) => {
                assert!(line.number > last);
                last = line.number;
                assert!(line.text.len() <= 2 * MAXIMUM_LINE_BYTES + 6);
                assert!(!line.text.contains('\n'));
                check_places(&line.text, |column| line.place(column), line_at);
            }
            Err(Error::UnreadableFile {
                why: FileFault::InvalidByte(place),
                ..
            }) => {
                let line = line_at(place).expect("the fault is in a line");
                let (valid, _) = line.split_at(std::str::from_utf8(line).expect_err("it is no UTF-8").valid_up_to());
                assert_eq!(
                    std::str::from_utf8(valid).expect("it is UTF-8").chars().count() + 1,
                    place.column
                );
            }
            Err(Error::UnreadableFile {
                why: FileFault::ContinuedComment(place),
                ..
            }) => {
                assert_eq!(character_at(line_at(place), place), Some('#'));
            }
            Err(other) => panic!("{other:?}"),
        }
    }
    assert!(source.lines_read() <= physical.len() as u64);
}

fn check_places<'bytes>(
    text: &str,
    place: impl Fn(usize) -> Place,
    line_at: impl Fn(Place) -> Option<&'bytes &'bytes [u8]>,
) {
    if text.len() > MAXIMUM_LINE_BYTES {
        return;
    }
    for (column, character) in text.chars().enumerate() {
        let place = place(column);
        assert_eq!(character_at(line_at(place), place), Some(character));
    }
}

fn character_at(line: Option<&&[u8]>, place: Place) -> Option<char> {
    let line = std::str::from_utf8(line?).ok()?;
    line.chars().nth(place.column - 1)
}
