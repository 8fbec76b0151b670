//! A shell as a person sees it: lines in, text and status out, with a clock that stands still.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::Write;
use std::rc::Rc;

use epic_events::clock::Clock;
use epic_events::configuration::Variables;
use epic_events::demonstration::dataset;
use epic_events::error::{Error, Kind, Result};
use epic_events::security::secret::Secret;
use epic_events::shell::context::Context;
use epic_events::shell::context::questions::Questions;
use epic_events::shell::context::reply::Status;
use epic_events::shell::dispatch::{INTERPRETER, execute};
use epic_events::shell::render::output::Output;
use epic_events::shell::render::pager::Paging;
use epic_events::shell::render::style::Style;

use super::database::{NOW, TestDatabase};
use super::proxy::Proxy;
use super::server::configuration_with;

/// Nobody's password.
pub(crate) const WRONG_PASSWORD: &str = "mauvais mot de passe";

/// A shell on the database of a test.
pub(crate) struct TestShell {
    /// The shell itself.
    pub(crate) context: Context,
    /// Its clock, to move.
    pub(crate) clock: Clock,
    standard: Buffer,
    errors: Buffer,
    answers: Rc<RefCell<VecDeque<Answer>>>,
}

/// What a line did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// How it ended.
    pub(crate) status: Status,
    /// Standard output.
    pub(crate) standard: String,
    /// Standard error.
    pub(crate) errors: String,
}

/// What the person answers to the next question.
enum Answer {
    Text(String),
    /// The same, after something happened elsewhere while the question was open.
    Late(Box<dyn FnOnce()>, String),
    CtrlC,
}

#[derive(Clone, Default)]
struct Buffer(Rc<RefCell<Vec<u8>>>);

impl Write for Buffer {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Buffer {
    fn take(&self) -> String {
        String::from_utf8(self.0.take()).expect("the output is UTF-8")
    }
}

struct Scripted(Rc<RefCell<VecDeque<Answer>>>);

impl Scripted {
    fn next(&self, question: &str) -> Result<String> {
        match self.0.borrow_mut().pop_front() {
            Some(Answer::Text(text)) => Ok(text),
            Some(Answer::Late(happens, text)) => {
                happens();
                Ok(text)
            }
            Some(Answer::CtrlC) => Err(Error::Interrupted),
            None => panic!("a question without answer: {question}"),
        }
    }
}

impl Questions for Scripted {
    fn is_conversation(&self) -> bool {
        true
    }

    fn password(&mut self, question: &str) -> Result<Option<Secret>> {
        self.next(question).map(|text| Some(Secret::new(text)))
    }

    fn line(&mut self, question: &str) -> Result<Option<String>> {
        self.next(question).map(Some)
    }
}

impl TestShell {
    /// A shell in which nobody is signed in.
    pub(crate) fn on(database: &TestDatabase) -> Self {
        Self::with_settings(database, Variables::new())
    }

    /// The same with some settings.
    pub(crate) fn with_settings(database: &TestDatabase, settings: Variables) -> Self {
        let clock = Clock::fixed(NOW.parse().expect("it is a moment"));
        Self::by(clock, database, settings)
    }

    /// The same by a clock that goes.
    pub(crate) fn by(clock: Clock, database: &TestDatabase, settings: Variables) -> Self {
        let (standard, errors) = (Buffer::default(), Buffer::default());
        let answers = Rc::new(RefCell::new(VecDeque::new()));
        let output = Output {
            standard: Box::new(standard.clone()),
            errors: Box::new(errors.clone()),
            width: None,
            style: Style::new(false),
            paging: Paging::Direct,
        };
        let questions = Box::new(Scripted(Rc::clone(&answers)));
        let mut context = Context::new(
            configuration_with(settings),
            clock.clone(),
            output,
            questions,
            INTERPRETER,
        )
        .expect("the shell starts");
        context.set_location(database.location());
        Self {
            context,
            clock,
            standard,
            errors,
            answers,
        }
    }

    /// A shell in which somebody of the demonstration is signed in.
    pub(crate) fn signed_in(database: &TestDatabase, username: &str) -> Self {
        let mut shell = Self::on(database);
        shell.sign_in(username);
        shell
    }

