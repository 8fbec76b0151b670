//! What the parser makes of a line, as one JSON object: the answers of `analyser`, and what transcripts expect of it.
//!
//! The object depends on the line, its number, the command table and the zone of dates, and on nothing else. A right
//! line gives its canonical command and arguments, in the order declared, which say the same as the line typed:
//! `{"ligne":1,"commande":"evenements assigner","arguments":{"evenement":"4","support":"support1"}}`. A wrong one gives
//! every error:
//! `{"ligne":2,"erreurs":[{"code":"VERBE_INCONNU","debut":12,"fin":19,"message":"…","suggestion":"assigner"}]}`, where
//! places count the characters of the line from 1, the end excluded, and what is absent is `null`. Keys are
//! `snake_case`, as everywhere: the switch `--accepter-doublon` is `"accepter_doublon":true`.
//!
//! A line that asks for help by `--aide` is the command `aide` that gives the same answer.
//!
//! A line of a command file may also be a directive, `{"commande":"definir","arguments":{"nom":"c","valeur":"12"}}`, or
//! keep what it makes, in one member more: `"capture":"client"`. Variables are replaced by their values; a value that
//! is known only when the commands before have run is `null`. What a file defines that another one includes is not
//! known here: after `inclure`, no variable is undefined.

use super::statement::{self, Capture, Statement};
use super::variable_set::VariableSet;
use crate::error::Problem;
use crate::shell::grammar::argument::{Form, Reading};
use crate::shell::grammar::declaration::Declaration;
use crate::shell::grammar::directives::{DEFINE, DEFINE_OPERANDS, INCLUDE, INCLUDE_OPERANDS};
use crate::shell::grammar::parser::{Abbreviations, HELP_COMMAND, HELP_SUBJECT, Parsed, ParsedCommand, parse};
use crate::shell::messages::problems;
use crate::shell::render::json::{push_key, push_next_key, push_number, push_or_null, push_separated, push_string};

/// What lines are parsed with.
#[derive(Debug, Clone, Copy)]
pub struct Grammar<'reading> {
    /// The commands there are.
    pub declarations: &'static [Declaration],
    /// What values need to be read.
    pub reading: &'reading Reading,
}

/// What a line turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing, or a comment: there is no object.
    Blank,
    /// A command that may be run.
    Right,
    /// Not that.
    Wrong,
}

/// The object of a line typed in a shell, without line feed; nothing for a blank line.
pub fn analyse(number: u64, text: &str, grammar: Grammar<'_>) -> Option<String> {
    let mut object = Vec::new();
    let verdict = push_analysis(&mut object, None, number, text, grammar);
    (verdict != Verdict::Blank).then(|| String::from_utf8_lossy(&object).into_owned())
}

/// Adds the object of a line typed in a shell, without line feed, beginning with the name of its file where one is
/// given.
pub fn push_analysis(
    output: &mut Vec<u8>,
    file: Option<&str>,
    number: u64,
    text: &str,
    grammar: Grammar<'_>,
) -> Verdict {
    let parsed = parse(text, grammar.declarations, grammar.reading, Abbreviations::Refused);
    if matches!(parsed, Parsed::Blank) {
        return Verdict::Blank;
    }
    push_object(output, file, number, &parsed.problems(), |output| {
        push_command(output, &parsed);
    })
}

/// Adds the object of a line of a command file in the same way. `variables` are those defined before it, then also
/// those that it defines.
pub fn push_statement(
    output: &mut Vec<u8>,
    file: Option<&str>,
    number: u64,
    text: &str,
    grammar: Grammar<'_>,
    variables: &mut VariableSet,
) -> Verdict {
    match statement::read(text, variables, grammar.declarations, grammar.reading) {
        Statement::Blank => Verdict::Blank,
        Statement::Faulty(problems) => {
            // One fault is enough: what the line was to define counts as defined.
            if let Some(name) = statement::defined_by(text) {
                variables.define(&name, None);
            }
            push_object(output, file, number, &problems, |_| {})
        }
        Statement::Define { name, value } => {
            let verdict = push_object(output, file, number, &[], |output| {
                let operands = [Some(name.as_str()), value.as_deref()];
                push_directive(output, DEFINE, DEFINE_OPERANDS.into_iter().zip(operands));
            });
            variables.define(&name, value);
            verdict
        }
        Statement::Include { path, .. } => {
            variables.open();
            push_object(output, file, number, &[], |output| {
                push_directive(output, INCLUDE, INCLUDE_OPERANDS.into_iter().zip([path.as_deref()]));
            })
        }
        Statement::Command { parsed, capture, .. } => {
            let problems = statement::problems_of(&parsed, capture.as_ref());
            let verdict = push_object(output, file, number, &problems, |output| {
                push_command(output, &parsed);
                push_capture(output, capture.as_ref());
            });
            if let Some(capture) = capture {
                variables.define(&capture.name, None);
            }
            verdict
        }
    }
}

