//! The shell on a terminal: keys in, screen out.

use std::sync::Arc;

use epic_events::demonstration::dataset::PASSWORD;
use epic_events::shell::messages::terminal::PAGER_PROMPT;
use mysql::prelude::Queryable as _;

use crate::support::database::numbers;
use crate::support::process::terminal::{CTRL_C, CTRL_D, ROWS, Terminal};
use crate::support::process::{Program, Shared, mode};

static SHARED: Shared = Shared::new();

fn signed_in(username: &str) -> (Arc<Program>, Terminal) {
    let program = SHARED.program();
    let mut terminal = program.open();
    terminal.sign_in(username);
    (program, terminal)
}

#[test]
fn a_morning_banner_sign_in_list_leave() {
    let program = SHARED.program();
    let mut terminal = program.open();
    let banner = terminal.wait_for_prompt();
    assert!(banner.contains("démonstration"), "{banner}");
    assert!(banner.contains("support2"), "{banner}");

    terminal.line("connexion sales2");
    terminal.wait_for("Mot de passe de sales2 : ");
    terminal.line(PASSWORD);
    let welcome = terminal.wait_for("Dawn Stanley (commercial) demonstration> ");
    assert!(welcome.contains("Bonjour Dawn Stanley"), "{welcome}");
    assert!(!welcome.contains(PASSWORD), "{welcome}");

    let list = terminal.run("clients lister");
    assert!(list.contains("Kevin") && list.contains("3 clients"), "{list}");
    terminal.press(CTRL_D);
    assert_eq!(terminal.end(), Some(0));
    let closed: u64 = program.one(
        "SELECT COUNT(*) FROM sessions WHERE user_id = (SELECT id FROM users WHERE username = 'sales2')
         AND close_reason = 'signed_out'",
    );
    assert!(closed >= 1);
}

#[test]
fn ctrl_c_clears_the_line() {
    let (_program, mut terminal) = signed_in("sales2");
    terminal.press("clients supprimer 1");
    terminal.wait_for("supprimer 1");
    terminal.press(CTRL_C);
    terminal.wait_for_prompt();
    let shown = terminal.run("clients voir 1");
    assert!(shown.contains("Kevin"), "{shown}");
}

#[test]
fn ctrl_c_at_the_password_goes_back_to_the_prompt() {
    let program = SHARED.program();
    let mut terminal = program.open();
    terminal.wait_for_prompt();
    terminal.line("connexion sales2");
    terminal.wait_for("Mot de passe de sales2 : ");
    terminal.press("demonstr");
    terminal.press(CTRL_C);
    terminal.wait_for("INTERROMPU");
    terminal.wait_for_prompt();
    terminal.line("moi");
    terminal.wait_for("CONNEXION_REQUISE");
    assert!(!terminal.text().contains("demonstr\n"));
}

#[test]
fn pasted_lines_run_one_by_one_until_one_fails() {
    let (_program, mut terminal) = signed_in("sales2");
    terminal.paste("clients voir 1\nclients voir 2\nclients voir 3\n");
    terminal.line("");
    for name in ["Kevin", "Camille", "Lou"] {
        terminal.wait_for(name);
    }
    terminal.wait_for_prompt();

    terminal.paste("clients voir 999\nclients voir 3\nclients voir 2");
    terminal.line("");
    terminal.wait_for("CLIENT_INTROUVABLE");
    let after = terminal.wait_for_prompt();
    assert!(!after.contains("Bouzin") && !after.contains("Camille"), "{after}");
    assert!(after.contains("2 lignes collées"), "{after}");
}

#[test]
fn keys_typed_ahead_are_not_lost() {
    let (_program, mut terminal) = signed_in("sales2");
    terminal.press("clients voir 1\rclients voir 2\rclients voir 3\r");
    for name in ["Kevin", "Camille", "Lou"] {
        terminal.wait_for(name);
        terminal.wait_for_prompt();
    }
}

#[test]
fn tab_completes_and_abbreviations_are_shown_in_full() {
    let (_program, mut terminal) = signed_in("sales2");
    // Each word is followed by its blank, so that the next one can be typed at once.
    terminal.press("cli\tli\t--fo\tta\t");
    terminal.wait_for("clients lister --format tableau ");
    terminal.line("");
    terminal.wait_for("3 clients");
    terminal.wait_for_prompt();

    terminal.line("cl l");
    terminal.wait_for("«\u{a0}clients lister\u{a0}»");
    terminal.wait_for("3 clients");
    terminal.wait_for_prompt();
    // What a salesperson may not do is not proposed.
    terminal.press("clients tr\t");
    terminal.press(CTRL_C);
    let shown = terminal.wait_for_prompt();
    assert!(!shown.contains("transferer"), "{shown}");
}

