//! The text of a command file, line by line: what is read of files and of standard input before the grammar sees it.
//!
//! Reading goes in this order: one physical line is taken, at most [`MAXIMUM_LINE_BYTES`] of it; it must be UTF-8; a
//! byte order mark at the very beginning and the line end of Unix or Windows are no part of it; a `\` at its end
//! continues it with the next one, both joined as they stand. Only the line being read is in memory, whatever the size
//! of the file.
//!
//! A comment ends with its line. A line that begins with `#` is not continued; a `\` that would continue a comment
//! after a command is refused, because the command on the next line would silently become part of the comment.
//!
//! A line over the limit is cut, and given longer than the limit, so that the grammar refuses it like any other line
//! and the next one can be read.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use crate::error::{Error, FileFault, Place, Result};
use crate::shell::grammar::characters::is_blank;
use crate::shell::grammar::tokenizer::{self, MAXIMUM_LINE_BYTES};

/// The largest command file whose lines are all kept at once.
pub const MAXIMUM_FILE_BYTES: u64 = 10 * 1024 * 1024;

const BYTE_ORDER_MARK: char = '\u{feff}';
const CONTINUATION: char = '\\';
/// A line of the greatest length with a byte order mark, a carriage return and a line feed, and one byte more.
const LONGEST_READ: u64 = MAXIMUM_LINE_BYTES as u64 + 6;
/// How much is asked of the operating system at once.
const BUFFER_BYTES: usize = 64 * 1024;

/// A text being read.
pub struct SourceReader {
    path: PathBuf,
    input: BufReader<Box<dyn Read>>,
    /// How many bytes may still be read.
    bytes_left: u64,
    /// How many bytes of a line are read.
    longest_read: u64,
    lines_read: u64,
    /// The physical line read last, without its end.
    line: String,
    /// Whether that line will be given again.
    is_unread: bool,
    /// Whether the end of that line is still to be skipped, because it is longer than a line may be.
    is_cut: bool,
    /// The logical line, where it is made of several.
    joined: String,
    joints: Vec<Joint>,
}

/// A line as the grammar reads it: one physical line, or several joined by `\`.
#[derive(Debug, Clone, Copy)]
pub struct LogicalLine<'source> {
    /// The number of its first physical line, from 1.
    pub number: u64,
    /// Its text, without line ends and without the `\` that joined them.
    pub text: &'source str,
    joints: &'source [Joint],
}

/// Where a physical line begins in a logical one.
#[derive(Debug, Clone, Copy)]
struct Joint {
    /// Characters of the logical line before it.
    column: usize,
    /// The number of the physical line.
    line: u64,
}

impl LogicalLine<'_> {
    /// Where a character of the text stands in the file; the character is counted from 0, as in a
    /// [`Span`](crate::error::Span).
    pub fn place(&self, column: usize) -> Place {
        let before = self.joints.partition_point(|joint| joint.column <= column);
        let first = Joint {
            column: 0,
            line: self.number,
        };
        let joint = before
            .checked_sub(1)
            .and_then(|index| self.joints.get(index))
            .unwrap_or(&first);
        Place {
            line: joint.line,
            column: column - joint.column + 1,
        }
    }
}

impl SourceReader {
    /// Opens a file.
    ///
    /// # Errors
    /// [`Error::UnreadableFile`], as for all that reads.
    pub fn open(path: &Path) -> Result<Self> {
        let file = File::open(path).map_err(|error| Error::unreadable(path, &error))?;
        Ok(Self::new(path, Box::new(file)))
    }

    /// Reads what comes from elsewhere; faults will name this path, `-` for what has none.
    pub fn new(path: &Path, input: Box<dyn Read>) -> Self {
        Self {
            path: path.to_owned(),
            input: BufReader::with_capacity(BUFFER_BYTES, input),
            bytes_left: u64::MAX,
            longest_read: LONGEST_READ,
            lines_read: 0,
            line: String::new(),
            is_unread: false,
            is_cut: false,
            joined: String::new(),
            joints: Vec::new(),
        }
    }

