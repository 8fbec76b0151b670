//! `rejouer`: types the lines of transcripts again and compares what happens with what is written.

use std::path::Path;

use tempfile::TempDir;

use crate::configuration::{Configuration, Environment};
use crate::error::{Error, Fault, FileFault, Kind, Result};
use crate::shell::argument::{Optional, Rest, Switch};
use crate::shell::arguments::Arguments;
use crate::shell::command::{Command, Definition, Section};
use crate::shell::context::Context;
use crate::shell::dispatch::Status;
use crate::shell::messages::transcripts::{self as messages, Counts};
use crate::shell::render::output_file::write_whole;
use crate::shell::reply::Reply;
use crate::shell::requirement::Anyone;
use crate::shell::script::source::read_whole;
use crate::shell::transcript::adoption;
use crate::shell::transcript::file::{self, Transcript};
use crate::shell::transcript::replay::{Played, Stage, replay};
use crate::shell::transcript::report::{self, Case};
use crate::shell::transcript::settlement::{Settlement, settle};
use crate::shell::values::FilePath;

/// The command.
pub struct ReplayTranscripts;

const FILE: Rest<FilePath> = Rest::words("fichier", "Transcription, *.seance.");
const ACCEPT: Switch =
    Switch::new("accepter", "Réécrit ce qui diffère par ce qui a été lu.").excluding(&["depuis"]);
const FROM: Optional<FilePath> =
    Optional::option("depuis", "Copie d'un terminal dont faire une transcription.");
const REPLACE: Switch = Switch::new(
    "ecraser",
    "Remplace la transcription de --depuis ou le rapport de --junit s'ils existent.",
);
const JUNIT: Optional<FilePath> = Optional::option("junit", "Écrit aussi un rapport JUnit dans ce fichier.");

impl Command for ReplayTranscripts {
    type Requires = Anyone;

    const IN_FILES: bool = false;

    const DEFINITION: Definition = Definition {
        words: "rejouer",
        aliases: &[],
        section: Section::Files,
        summary: "Rejoue des transcriptions et montre ce qui diffère.",
        details: "Chaque transcription a sa propre base de démonstration, une horloge arrêtée et une largeur fixe. crm> \
                  précède ce qui est tapé, | la sortie, ! les messages, < une réponse, ? le statut, = l'analyse. ... vaut \
                  n'importe quelles lignes, [..] n'importe quel texte, [id:x] retient un numéro que [=x] exige.",
        arguments: &[
            FILE.specification,
            ACCEPT.specification,
            FROM.specification,
            JUNIT.specification,
            REPLACE.specification,
        ],
        examples: &[
            "rejouer tests/transcripts/clients/creer.seance",
            "rejouer nouvelle.seance --accepter",
            "rejouer nouvelle.seance --depuis copie.txt",
        ],
    };

    fn run(context: &mut Context, (): (), arguments: &Arguments) -> Result<Reply> {
        if context.configuration.environment == Environment::Production {
            return Err(Error::ForbiddenInProduction);
        }
        let paths: Vec<&Path> = arguments.all(&FILE).map(FilePath::as_path).collect();
        if let Some(raw) = arguments.find(&FROM) {
            return adopt(context, raw.as_path(), &paths, arguments.has(&REPLACE));
        }
        if paths.is_empty() {
            return Err(missing_file());
        }
        let accepts = arguments.has(&ACCEPT);
        if accepts && context.configuration.runs_in_ci {
            context.output.message(messages::NOT_IN_CI);
            return Ok(Reply::Ended(Status::Failure(Kind::Rule)));
        }
        let mut theatre = Theatre::open(context)?;
        let mut counts = Counts::default();
        let mut cases = Vec::new();
        for path in paths {
            cases.push(try_one(context, &mut theatre, path, accepts, &mut counts)?);
        }
        if let Some(path) = arguments.find(&JUNIT) {
            let text = report::junit(&cases);
            write_whole(path.as_path(), arguments.has(&REPLACE), text.as_bytes())?;
        }
        context
            .output
            .result(&format!("{}\n", messages::counts(&counts)))?;
        Ok(Reply::Ended(match counts {
            Counts { malformed: 1.., .. } => Status::Failure(Kind::Syntax),
            Counts { different: 1.., .. } => Status::Failure(Kind::Rule),
            _ => Status::Success,
        }))
    }
}

/// What all transcripts of a run share.
struct Theatre {
    configuration: Configuration,
    /// What their commands write beside the database; gone at the end.
    _folder: TempDir,
}

impl Theatre {
    fn open(context: &Context) -> Result<Self> {
        let folder = TempDir::new().map_err(Error::internal)?;
        Ok(Self {
            configuration: context.configuration.for_transcripts(folder.path())?,
            _folder: folder,
        })
    }

