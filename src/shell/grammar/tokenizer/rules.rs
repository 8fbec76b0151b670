//! The rules of the tokenizer, one test for each.

use super::*;

fn texts(line: &str) -> Vec<String> {
    let words = tokenize(line).words;
    words.into_iter().map(|word| word.text.into_owned()).collect()
}

fn faults(line: &str) -> Vec<(Option<Span>, Fault)> {
    let problems = tokenize(line).problems;
    problems
        .into_iter()
        .map(|problem| (problem.span, problem.fault))
        .collect()
}

fn span(start: usize, end: usize) -> Span {
    Span { start, end }
}

#[test]
fn every_kind_of_blank_separates_words() {
    for blank in [' ', '\t', '\r', '\n', '\u{a0}', '\u{202f}', '\u{2009}', '\u{3000}'] {
        let line = format!("{blank}clients{blank}{blank}lister{blank}");
        assert_eq!(texts(&line), ["clients", "lister"], "{blank:?}");
    }
}

#[test]
fn a_no_break_space_between_digits_or_before_the_euro_is_part_of_the_word() {
    assert_eq!(
        texts("m 1\u{202f}234,56\u{a0}€ x"),
        ["m", "1\u{202f}234,56\u{a0}€", "x"]
    );
    assert_eq!(texts("1\u{2009}234"), ["1\u{2009}234"]);
    assert_eq!(texts("voir\u{a0}12"), ["voir", "12"]);
    assert_eq!(texts("12\u{a0}voir"), ["12", "voir"]);
    assert_eq!(texts("1\u{a0}\u{a0}2"), ["1", "2"]);
    assert_eq!(texts("1 234 €"), ["1", "234", "€"]);
    assert_eq!(texts("\u{a0}€"), ["€"]);
}