    /// The same, refusing a text of more bytes: for whoever keeps all its lines.
    #[must_use]
    pub fn of_at_most(mut self, bytes: u64) -> Self {
        self.limit(bytes);
        self
    }

    /// From now on refuses a text of more bytes.
    pub fn limit(&mut self, bytes: u64) {
        self.bytes_left = bytes;
    }

    /// The next logical line; nothing at the end of the text.
    ///
    /// # Errors
    /// [`Error::UnreadableFile`]: a byte that is no UTF-8, a continued comment, a folder, a text over its limit.
    pub fn next_line(&mut self) -> Result<Option<LogicalLine<'_>>> {
        if !self.read_line()? {
            return Ok(None);
        }
        let number = self.lines_read;
        self.joints.clear();
        if !self.line.ends_with(CONTINUATION) || is_comment(&self.line) {
            return Ok(Some(LogicalLine {
                number,
                text: &self.line,
                joints: &self.joints,
            }));
        }
        self.join()?;
        self.refuse_continued_comment(number)?;
        Ok(Some(LogicalLine {
            number,
            text: &self.joined,
            joints: &self.joints,
        }))
    }

    /// The next physical line, whatever it ends with; nothing at the end of the text.
    ///
    /// # Errors
    /// As for [`next_line`](Self::next_line), but for comments.
    pub fn next_physical_line(&mut self) -> Result<Option<&str>> {
        Ok(self.read_line()?.then_some(self.line.as_str()))
    }

    /// Gives the line read last again the next time: whoever looked at it first lets somebody else read it.
    pub fn unread(&mut self) {
        self.is_unread = true;
    }

    /// The number of the physical line read last; 0 before the first.
    pub fn lines_read(&self) -> u64 {
        self.lines_read - u64::from(self.is_unread)
    }

    /// Whether the next line, or its beginning, is here already: nobody will be waited for.
    pub fn has_text_at_hand(&self) -> bool {
        self.is_unread || !self.input.buffer().is_empty()
    }

    /// Joins the lines that follow to the one just read, as long as each is continued.
    fn join(&mut self) -> Result<()> {
        self.joined.clear();
        let mut column = 0;
        loop {
            let continued = self.line.strip_suffix(CONTINUATION);
            let piece = continued.unwrap_or(&self.line);
            // One piece more than fits makes the line too long; the rest need not be kept.
            if self.joined.len() <= MAXIMUM_LINE_BYTES {
                self.joined.push_str(piece);
                column += piece.chars().count();
            }
            if continued.is_none() || !self.read_line()? {
                return Ok(());
            }
            let line = self.lines_read;
            match self.joints.last_mut().filter(|joint| joint.column == column) {
                Some(joint) => joint.line = line,
                None => self.joints.push(Joint { column, line }),
            }
        }
    }

    fn refuse_continued_comment(&self, number: u64) -> Result<()> {
        let comment = tokenizer::tokenize(&self.joined).comment;
        let last_joint = self.joints.last().map_or(0, |joint| joint.column);
        let Some(column) = comment.filter(|column| *column < last_joint) else {
            return Ok(());
        };
        let line = LogicalLine {
            number,
            text: &self.joined,
            joints: &self.joints,
        };
        Err(Error::unreadable(
            &self.path,
            FileFault::ContinuedComment(line.place(column)),
        ))
    }

    /// Reads one physical line into `line`; says whether there was one.
    fn read_line(&mut self) -> Result<bool> {
        if std::mem::take(&mut self.is_unread) {
            return Ok(true);
        }
        if std::mem::take(&mut self.is_cut) {
            self.read(|input| input.skip_until(b'\n'))?;
        }
        let mut bytes = std::mem::take(&mut self.line).into_bytes();
        bytes.clear();
        let longest_read = self.longest_read;
        let read = self.read(|input| input.take(longest_read).read_until(b'\n', &mut bytes))?;
        if read == 0 {
            return Ok(false);
        }
        self.lines_read += 1;
        self.is_cut = bytes.last() != Some(&b'\n') && bytes.len() as u64 == longest_read;
        self.line = self.decode(bytes)?;
        Ok(true)
    }

    /// Reads without passing the limit of the text.
    fn read(
        &mut self,
        read: impl FnOnce(&mut io::Take<&mut BufReader<Box<dyn Read>>>) -> io::Result<usize>,
    ) -> Result<usize> {
        let Self { path, input, .. } = self;
        // One byte more than is left tells that there is more.
        let mut bounded = input.take(self.bytes_left.saturating_add(1));
        let length = read(&mut bounded).map_err(|error| Error::unreadable(path, &error))?;
        match self.bytes_left.checked_sub(length as u64) {
            Some(left) => {
                self.bytes_left = left;
                Ok(length)
            }
            None => Err(Error::unreadable(&self.path, FileFault::TooLarge)),
        }
    }

    /// The line of these bytes, without its end.
    fn decode(&self, mut bytes: Vec<u8>) -> Result<String> {
        if bytes.last() == Some(&b'\n') {
            bytes.pop();
            if bytes.last() == Some(&b'\r') {
                bytes.pop();
            }
        }
        let mut line = match String::from_utf8(bytes) {
            Ok(line) => line,
            // Cut in the middle of a character.
            Err(fault) if self.is_cut && fault.utf8_error().error_len().is_none() => {
                String::from_utf8_lossy(fault.as_bytes()).into_owned()
            }
            Err(fault) => {
                let readable = fault.as_bytes().get(..fault.utf8_error().valid_up_to());
                let readable = String::from_utf8_lossy(readable.unwrap_or_default());
                let has_mark = self.lines_read == 1 && readable.starts_with(BYTE_ORDER_MARK);
                let place = Place {
                    line: self.lines_read,
                    column: readable.chars().count() + 1 - usize::from(has_mark),
                };
                return Err(Error::unreadable(&self.path, FileFault::InvalidByte(place)));
            }
        };
        if self.lines_read == 1 && line.starts_with(BYTE_ORDER_MARK) {
            line.remove(0);
        }
        Ok(line)
    }
}

