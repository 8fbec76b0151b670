//! French of the command files: what phase 1 finds, what a run tells on its way and at its end.

use std::path::Path;

use super::excerpt::excerpt;
use super::journal::{JournalReader, change_in_french};
use super::problems;
use super::prose::{self, counted, shown_path};
use crate::error::script::Finding;
use crate::error::script::Site;
use crate::models::audit_entry::AuditRecord;
use crate::security::clean::clean;
use crate::shell::context::file_line::Keeping;
use crate::shell::grammar::quoting::quoted;
use crate::shell::render::style::Style;

/// Where something stands: `mise-a-jour.crm:12`.
pub fn site(site: &Site<'_>) -> String {
    format!("{}:{}", shown_path(site.path), site.line)
}

/// A fault that phase 1 found: place, code, sentence, the line in at most `width` columns with a caret, what to type
/// instead.
pub fn finding(finding: &Finding<'_>, width: usize) -> String {
    let fault = &finding.problem.fault;
    let mut lines = vec![format!(
        "{}:{}:{}: [{}] {}",
        shown_path(finding.path),
        finding.place.line,
        finding.place.column,
        fault.code(),
        problems::describe_fault(fault)
    )];
    let spans: Vec<_> = finding.problem.span.into_iter().collect();
    lines.extend(excerpt(finding.line, &spans, width));
    lines.extend(problems::advice(fault).map(|advice| prose::advice(&advice, Style::new(false))));
    if finding.untold > 0 {
        lines.push(format!(
            "  et {} sur cette ligne",
            counted(finding.untold, "autre erreur", "autres erreurs")
        ));
    }
    lines.extend(finding.inclusions.iter().map(inclusion));
    lines.join("\n")
}

/// The lines that include a file, from the innermost, a line each.
pub fn inclusions(sites: &[Site<'_>]) -> String {
    sites.iter().map(inclusion).collect::<Vec<_>>().join("\n")
}

fn inclusion(includer: &Site<'_>) -> String {
    format!("  inclus par {}", site(includer))
}

/// After phase 1, when it found something.
pub fn rejected(faults: usize) -> String {
    format!("{} ; rien n'a été exécuté.", counted(faults, "erreur", "erreurs"))
}

/// After phase 1 alone, when it found nothing.
pub fn accepted(lines: usize, knows_rights: bool) -> String {
    let lines = counted(lines, "ligne correcte", "lignes correctes");
    if knows_rights {
        return format!("{lines} ; rien n'a été exécuté.");
    }
    format!("{lines} ; rien n'a été exécuté. Les droits n'ont pas été vérifiés : ajoutez --role.")
}

/// A line that is only tried, before its answer.
pub fn tried(site: Option<&str>, command: &str) -> String {
    format!("{} : {}\n", site.unwrap_or_default(), clean(command))
}

/// What a line that is only tried would change, a line each.
pub fn changes(records: &[AuditRecord], reader: &JournalReader) -> String {
    let mut lines = String::new();
    for change in records.iter().flat_map(|record| &record.changes) {
        lines.push_str("    ");
        lines.push_str(&clean(&change_in_french(change, reader)));
        lines.push('\n');
    }
    lines
}

/// The progress bar of a long file, in the language of `indicatif`.
pub const PROGRESS: &str = "{wide_bar} {pos}/{len} lignes, reste {eta}";

/// How a run ended.
pub struct RunSummary<'run> {
    /// The files.
    pub paths: &'run [&'run Path],
    /// The line at which it stopped.
    pub stopped_at: Option<Site<'run>>,
    /// Whether it was Ctrl-C that stopped it.
    pub was_interrupted: bool,
    /// The line that was done last, where the run can go on after it.
    pub last_done: Option<Site<'run>>,
    /// Commands that succeeded.
    pub commands: u64,
    /// Lines in all.
    pub lines: usize,
    /// Lines that an earlier run had done.
    pub done_before: usize,
    /// Commands that failed.
    pub failures: usize,
    /// How the lines are kept.
    pub keeping: Keeping,
    /// Whether they are; nothing when nobody knows.
    pub is_kept: Option<bool>,
    /// What is typed again to go on with it, where that is possible.
    pub resumption: Option<Resumption<'run>>,
}

/// The options that a run goes on with.
pub struct Resumption<'run> {
    /// `--continuer`.
    pub goes_on: bool,
    /// `--journal`.
    pub journal: Option<&'run Path>,
}

/// What is said at the end of a run.
pub fn summary(summary: &RunSummary<'_>) -> String {
    let mut sentences = Vec::new();
    if let Some(stopped_at) = &summary.stopped_at {
        let how = if summary.was_interrupted {
            "Interruption"
        } else {
            "Arrêt"
        };
        sentences.push(format!("{how} à {}.", site(stopped_at)));
    }
    if let Some(last_done) = &summary.last_done {
        sentences.push(format!("Dernière ligne faite : {}.", site(last_done)));
    }
    if summary.done_before > 0 {
        sentences.push(format!(
            "Reprise après {}.",
            counted(summary.done_before, "ligne faite", "lignes faites")
        ));
    }
    let commands = counted(summary.commands, "commande exécutée", "commandes exécutées");
    let failures = match summary.failures {
        0 => String::new(),
        failures => format!(", {}", counted(failures, "échec", "échecs")),
    };
    sentences.push(format!(
        "{commands} sur {}{failures}.",
        counted(summary.lines, "ligne", "lignes")
    ));
    sentences.extend(match (summary.keeping, summary.is_kept) {
        (Keeping::Each, _) | (Keeping::Whole, None) => None,
        (Keeping::Whole, Some(true)) => Some(String::from("Tout est enregistré.")),
        (Keeping::Whole, Some(false)) => Some(String::from("Rien n'a été enregistré.")),
        (Keeping::Nothing, _) => Some(String::from("Simulation : rien n'a été enregistré.")),
    });
    let mut text = sentences.join(" ");
    if let Some(resumption) = &summary.resumption {
        text.push('\n');
        text.push_str(&prose::advice(&again(summary.paths, resumption), Style::new(false)));
    }
    text
}

/// The command that goes on with a run.
fn again(paths: &[&Path], resumption: &Resumption<'_>) -> String {
    let typed = |path: &Path| quoted(&shown_path(path)).into_owned();
    let mut words = vec![String::from("executer")];
    words.extend(paths.iter().map(|path| typed(path)));
    words.push(String::from("--reprendre"));
    if resumption.goes_on {
        words.push(String::from("--continuer"));
    }
    if let Some(journal) = resumption.journal {
        words.extend([String::from("--journal"), typed(journal)]);
    }
    words.join(" ")
}