    /// The same where the database is reached through a proxy.
    pub(crate) fn behind(database: &TestDatabase, proxy: &Proxy, username: &str) -> Self {
        let mut shell = Self::on(database);
        shell.pass_through(database, proxy);
        shell.sign_in(username);
        shell
    }

    /// Reaches the database through a proxy from now on.
    pub(crate) fn pass_through(&mut self, database: &TestDatabase, proxy: &Proxy) {
        self.context.set_location(database.location_behind(&proxy.socket()));
    }

    /// Signs somebody of the demonstration in.
    pub(crate) fn sign_in(&mut self, username: &str) {
        self.answer(&[dataset::PASSWORD]);
        self.run(&format!("connexion {username}")).succeeds();
    }

    /// Tries a name with a wrong password; says how it is refused.
    #[track_caller]
    pub(crate) fn guess(&mut self, username: &str) -> String {
        self.answer(&[WRONG_PASSWORD]);
        self.run(&format!("connexion {username}"))
            .fails(Kind::Connection, "CONNEXION_REFUSEE")
    }

    /// Types a line as a person does: abbreviations and forms are allowed.
    pub(crate) fn interactive(mut self) -> Self {
        self.context.is_interactive = true;
        self
    }

    /// Shows results as on a terminal of that width.
    pub(crate) fn with_width(mut self, width: usize) -> Self {
        self.context.output.width = Some(width);
        self
    }

    /// The answers to the next questions.
    pub(crate) fn answer(&mut self, answers: &[&str]) {
        let answers = answers.iter().map(|text| Answer::Text((*text).to_owned()));
        self.answers.borrow_mut().extend(answers);
    }

    /// The answer to the next question after those, given once this has happened elsewhere.
    pub(crate) fn answer_late(&mut self, happens: impl FnOnce() + 'static, answer: &str) {
        let answer = Answer::Late(Box::new(happens), answer.to_owned());
        self.answers.borrow_mut().push_back(answer);
    }

    /// Ctrl-C at the next question after those.
    pub(crate) fn give_up(&mut self) {
        self.answers.borrow_mut().push_back(Answer::CtrlC);
    }

    /// Takes back the answers to questions that may not have been asked.
    pub(crate) fn take_answers_back(&mut self) {
        self.answers.borrow_mut().clear();
    }

    /// Types a line.
    pub(crate) fn run(&mut self, line: &str) -> Outcome {
        let status = execute(&mut self.context, line);
        Outcome {
            status,
            standard: self.standard.take(),
            errors: self.errors.take(),
        }
    }
}

/// Somebody tries a name with a wrong password, that many times.
pub(crate) fn guess(database: &TestDatabase, username: &str, times: u32) {
    let mut stranger = TestShell::on(database);
    for _ in 0..times {
        stranger.guess(username);
    }
}

impl Drop for TestShell {
    fn drop(&mut self) {
        let left = self.answers.borrow().len();
        if !std::thread::panicking() {
            assert_eq!(left, 0, "answers without a question");
        }
    }
}

impl Outcome {
    /// The same but for what was shown before it failed.
    pub(crate) fn without_page(self) -> Self {
        Self {
            standard: String::new(),
            ..self
        }
    }

    /// The standard output of a line that must succeed.
    #[track_caller]
    pub(crate) fn succeeds(self) -> String {
        assert_eq!(self.status, Status::Success, "{}", self.errors);
        self.standard
    }

    /// The operation of a line whose outcome must be unknown.
    #[track_caller]
    pub(crate) fn uncertain(&self) -> &str {
        assert!(self.errors.contains("[ISSUE_INCONNUE]"), "{self:?}");
        let mut words = self.errors.split(' ').map(str::trim);
        let is_identifier = |word: &&str| word.len() == 36 && word.matches('-').count() == 4;
        words.find(is_identifier).expect("the operation is named")
    }

    /// The message of a line that must fail this way, with nothing on standard output.
    #[track_caller]
    pub(crate) fn fails(self, kind: Kind, code: &str) -> String {
        assert_eq!(self.status, Status::Failure(kind), "{}{}", self.standard, self.errors);
        assert!(
            self.errors.contains(&format!("[{code}]")),
            "no {code} in: {}",
            self.errors
        );
        self.errors
    }
}
