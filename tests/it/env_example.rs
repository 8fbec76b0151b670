//! `.env.example` lists the settings of the program (S11: and holds no secret); what each means is written there.

use epic_events::configuration::SETTINGS;

use crate::support::source::file;

#[test]
fn s11_the_example_lists_every_setting_with_its_meaning_and_default() {
    let example = file(".env.example").text;
    let mut paragraphs = example.trim_end().split("\n\n");
    assert!(paragraphs.next().is_some_and(is_prose), "no introduction");
    let described: Vec<(bool, &str)> = paragraphs
        .map(|paragraph| paragraph.rsplit_once('\n').unwrap_or(("", paragraph)))
        .map(|(meaning, assignment)| (is_prose(meaning), assignment))
        .collect();
    let assignment = |(name, default): (&str, &str)| format!("# {name}={default}");
    let expected = SETTINGS.map(assignment);
    assert_eq!(described, expected.each_ref().map(|line| (true, line.as_str())));
}

/// Whether every line is a comment that says something and sets nothing.
fn is_prose(paragraph: &str) -> bool {
    let says_something = |line: &str| line.strip_prefix("# ").is_some_and(|words| !words.is_empty());
    let names_setting = |line: &str| SETTINGS.iter().any(|(name, _)| line.contains(&format!("{name}=")));
    paragraph.lines().count() > 0
        && paragraph
            .lines()
            .all(|line| says_something(line) && !names_setting(line))
}
