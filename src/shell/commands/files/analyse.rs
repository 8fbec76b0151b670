//! `analyser`: what the parser makes of every line of a text, as one JSON object a line.
//!
//! Lines are read, analysed and answered one after the other; memory does not grow. An answer is never kept back while
//! the next line is waited for, so that another program can converse with this command. A file that cannot be read ends
//! it; what was answered before stays.

use std::path::Path;

use crate::shell::commands::files::fields::{VARIABLE, given_variables, missing_file};
use crate::shell::commands::prelude::*;
use crate::shell::context::text_source::SourceReader;
use crate::shell::grammar::directives::STANDARD_INPUT;
use crate::shell::grammar::values::InputPath;
use crate::shell::render::output::Output;
use crate::shell::script::analysis::{Grammar, Verdict, push_analysis, push_statement};
use crate::shell::script::variable_set::VariableSet;
use crate::shell::transcript::typed_lines::TypedLines;

/// The command.
pub struct AnalyseFiles;

const FILE: Rest<InputPath> = Rest::words(
    "fichier",
    "Fichier de commandes ou transcription ; - ou rien : l'entrée standard.",
);

/// Answers are written together up to this size.
const MOST_KEPT_BYTES: usize = 64 * 1024;

impl Command for AnalyseFiles {
    type Requires = Anyone;

    const DEFINITION: Definition = Definition {
        words: "analyser",
        section: Section::Files,
        summary: "Analyse chaque ligne d'un fichier sans rien exécuter.",
        details: "Écrit un objet JSON par commande : la commande et ses arguments sous leur forme canonique, ou \
                  toutes les erreurs de la ligne avec leur code et leur place. Il n'y faut ni base ni connexion. \
                  D'une transcription, les lignes « crm> » sont analysées. Les variables sont remplacées ; celles \
                  dont la valeur viendra d'une commande valent null. Se termine par une erreur si une ligne est \
                  incorrecte.",
        arguments: arguments![FILE, VARIABLE],
        examples: &["analyser mise-a-jour.crm", "analyser -"],
    };

    fn run(context: &mut Context, (): (), arguments: &Arguments) -> Result<Reply> {
        let mut paths: Vec<&Path> = arguments.all(&FILE).map(InputPath::as_path).collect();
        if paths.is_empty() {
            paths.push(Path::new(STANDARD_INPUT));
        }
        // The keyboard of a shell is no file: there the name is required.
        if context.is_interactive && paths.contains(&Path::new(STANDARD_INPUT)) {
            return Err(missing_file(Self::DEFINITION.words, &FILE));
        }
        let reading = context.reading();
        let grammar = Grammar {
            declarations: context.interpreter.declarations,
            reading: &reading,
        };
        let input = context.standard_input.clone();
        let names_files = paths.len() > 1;
        let mut variables = given_variables(arguments);
        let mut wrong_lines = 0;
        for path in paths {
            let mut analysis = Analysis {
                variables: &mut variables,
                file: names_files.then(|| path.to_string_lossy().into_owned()),
                path,
                grammar,
                output: &mut context.output,
            };
            wrong_lines += if path == Path::new(STANDARD_INPUT) {
                input.lend(|source| analysis.of(source))?
            } else {
                analysis.of(&mut SourceReader::open(path)?)?
            };
        }
        if wrong_lines > 0 {
            return Err(Error::WrongLines { lines: wrong_lines });
        }
        Ok(Reply::Silent)
    }
}

/// The analysis of one text, on its way to the output.
struct Analysis<'run> {
    path: &'run Path,
    /// The name that each object repeats.
    file: Option<String>,
    grammar: Grammar<'run>,
    /// Those of all files, one after the other, as when they run.
    variables: &'run mut VariableSet,
    output: &'run mut Output,
}

impl Analysis<'_> {
    /// Answers every line of a text; tells how many are wrong.
    fn of(&mut self, source: &mut SourceReader) -> Result<u64> {
        let mut answers = Vec::with_capacity(MOST_KEPT_BYTES);
        let counted = self.answer(source, &mut answers);
        // Also those before the line that could not be read.
        self.output.write(&answers)?;
        counted
    }

    fn answer(&mut self, source: &mut SourceReader, answers: &mut Vec<u8>) -> Result<u64> {
        let mut wrong_lines = 0;
        let mut lines = TypedLines::of(source, self.path);
        loop {
            if answers.len() >= MOST_KEPT_BYTES || !lines.has_text_at_hand() {
                self.output.write(answers)?;
                answers.clear();
            }
            let Some(line) = lines.next_line()? else {
                return Ok(wrong_lines);
            };
            let (file, number, text) = (self.file.as_deref(), line.number, line.text);
            let verdict = if line.is_of_file {
                push_statement(answers, file, number, text, self.grammar, self.variables)
            } else {
                push_analysis(answers, file, number, text, self.grammar)
            };
            if verdict != Verdict::Blank {
                answers.push(b'\n');
            }
            wrong_lines += u64::from(verdict == Verdict::Wrong);
        }
    }
}
