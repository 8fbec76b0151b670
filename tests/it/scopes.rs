//! Grants are data, and so is how far each reaches: a scope that the program cannot keep to opens nothing (D10).

use epic_events::error::Kind;

use crate::support::database::TestDatabase;
use crate::support::shell::TestShell;

/// Rights over what nobody owns, and a line of somebody who holds each.
const WITHOUT_OWNER: [(&str, &str, &str); 11] = [
    (
        "user:create",
        "manager1",
        "utilisateurs creer --identifiant nouveau --prenom A --nom B --email a@exemple.fr --telephone 0612345678 --role support",
    ),
    ("user:read", "manager1", "utilisateurs lister"),
    ("user:update", "manager1", "utilisateurs modifier sales1 --nom Autre"),
    ("user:delete", "manager1", "utilisateurs supprimer sales1 --oui"),
    ("customer:read", "sales2", "clients voir 3"),
    ("contract:read", "sales2", "contrats voir 5"),
    ("event:read", "support1", "evenements voir 3"),
    ("role:read", "manager1", "roles lister"),
    ("audit:read", "manager1", "journal lister"),
    ("session:read", "manager1", "sessions lister"),
    ("session:close", "manager1", "sessions fermer 1"),
];

fn set_scope(database: &TestDatabase, permission: &str, scope: &str) {
    database.execute(&format!(
        "UPDATE role_permissions JOIN permissions ON permissions.id = permission_id SET scope = '{scope}'
         WHERE permissions.name = '{permission}'"
    ));
}

#[test]
fn d10_a_right_narrowed_to_ones_own_where_nobody_owns_anything_opens_nothing_from_the_next_command_on() {
    let database = TestDatabase::demonstration();
    let [mut manager, mut salesperson, mut support] =
        ["manager1", "sales2", "support1"].map(|username| TestShell::signed_in(&database, username));
    for (permission, username, line) in WITHOUT_OWNER {
        let shell = match username {
            "manager1" => &mut manager,
            "sales2" => &mut salesperson,
            _ => &mut support,
        };
        set_scope(&database, permission, "own");
        let message = shell.run(line).fails(Kind::Service, "DROITS_INCOHERENTS");
        assert!(message.contains(&format!("{permission} (own)")), "{message}");
        set_scope(&database, permission, "any");
        shell.run("moi").succeeds();
    }
}

#[test]
fn d10_a_program_does_not_start_on_rights_that_it_could_not_keep_to() {
    let database = TestDatabase::demonstration();
    for (permission, ..) in WITHOUT_OWNER {
        set_scope(&database, permission, "own");
        let mut shell = TestShell::on(&database);
        shell.answer(&["un mot de passe"]);
        let message = shell
            .run("connexion manager1")
            .fails(Kind::Service, "DROITS_INCOHERENTS");
        assert!(message.contains(&format!("{permission} (own)")), "{message}");
        set_scope(&database, permission, "any");
    }
}

#[test]
fn d10_every_other_right_may_be_narrowed_and_is_kept_to() {
    let database = TestDatabase::demonstration();
    let mut shell = TestShell::signed_in(&database, "manager1");
    for permission in [
        "customer:transfer",
        "contract:create",
        "contract:update",
        "contract:delete",
        "contract:sign",
        "contract:record_payment",
        "contract:reverse_payment",
        "event:assign_support",
        "event:cancel",
    ] {
        set_scope(&database, permission, "own");
    }
    for line in [
        "clients transferer 1 --commercial sales1",
        "contrats creer --client 1 --montant 10",
        "contrats modifier 1 --montant 10",
        "contrats supprimer 1 --oui",
        "contrats signer 1",
        "contrats encaisser 2 --montant 1",
        "contrats contrepasser 2 --paiement 1 --motif erreur",
        "evenements assigner 1 support1",
        "evenements desassigner 2",
        "evenements annuler 2 --motif pluie --oui",
    ] {
        shell.run(line).fails(Kind::Access, "PAS_PROPRIETAIRE");
    }
}