#[test]
fn tab_completes_the_path_of_a_file() {
    let (program, mut terminal) = signed_in("sales2");
    let path = program.file("mise-a-jour.crm", "clients voir 2\n");
    let folder = path.parent().unwrap().display();
    terminal.press(&format!("executer {folder}/mise\t--ver\t"));
    terminal.line("");
    terminal.wait_for("1 ligne correcte");
}

#[test]
fn s12_where_files_are_forbidden_tab_proposes_none() {
    let program = Program::held().with("EPIC_EVENTS_FILES", "aucun");
    let path = program.file("mise-a-jour.crm", "clients voir 2\n");
    let folder = path.parent().unwrap().display();
    let mut terminal = program.open();
    terminal.sign_in("sales2");
    terminal.press(&format!("executer {folder}/mise\t"));
    terminal.line("");
    let shown = terminal.wait_for("FICHIERS_INTERDITS");
    assert!(!shown.contains("mise-a-jour"), "{shown}");
}

#[test]
fn a_form_asks_for_what_is_missing_and_writes_nothing_when_given_up() {
    let program = Program::held();
    let mut terminal = program.open();
    terminal.sign_in("sales2");
    let customers = || program.one::<u64>("SELECT COUNT(*) FROM customers");

    terminal.line("clients creer --nom Durand --email ada@durand.example");
    terminal.wait_for("Prénom : ");
    // Completion is of commands: here it would be in the way.
    terminal.line("Ada\t");
    terminal.wait_for("Téléphone");
    terminal.line("12");
    terminal.wait_for("Ce n'est pas un numéro de téléphone");
    terminal.wait_for("Ctrl-C renonce.");
    terminal.wait_for("Téléphone");
    terminal.press(CTRL_C);
    terminal.wait_for("INTERROMPU");
    terminal.wait_for_prompt();
    assert_eq!(customers(), 3);

    terminal.line("clients creer --nom Durand --email ada@durand.example");
    terminal.wait_for("Prénom : ");
    // Answers typed ahead reach their questions.
    terminal.press("Ada\r0612345699\rDurand et Filles\r");
    terminal.wait_for("Entreprise : ");
    terminal.wait_for_prompt();
    assert_eq!(customers(), 4);
    let created: (String, String) =
        program.one("SELECT first_name, company_name FROM customers WHERE email = 'ada@durand.example'");
    assert_eq!(created, (String::from("Ada"), String::from("Durand et Filles")));
    // The answers are no commands to offer again.
    terminal.press("\x1b[A\r");
    terminal.wait_for("clients creer --nom Durand");
    terminal.wait_for("Prénom : ");
    terminal.press(CTRL_C);
    terminal.wait_for_prompt();
}

#[test]
fn a_form_that_a_rule_refuses_gives_its_answers_back() {
    let (_program, mut terminal) = signed_in("sales2");
    terminal.line("clients creer --prenom Ada --nom Durand --telephone 0612345699");
    terminal.wait_for("Adresse e-mail : ");
    terminal.line("kevin@startup.io");
    terminal.wait_for("Entreprise : ");
    terminal.line("Durand et Filles");
    terminal.wait_for("EMAIL_DEJA_UTILISE");
    terminal.wait_for("Vos réponses sont gardées");
    terminal.wait_for_prompt();
    terminal.press("\x1b[A");
    terminal.wait_for("clients creer --prenom Ada");
    terminal.wait_for("--entreprise \"Durand et Filles\"");
    terminal.press(CTRL_C);
    terminal.wait_for_prompt();
}

#[test]
fn a_narrow_terminal_shows_records_and_a_resized_one_is_measured_again() {
    let program = SHARED.program();
    let mut terminal = Terminal::open(&program, &[], 40);
    terminal.sign_in("sales2");
    let shown = terminal.run("clients lister");
    assert!(!shown.contains('│'), "{shown}");
    assert!(shown.contains("Kevin"), "{shown}");
    assert!(shown.lines().all(|line| line.chars().count() <= 40), "{shown}");
    // Prose is broken between words, and the line that is shown again keeps its carets under its words.
    for line in [
        "moi",
        "expliquer DROIT_MANQUANT",
        "clients lister --limite abc --format zut",
    ] {
        let shown = terminal.run(line);
        let mut answer = shown.lines().skip(1);
        assert!(answer.all(|line| line.chars().count() <= 40), "{shown}");
    }
    terminal.resize(ROWS, 160);
    let shown = terminal.run("clients lister");
    assert!(shown.contains('│'), "{shown}");
}