    /// Plays a transcript on a database of its own, which is gone afterwards.
    fn play(&self, context: &mut Context, transcript: &Transcript) -> Result<Vec<Played>> {
        let mut databases = Vec::new();
        let password = Context::demonstration_password();
        let mut stage = Stage {
            configuration: self.configuration.clone(),
            settle: &mut |shell, now| {
                let database = context.temporary_database(now)?;
                shell.set_location(database.location());
                databases.push(database);
                Ok(())
            },
            password: &password,
        };
        replay(transcript, &mut stage)
    }
}

fn try_one(
    context: &mut Context,
    theatre: &mut Theatre,
    path: &Path,
    accepts: bool,
    counts: &mut Counts,
) -> Result<Case> {
    let text = read_whole(path)?;
    let began = context.clock.monotonic();
    let transcript = match file::read(&text, &theatre.configuration.time_zone) {
        Ok(transcript) => transcript,
        Err(malformations) => {
            counts.malformed += 1;
            let told = messages::malformed(path, &malformations);
            context.output.message(&told);
            return Ok(Case::malformed(path, told));
        }
    };
    let played = theatre.play(context, &transcript)?;
    let duration = context.clock.monotonic().saturating_sub(began);
    let settlement = settle(&transcript, &played);
    if settlement.is_right() {
        counts.right += 1;
        return Ok(Case::right(path, duration));
    }
    if accepts {
        accept(path, &settlement)?;
        counts.accepted += 1;
        return Ok(Case::right(path, duration));
    }
    counts.different += 1;
    let told = differences(path, &transcript, &settlement);
    context.output.result(&told)?;
    Ok(Case::different(path, duration, told))
}

fn differences(path: &Path, transcript: &Transcript, settlement: &Settlement) -> String {
    let expected: Vec<&str> = transcript.rows.iter().map(|row| row.written.as_str()).collect();
    let mut told = report::difference(path, &expected, &settlement.right);
    for (line, conversation) in &settlement.conversations {
        told.push_str(&messages::conversation(path, *line, conversation));
        told.push('\n');
    }
    told
}

fn accept(path: &Path, settlement: &Settlement) -> Result<()> {
    let text: String = settlement
        .right
        .iter()
        .flat_map(|line| [line.as_str(), "\n"])
        .collect();
    write_whole(path, true, text.as_bytes())
}

/// Makes a transcript of a copy: its lines are typed again, and what they show is what it expects.
fn adopt(context: &mut Context, raw: &Path, paths: &[&Path], overwrite: bool) -> Result<Reply> {
    let copied = adoption::typed_lines(&read_whole(raw)?);
    if copied.is_empty() {
        return Err(Error::UnreadableFile {
            path: raw.to_owned(),
            why: FileFault::NoCommand,
        });
    }
    let theatre = Theatre::open(context)?;
    let read = |text: &str| {
        file::read(text, &theatre.configuration.time_zone)
            .map_err(|_| Error::internal("a transcript that was just written is none"))
    };
    let password = Context::demonstration_password();
    let mut lines: Vec<(String, Vec<String>)> = copied
        .iter()
        .map(|copied| (copied.typed.clone(), Vec::new()))
        .collect();
    // Each question that is found without an answer is answered, and everything is typed again, until all are.
    let mut bare = read(&adoption::transcript(&lines))?;
    let mut played = theatre.play(context, &bare)?;
    for _ in 0..MOST_QUESTIONS {
        let mut is_complete = true;
        for ((line, copied), outcome) in lines.iter_mut().zip(&copied).zip(&played) {
            let Some(unanswered) = &outcome.unanswered else {
                continue;
            };
            is_complete = false;
            // What a terminal does not show was the password of the demonstration.
            let shown = adoption::answer_to(&unanswered.question, copied).filter(|_| !unanswered.is_secret);
            let answer = shown.unwrap_or(&password);
            line.1.push(answer.to_owned());
        }
        if is_complete {
            break;
        }
        bare = read(&adoption::transcript(&lines))?;
        played = theatre.play(context, &bare)?;
    }
    let settlement = settle(&bare, &played);
    let text: String = settlement
        .right
        .iter()
        .flat_map(|line| [line.as_str(), "\n"])
        .collect();
    if let Some(path) = paths.first() {
        write_whole(path, overwrite, text.as_bytes())?;
        return Ok(Reply::Done(messages::adopted(path, lines.len())));
    }
    context.output.result(&text)?;
    Ok(Reply::Silent)
}

/// A copy in which a command asks more questions than this is no copy of a shell.
const MOST_QUESTIONS: usize = 30;

fn missing_file() -> Error {
    Error::of_line(Fault::MissingArgument {
        command: ReplayTranscripts::DEFINITION.words,
        argument: FILE.specification.name,
        is_option: false,
    })
}
