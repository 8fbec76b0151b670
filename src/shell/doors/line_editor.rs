//! The keyboard of an interactive shell. The only file that names `rustyline`.
//!
//! Prompt and questions share one editor, so that keys typed ahead reach whichever reads next. Pasted lines come as one
//! text and are handed out one by one. Candidates of a completion are computed from the command table alone, never from
//! the database, and never more than fit a screen.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::fs::File;
use std::path::Path;
use std::rc::Rc;

use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};
use rustyline::completion::{Completer, Pair};
use rustyline::config::BellStyle;
use rustyline::error::ReadlineError;
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::Hinter;
use rustyline::history::MemHistory;
use rustyline::validate::Validator;
use rustyline::{ColorMode, CompletionType, Config, Context, Editor, Helper};

use super::history::MOST_LINES;
use super::path_completion::paths;
use crate::error::{Error, FileFault, Result};
use crate::models::permission::PermissionName;
use crate::security::secret::Secret;
use crate::shell::context::questions::Questions;
use crate::shell::grammar::completion::complete;
use crate::shell::grammar::declaration::Declaration;
use crate::shell::messages::terminal;
use crate::shell::render::fit::wrap;
use crate::shell::render::output::terminal_width;
use crate::shell::render::prompt_marks::Marking;
use crate::shell::render::style::Style;
use crate::shell::table::DECLARATIONS;

/// More candidates than this do not fit a screen.
const MAXIMUM_CANDIDATES: usize = 40;
/// Columns that a question leaves for its answer.
const ANSWER_ROOM: usize = 6;
/// What rustyline shows while the history is searched.
const SEARCH: &str = "(reverse-i-search)";
const FAILED_SEARCH: &str = "(failed reverse-i-search)";

/// What a person did at the prompt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypedInput {
    /// A line.
    Line(String),
    /// Ctrl-C: the line is dropped.
    Interrupted,
    /// Ctrl-D: the end.
    End,
}

/// The editor, whoever reads with it.
type Keyboard = Rc<RefCell<Editor<Assistant, MemHistory>>>;

/// Written to the terminal when the program ends in the middle of a line: pastes are no longer marked, and what comes
/// next has a line of its own.
pub const FAREWELL: &str = "\x1b[?2004l\r\n";

/// Reads lines at the prompt.
pub struct LineEditor {
    keyboard: Keyboard,
    marking: Rc<Marking>,
    /// The rest of a paste.
    pasted: VecDeque<String>,
}

/// Which commands completion proposes: those of everybody, and those the signed-in person may use.
pub type Held = Rc<RefCell<Option<Vec<PermissionName>>>>;

struct Assistant {
    style: Style,
    held: Held,
    /// Whether the names of files may be proposed.
    shows_files: bool,
    /// Whether a question is being answered: commands are then no help.
    is_answering: Cell<bool>,
    marking: Rc<Marking>,
}

impl LineEditor {
    /// An editor on the terminal. The names of files are proposed only where commands may use them (S12).
    ///
    /// # Errors
    /// [`Error::UnreadableFile`] when the terminal cannot be used.
    pub fn new(style: Style, held: Held, shows_files: bool, marking: Marking) -> Result<Self> {
        let marking = Rc::new(marking);
        let mut editor = Editor::with_history(configuration()?, MemHistory::new()).map_err(|error| unusable(&error))?;
        editor.set_helper(Some(Assistant {
            style,
            held,
            shows_files,
            is_answering: Cell::new(false),
            marking: Rc::clone(&marking),
        }));
        Ok(Self {
            keyboard: Rc::new(RefCell::new(editor)),
            marking,
            pasted: VecDeque::new(),
        })
    }

    /// Who asks questions with the same keyboard.
    pub fn questions(&self) -> TerminalQuestions {
        TerminalQuestions {
            keyboard: Rc::clone(&self.keyboard),
        }
    }

    /// Reads one line. What follows it on the terminal is the output of its command, until that has
    /// [ended](Self::command_ended).
    pub fn read(&mut self, prompt: &str) -> Result<TypedInput> {
        let typed = self.next(prompt)?;
        let mark = match &typed {
            TypedInput::Line(_) => self.marking.output(),
            TypedInput::Interrupted | TypedInput::End => self.marking.end(None),
        };
        send(&mark);
        Ok(typed)
    }

    fn next(&mut self, prompt: &str) -> Result<TypedInput> {
        if let Some(line) = self.pasted.pop_front() {
            let prompt = self.marking.around(prompt, terminal_width());
            show(&format!("{prompt}{line}"));
            return Ok(TypedInput::Line(line));
        }
        match self.keyboard.borrow_mut().readline(prompt) {
            Ok(text) => {
                let mut lines = text.lines().map(str::to_owned);
                let first = lines.next().unwrap_or_default();
                self.pasted.extend(lines);
                Ok(TypedInput::Line(first))
            }
            Err(ReadlineError::Interrupted) => Ok(TypedInput::Interrupted),
            Err(ReadlineError::Eof) => Ok(TypedInput::End),
            Err(error) => Err(unusable(&error)),
        }
    }