#[test]
fn no_color_shows_no_colour_and_a_dumb_terminal_no_escape_sequence() {
    let mut program = Program::held();
    let mut shown = |name: &str, value: &str| {
        program.set(name, value);
        let mut terminal = program.open();
        terminal.sign_in("sales2");
        terminal.run("clients lister");
        terminal.run("clients listr");
        terminal.run("aide");
        terminal.line("quitter");
        assert_eq!(terminal.end(), Some(0));
        String::from_utf8(terminal.bytes().to_vec()).unwrap()
    };
    let coloured = shown("TERM", "xterm");
    assert!(has_colour(&coloured), "{coloured:?}");
    let plain = shown("NO_COLOR", "1");
    assert!(!has_colour(&plain), "{plain:?}");
    let dumb = shown("TERM", "dumb");
    assert!(!dumb.contains('\x1b'), "{dumb:?}");
    assert!(dumb.contains("Kevin"), "{dumb:?}");
    // Marks are no colours.
    assert!(!marks(&coloured).is_empty());
    assert_eq!(marks(&coloured), marks(&plain));
    // The banner shows it; nothing else does.
    assert_eq!(dumb.matches(PASSWORD).count(), 1, "{dumb:?}");
}

/// The marks around prompts and outputs (OSC 133), but for the end of the prompt, which is drawn with every key.
fn marks(text: &str) -> Vec<&str> {
    let marks = text.split("\x1b]133;").skip(1);
    let said = marks.filter_map(|rest| Some(rest.split_once('\x07')?.0));
    said.filter(|mark| *mark != "B").collect()
}

#[test]
fn a_terminal_is_told_where_commands_begin_and_how_they_end() {
    let (program, mut terminal) = signed_in("sales2");
    terminal.run("moi");
    terminal.run("clients listr");
    terminal.run("");
    terminal.press("clients supprimer 2");
    terminal.end_line(CTRL_C);
    terminal.press("clients supprimer 2");
    terminal.end_line("\r");
    terminal.press(CTRL_C);
    terminal.wait_for("INTERROMPU");
    terminal.wait_for_prompt();
    terminal.press(CTRL_D);
    assert_eq!(terminal.end(), Some(0));
    let shown = String::from_utf8(terminal.bytes().to_vec()).unwrap();
    let prompt = "A;columns=100";
    assert_eq!(
        marks(&shown).concat(),
        [
            [prompt, "C", "D;0"].concat(),
            [prompt, "C", "D;0"].concat(),
            [prompt, "C", "D;2"].concat(),
            [prompt, "C", "D;0"].concat(),
            [prompt, "D"].concat(),
            [prompt, "C", "D;130"].concat(),
            [prompt, "D"].concat(),
        ]
        .concat()
    );
    // Each prompt is drawn between its marks, without a blank more; a question has none.
    let drawn = shown.split("\x1b]133;A;columns=100\x07").skip(1);
    let prompts: Vec<&str> = drawn
        .map(|rest| rest.split("\x1b]133;B\x07").next().unwrap_or_default())
        .collect();
    let signed_in = "\x1b[1;36mDawn Stanley (commercial) demonstration> \x1b[0m";
    let signed_out = "\x1b[1;36mdemonstration> \x1b[0m";
    let expected = std::iter::once(signed_out).chain([signed_in; 6]);
    assert_eq!(prompts, expected.collect::<Vec<_>>(), "{shown:?}");
    assert!(!shown.contains("(o/n) \x1b]133"), "{shown:?}");
    assert!(!shown.contains("sales2 : \x1b]133"), "{shown:?}");
    // Nobody is told where no terminal is.
    let piped = program.feed(&[], format!("connexion sales2\n{PASSWORD}\nmoi\n"));
    assert!(!piped.succeeds().contains('\x1b'));
}

