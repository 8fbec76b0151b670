//! The pages in French, and what they are made of: prose, fenced blocks, tables, links.

use crate::support::source::file;

/// The page that everybody opens first.
pub(super) const FRONT: &str = "README.md";
pub(super) const DATABASE: &str = "sql/README.md";
pub(super) const TESTS: &str = "tests/README.md";
/// Every page.
pub(super) const PATHS: [&str; 3] = [FRONT, DATABASE, TESTS];

/// A page.
pub(super) struct Page {
    pub(super) path: String,
    pub(super) text: String,
}

/// A fenced block, and the last line of prose before it.
pub(super) struct Block {
    pub(super) language: String,
    pub(super) before: String,
    pub(super) lines: Vec<String>,
}

impl Page {
    pub(super) fn at(path: &str) -> Self {
        let source = file(path);
        Self {
            path: source.path,
            text: source.text,
        }
    }

    pub(super) fn all() -> impl Iterator<Item = Self> {
        PATHS.into_iter().map(Self::at)
    }

    /// The same with something wrong in it, which a check must tell.
    pub(super) fn with(&self, right: &str, wrong: &str) -> Self {
        assert!(self.text.contains(right), "{} has no {right}", self.path);
        Self {
            path: self.path.clone(),
            text: self.text.replacen(right, wrong, 1),
        }
    }

    pub(super) fn blocks(&self) -> Vec<Block> {
        let mut blocks: Vec<Block> = Vec::new();
        let mut before = String::new();
        let mut is_inside = false;
        for line in self.text.lines() {
            if let Some(language) = line.strip_prefix("```") {
                is_inside = !is_inside;
                if is_inside {
                    blocks.push(Block {
                        language: language.to_owned(),
                        before: std::mem::take(&mut before),
                        lines: Vec::new(),
                    });
                }
            } else if is_inside {
                let block = blocks.last_mut().expect("a block is open");
                block.lines.push(line.to_owned());
            } else if !line.is_empty() {
                line.clone_into(&mut before);
            }
        }
        blocks
    }

    /// The lines outside blocks.
    pub(super) fn prose(&self) -> Vec<&str> {
        let mut is_inside = false;
        let outside = self.text.lines().filter(|line| {
            let is_fence = line.starts_with("```");
            is_inside ^= is_fence;
            !is_inside && !is_fence
        });
        outside.collect()
    }

    /// What stands between backquotes in the prose.
    pub(super) fn spans(&self) -> Vec<String> {
        spans(&self.prose().join(" "))
    }

    /// The rows of the table whose first heading is this one, without headings; each row by its cells.
    pub(super) fn table(&self, heading: &str) -> Vec<Vec<String>> {
        let prose = self.prose();
        let mut tables = prose.split(|line| !line.starts_with('|'));
        let table = tables
            .find(|table| {
                let first = table.first().and_then(|line| cells(line).into_iter().next());
                first.is_some_and(|first| first == heading)
            })
            .unwrap_or_else(|| panic!("{} has no table headed « {heading} »", self.path));
        table.iter().skip(2).map(|line| cells(line)).collect()
    }

    /// Where its links lead.
    pub(super) fn links(&self) -> Vec<String> {
        let prose = self.prose().join(" ");
        let targets = prose.split("](").skip(1);
        targets
            .filter_map(|rest| rest.split_once(')'))
            .map(|(target, _)| target.to_owned())
            .collect()
    }

    /// Its headings, as links name them.
    pub(super) fn anchors(&self) -> Vec<String> {
        let headings = self.prose().into_iter().filter(|line| line.starts_with('#'));
        headings
            .map(|heading| {
                let title = heading.trim_start_matches('#').trim().to_lowercase();
                let kept = title
                    .chars()
                    .filter(|character| character.is_alphanumeric() || [' ', '-'].contains(character));
                kept.collect::<String>().replace(' ', "-")
            })
            .collect()
    }
}

impl Block {
    /// The name of the file that it is.
    pub(super) fn file_name(&self) -> Option<&str> {
        self.before.strip_prefix('`')?.strip_suffix("` :")
    }

    /// The lines typed, each with what is read after it.
    pub(super) fn session(&self) -> Vec<(&str, Vec<String>)> {
        let mut session: Vec<(&str, Vec<String>)> = Vec::new();
        for line in &self.lines {
            match (line.strip_prefix("$ "), session.last_mut()) {
                (Some(typed), _) => session.push((typed, Vec::new())),
                (None, Some((_, read))) => read.push(left_out(line)),
                (None, None) => return Vec::new(),
            }
        }
        session
    }

    /// Whether its first line begins like this.
    pub(super) fn begins(&self, beginning: &str) -> bool {
        self.lines.first().is_some_and(|line| line.starts_with(beginning))
    }
}

/// What stands between backquotes.
pub(super) fn spans(text: &str) -> Vec<String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// A line in the language of the transcripts: `…` stands for what is left out.
pub(super) fn left_out(line: &str) -> String {
    if line == "…" {
        return String::from("...");
    }
    line.trim_end().replace('…', "[..]")
}

/// The cells of a row; `\|` is a bar within one.
fn cells(row: &str) -> Vec<String> {
    let row = row.replace("\\|", "\u{0}");
    let row = row.trim().trim_start_matches('|').trim_end_matches('|');
    row.split('|').map(|cell| cell.trim().replace('\u{0}', "|")).collect()
}