    /// The command of the line read last has ended with this exit status.
    pub fn command_ended(&self, status: u8) {
        send(&self.marking.end(Some(status)));
    }

    /// Whether the next line was pasted with the one before: it is shown as if it had been typed.
    pub fn is_pasting(&self) -> bool {
        !self.pasted.is_empty()
    }

    /// Drops the rest of a paste: the line before it failed or was interrupted.
    pub fn forget_paste(&mut self) -> usize {
        let dropped = self.pasted.len();
        self.pasted.clear();
        dropped
    }

    /// Offers a line again with the arrow keys.
    pub fn remember(&mut self, line: &str) {
        if let Err(error) = self.keyboard.borrow_mut().add_history_entry(line) {
            log::debug!("a line was not remembered: {error}");
        }
    }

    /// Replaces what the arrow keys offer.
    pub fn remember_only(&mut self, lines: &[String]) {
        if let Err(error) = self.keyboard.borrow_mut().clear_history() {
            log::debug!("the history was not cleared: {error}");
        }
        for line in lines {
            self.remember(line);
        }
    }
}

/// Asks for passwords at the terminal, and for nothing else: the command was given before the start, and no question
/// about it is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PasswordQuestions;

impl Questions for PasswordQuestions {
    fn is_conversation(&self) -> bool {
        false
    }

    fn password(&mut self, question: &str) -> Result<Option<Secret>> {
        let answer = HiddenKeys::of_terminal().and_then(|_hidden| rpassword::prompt_password(question));
        match answer {
            Ok(password) => Ok(Some(Secret::new(password))),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            // Ctrl-C, Ctrl-D, or a terminal that has gone: the person gives up.
            Err(_) => Err(Error::Interrupted),
        }
    }

    fn line(&mut self, _question: &str) -> Result<Option<String>> {
        Ok(None)
    }
}

/// A terminal that neither shows keys nor acts on them, as long as this value lives.
///
/// `rpassword` does the same, but only once its question is shown: what is typed at once, or ahead, would be seen, and
/// Ctrl-C would be lost.
struct HiddenKeys {
    terminal: File,
    modes: Termios,
}

impl HiddenKeys {
    fn of_terminal() -> std::io::Result<Self> {
        let terminal = File::options().read(true).write(true).open("/dev/tty")?;
        let modes = tcgetattr(&terminal)?;
        let mut hidden = modes.clone();
        hidden
            .local_modes
            .remove(LocalModes::ECHO | LocalModes::ICANON | LocalModes::ISIG);
        tcsetattr(&terminal, OptionalActions::Now, &hidden)?;
        Ok(Self { terminal, modes })
    }
}

impl Drop for HiddenKeys {
    fn drop(&mut self) {
        // The terminal may have gone.
        let _ = tcsetattr(&self.terminal, OptionalActions::Now, &self.modes);
    }
}

/// Answers every question at the terminal.
pub struct TerminalQuestions {
    keyboard: Keyboard,
}

impl Questions for TerminalQuestions {
    fn is_conversation(&self) -> bool {
        true
    }

    fn password(&mut self, question: &str) -> Result<Option<Secret>> {
        PasswordQuestions.password(question)
    }

    fn line(&mut self, question: &str) -> Result<Option<String>> {
        // Only the last line of a question can be the prompt of an editor.
        let fitted = fitted(question, terminal_width());
        let (before, prompt) = fitted.rsplit_once('\n').unwrap_or(("", &fitted));
        if !before.is_empty() {
            show(before);
        }
        match answer(&mut self.keyboard.borrow_mut(), prompt) {
            Ok(answer) => Ok(Some(answer)),
            Err(ReadlineError::Interrupted | ReadlineError::Eof) => Err(Error::Interrupted),
            Err(error) => Err(unusable(&error)),
        }
    }
}

/// The question in lines that a terminal shows whole, the last with room for an answer.
fn fitted(question: &str, width: Option<usize>) -> String {
    let Some(width) = width else {
        return question.to_owned();
    };
    let lines = wrap(question.trim_end_matches(' '), width.saturating_sub(ANSWER_ROOM));
    format!("{} ", lines.join("\n"))
}

/// Reads an answer, without the history and the completion of commands.
fn answer(editor: &mut Editor<Assistant, MemHistory>, prompt: &str) -> rustyline::Result<String> {
    let commands = std::mem::take(editor.history_mut());
    set_answering(editor, true);
    let answer = editor.readline(prompt);
    set_answering(editor, false);
    *editor.history_mut() = commands;
    answer
}

fn set_answering(editor: &Editor<Assistant, MemHistory>, is_answering: bool) {
    if let Some(assistant) = editor.helper() {
        assistant.is_answering.set(is_answering);
    }
}