/// The object of a line that is no blank one: what is wrong with it, or what it says.
fn push_object(
    output: &mut Vec<u8>,
    file: Option<&str>,
    number: u64,
    problems: &[Problem],
    push_members: impl FnOnce(&mut Vec<u8>),
) -> Verdict {
    output.push(b'{');
    if let Some(file) = file {
        push_key(output, "fichier");
        push_string(output, file);
        output.push(b',');
    }
    push_key(output, "ligne");
    push_number(output, number);
    let verdict = if problems.is_empty() {
        push_members(output);
        Verdict::Right
    } else {
        push_problems(output, problems);
        Verdict::Wrong
    };
    output.push(b'}');
    verdict
}

fn push_directive<'operand>(
    output: &mut Vec<u8>,
    words: &str,
    operands: impl Iterator<Item = (&'static str, Option<&'operand str>)>,
) {
    push_named(output, words, |output| {
        push_separated(output, operands, |output, (name, value)| {
            push_name(output, name);
            push_or_null(output, value, push_string);
        });
    });
}

fn push_capture(output: &mut Vec<u8>, capture: Option<&Capture>) {
    let Some(capture) = capture else {
        return;
    };
    push_next_key(output, "capture");
    push_string(output, &capture.name);
}

fn push_command(output: &mut Vec<u8>, parsed: &Parsed) {
    match parsed {
        Parsed::Command(command) if !command.wants_help => {
            push_named(output, command.declaration.definition.words, |output| {
                push_arguments(output, command);
            });
        }
        Parsed::Command(command) => push_help(output, Some(command.declaration.definition.words)),
        Parsed::Help { object } => push_help(output, *object),
        Parsed::Blank | Parsed::Unknown(_) => {}
    }
}

/// The key of an argument: its name, where keys of JSON have no dash.
fn push_name(output: &mut Vec<u8>, name: &str) {
    output.push(b'"');
    output.extend(name.bytes().map(|byte| if byte == b'-' { b'_' } else { byte }));
    output.extend_from_slice(b"\":");
}

/// `aide` and what help is asked about.
fn push_help(output: &mut Vec<u8>, subject: Option<&str>) {
    push_named(output, HELP_COMMAND, |output| {
        let Some(subject) = subject else {
            return;
        };
        push_key(output, HELP_SUBJECT);
        push_array(output, subject.split(' '));
    });
}

fn push_named(output: &mut Vec<u8>, words: &str, push_members: impl FnOnce(&mut Vec<u8>)) {
    push_next_key(output, "commande");
    push_string(output, words);
    push_next_key(output, "arguments");
    output.push(b'{');
    push_members(output);
    output.push(b'}');
}

fn push_arguments(output: &mut Vec<u8>, command: &ParsedCommand) {
    let told = command
        .declaration
        .definition
        .arguments
        .iter()
        .filter_map(|specification| {
            let is_deferred = command.deferred.contains(&specification.name);
            let mut values = command.arguments.canonical(specification).peekable();
            let is_told = is_deferred || values.peek().is_some();
            is_told.then_some((specification, values, is_deferred))
        });
    push_separated(output, told, |output, (specification, mut values, is_deferred)| {
        push_name(output, specification.name);
        let Some(first) = values.peek().filter(|_| !is_deferred) else {
            output.extend_from_slice(b"null");
            return;
        };
        match specification.form {
            Form::Switch => output.extend_from_slice(b"true"),
            Form::Rest => push_array(output, values),
            Form::Option if specification.repeatable => push_array(output, values),
            Form::Positional | Form::Option => push_string(output, first),
        }
    });
}

fn push_array(output: &mut Vec<u8>, texts: impl Iterator<Item = impl AsRef<str>>) {
    output.push(b'[');
    push_separated(output, texts, |output, text| push_string(output, text.as_ref()));
    output.push(b']');
}