#[test]
fn double_quotes_group_and_know_three_escapes() {
    assert_eq!(
        texts(r#""a b" "q\"q" "\\" "l\nl" "c:\dir""#),
        ["a b", "q\"q", "\\", "l\nl", "c:\\dir"]
    );
    assert_eq!(texts(r"c:\dir \n"), [r"c:\dir", r"\n"]);
}

#[test]
fn single_quotes_group_literally() {
    assert_eq!(texts(r#"'a "b" \n' ''"#), [r#"a "b" \n"#, ""]);
}

#[test]
fn pieces_join() {
    assert_eq!(
        texts(r#"--nom="Zoé" a"b c"'d e'f "x"y"#),
        ["--nom=Zoé", "ab cd ef", "xy"]
    );
}

#[test]
fn an_apostrophe_between_letters_is_a_character() {
    assert_eq!(texts("L'Oréal d'Artagnan l’été"), ["L'Oréal", "d'Artagnan", "l’été"]);
    assert_eq!(texts("--nom='L Oréal' x='a b'"), ["--nom=L Oréal", "x=a b"]);
    assert!(tokenize("L'Oréal d'Artagnan").problems.is_empty());
}

#[test]
fn a_comment_begins_at_the_start_of_a_word_only() {
    assert_eq!(texts("clients lister # voir \"12"), ["clients", "lister"]);
    assert_eq!(texts("#clients lister"), [""; 0]);
    assert_eq!(texts("#12"), [""; 0]);
    assert_eq!(texts("a#b \"#\" '#x'"), ["a#b", "#", "#x"]);
    assert_eq!(tokenize("é #b").comment, Some(2));
    assert_eq!(tokenize("a#b").comment, None);
}

#[test]
fn a_number_sign_and_digits_after_the_first_word_is_a_number() {
    assert_eq!(texts("clients voir #12"), ["clients", "voir", "#12"]);
    assert_eq!(texts("clients voir #12 #3 # reste"), ["clients", "voir", "#12", "#3"]);
    assert_eq!(texts("clients voir #12a"), ["clients", "voir"]);
}

#[test]
fn words_are_located_in_characters() {
    let spans: Vec<Span> = tokenize("évé  \"à b\"x 'y'")
        .words
        .iter()
        .map(|word| word.span)
        .collect();
    assert_eq!(spans, [span(0, 3), span(5, 11), span(12, 15)]);
}

#[test]
fn an_unclosed_quote_is_located_and_spoils_its_word_only() {
    let tokens = tokenize("clients lister --nom=\"Zoé M");
    assert_eq!(
        tokens.problems,
        [Problem::at(span(21, 27), Fault::UnclosedQuote { quote: '"' })]
    );
    let unclosed: Vec<bool> = tokens.words.iter().map(|word| word.is_unclosed).collect();
    assert_eq!(unclosed, [false, false, true]);
    assert_eq!(
        faults("a 'b"),
        [(Some(span(2, 4)), Fault::UnclosedQuote { quote: '\'' })]
    );
    assert_eq!(
        faults(r#""a\"#),
        [(Some(span(0, 3)), Fault::UnclosedQuote { quote: '"' })]
    );
}

#[test]
fn typographic_quotes_are_refused_with_the_line_as_it_should_be() {
    for (line, corrected, first) in [
        ("a « Zoé M » b", "a \"Zoé M\" b", span(2, 11)),
        ("a --nom=“Zoé”", "a --nom=\"Zoé\"", span(8, 13)),
        ("”a b” «c»", "\"a b\" \"c\"", span(0, 5)),
        ("«\u{a0}a \"b\" \\\u{a0}»", r#""a \"b\" \\""#, span(0, 11)),
        ("a « b", "a b", span(2, 3)),
        ("a b» c", "a b c", span(3, 4)),
    ] {
        let fault = Fault::TypographicQuote {
            corrected: corrected.to_owned(),
        };
        assert_eq!(faults(line), [(Some(first), fault)], "{line}");
        assert!(tokenize(corrected).problems.is_empty(), "{corrected}");
        assert_eq!(texts(line), texts(corrected), "{line}");
    }
}

#[test]
fn typographic_quotes_inside_words_and_straight_quotes_are_characters() {
    assert!(faults("a«b \"« c »\" '“d”' l’an").is_empty());
    assert_eq!(texts("a«b \"« c »\""), ["a«b", "« c »"]);
}

#[test]
fn a_line_over_the_limit_is_not_read() {
    let longest = "x".repeat(MAXIMUM_LINE_BYTES);
    assert_eq!(texts(&longest).len(), 1);
    let tokens_of_longer = faults(&format!("{longest}y"));
    let maximum = MAXIMUM_LINE_BYTES;
    assert_eq!(tokens_of_longer, [(None, Fault::LineTooLong { maximum })]);
}

#[test]
fn a_word_without_escape_is_borrowed() {
    for word in tokenize("clients --nom=x \"a b\" 'c d'").words {
        assert!(matches!(word.text, Cow::Borrowed(_)), "{word:?}");
    }
}

struct Known;

impl Variables for Known {
    fn meaning(&self, name: &str) -> Option<Meaning<'_>> {
        match name {
            "c" => Some(Meaning::Value("12")),
            "hostile" => Some(Meaning::Value("--x 'a' \"b\" $c # ; ")),
            "later" => Some(Meaning::Later),
            _ => None,
        }
    }

    fn names(&self) -> Vec<&str> {
        vec!["c", "hostile", "later"]
    }
}

#[test]
fn a_variable_is_one_value_whatever_it_holds() {
    let tokens = tokenize_with("a $c x$c=\"$c\" '$c' --nom=$hostile $hostile #", &Known);
    let texts: Vec<&str> = tokens.words.iter().map(|word| &*word.text).collect();
    let hostile = "--x 'a' \"b\" $c # ; ";
    assert_eq!(texts, ["a", "12", "x12=12", "$c", &format!("--nom={hostile}"), hostile]);
    let options: Vec<bool> = tokens.words.iter().map(Word::is_option).collect();
    assert_eq!(options, [false, false, false, false, true, false]);
    assert!(tokens.problems.is_empty() && tokens.comment.is_some());
    assert!(tokenize("$c").words[0].text == "$c");
}

#[test]
fn what_is_not_defined_is_located_and_what_comes_later_is_marked() {
    let tokens = tokenize_with("é $latr $later-1", &Known);
    let undefined = Fault::UndefinedVariable {
        name: String::from("latr"),
        suggestion: Some(String::from("later")),
    };
    assert_eq!(tokens.problems, [Problem::at(span(2, 7), undefined)]);
    let deferred: Vec<bool> = tokens.words.iter().map(|word| word.is_deferred).collect();
    assert_eq!(deferred, [false, true, true]);
}