/// A word is followed by the blank before the next one; the path of a folder is not finished.
fn finished(word: &str, is_at_end: bool) -> String {
    if is_at_end && !word.ends_with('/') {
        format!("{word} ")
    } else {
        word.to_owned()
    }
}

/// Shows a line above the one that is edited.
fn show(text: &str) {
    send(&format!("{text}\n"));
}

/// Sends the terminal what is no result.
fn send(text: &str) {
    use std::io::Write as _;
    let mut terminal = std::io::stdout();
    // A terminal that takes no output will take no answer either.
    let _ = terminal.write_all(text.as_bytes()).and_then(|()| terminal.flush());
}

fn configuration() -> Result<Config> {
    Config::builder()
        .max_history_size(MOST_LINES)
        .and_then(|builder| builder.history_ignore_dups(true))
        .map(|builder| {
            builder
                .auto_add_history(false)
                .bell_style(BellStyle::None)
                // Whether there are colours is for the style to say: rustyline would show its own prompts without them.
                .color_mode(ColorMode::Forced)
                .completion_type(CompletionType::List)
                // Rustyline's own question about many candidates is English: there are never so many.
                .completion_prompt_limit(MAXIMUM_CANDIDATES + 1)
                .build()
        })
        .map_err(|error| unusable(&error))
}

fn unusable(error: &ReadlineError) -> Error {
    let why = if let ReadlineError::Io(cause) = error {
        FileFault::from(cause)
    } else {
        FileFault::Other
    };
    Error::unreadable(Path::new("terminal"), why)
}

impl Helper for Assistant {}

impl Validator for Assistant {}

impl Hinter for Assistant {
    type Hint = String;
}

impl Highlighter for Assistant {
    fn highlight_prompt<'b, 's: 'b, 'p: 'b>(&'s self, prompt: &'p str, is_default: bool) -> Cow<'b, str> {
        if self.is_answering.get() {
            return Cow::Borrowed(prompt);
        }
        let shown = if is_default {
            Cow::Borrowed(prompt)
        } else {
            Cow::Owned(of_search(prompt))
        };
        Cow::Owned(self.marking.around(&self.style.prompt(&shown), terminal_width()))
    }

    /// A line that was found in the history, or left with the cursor in it, is drawn once more as it is run.
    fn highlight_char(&self, _line: &str, _position: usize, kind: CmdKind) -> bool {
        kind == CmdKind::ForcedRefresh
    }
}

/// What rustyline shows while the history is searched, in French, and as wide: it has counted the columns of its own.
fn of_search(prompt: &str) -> String {
    prompt
        .replacen(FAILED_SEARCH, terminal::FAILED_SEARCH, 1)
        .replacen(SEARCH, terminal::SEARCH, 1)
}

impl Completer for Assistant {
    type Candidate = Pair;

    fn complete(&self, line: &str, position: usize, _context: &Context<'_>) -> rustyline::Result<(usize, Vec<Pair>)> {
        if self.is_answering.get() {
            return Ok((position, Vec::new()));
        }
        let held = self.held.borrow();
        let is_visible = |declaration: &Declaration| declaration.need.is_met_by(held.as_deref());
        let completions = complete(line, position, DECLARATIONS, is_visible);
        let path = completions.path.as_deref().filter(|_| self.shows_files);
        let of_disk = path.map(paths).unwrap_or_default();
        let is_at_end = line.len() == position;
        let candidates = of_disk
            .into_iter()
            .chain(completions.candidates)
            .take(MAXIMUM_CANDIDATES)
            .map(|candidate| Pair {
                replacement: finished(&candidate.text, is_at_end),
                display: candidate.text,
            })
            .collect();
        Ok((completions.start, candidates))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::render::fit::width;

    #[test]
    fn the_prompt_of_a_search_is_french_and_as_wide_as_the_one_it_replaces() {
        for (english, french) in [
            ("(reverse-i-search)`cli': ", "(recherche du mot)`cli': "),
            ("(failed reverse-i-search)`clé': ", "(recherche sans résultat)`clé': "),
        ] {
            assert_eq!(of_search(english), french);
            assert_eq!(width(english), width(french));
        }
    }

    #[test]
    fn a_question_is_broken_between_words_and_leaves_room_for_its_answer() {
        let question = "Supprimer le contrat CT-2026-000008 ? (o/n) ";
        assert_eq!(fitted(question, None), question);
        assert_eq!(fitted(question, Some(80)), question);
        assert_eq!(
            fitted(question, Some(45)),
            "Supprimer le contrat CT-2026-000008 ?\n(o/n) "
        );
        assert_eq!(
            fitted("  nom : a → b\nEnregistrer ? (o/n) ", Some(80)),
            "  nom : a → b\nEnregistrer ? (o/n) "
        );
    }
}
