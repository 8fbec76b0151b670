//! `rejouer`: types the lines of transcripts again and compares what happens with what is written.

use std::io::Write as _;
use std::path::Path;

use crate::configuration::Environment;
use crate::error::transcript::Malformation;
use crate::error::{Fault, FileFault, Kind};
use crate::shell::commands::files::fields::missing_file;
use crate::shell::commands::prelude::*;
use crate::shell::context::text_source::read_whole;
use crate::shell::dialogue::failure::fail;
use crate::shell::grammar::values::FilePath;
use crate::shell::messages::errors;
use crate::shell::messages::transcripts::{self as messages, Counts};
use crate::shell::render::output_file::{OutputFile, replace_whole};
use crate::shell::render::style::Style;
use crate::shell::script::analysis::Grammar;
use crate::shell::transcript::adoption::{self, typed_lines};
use crate::shell::transcript::comparison::{Comparison, compare};
use crate::shell::transcript::file::Transcript;
use crate::shell::transcript::player::TranscriptPlayer;
use crate::shell::transcript::replay::Played;
use crate::shell::transcript::report::{self, Case};
use crate::shell::transcript::variation::steady;

/// The command.
pub struct ReplayTranscripts;

const FILE: Rest<FilePath> = Rest::words("fichier", "Transcription, *.seance.");
const ACCEPT: Switch = Switch::new("accepter", "Réécrit ce qui diffère par ce qui a été lu.").excluding(&["depuis"]);
const FROM: Optional<FilePath> = Optional::option("depuis", "Copie d'un terminal dont faire une transcription.");
const JUNIT: Optional<FilePath> =
    Optional::option("junit", "Écrit aussi un rapport JUnit dans ce fichier.").excluding(&["depuis"]);
const OVERWRITE: Switch = Switch::new("ecraser", "Remplace la transcription ou le rapport s'il existe.");

/// As many replays may be in one another: one that replays its own transcript would never end.
const MOST_REPLAYS: usize = 3;

impl Command for ReplayTranscripts {
    type Requires = Anyone;

    const IN_FILES: bool = false;

    const DEFINITION: Definition = Definition {
        words: "rejouer",
        section: Section::Files,
        summary: "Rejoue des transcriptions et montre ce qui diffère.",
        details: "Chaque transcription a sa propre base de démonstration, une horloge arrêtée et une largeur fixe. \
                  crm> précède ce qui est tapé, | la sortie, ! les messages, < une réponse, ? le statut, = l'analyse. \
                  ... vaut n'importe quelles lignes, [..] n'importe quel texte, [id:x] retient un numéro que [=x] \
                  exige.",
        arguments: arguments![FILE, ACCEPT, FROM, JUNIT, OVERWRITE],
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
        if context.replays >= MOST_REPLAYS {
            context.output.message(messages::TOO_DEEP);
            return Ok(Reply::Ended(Status::Failure(Kind::Rule)));
        }
        context.signals.collect_interrupts(true);
        let replayed = replay_files(context, arguments);
        context.signals.collect_interrupts(false);
        replayed
    }
}

fn replay_files(context: &mut Context, arguments: &Arguments) -> Result<Reply> {
    let paths: Vec<&Path> = arguments.all(&FILE).map(FilePath::as_path).collect();
    if let Some(raw) = arguments.find(&FROM) {
        return adopt(context, raw.as_path(), &paths, arguments.has(&OVERWRITE));
    }
    if paths.is_empty() {
        return Err(missing_file(ReplayTranscripts::DEFINITION.words, &FILE));
    }
    let accepts = arguments.has(&ACCEPT);
    if accepts && context.configuration.runs_in_ci {
        return Err(Error::ForbiddenInCi);
    }
    // What cannot be written is told before everything is played.
    let report = arguments
        .find(&JUNIT)
        .map(|path| OutputFile::create(path.as_path(), arguments.has(&OVERWRITE)))
        .transpose()?;
    let mut transcript_player = TranscriptPlayer::open(context)?;
    let mut counts = Counts::default();
    let mut cases = Vec::new();
    let total = paths.len();
    for path in paths {
        match try_one(context, &mut transcript_player, path, accepts, &mut counts) {
            Ok(case) => cases.push(case),
            // What was rewritten stays so: that is no command of which nothing is kept.
            Err(Error::Interrupted) if !cases.is_empty() => {
                context.output.result(&format!("{}\n", messages::counts(&counts)))?;
                context.output.message(&messages::interrupted(cases.len(), total));
                return Ok(Reply::Ended(Status::Failure(Kind::Interrupted)));
            }
            Err(error) => return Err(error),
        }
    }
    context.output.result(&format!("{}\n", messages::counts(&counts)))?;
    if let Some(file) = report {
        finish(file, &report::junit(&cases))?;
    }
    Ok(Reply::Ended(match counts {
        Counts { malformed: 1.., .. } | Counts { unreadable: 1.., .. } => Status::Failure(Kind::Syntax),
        Counts { different: 1.., .. } => Status::Failure(Kind::Rule),
        _ => Status::Success,
    }))
}

