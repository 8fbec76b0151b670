//! Variables: a name stands for one value, whatever the value holds.

use epic_events::error::Kind;

use super::{Scene, captured, names, run};

/// Everything that could end a word, begin an option, a comment, a quote or another variable.
const HOSTILE: &str = r#"a "b" $c # d ; -- --nom 'e' \n => f"#;

#[test]
fn a_value_is_one_word_whatever_it_holds() {
    let scene = Scene::new();
    let typed = format!(
        "\"{}\"",
        HOSTILE
            .replace('\\', "\\\\")
            .replace('"', "\\\"")
            .replace("$c", "$point")
    );
    let file = scene.file(
        "a.crm",
        format!(
            "definir point '$c'\ndefinir valeur {typed}\n\
             clients modifier 1 --entreprise $valeur\nclients modifier 2 --entreprise=$valeur\n\
             clients modifier 1 --nom \"<$valeur>\"\n"
        ),
    );
    let mut shell = scene.signed_in("sales2");
    run(&mut shell, &format!("executer {file}"), 0);
    let companies: Vec<String> = scene
        .database
        .query("SELECT company_name FROM customers WHERE id < 3 ORDER BY id");
    assert_eq!(companies, [HOSTILE, HOSTILE]);
    let name: String = scene.database.one("SELECT last_name FROM customers WHERE id = 1");
    assert_eq!(name, format!("<{HOSTILE}>"));
}

#[test]
fn a_value_begins_neither_an_option_nor_a_comment_nor_a_command() {
    let scene = Scene::new();
    let mut shell = scene.signed_in("sales2");
    for (text, code) in [
        ("definir x --miens\nclients lister $x\n", "ARGUMENT_EN_TROP"),
        ("definir x '#'\nclients voir $x\n", "REFERENCE_INVALIDE"),
        ("definir x 'clients lister'\n$x\n", "OBJET_INCONNU"),
        ("definir x nom\ndefinir $x 5\n", "NOM_DE_VARIABLE_INVALIDE"),
    ] {
        let file = scene.file("a.crm", text);
        shell.run(&format!("executer {file}")).fails(Kind::Syntax, code);
    }
}

#[test]
fn variables_are_given_before_the_file_and_redefined_in_it() {
    let scene = Scene::new();
    let file = scene.file(
        "a.crm",
        "clients modifier $client --nom $nom\ndefinir nom Autre\nclients modifier 2 --nom \"$nom-$nom\"\n\
         clients modifier 2 --prenom '$nom'\n",
    );
    let mut shell = scene.signed_in("sales2");
    run(
        &mut shell,
        &format!("executer {file} --definir client=1 --definir \"nom=L'Oréal = x\""),
        0,
    );
    let rows: Vec<(String, String)> = scene
        .database
        .query("SELECT first_name, last_name FROM customers WHERE id < 3 ORDER BY id");
    assert_eq!(rows[0].1, "L'Oréal = x");
    assert_eq!(rows[1], (String::from("$nom"), String::from("Autre-Autre")));
}

#[test]
fn what_is_not_defined_before_the_line_is_a_fault_with_the_nearest_name() {
    let scene = Scene::new();
    let file = scene.file(
        "a.crm",
        "definir client 1\nclients voir $clinet\nclients voir $plus_tard\ndefinir plus_tard 1\n\
         definir ancien $absent\nclients voir $ancien\nclients voir 12$ # un $ sans nom\n",
    );
    let mut shell = scene.signed_in("sales2");
    let errors = run(&mut shell, &format!("executer {file}"), 2).errors;
    assert!(
        errors.contains(&format!("{file}:2:14: [VARIABLE_INCONNUE]")) && errors.contains("«\u{a0}$client\u{a0}»"),
        "{errors}"
    );
    for place in ["3:14", "5:16"] {
        assert!(
            errors.contains(&format!("{file}:{place}: [VARIABLE_INCONNUE]")),
            "{errors}"
        );
    }
    // One mistake, one fault: what it should have defined is not unknown too.
    assert!(!errors.contains(&format!("{file}:6:")), "{errors}");
    assert!(
        errors.contains(&format!("{file}:7:14: [REFERENCE_INVALIDE]")),
        "{errors}"
    );
}

