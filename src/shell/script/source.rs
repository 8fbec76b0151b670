//! The text of a command file, line by line: what is read of files and of standard input before the grammar sees it.
//!
//! Reading goes in this order: one physical line is taken, at most [`MAXIMUM_LINE_BYTES`] of it; it must be UTF-8; a byte
//! order mark at the very beginning and the line end of Unix or Windows are no part of it; a `\` at its end continues it
//! with the next one, both joined as they stand. Only the line being read is in memory, whatever the size of the file.
//!
//! A comment ends with its line. A line that begins with `#` is not continued; a `\` that would continue a comment after
//! a command is refused, because the command on the next line would silently become part of the comment.
//!
//! A line over the limit is cut, and given longer than the limit, so that the grammar refuses it like any other line and
//! the next one can be read.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use crate::error::{Error, FileFault, Place, Result};
use crate::shell::tokenizer::{self, MAXIMUM_LINE_BYTES, is_blank};

/// The largest command file whose lines are all kept at once.
pub const MAXIMUM_FILE_BYTES: u64 = 10 * 1024 * 1024;
/// What standard input is called.
pub const STANDARD_INPUT: &str = "-";

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
        let file = File::open(path).map_err(|error| unreadable(path, FileFault::from(&error)))?;
        Ok(Self::new(path, Box::new(file)))
    }

    /// Reads what comes from elsewhere; faults will name this path, [`STANDARD_INPUT`] for what has none.
    pub fn new(path: &Path, input: Box<dyn Read>) -> Self {
        Self {
            path: path.to_owned(),
            input: BufReader::with_capacity(BUFFER_BYTES, input),
            bytes_left: u64::MAX,
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
    pub fn of_at_most(self, bytes: u64) -> Self {
        Self {
            bytes_left: bytes,
            ..self
        }
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
        Err(unreadable(
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
        let read = self.read(|input| input.take(LONGEST_READ).read_until(b'\n', &mut bytes))?;
        if read == 0 {
            return Ok(false);
        }
        self.lines_read += 1;
        self.is_cut = bytes.last() != Some(&b'\n') && bytes.len() as u64 == LONGEST_READ;
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
        let length = read(&mut bounded).map_err(|error| unreadable(path, FileFault::from(&error)))?;
        match self.bytes_left.checked_sub(length as u64) {
            Some(left) => {
                self.bytes_left = left;
                Ok(length)
            }
            None => Err(unreadable(&self.path, FileFault::TooLarge)),
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
                return Err(unreadable(&self.path, FileFault::InvalidByte(place)));
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

/// The whole text of a file.
///
/// # Errors
/// [`Error::UnreadableFile`], as for all that reads.
pub fn read_whole(path: &Path) -> Result<String> {
    let mut source = SourceReader::open(path)?.of_at_most(MAXIMUM_FILE_BYTES);
    let mut text = String::new();
    while let Some(line) = source.next_physical_line()? {
        text.push_str(line);
        text.push('\n');
    }
    Ok(text)
}

fn unreadable(path: &Path, why: FileFault) -> Error {
    Error::UnreadableFile {
        path: path.to_owned(),
        why,
    }
}
