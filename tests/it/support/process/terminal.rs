//! The program on a pseudo-terminal: keys in, screen out.

use std::io::{Read, Write};
use std::process::Child;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use epic_events::clock::Clock;
use epic_events::demonstration::dataset;
use pty_process::Size;
use pty_process::blocking::{Command, Pty, open};
use rustix::process::{Pid, Signal, kill_process};
use rustix::termios::{LocalModes, Termios, tcgetattr};

use super::{Program, executable, wait};

/// Longer than any command: what is waited for beyond it never comes.
const PATIENCE: Duration = Duration::from_secs(40);
/// High enough that nothing goes through the pager's keys.
pub(crate) const ROWS: u16 = 200;

/// The key Enter.
pub(crate) const ENTER: &str = "\r";
/// The key Ctrl-C.
pub(crate) const CTRL_C: &str = "\x03";
/// The key Ctrl-D.
pub(crate) const CTRL_D: &str = "\x04";

/// How the editor begins to draw what a key changed, in one part or in several.
const DRAWING_BEGINS: &str = "\x1b[?2026h";
/// How the editor ends it.
const DRAWING_ENDS: &str = "\x1b[?2026l";

/// A terminal with the program in it.
pub(crate) struct Terminal {
    child: Child,
    pty: Arc<Pty>,
    /// How the terminal treated keys before the program came.
    modes_before: Termios,
    /// What the program shows, as it comes; the end when nobody has the terminal open any more.
    shown: Receiver<Vec<u8>>,
    bytes: Vec<u8>,
    /// What was read so far of the text without escape sequences.
    position: usize,
}

