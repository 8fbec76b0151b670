//! The stories of `tests/transcripts` on three nodes: whoever reads them sees no difference, but that numbers have gaps
//! where several nodes count; here they count one by one, since only one of them is written to.

use std::sync::Mutex;

use crate::ground::ALL;
use crate::nodes::{Engine, alone, cluster};
use crate::report::tell;
use crate::support::database::only_row;
use crate::support::process::{Ended, Program};
use crate::support::source::{SourceFile, files};

const FOLDER: &str = "tests/transcripts";
const PASSWORD: &str = "propriétaire-des-récits";

/// So many programs share the folder: most of the time each waits for the nodes.
const PROGRAMS: usize = 4;
/// How many stories one of them replays before the next one does.
const TOGETHER: usize = 3;

/// An account that may make databases and accounts, and reaches the nodes by the network.
struct Owner(String);

impl Owner {
    fn new() -> Self {
        let name = format!("ee_stories_{}", std::process::id());
        let node = cluster().node(1);
        node.execute(&format!("CREATE USER '{name}'@'%' IDENTIFIED BY '{PASSWORD}'"));
        node.execute(&format!("GRANT ALL ON *.* TO '{name}'@'%' WITH GRANT OPTION"));
        for number in ALL {
            let _ = cluster().node(number).connect_caught_up(None);
        }
        Self(name)
    }

    /// The program, replaying on all nodes.
    fn replayer(&self) -> Program {
        let hosts = ALL.map(|number| cluster().node(number).address()).join(",");
        let password = PASSWORD.replace('é', "%C3%A9");
        let url = format!("mysql://{}:{password}@{hosts}/ee_replays", self.0);
        Program::new()
            .with("EPIC_EVENTS_DATABASE_URL", &url)
            .with("EPIC_EVENTS_ENVIRONMENT", "demonstration")
            // What goes wrong inside is told with the rest.
            .with("RUST_LOG", "error")
    }
}

impl Drop for Owner {
    fn drop(&mut self) {
        cluster()
            .node(1)
            .execute(&format!("DROP USER IF EXISTS '{}'@'%'", self.0));
    }
}

/// How nodes count while several of them are written to: taken from them as long as this lives.
struct Steps([(u64, u64); 3]);

impl Steps {
    fn suspended() -> Self {
        Self(ALL.map(|number| {
            let node = cluster().node(number);
            let step = only_row(
                &mut node.connect_caught_up(None),
                "SELECT @@GLOBAL.auto_increment_increment, @@GLOBAL.auto_increment_offset",
            );
            if cluster().engine == Engine::Galera {
                node.execute("SET GLOBAL wsrep_auto_increment_control = OFF");
            }
            node.execute("SET GLOBAL auto_increment_increment = 1, auto_increment_offset = 1");
            step
        }))
    }
}

impl Drop for Steps {
    fn drop(&mut self) {
        for (number, (increment, offset)) in ALL.into_iter().zip(self.0) {
            let node = cluster().node(number);
            node.execute(&format!(
                "SET GLOBAL auto_increment_increment = {increment}, auto_increment_offset = {offset}"
            ));
            if cluster().engine == Engine::Galera {
                node.execute("SET GLOBAL wsrep_auto_increment_control = ON");
            }
        }
    }
}

#[test]
fn every_story_replays_on_three_nodes() {
    let _alone = alone();
    let _suspended = Steps::suspended();
    let owner = Owner::new();
    let stories = files(FOLDER, "seance");
    let root = env!("CARGO_MANIFEST_DIR");
    let replay = |stories: &[SourceFile]| {
        let paths = stories.iter().map(|story| format!("{root}/{}", story.path));
        let words: Vec<String> = std::iter::once(String::from("rejouer")).chain(paths).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        owner.replayer().run(&words)
    };
    let (replay, turns) = (&replay, &Mutex::new(stories.chunks(TOGETHER)));
    let next = || turns.lock().expect("nobody panics with it").next();
    let ended: Vec<Ended> = std::thread::scope(|scope| {
        let work = || std::iter::from_fn(next).map(replay).collect::<Vec<Ended>>();
        let programs: Vec<_> = (0..PROGRAMS).map(|_| scope.spawn(work)).collect();
        programs
            .into_iter()
            .flat_map(|program| program.join().expect("it ends"))
            .collect()
    });
    let told: String = ended
        .iter()
        .filter(|ended| ended.status != Some(0))
        .map(|ended| format!("{}{}", ended.standard, ended.errors).replace(&format!("{root}/"), ""))
        .collect();
    let different = told.lines().filter(|line| line.starts_with("--- ")).count();
    tell(format_args!("stories: {different} of {} are different", stories.len()));
    assert!(told.is_empty(), "{told}");
}
