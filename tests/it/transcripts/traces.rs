//! What replaying leaves behind: nothing, however it ends.

use std::io::Read;
use std::process::{Child, Stdio};

use epic_events::database::connection_options::of_socket;
use epic_events::demonstration::local_server::LocalServer;
use mysql::Conn;
use mysql::prelude::Queryable;
use rustix::process::{Pid, Signal, kill_process};

use super::replayer;
use crate::support::private_server::{ServerStatus, status};
use crate::support::process::{Program, eventually, kill, wait};

const SHORT: &str = "% identifiant sales2\ncrm> moi\n| ...\n";

/// A transcript that takes longer than any test.
fn endless() -> String {
    let mut text = String::from("% identifiant sales2\n");
    for _ in 0..20_000 {
        text.push_str("crm> moi\n| ...\n");
    }
    text
}

#[test]
fn what_a_transcript_writes_is_gone_and_what_stands_beside_it_is_found() {
    let program = replayer();
    std::fs::create_dir(program.work_directory().join("dossier")).expect("a folder is made");
    program.file("work/dossier/lignes.crm", "clients lister --miens\n");
    program.file(
        "work/dossier/essai.seance",
        "% identifiant sales2\ncrm> clients lister --vers clients.csv\n! 3 clients[..]\n\ncrm> analyser lignes.crm\n| ...\n\ncrm> \
         executer lignes.crm --journal execution.jsonl\n| ...\n! ...\n\ncrm> clients lister --vers lignes.crm --ecraser\n! \
         ...\n? fichier\n",
    );
    // From another folder, and again.
    for _ in 0..2 {
        let ended = program.run(&["rejouer", "dossier/essai.seance"]);
        assert_eq!(ended.errors, "");
        ended.succeeds();
    }
    let mut left: Vec<String> = std::fs::read_dir(program.work_directory().join("dossier"))
        .expect("the folder is read")
        .map(|entry| {
            entry
                .expect("it is read")
                .file_name()
                .into_string()
                .expect("it is text")
        })
        .collect();
    left.sort_unstable();
    assert_eq!(left, ["essai.seance", "lignes.crm"]);
    let beside = std::fs::read_to_string(program.work_directory().join("dossier/lignes.crm"));
    assert_eq!(beside.expect("it is read"), "clients lister --miens\n");
}

#[test]
fn what_a_transcript_writes_into_a_folder_beside_it_is_gone_too() {
    let program = replayer();
    let folder = program.work_directory().join("exports/2026");
    std::fs::create_dir_all(&folder).expect("folders are made");
    program.file("work/exports/2026/lignes.crm", "clients lister --miens\n");
    let other = program.file("work/exports/autre.seance", "crm> moi\n");
    std::os::unix::fs::symlink(&folder, program.work_directory().join("lien")).expect("a link is made");
    program.file(
        "work/essai.seance",
        "% identifiant sales2\ncrm> clients lister --vers exports/2026/clients.csv\n! 3 clients[..]\n\ncrm> executer \
         exports/2026/lignes.crm --journal lien/execution.jsonl\n| ...\n! ...\n\ncrm> rejouer exports/autre.seance \
         --accepter\n! ...\n? fichier\n",
    );
    for _ in 0..2 {
        let ended = program.run(&["rejouer", "essai.seance"]);
        assert_eq!(ended.standard, "1 transcription : 1 conforme.\n", "{}", ended.errors);
    }
    let left = std::fs::read_dir(&folder).expect("the folder is read").count();
    assert_eq!(left, 1);
    assert_eq!(std::fs::read_to_string(other).expect("it is read"), "crm> moi\n");
}

#[test]
fn a_demonstration_is_replayed_beside_itself() {
    let program = Program::new();
    program.file("work/essai.seance", SHORT);
    program.run(&["rejouer", "essai.seance"]).succeeds();
    // Its own server was never started, and that of the replay is stopped.
    assert_eq!(program.server_process(), None);
    assert!(!program.data_directory().join("server").exists());
    assert_eq!(status(&program.replay_server_settings().layout), ServerStatus::Stopped);
    // A transcript that is analysed needs none at all.
    let program = Program::new();
    program.file(
        "work/essai.seance",
        "% mode analyse\ncrm> moi\n= {\"commande\":\"moi\",\"arguments\":{}}\n",
    );
    program.run(&["rejouer", "essai.seance"]).succeeds();
    assert_eq!(status(&program.replay_server_settings().layout), ServerStatus::Absent);
}

#[test]
fn ctrl_c_ends_a_replay_and_a_killed_one_is_cleaned_up_by_the_next() {
    let program = Program::new();
    program.file("work/court.seance", SHORT);
    program.file("work/sans-fin.seance", &endless());
    // Held by the test, so that it can be looked into.
    let server = LocalServer::start_or_join(program.replay_server_settings()).expect("the server starts");
    let look = || {
        let mut connection = Conn::new(of_socket(server.socket(), "root", None)).expect("the owner connects");
        let mut names: Vec<String> = connection
            .query(r"SHOW DATABASES LIKE 'ee\_rejeu\_%'")
            .expect("databases are listed");
        let accounts = connection
            .query::<String, _>(r"SELECT User FROM mysql.user WHERE User LIKE 'ee\_rejeu\_%'")
            .expect("accounts are listed");
        names.extend(accounts);
        names
    };
    let begin = || -> Child {
        let child = program
            .command(&["rejouer", "sans-fin.seance"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        eventually("a replay on a database of its own", || {
            let mut connection = Conn::new(of_socket(server.socket(), "root", None)).ok()?;
            let name: String = connection
                .query_first(r"SHOW DATABASES LIKE 'ee\_rejeu\_%\_%'")
                .ok()??;
            let sessions: Option<u64> = connection
                .query_first(format!("SELECT COUNT(*) FROM `{name}`.sessions"))
                .ok()?;
            sessions.filter(|count| *count > 0)
        });
        child
    };

    let mut interrupted = begin();
    kill_process(Pid::from_child(&interrupted), Signal::INT).expect("it is there");
    assert_eq!(wait(&mut interrupted).code(), Some(130));
    let mut errors = String::new();
    let mut stderr = interrupted.stderr.take().expect("it is a pipe");
    stderr.read_to_string(&mut errors).expect("it is text");
    assert!(errors.contains("[INTERROMPU]"), "{errors}");
    assert_eq!(look(), [""; 0]);

    let mut killed = begin();
    kill(Pid::from_child(&killed));
    let _ = killed.wait();
    let left = look();
    assert_eq!(left.len(), 3, "{left:?}");
    // It may only be asleep.
    program.run(&["rejouer", "court.seance"]).succeeds();
    assert_eq!(look(), left);
    let mut connection = Conn::new(of_socket(server.socket(), "root", Some(&left[0]))).expect("the owner connects");
    connection
        .query_drop("UPDATE leases SET expires_at = expires_at - INTERVAL 2 HOUR")
        .expect("it is of yesterday");
    program.run(&["rejouer", "court.seance"]).succeeds();
    assert_eq!(look(), [""; 0]);
}
