//! Where the program may read what its users may not, no command reads or writes a file (S12).

use epic_events::configuration::Variables;
use epic_events::error::Kind;
use epic_events::shell::context::standard_input::PipedInput;
use epic_events::shell::grammar::argument::Form;
use epic_events::shell::table::DECLARATIONS;

use crate::support::database::TestDatabase;
use crate::support::files::rewrite;
use crate::support::shell::TestShell;

const SECRET: &str = "mysql://epic_events:canari@base/epic_events";

fn shell(database: &TestDatabase) -> TestShell {
    TestShell::with_settings(
        database,
        Variables::from([("EPIC_EVENTS_FILES".into(), "aucun".into())]),
    )
}

/// A line for each argument of a command that names a file.
fn lines(path: &str) -> Vec<String> {
    let entries = DECLARATIONS.iter().flat_map(|declaration| {
        let files = declaration.definition.arguments.iter();
        files
            .filter(|argument| argument.completion.is_of_files())
            .map(move |argument| (declaration.definition, argument))
    });
    entries
        .map(|(definition, argument)| {
            let words = definition.words;
            let line = match argument.form {
                Form::Positional | Form::Rest => format!("{words} {path}"),
                Form::Option | Form::Switch => format!("{words} --{} {path}", argument.name),
            };
            let others = definition.arguments.iter().filter(|other| other.name != argument.name);
            let required = others.filter(|other| other.required && other.is_named());
            required.fold(line, |line, other| format!("{line} --{} essai", other.name))
        })
        .collect()
}

#[test]
fn s12_every_argument_that_names_a_file_is_refused_and_nothing_of_the_file_is_shown() {
    let database = TestDatabase::demonstration();
    let folder = tempfile::tempdir().expect("a folder is made");
    let settings = folder.path().join("env");
    rewrite(&settings, format!("EPIC_EVENTS_DATABASE_URL={SECRET}\n"));
    let mut shell = shell(&database);
    // Whoever is not signed in learns no more.
    let message = shell
        .run(&format!("analyser {}", settings.display()))
        .fails(Kind::Access, "FICHIERS_INTERDITS");
    assert!(!message.contains("canari"), "{message}");
    shell.sign_in("manager1");
    let lines = lines(&settings.to_string_lossy());
    assert!(lines.len() > 10, "{lines:?}");
    for line in lines {
        let message = shell.run(&line).fails(Kind::Access, "FICHIERS_INTERDITS");
        assert!(!message.contains("canari"), "{message}");
    }
    let written = std::fs::read_to_string(&settings).expect("it is still there");
    assert_eq!(written, format!("EPIC_EVENTS_DATABASE_URL={SECRET}\n"));
}

#[test]
fn s12_only_what_reads_standard_input_is_given_it() {
    let database = TestDatabase::demonstration();
    let mut shell = shell(&database);
    shell.sign_in("manager1");
    // Elsewhere it is the name of a file in the folder where the program was started.
    let reading = ["executer -", "analyser -"];
    for line in lines("-").iter().filter(|line| !reading.contains(&line.as_str())) {
        shell.run(line).fails(Kind::Access, "FICHIERS_INTERDITS");
    }
    shell.context.standard_input = PipedInput::new(Box::new(std::io::Cursor::new("moi\n")));
    let both = "executer - --journal -";
    shell.run(both).fails(Kind::Access, "FICHIERS_INTERDITS");
}

#[test]
fn s12_standard_input_stays_open_and_includes_no_file() {
    let database = TestDatabase::demonstration();
    let folder = tempfile::tempdir().expect("a folder is made");
    let settings = folder.path().join("env");
    rewrite(&settings, format!("EPIC_EVENTS_DATABASE_URL={SECRET}\n"));
    let mut shell = shell(&database);
    shell.sign_in("sales2");
    let including = format!("inclure {}\n", settings.display());
    for (input, expected) in [("moi\n", 0), (including.as_str(), 2)] {
        shell.context.standard_input = PipedInput::new(Box::new(std::io::Cursor::new(input.to_owned())));
        let outcome = shell.run("executer -");
        assert_eq!(outcome.status.exit_status(), expected, "{}", outcome.errors);
        assert!(!outcome.errors.contains("canari"), "{}", outcome.errors);
    }
}