impl Terminal {
    /// Opens the program with these arguments on a terminal of that width.
    pub(crate) fn open(program: &Program, words: &[&str], columns: u16) -> Self {
        let (pty, pts) = open().unwrap();
        pty.resize(Size::new(ROWS, columns)).unwrap();
        let modes_before = tcgetattr(&pty).unwrap();
        let child = Command::new(executable())
            .args(words)
            .env_clear()
            .envs(&program.variables)
            .current_dir(program.work_directory())
            .spawn(pts)
            .unwrap();
        let pty = Arc::new(pty);
        let (sender, shown) = channel();
        let reader = Arc::clone(&pty);
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            // Reading fails once the program and its children are gone.
            while let Ok(length @ 1..) = (&*reader).read(&mut buffer) {
                if sender.send(buffer[..length].to_vec()).is_err() {
                    return;
                }
            }
        });
        Self {
            child,
            pty,
            modes_before,
            shown,
            bytes: Vec::new(),
            position: 0,
        }
    }

    /// The process of the program.
    pub(crate) fn process(&self) -> Pid {
        Pid::from_child(&self.child)
    }

    /// Sends it a signal.
    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(self.process(), signal).unwrap();
    }

    /// Gives it another size.
    pub(crate) fn resize(&self, rows: u16, columns: u16) {
        self.pty.resize(Size::new(rows, columns)).unwrap();
    }

    /// Presses keys.
    pub(crate) fn press(&mut self, keys: &str) {
        (&*self.pty).write_all(keys.as_bytes()).unwrap();
    }

    /// Presses keys as a person does: each once the one before is shown, completely.
    #[track_caller]
    pub(crate) fn key_by_key(&mut self, keys: &[&str]) {
        self.wait_until_drawn();
        for key in keys {
            self.press(key);
            assert!(self.receive(), "{key:?} showed nothing");
            self.wait_until_drawn();
        }
    }

    /// Waits until what the editor has begun to draw is shown completely.
    #[track_caller]
    fn wait_until_drawn(&mut self) {
        loop {
            let shown = String::from_utf8_lossy(&self.bytes);
            if shown.rfind(DRAWING_BEGINS) <= shown.rfind(DRAWING_ENDS) {
                return;
            }
            assert!(self.receive(), "what was begun is not drawn to its end");
        }
    }

    /// Presses a key that ends a line, and waits until the next one can be typed: its editor has begun, and shown
    /// itself.
    #[track_caller]
    pub(crate) fn end_line(&mut self, key: &str) {
        let before = self.bytes.len();
        self.press(key);
        loop {
            let since = String::from_utf8_lossy(&self.bytes[before..]);
            if since.contains("\x1b[?2004h") && since.ends_with(DRAWING_ENDS) {
                return;
            }
            assert!(self.receive(), "no line can be typed after {key:?}");
        }
    }

    /// Types a line and presses Enter.
    pub(crate) fn line(&mut self, text: &str) {
        self.press(&format!("{text}{ENTER}"));
    }

    /// Pastes a text, as a terminal does that tells pasting from typing.
    pub(crate) fn paste(&mut self, text: &str) {
        self.press(&format!("\x1b[200~{text}\x1b[201~"));
    }

    /// Waits until a text is shown after the one waited for last. Returns what stood before it.
    #[track_caller]
    pub(crate) fn wait_for(&mut self, text: &str) -> String {
        let clock = Clock::system();
        let deadline = clock.monotonic() + PATIENCE;
        loop {
            let plain = plain(&self.bytes);
            let rest = &plain[self.position..];
            if let Some(found) = rest.find(text) {
                let before = rest[..found].to_owned();
                self.position += found + text.len();
                return before;
            }
            let is_in_time = clock.monotonic() < deadline;
            assert!(is_in_time && self.receive(), "« {text} » was never shown in:\n{rest}\n");
        }
    }

    /// Gives it another width, and waits until the line that is typed is drawn on it.
    #[track_caller]
    pub(crate) fn redraw(&mut self, columns: u16) {
        let before = self.bytes.len();
        self.resize(ROWS, columns);
        loop {
            let since = String::from_utf8_lossy(&self.bytes[before..]);
            if since.contains(&format!(";columns={columns}\x07")) && since.ends_with(DRAWING_ENDS) {
                return;
            }
            assert!(self.receive(), "nothing was drawn on {columns} columns");
        }
    }

    /// Waits for the prompt.
    #[track_caller]
    pub(crate) fn wait_for_prompt(&mut self) -> String {
        self.wait_for("> ")
    }

    /// Signs in somebody of the demonstration.
    #[track_caller]
    pub(crate) fn sign_in(&mut self, username: &str) {
        self.wait_for_prompt();
        self.line(&format!("connexion {username}"));
        self.wait_for(&format!("Mot de passe de {username} : "));
        assert!(!self.shows_keys(), "the password would be shown");
        self.line(dataset::PASSWORD);
        self.wait_for("Bonjour ");
        self.wait_for_prompt();
    }

    /// Types a line, and returns what is shown before the next prompt.
    #[track_caller]
    pub(crate) fn run(&mut self, line: &str) -> String {
        self.line(line);
        self.wait_for("\n");
        let shown = self.wait_for_prompt();
        let prompt = shown.rfind('\n').map_or(0, |end| end + 1);
        shown[..prompt].to_owned()
    }

    /// Everything shown so far, byte for byte.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Everything shown so far, without escape sequences.
    pub(crate) fn text(&self) -> String {
        plain(&self.bytes)
    }

    /// Whether the terminal itself shows the keys.
    fn shows_keys(&self) -> bool {
        tcgetattr(&*self.pty).unwrap().local_modes.contains(LocalModes::ECHO)
    }

    /// That keys are treated as before the program came: echoed, line by line, Ctrl-C a signal.
    #[track_caller]
    pub(crate) fn assert_modes_restored(&self) {
        let (before, now) = (&self.modes_before, tcgetattr(&*self.pty).unwrap());
        assert_eq!(now.local_modes, before.local_modes);
        assert_eq!(now.input_modes, before.input_modes);
        assert_eq!(now.output_modes, before.output_modes);
        assert_eq!(now.control_modes, before.control_modes);
    }

    /// Waits until the program has ended by itself, and returns its exit status.
    #[track_caller]
    pub(crate) fn end(&mut self) -> Option<i32> {
        while self.receive() {}
        wait(&mut self.child).code()
    }

    /// Takes in what is shown next; nothing more when the program is gone or silent for too long.
    fn receive(&mut self) -> bool {
        match self.shown.recv_timeout(PATIENCE) {
            Ok(more) => {
                self.bytes.extend(more);
                true
            }
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => false,
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // Hanging up is what closing the window does.
        let _ = kill_process(self.process(), Signal::HUP);
        let _ = self.child.wait();
    }
}

/// What a person reads: without escape sequences and carriage returns.
fn plain(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let mut plain = String::new();
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '\r' => {}
            '\x1b' => skip_escape(&mut characters),
            _ => plain.push(character),
        }
    }
    plain
}

/// `ESC [ … final`, `ESC ] … BEL`, or one more character.
fn skip_escape(characters: &mut std::str::Chars<'_>) {
    match characters.next() {
        Some('[') => characters.find(|character| matches!(character, '@'..='~')),
        Some(']') => characters.find(|character| *character == '\x07'),
        _ => None,
    };
}
