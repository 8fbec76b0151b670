//! The program's own arguments: its options, then one command. Read by the grammar of the shell: there is no second
//! argument parser.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;

use crate::error::{Error, Result};
use crate::security::secret::Secret;
use crate::security::secret_file;
use crate::shell::context::Context;
use crate::shell::context::reply::Status;
use crate::shell::context::text_source::SourceReader;
use crate::shell::dialogue::help;
use crate::shell::dispatch::general_help;
use crate::shell::grammar::argument::{Form, Optional, Reading, Specification, Switch, arguments};
use crate::shell::grammar::declaration::{Declaration, Definition, Need, Section};
use crate::shell::grammar::directives::{PROGRAM_NAME, STANDARD_INPUT};
use crate::shell::grammar::parser::{Abbreviations, Parsed, line_of, parse};
use crate::shell::grammar::values::{FilePath, SignInName};
use crate::shell::messages::help::{PROGRAM_USAGE, USAGE};

/// What the program was started with.
#[derive(Debug, Default)]
pub struct Invocation {
    /// Who signs in before the command.
    pub username: Option<String>,
    /// Where the password is; `-` is standard input.
    pub password_file: Option<PathBuf>,
    /// The settings file.
    pub configuration_file: Option<PathBuf>,
    /// Whether the version is all that is wanted.
    pub wants_version: bool,
    /// Whether the general help is all that is wanted.
    pub wants_help: bool,
    /// The words of the command; none opens the shell, or reads commands from standard input.
    pub command: Vec<String>,
}

const USERNAME: Optional<SignInName> = Optional::option("identifiant", "Ouvre la session de cet identifiant.");
const PASSWORD_FILE: Optional<FilePath> = Optional::option(
    "mot-de-passe-fichier",
    "Lit le mot de passe dans ce fichier (mode 0600 ; - : entrée standard).",
);
const CONFIGURATION: Optional<FilePath> = Optional::option("configuration", "Lit les réglages dans ce fichier.");
const VERSION: Switch = Switch::new("version", "Affiche la version.");

/// The program itself, as a command of the grammar.
static PROGRAM: [Declaration; 1] = [Declaration::new(
    Definition {
        words: PROGRAM_NAME,
        section: Section::Session,
        summary: "Ouvre le programme.",
        details: "",
        arguments: arguments![USERNAME, PASSWORD_FILE, CONFIGURATION, VERSION],
        examples: &["epic_events --identifiant sales2"],
    },
    Need::Nothing,
)];

/// Shows how the program is started, then the commands.
///
/// # Errors
/// [`Error::UnwritableFile`] when the reader has gone.
pub fn show_help(context: &mut Context) -> Result<Status> {
    let [program] = &PROGRAM;
    let options = help::program(program, context.output.reading_width());
    let text = format!(
        "{USAGE}\n  {PROGRAM_NAME} {PROGRAM_USAGE}\n\n{options}{}",
        general_help(context, None)
    );
    context.output.page(&text)?;
    Ok(Status::Success)
}

impl Invocation {
    /// Reads the arguments that follow the program's name.
    ///
    /// # Errors
    /// [`Error::Rejected`] for unknown options and the like.
    pub fn read(arguments: impl IntoIterator<Item = OsString>) -> Result<Self> {
        let words: Vec<String> = arguments
            .into_iter()
            .map(|word| word.to_string_lossy().into_owned())
            .collect();
        let own = own_words(&words);
        let (options, command) = words.split_at_checked(own).unwrap_or((&words, &[]));
        let mut line = vec![PROGRAM_NAME.to_owned()];
        line.extend(options.iter().cloned());
        let line = line_of(&line);
        // No option of the program holds a date.
        let reading = Reading {
            time_zone: TimeZone::UTC,
        };
        let parsed = parse(&line, &PROGRAM, &reading, Abbreviations::Refused);
        if let Some(error) = parsed.rejection(&line, &PROGRAM) {
            return Err(error);
        }
        let Parsed::Command(parsed) = parsed else {
            return Ok(Self {
                wants_help: true,
                ..Self::default()
            });
        };
        let path = |key| {
            parsed
                .arguments
                .find(key)
                .map(|path: &FilePath| path.as_path().to_owned())
        };
        Ok(Self {
            username: parsed
                .arguments
                .find(&USERNAME)
                .map(|username| username.as_str().to_owned()),
            password_file: path(&PASSWORD_FILE),
            configuration_file: path(&CONFIGURATION),
            wants_version: parsed.arguments.has(&VERSION),
            wants_help: parsed.wants_help,
            command: command.to_vec(),
        })
    }

    /// The password of `--mot-de-passe-fichier`, if that was given.
    ///
    /// # Errors
    /// [`Error::UnreadableFile`]; [`Error::ExposedFile`] when others may read the file.
    pub fn password(&self, standard_input: &mut SourceReader) -> Result<Option<Secret>> {
        match &self.password_file {
            None => Ok(None),
            Some(path) if path == Path::new(STANDARD_INPUT) => first_line(standard_input).map(Some),
            Some(path) => password_in_file(path).map(Some),
        }
    }
}

/// How many leading words are options of the program, with their values.
fn own_words(words: &[String]) -> usize {
    let mut count = 0;
    while let Some(word) = words.get(count).filter(|word| word.starts_with("--")) {
        let takes_next =
            !word.contains('=') && declared(word).is_some_and(|specification| specification.form == Form::Option);
        count += if takes_next { 2 } else { 1 };
    }
    count.min(words.len())
}

fn declared(word: &str) -> Option<&'static Specification> {
    let [program] = &PROGRAM;
    let mut declared = program.definition.arguments.iter();
    declared.find(|specification| word.strip_prefix("--") == Some(specification.name))
}

/// S7: a password file is for its owner alone.
fn password_in_file(path: &Path) -> Result<Secret> {
    let (file, metadata) = secret_file::open(path)?;
    if secret_file::is_exposed(&metadata) {
        return Err(Error::ExposedFile { path: path.to_owned() });
    }
    first_line(&mut SourceReader::new(path, Box::new(file)))
}

/// No line at all is an empty password.
fn first_line(source: &mut SourceReader) -> Result<Secret> {
    let line = source.next_physical_line()?.unwrap_or_default();
    Ok(Secret::new(line.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &[&str]) -> Result<Invocation> {
        Invocation::read(words.iter().map(OsString::from))
    }

    #[test]
    fn the_programs_options_come_before_the_command() {
        let invocation = read(&[
            "--identifiant",
            "sales2",
            "--mot-de-passe-fichier=f",
            "clients",
            "lister",
            "--tout",
        ])
        .unwrap();
        assert_eq!(invocation.username.as_deref(), Some("sales2"));
        assert_eq!(invocation.password_file.as_deref(), Some(Path::new("f")));
        assert_eq!(invocation.command, ["clients", "lister", "--tout"]);
    }

    #[test]
    fn unknown_options_and_missing_values_are_refused() {
        assert!(matches!(read(&["--identifian", "x"]), Err(Error::Rejected { .. })));
        assert!(matches!(read(&["--identifiant"]), Err(Error::Rejected { .. })));
        assert!(read(&["--aide"]).unwrap().wants_help);
        assert!(read(&["--version"]).unwrap().wants_version);
    }
}