fn try_one(
    context: &mut Context,
    transcript_player: &mut TranscriptPlayer,
    path: &Path,
    accepts: bool,
    counts: &mut Counts,
) -> Result<Case> {
    let text = match read_whole(path) {
        Ok(text) => text,
        Err(error) => return Ok(unreadable(context, path, counts, &error)),
    };
    let began = context.clock.monotonic();
    let transcript = match transcript_player.read(&text) {
        Ok(transcript) => transcript,
        Err(malformations) => return Ok(malformed(context, path, &malformations, counts)),
    };
    let played = match transcript_player.play(context, path, &transcript) {
        Ok(played) => played,
        Err(Error::SignInRefused) => {
            let refused = transcript.refused_username();
            return Ok(malformed(context, path, &[refused], counts));
        }
        Err(error @ Error::UnreadableFile { .. }) => return Ok(unreadable(context, path, counts, &error)),
        Err(error) => return Err(error),
    };
    let duration = context.clock.monotonic().saturating_sub(began);
    let comparison = compare(&transcript, &played, &|| context.signals.was_interrupted())?;
    if comparison.is_right() {
        counts.right += 1;
        return Ok(Case::right(path, duration));
    }
    if accepts && !comparison.lacks_answers() {
        let right = accepted(context, transcript_player, path, &transcript, played, &comparison)?;
        if right != text {
            replace_whole(path, right.as_bytes())?;
        }
        counts.accepted += 1;
        return Ok(Case::right(path, duration));
    }
    let expected: Vec<&str> = transcript.rows.iter().map(|row| row.written.as_str()).collect();
    let mut told = report::difference(path, &expected, &comparison.right);
    counts.different += 1;
    told.push_str(&messages::conversations(path, &comparison.conversations));
    if accepts {
        told.push_str(&messages::not_accepted(path));
    }
    context.output.result(&told)?;
    Ok(Case::different(path, duration, told))
}

/// The text to accept. It is played once more: what is not the same then would have to be accepted for ever, and
/// becomes a placeholder.
fn accepted(
    context: &mut Context,
    transcript_player: &mut TranscriptPlayer,
    path: &Path,
    transcript: &Transcript,
    played: Vec<Played>,
    comparison: &Comparison,
) -> Result<String> {
    let right = text_of(comparison);
    let Ok(settled) = transcript_player.read(&right) else {
        return Err(Error::internal("a transcript that was just written is none"));
    };
    let again = transcript_player.play(context, path, &settled)?;
    let is_interrupted = || context.signals.was_interrupted();
    if compare(&settled, &again, &is_interrupted)?.is_right() {
        return Ok(right);
    }
    let steady = steady(played, &again);
    Ok(text_of(&compare(transcript, &steady, &is_interrupted)?))
}

/// Tells what makes a text no transcript; the others are replayed all the same.
fn malformed(context: &mut Context, path: &Path, malformations: &[Malformation], counts: &mut Counts) -> Case {
    counts.malformed += 1;
    let told = messages::malformed(path, malformations);
    context.output.message(&told);
    Case::unplayed(path, told)
}

fn unreadable(context: &mut Context, path: &Path, counts: &mut Counts, error: &Error) -> Case {
    counts.unreadable += 1;
    fail(context, error);
    Case::unplayed(path, errors::render(error, Style::new(false)))
}

/// Makes a transcript of a copy: its lines are typed again, and what they show is what it expects.
fn adopt(context: &mut Context, raw: &Path, paths: &[&Path], overwrite: bool) -> Result<Reply> {
    if let Some(extra) = paths.get(1) {
        return Err(Error::of_line(Fault::ExtraArgument {
            command: ReplayTranscripts::DEFINITION.words,
            typed: extra.to_string_lossy().into_owned(),
        }));
    }
    let grammar = Grammar {
        declarations: context.interpreter.declarations,
        reading: &context.reading(),
    };
    let mut copied = typed_lines(&read_whole(raw)?, grammar)?;
    for line in copied.iter().filter(|line| line.was_given_up()) {
        let told = messages::given_up(raw, line.number, &line.typed);
        context.output.message(&told);
    }
    copied.retain(|line| !line.was_given_up());
    let no_command = Error::unreadable(raw, FileFault::NoCommand);
    if copied.is_empty() {
        return Err(no_command);
    }
    let file = paths
        .first()
        .map(|path| OutputFile::create(path, overwrite))
        .transpose()?;
    let mut transcript_player = TranscriptPlayer::open(context)?;
    let place = paths.first().copied().unwrap_or(raw);
    let mut adopted = transcript_player.adopt(context, place, copied)?;
    // A transcript cannot say that somebody gave up at a question; whoever does has written nothing.
    for line in &adopted {
        if let Some(question) = &line.played.unanswered {
            let told = messages::not_adopted(raw, line.number, &line.typed, question);
            context.output.message(&told);
        }
    }
    adopted.retain(|line| line.played.unanswered.is_none());
    for line in &adopted {
        if let Some(codes) = line.ends_otherwise() {
            let told = messages::ends_otherwise(raw, line.number, &line.typed, &codes);
            context.output.message(&told);
        }
    }
    if adopted.is_empty() {
        return Err(no_command);
    }
    let bare = adoption::transcript(
        adopted
            .iter()
            .map(|line| (line.typed.as_str(), line.answers.as_slice())),
    );
    let bare = transcript_player
        .read(&bare)
        .map_err(|_| Error::internal("a transcript that was just written is none"))?;
    let lines = adopted.len();
    let played: Vec<Played> = adopted.into_iter().map(|line| line.played).collect();
    // What is not the same the second time will not be the third time either.
    let again = transcript_player.play(context, place, &bare)?;
    let text = text_of(&compare(&bare, &steady(played, &again), &|| {
        context.signals.was_interrupted()
    })?);
    if let Some(file) = file {
        finish(file, &text)?;
        return Ok(Reply::Done(messages::adopted(place, lines)));
    }
    context.output.result(&text)?;
    Ok(Reply::Silent)
}

fn finish(mut file: OutputFile, text: &str) -> Result<()> {
    file.write_all(text.as_bytes()).map_err(|error| file.error(&error))?;
    file.finish()
}

/// A transcript as it would be right.
fn text_of(comparison: &Comparison) -> String {
    let lines = comparison.right.iter();
    lines.flat_map(|line| [line.as_str(), "\n"]).collect()
}