/// Whether a physical line is a comment from its first word.
pub fn is_comment(line: &str) -> bool {
    line.trim_start_matches(is_blank).starts_with('#')
}

/// The whole text of a file, however long its lines are: in a recording, all the keys of a line make one.
///
/// # Errors
/// [`Error::UnreadableFile`], as for all that reads.
pub fn read_whole(path: &Path) -> Result<String> {
    let mut source = SourceReader::open(path)?.of_at_most(MAXIMUM_FILE_BYTES);
    source.longest_read = MAXIMUM_FILE_BYTES;
    let mut text = String::new();
    while let Some(line) = source.next_physical_line()? {
        text.push_str(line);
        text.push('\n');
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use proptest::prelude::*;

    use super::*;

    fn reader(bytes: &[u8]) -> SourceReader {
        SourceReader::new(Path::new("a.crm"), Box::new(Cursor::new(bytes.to_vec())))
    }

    /// Every logical line with its number, or the first fault.
    fn read(bytes: &[u8]) -> std::result::Result<Vec<(u64, String)>, FileFault> {
        let mut source = reader(bytes);
        let mut lines = Vec::new();
        loop {
            match source.next_line() {
                Ok(None) => return Ok(lines),
                Ok(Some(line)) => lines.push((line.number, line.text.to_owned())),
                Err(Error::UnreadableFile { path, why }) => {
                    assert_eq!(path, Path::new("a.crm"));
                    return Err(why);
                }
                Err(other) => panic!("{other:?}"),
            }
        }
    }

    fn texts(text: &str) -> Vec<String> {
        let lines = read(text.as_bytes()).unwrap();
        lines.into_iter().map(|(_, text)| text).collect()
    }

    fn place(line: u64, column: usize) -> Place {
        Place { line, column }
    }

    #[test]
    fn lines_end_as_on_unix_or_windows_and_the_last_needs_no_end() {
        assert_eq!(texts(""), [""; 0]);
        assert_eq!(texts("\n"), [""]);
        for text in ["a\nb\n", "a\r\nb\r\n", "\u{feff}a\nb", "\u{feff}a\r\nb\r\n"] {
            assert_eq!(texts(text), ["a", "b"], "{text:?}");
        }
        assert_eq!(
            texts("a\r\n\r\n b \r"),
            ["a", "", " b \r"],
            "only a line end is no part of a line"
        );
        assert_eq!(
            texts("a\n\u{feff}b"),
            ["a", "\u{feff}b"],
            "only the first line has a mark"
        );
    }

    #[test]
    fn a_backslash_at_the_end_joins_lines_and_every_character_keeps_its_place() {
        let mut source = reader("é \\\n\\\n  b\\\r\nc\n# d \\\ne".as_bytes());
        let line = source.next_line().unwrap().unwrap();
        assert_eq!((line.number, line.text), (1, "é   bc"));
        let places: Vec<Place> = (0..6).map(|column| line.place(column)).collect();
        assert_eq!(
            places,
            [
                place(1, 1),
                place(1, 2),
                place(3, 1),
                place(3, 2),
                place(3, 3),
                place(4, 1)
            ]
        );
        let line = source.next_line().unwrap().unwrap();
        assert_eq!((line.number, line.text), (5, "# d \\"), "a comment ends with its line");
        assert_eq!(line.place(2), place(5, 3));
        assert_eq!(source.next_line().unwrap().unwrap().number, 6);
        assert_eq!(source.lines_read(), 6);
        assert!(source.next_line().unwrap().is_none());
    }

    #[test]
    fn a_continuation_may_be_the_last_thing_of_the_text() {
        assert_eq!(texts("a \\"), ["a "]);
        assert_eq!(texts("a \\\n"), ["a "]);
        assert_eq!(texts("a \\\n\nb"), ["a ", "b"]);
        assert_eq!(
            texts("a \\ \nb"),
            ["a \\ ", "b"],
            "a blank after it makes it a character"
        );
    }

    #[test]
    fn a_command_is_never_swallowed_by_the_comment_of_the_line_before() {
        assert_eq!(
            read("x\nclients voir \\\n 1 # é \\\nclients voir 2".as_bytes()),
            Err(FileFault::ContinuedComment(place(3, 4)))
        );
        assert_eq!(texts("a \\\nb # c"), ["a b # c"]);
        assert_eq!(texts("a '# \\\nb'"), ["a '# b'"]);
        assert_eq!(texts("a #12 \\\nb"), ["a #12 b"]);
    }

    #[test]
    fn a_byte_that_is_no_utf_8_is_told_with_its_line_and_column() {
        let fault = |bytes: &[u8]| read(bytes).unwrap_err();
        assert_eq!(fault(b"a\n\xc3\xa9t\xe9\n"), FileFault::InvalidByte(place(2, 3)));
        assert_eq!(
            fault(b"\xef\xbb\xbfa\xe9"),
            FileFault::InvalidByte(place(1, 2)),
            "the mark is no character"
        );
        assert_eq!(fault(b"\xff\xfea\0"), FileFault::InvalidByte(place(1, 1)));
        assert_eq!(fault(b"a\xc3"), FileFault::InvalidByte(place(1, 2)), "half a character");
        assert_eq!(read(b"a\0b").unwrap(), [(1, String::from("a\0b"))]);
    }

    #[test]
    fn reading_can_go_on_after_a_wrong_byte() {
        let mut source = reader(b"\xe9\nb");
        assert!(source.next_line().is_err());
        let line = source.next_line().unwrap().unwrap();
        assert_eq!((line.number, line.text), (2, "b"));
    }

    #[test]
    fn s23_a_line_over_the_limit_is_given_longer_than_the_limit_and_the_next_is_read() {
        let longest = "é".repeat(MAXIMUM_LINE_BYTES / 2);
        for (text, is_too_long) in [
            (longest.clone(), false),
            (format!("\u{feff}{longest}\r"), false),
            (format!("{longest}x"), true),
            (longest.repeat(5), true),
            (format!(" {}", longest.repeat(5)), true),
            (format!("a\\\n{longest}"), true),
            (format!("{longest}\\\n").repeat(5), true),
        ] {
            let lines = read(format!("{text}\nb").as_bytes()).unwrap();
            assert_eq!(lines.len(), 2);
            assert_eq!(lines[0].1.len() > MAXIMUM_LINE_BYTES, is_too_long, "{}", text.len());
            assert!(lines[0].1.len() <= 2 * MAXIMUM_LINE_BYTES);
            assert_eq!(lines.last().unwrap().1, "b");
        }
        // What is cut may be anything.
        let mut bytes = vec![b'x'; 2 * MAXIMUM_LINE_BYTES];
        bytes.extend_from_slice(b"\xff\nb");
        assert_eq!(read(&bytes).unwrap()[1], (2, String::from("b")));
    }

    #[test]
    fn of_a_whole_text_no_line_is_cut() {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        let text = format!("{}\nb\n", "é".repeat(MAXIMUM_LINE_BYTES));
        io::Write::write_all(&mut file, text.as_bytes()).unwrap();
        assert!(read_whole(file.path()).unwrap() == text);
    }

    #[test]
    fn s23_a_text_over_its_limit_is_refused_where_one_is_set() {
        let read_all = |bytes| {
            let mut source = reader(b"abc\ndef").of_at_most(bytes);
            while source.next_line()?.is_some() {}
            Ok(())
        };
        assert_eq!(read_all(7), Ok(()));
        for bytes in [0, 3, 4, 6] {
            let refused = Error::unreadable(Path::new("a.crm"), FileFault::TooLarge);
            assert_eq!(read_all(bytes), Err(refused), "{bytes}");
        }
    }

    #[test]
    fn a_folder_and_a_missing_file_are_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        let fault = |path: &Path| {
            let read = SourceReader::open(path).and_then(|mut source| source.next_line().map(|_| ()));
            match read {
                Err(Error::UnreadableFile { why, .. }) => why,
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(fault(folder.path()), FileFault::Directory);
        assert_eq!(fault(&folder.path().join("absent")), FileFault::Missing);
    }

    #[test]
    fn a_line_that_was_looked_at_is_given_again() {
        let mut source = reader(b"a\nb");
        assert!(!source.has_text_at_hand());
        assert_eq!(source.next_physical_line().unwrap(), Some("a"));
        source.unread();
        assert_eq!(source.lines_read(), 0);
        assert!(source.has_text_at_hand());
        assert_eq!(source.next_line().unwrap().unwrap().text, "a");
        assert_eq!(source.lines_read(), 1);
    }

    proptest! {
        #[test]
        fn whatever_the_bytes_every_character_of_every_line_has_its_place(
            bytes in prop::collection::vec(prop::sample::select(b"ab#\\\\\n\n\r '\"\xc3\xa9\xef\xbb\xbf".to_vec()), 0..80),
        ) {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            let unmarked = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&text);
                let physical: Vec<&str> = unmarked.split('\n').collect();
            let mut source = reader(text.as_bytes());
            let mut last = 0;
            while let Ok(Some(line)) = source.next_line() {
                prop_assert!(line.number > last);
                last = line.number;
                for (column, character) in line.text.chars().enumerate() {
                    let Place { line, column } = line.place(column);
                    let there = physical[usize::try_from(line).unwrap() - 1].chars().nth(column - 1);
                    prop_assert_eq!(there, Some(character), "{:?}", text);
                }
            }
        }
    }
}
