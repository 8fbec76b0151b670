//! Any text is split into words that lie in it, one after the other, and quoted words are split back into themselves.
#![no_main]

use epic_events::shell::grammar::quoting::join;
use epic_events::shell::grammar::tokenizer::tokenize;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|line: &str| {
    let tokens = tokenize(line);
    let characters = line.chars().count();
    let mut end = 0;
    for word in &tokens.words {
        assert!(end <= word.span.start && word.span.start <= word.span.end && word.span.end <= characters);
        end = word.span.end;
        if let Some(parts) = word.option_parts() {
            assert!(word.is_option());
            assert!(
                parts
                    .value
                    .is_none_or(|(_, span)| span.start <= span.end && span.end <= word.span.end)
            );
        }
    }
    assert!(
        tokens
            .comment
            .is_none_or(|comment| end <= comment && comment < characters)
    );
    for span in tokens.problems.iter().filter_map(|problem| problem.span) {
        assert!(span.start <= span.end && span.end <= characters);
    }
    let words: Vec<String> = tokens.words.iter().map(|word| word.text.clone().into_owned()).collect();
    let joined = join(&words);
    let again: Vec<String> = tokenize(&joined)
        .words
        .into_iter()
        .map(|word| word.text.into_owned())
        .collect();
    assert!(
        again == words || joined.len() > epic_events::shell::grammar::tokenizer::MAXIMUM_LINE_BYTES,
        "{joined:?}"
    );
});