#[test]
fn the_history_is_searched_in_french() {
    let mut program = Program::held();
    program.set("NO_COLOR", "1");
    let mut terminal = program.open();
    terminal.sign_in("sales2");
    terminal.run("clients voir 1");
    terminal.run("moi");
    terminal.press("\x12voir");
    terminal.wait_for("(recherche du mot)`voir': clients voir 1");
    terminal.press("zz");
    terminal.wait_for("(recherche sans résultat)`voirzz': ");
    terminal.press("\x7f\x7f\r");
    // The line that was found is shown after the prompt when it is run.
    terminal.wait_for("demonstration> clients voir 1\n");
    terminal.wait_for("Kevin");
    terminal.wait_for_prompt();
    assert!(!terminal.text().contains("reverse"), "{}", terminal.text());
}

/// `ESC [ numbers m`. The pager's own `ESC [ m` puts back what was never changed.
fn has_colour(text: &str) -> bool {
    text.split("\x1b[").skip(1).any(|rest| {
        let end = rest.trim_start_matches(|character: char| character.is_ascii_digit() || character == ';');
        end.starts_with('m') && end.len() < rest.len()
    })
}

#[test]
fn s8_the_history_is_its_owners_alone_and_holds_no_secret() {
    let program = Program::held();
    let mut terminal = program.open();
    terminal.sign_in("sales2");
    terminal.run("clients lister --recherche canari");
    terminal.run(" clients voir 2");
    terminal.run("canari-mot-de-passe");
    terminal.line("connexion sales3");
    terminal.wait_for("Mot de passe");
    terminal.line(PASSWORD);
    terminal.wait_for_prompt();
    terminal.run("clients voir 3");
    terminal.line("quitter");
    assert_eq!(terminal.end(), Some(0));

    let directory = program.data_directory().join("history");
    assert_eq!(mode(&directory), 0o700);
    let mut histories: Vec<String> = std::fs::read_dir(&directory)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            assert_eq!(mode(&path), 0o600);
            std::fs::read_to_string(path).unwrap()
        })
        .collect();
    histories.sort_unstable();
    assert_eq!(
        histories,
        ["clients lister --recherche canari\n", "clients voir 3\nquitter\n"]
    );

    let mut terminal = program.open();
    terminal.sign_in("sales2");
    terminal.press("\x1b[A");
    terminal.wait_for("clients lister --recherche canari");
}

#[test]
fn one_command_on_a_terminal_asks_for_the_password_and_for_nothing_else() {
    let program = SHARED.program();
    let mut terminal = Terminal::open(&program, &["--identifiant", "sales2", "clients", "supprimer", "2"], 100);
    terminal.wait_for("Mot de passe de sales2 : ");
    terminal.line(PASSWORD);
    terminal.wait_for("CONFIRMATION_REQUISE");
    assert_eq!(terminal.end(), Some(2));
    assert!(!terminal.text().contains(PASSWORD));

    let mut terminal = Terminal::open(&program, &["--identifiant", "sales2", "moi"], 100);
    terminal.wait_for("Mot de passe de sales2 : ");
    terminal.press(CTRL_C);
    assert_eq!(terminal.end(), Some(130));
}

#[test]
fn the_next_page_is_that_of_the_last_list_also_after_the_pager_was_left() {
    let program = Program::held();
    let customers = format!(
        "INSERT INTO customers (sales_user_id, first_name, last_name, email, phone_number, company_name, created_at,
                                updated_at)
         SELECT 5, 'Inès', 'Moreau', CONCAT('ines', number, '@exemple.fr'), CONCAT('+336', LPAD(number, 8, '0')),
                'Moreau', '2026-11-20', '2026-11-20'
         FROM {} WHERE number < 1000 ORDER BY number",
        numbers()
    );
    program.connect().query_drop(customers).unwrap();
    let mut terminal = program.open();
    terminal.sign_in("sales2");
    terminal.run("evenements lister --limite 1");
    for line in [
        "clients lister --tri numero --limite 1000",
        "clients lister --tri numero --tout",
    ] {
        terminal.line(line);
        terminal.wait_for(PAGER_PROMPT);
        terminal.press("q");
        terminal.wait_for_prompt();
        let shown = terminal.run("suite");
        if line.ends_with("--tout") {
            // Nobody knows how far they read, and no older list takes its place.
            assert!(shown.contains("PAS_DE_SUITE"), "{shown}");
        } else {
            assert!(shown.contains("ines999@") && !shown.contains("ines900@"), "{shown}");
            assert!(shown.contains("3 clients"), "{shown}");
        }
    }
}
