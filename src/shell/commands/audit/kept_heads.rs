//! The file of the heads of the journal, which is kept elsewhere: `jour;chaine;rang;empreinte`.

use std::io::Write as _;
use std::path::Path;

use crate::error::FileFault;
use crate::services::audit::heads::Head;
use crate::shell::commands::prelude::*;
use crate::shell::context::text_source::read_whole;
use crate::shell::grammar::values::FilePath;
use crate::shell::render::output_file::OutputFile;

/// `--contre`.
pub const AGAINST: Optional<FilePath> =
    Optional::option("contre", "Compare aussi avec les têtes gardées dans ce fichier.");

/// The first line of the file.
const HEADER: &str = "jour;chaine;rang;empreinte\n";

/// The lines of the file, without the first one.
pub fn lines(heads: &[Head]) -> String {
    let lines = heads.iter().map(Head::to_string);
    lines.flat_map(|line| [line, String::from("\n")]).collect()
}

/// Writes the file.
pub fn write(context: &mut Context, path: &Path, overwrite: bool, lines: &str) -> Result<()> {
    let mut file = OutputFile::create(path, overwrite)?;
    file.write_all(format!("{HEADER}{lines}").as_bytes())
        .map_err(|error| file.error(&error))?;
    context.keep_file(file)
}

/// Reads what [`write`] wrote, from the file of [`AGAINST`]; nothing where none is named.
pub fn read(arguments: &Arguments) -> Result<Vec<Head>> {
    let Some(path) = arguments.find(&AGAINST) else {
        return Ok(Vec::new());
    };
    let path = path.as_path();
    let malformed = || Error::unreadable(path, FileFault::Form);
    let text = read_whole(path)?;
    let rows = text.strip_prefix(HEADER).ok_or_else(malformed)?;
    rows.lines().map(|row| Head::read(row).ok_or_else(malformed)).collect()
}