fn push_problems(output: &mut Vec<u8>, problems: &[Problem]) {
    push_next_key(output, "erreurs");
    output.push(b'[');
    push_separated(output, problems, push_problem);
    output.push(b']');
}

fn push_problem(output: &mut Vec<u8>, Problem { span, fault }: &Problem) {
    output.push(b'{');
    push_key(output, "code");
    push_string(output, fault.code().word());
    for (key, column) in [
        ("debut", span.map(|span| span.start)),
        ("fin", span.map(|span| span.end)),
    ] {
        push_next_key(output, key);
        push_or_null(output, column, |output, column| {
            push_number(output, column as u64 + 1);
        });
    }
    push_next_key(output, "message");
    push_string(output, &problems::describe_fault(fault));
    push_next_key(output, "suggestion");
    push_or_null(output, problems::suggestion(fault), |output, suggestion| {
        push_string(output, &suggestion);
    });
    output.push(b'}');
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;
    use crate::shell::grammar::test_table::{TABLE, reading};

    fn object(line: &str) -> Option<String> {
        let grammar = Grammar {
            declarations: TABLE,
            reading: &reading(),
        };
        analyse(7, line, grammar)
    }

    fn read(line: &str) -> Value {
        serde_json::from_str(&object(line).unwrap()).unwrap()
    }

    #[test]
    fn the_examples_of_the_design() {
        assert_eq!(
            object("evenements assigner 4 support1").as_deref(),
            Some(r#"{"ligne":7,"commande":"evenements assigner","arguments":{"evenement":"4","support":"support1"}}"#)
        );
        assert_eq!(
            object("evenements asigner 4 support1").as_deref(),
            Some(
                "{\"ligne\":7,\"erreurs\":[{\"code\":\"VERBE_INCONNU\",\"debut\":12,\"fin\":19,\
                 \"message\":\"«\u{a0}evenements\u{a0}» n'a pas de verbe «\u{a0}asigner\u{a0}».\",\"suggestion\":\"assigner\"}]}"
            )
        );
    }

    #[test]
    fn blank_lines_and_comments_have_no_object() {
        for line in ["", " \t", "# clients lister"] {
            assert_eq!(object(line), None);
        }
    }

    #[test]
    fn arguments_are_canonical_and_in_the_order_declared() {
        assert_eq!(
            object("Évènements ASSIGNER --motif='a \"b\"\n' --forcer #4").as_deref(),
            Some(
                r#"{"ligne":7,"commande":"evenements assigner","arguments":{"evenement":"4","forcer":true,"motif":"a \"b\"\n"}}"#
            )
        );
        assert_eq!(
            read("aide clients lister")["arguments"],
            json!({"commande": ["clients", "lister"]})
        );
        assert_eq!(read("exit")["commande"], "quitter");
        let arguments = &read("clients creer --prenom Zoé --nom M --accepter-doublon")["arguments"];
        assert_eq!(arguments["accepter_doublon"], true);
    }

    #[test]
    fn a_request_for_help_is_the_command_that_answers_the_same() {
        for (line, subject) in [
            ("--aide", None),
            ("clients --aide", Some(json!(["clients"]))),
            ("clients creer --aide --nom", Some(json!(["clients", "creer"]))),
        ] {
            let read = read(line);
            assert_eq!(read["commande"], "aide");
            assert_eq!(read["arguments"].get("commande"), subject.as_ref());
        }
    }

    #[test]
    fn every_error_is_told_and_what_has_no_place_or_suggestion_is_null() {
        let read = read("clients creer --prenm Zoé --accepter-doublon=1");
        let expected = json!([
            {"code": "OPTION_INCONNUE", "debut": 15, "fin": 22,
             "message": "«\u{a0}clients creer\u{a0}» n'a pas d'option «\u{a0}--prenm\u{a0}».", "suggestion": "--prenom"},
            {"code": "VALEUR_INATTENDUE", "debut": 46, "fin": 47,
             "message": "l'option --accepter-doublon ne prend pas de valeur.", "suggestion": null},
            {"code": "ARGUMENT_MANQUANT", "debut": null, "fin": null,
             "message": "il manque l'option --nom à «\u{a0}clients creer\u{a0}».", "suggestion": null},
        ]);
        assert_eq!(read, json!({"ligne": 7, "erreurs": expected}));
    }

    #[test]
    fn a_suggestion_is_what_to_type() {
        for (line, suggestion) in [
            ("client lister", json!("clients")),
            ("lister clients", json!("clients lister")),
            ("clients lister --format=jso", json!("json")),
            ("clients voir «12»", json!("clients voir \"12\"")),
            ("clients", Value::Null),
        ] {
            assert_eq!(read(line)["erreurs"][0]["suggestion"], suggestion, "{line}");
        }
    }

    /// The objects of the lines of a command file.
    fn read_file(text: &str) -> Vec<Value> {
        let grammar = Grammar {
            declarations: TABLE,
            reading: &reading(),
        };
        let mut variables = VariableSet::default();
        let mut objects = Vec::new();
        for (number, line) in (1..).zip(text.lines()) {
            let mut output = Vec::new();
            if push_statement(&mut output, None, number, line, grammar, &mut variables) != Verdict::Blank {
                objects.push(serde_json::from_slice(&output).unwrap());
            }
        }
        objects
    }

    #[test]
    fn directives_captures_and_variables_are_those_of_command_files() {
        let objects = read_file(
            "# un\nDéfinir e 4\nevenements assigner $e s1\nclients creer --prenom Zoé --nom M => c\n\
             evenements assigner $c s$c --motif='$c'\ndefinir copie \"<$c>\"\ninclure \"b$e.crm\"",
        );
        let expected = [
            json!({"ligne": 2, "commande": "definir", "arguments": {"nom": "e", "valeur": "4"}}),
            json!({"ligne": 3, "commande": "evenements assigner", "arguments": {"evenement": "4", "support": "s1"}}),
            json!({"ligne": 4, "commande": "clients creer", "arguments": {"prenom": "Zoé", "nom": "M"}, "capture": "c"}),
            json!({"ligne": 5, "commande": "evenements assigner",
                "arguments": {"evenement": null, "support": null, "motif": "$c"}}),
            json!({"ligne": 6, "commande": "definir", "arguments": {"nom": "copie", "valeur": null}}),
            json!({"ligne": 7, "commande": "inclure", "arguments": {"fichier": "b4.crm"}}),
        ];
        assert_eq!(objects, expected);
    }

    #[test]
    fn a_variable_is_unknown_until_its_line_and_never_after_an_inclusion() {
        let codes = |text: &str| -> Vec<Vec<String>> {
            let objects = read_file(text).into_iter();
            objects
                .map(|object| {
                    let errors = object["erreurs"].as_array().cloned().unwrap_or_default();
                    errors
                        .iter()
                        .map(|error| error["code"].as_str().unwrap().to_owned())
                        .collect()
                })
                .collect()
        };
        assert_eq!(
            codes(
                "evenements assigner $e s1\ndefinir e $absent\nevenements assigner $e s1\nclients lister => c\ndefinir"
            ),
            [
                vec!["VARIABLE_INCONNUE"],
                vec!["VARIABLE_INCONNUE"],
                vec![],
                vec!["CAPTURE_IMPOSSIBLE"],
                vec!["ARGUMENT_MANQUANT", "ARGUMENT_MANQUANT"]
            ]
        );
        assert_eq!(codes("inclure b.crm\nevenements assigner $e s1"), [[""; 0], [""; 0]]);
    }

    #[test]
    fn abbreviations_are_for_people() {
        assert_eq!(read("cl l")["erreurs"][0]["code"], "OBJET_INCONNU");
    }

    #[test]
    fn with_several_files_the_name_comes_first() {
        let grammar = Grammar {
            declarations: TABLE,
            reading: &reading(),
        };
        let mut output = Vec::new();
        let verdict = push_analysis(&mut output, Some("a \"b\".crm"), 3, "quitter", grammar);
        assert_eq!(verdict, Verdict::Right);
        assert_eq!(
            output,
            br#"{"fichier":"a \"b\".crm","ligne":3,"commande":"quitter","arguments":{}}"#
        );
    }

    proptest! {
        #[test]
        fn s20_every_object_is_one_visible_line_of_json(line in any::<String>(), number in any::<u64>()) {
            for line in [format!("clients lister --recherche {line}"), line] {
                let grammar = Grammar { declarations: TABLE, reading: &reading() };
                let Some(object) = analyse(number, &line, grammar) else { continue };
                prop_assert!(!object.chars().any(crate::security::clean::is_forbidden));
                let read: Value = serde_json::from_str(&object).unwrap();
                prop_assert_eq!(&read["ligne"], number);
                prop_assert_eq!(read.get("commande").is_some(), read.get("erreurs").is_none());
            }
        }
    }
}