#[test]
fn what_a_command_makes_is_captured_and_used_in_values_and_definitions() {
    let scene = Scene::new();
    let file = scene.file(
        "a.crm",
        captured(1)
            + "definir premier $client\n"
            + &captured(2)
            + "clients modifier $premier --nom Un\nclients modifier $client --nom Deux\n\
               clients modifier $client --entreprise \"Client $client, après $premier\"\n",
    );
    let mut shell = scene.signed_in("sales1");
    run(&mut shell, &format!("executer {file}"), 0);
    assert_eq!(names(&scene.database), ["Un", "Deux"]);
    let company: String = scene
        .database
        .one("SELECT company_name FROM customers WHERE last_name = 'Deux'");
    assert_eq!(company, "Client 5, après 4");
}

#[test]
fn every_creating_command_gives_its_number() {
    let scene = Scene::new();
    let file = scene.file(
        "gestion.crm",
        "contrats creer --client 1 --montant 1000 => contrat\ncontrats signer $contrat --date 20/11/2026 --date-ancienne\n\
         contrats encaisser $contrat --montant 400 => paiement\n\
         contrats contrepasser $contrat --paiement $paiement --motif 'saisi deux fois'\n\
         contrats voir $contrat\n",
    );
    run(&mut scene.signed_in("manager1"), &format!("executer {file}"), 0);
    let reversed: (u64, String) = scene.database.one(
        "SELECT reversal.reverses_payment_id = original.id, CAST(reversal.amount AS CHAR)
         FROM payments AS reversal JOIN payments AS original ON original.id = reversal.reverses_payment_id
         ORDER BY reversal.id DESC LIMIT 1",
    );
    assert_eq!(reversed, (1, String::from("-400.00")));
    let file = scene.file(
        "vente.crm",
        "evenements creer --contrat 7 --nom Fête --debut '10/12/2026 10:00' --fin '10/12/2026 18:00' --lieu Paris \
         --participants 10 => fete\nevenements modifier $fete --nom Gala\n",
    );
    run(&mut scene.signed_in("sales2"), &format!("executer {file}"), 0);
    assert_eq!(
        scene
            .database
            .one::<String>("SELECT name FROM events ORDER BY id DESC LIMIT 1"),
        "Gala"
    );
}

#[test]
fn what_makes_nothing_is_not_captured_and_a_name_is_a_name() {
    let scene = Scene::new();
    let mut shell = scene.signed_in("sales2");
    for (text, code) in [
        ("clients voir 1 => c\n", "CAPTURE_IMPOSSIBLE"),
        ("clients creer --aide => c\n", "CAPTURE_IMPOSSIBLE"),
        ("clients voir 1 => 1c\n", "NOM_DE_VARIABLE_INVALIDE"),
        ("clients voir 1 => 'c'\n", "NOM_DE_VARIABLE_INVALIDE"),
        ("clients voir 1 =>\n", "ARGUMENT_EN_TROP"),
        ("=> c\n", "OBJET_INCONNU"),
        ("definir é 1\n", "NOM_DE_VARIABLE_INVALIDE"),
        ("definir x\n", "ARGUMENT_MANQUANT"),
        ("definir x 1 2\n", "ARGUMENT_EN_TROP"),
    ] {
        let file = scene.file("a.crm", text);
        let errors = shell.run(&format!("executer {file}")).fails(Kind::Syntax, code);
        let is_about_name = code == "NOM_DE_VARIABLE_INVALIDE";
        assert_eq!(errors.contains("sans $ ni guillemets"), is_about_name, "{errors}");
    }
    shell
        .run("executer a.crm --definir 1=2")
        .fails(Kind::Syntax, "NOM_DE_VARIABLE_INVALIDE");
    shell
        .run("executer a.crm --definir nom")
        .fails(Kind::Syntax, "NOM_DE_VARIABLE_INVALIDE");
}

#[test]
fn a_failed_line_gives_nothing_to_the_lines_that_wanted_it() {
    let scene = Scene::new();
    // The second customer has the address of the first: what `client` was before is not what it is now.
    let file = scene.file(
        "a.crm",
        captured(1)
            + "clients modifier $client --nom Un\n"
            + &captured(1)
            + "clients modifier $client --nom Faux\ndefinir copie $client\nclients modifier $copie --nom Faux\n"
            + &captured(2)
            + "clients modifier $client --nom Deux\n",
    );
    let mut shell = scene.signed_in("sales1");
    let outcome = run(&mut shell, &format!("executer {file} --continuer"), 1);
    assert_eq!(names(&scene.database), ["Un", "Deux"]);
    assert_eq!(
        outcome.errors.matches("VARIABLE_INCONNUE").count(),
        3,
        "{}",
        outcome.errors
    );
    assert!(
        outcome.errors.contains("4 commandes exécutées sur 8 lignes, 4 échecs."),
        "{}",
        outcome.errors
    );
}
