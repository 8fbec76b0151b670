//! The stories of `tests/transcripts` on three nodes: whoever reads them sees no difference.

use crate::ground::ALL;
use crate::nodes::{cluster, together};
use crate::report::tell;
use crate::support::process::{Ended, Program};
use crate::support::source::files;

const FOLDER: &str = "tests/transcripts";
const PASSWORD: &str = "propriétaire-des-récits";

/// So many programs share the folder: most of the time each waits for the nodes.
const GROUPS: usize = 4;

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
    }
}

impl Drop for Owner {
    fn drop(&mut self) {
        cluster()
            .node(1)
            .execute(&format!("DROP USER IF EXISTS '{}'@'%'", self.0));
    }
}

#[test]
fn every_story_replays_on_three_nodes() {
    let _together = together();
    let owner = Owner::new();
    let stories = files(FOLDER, "seance");
    let root = env!("CARGO_MANIFEST_DIR");
    let replay = |group: usize| {
        let paths = stories.iter().skip(group).step_by(GROUPS);
        let paths = paths.map(|story| format!("{root}/{}", story.path));
        let words: Vec<String> = std::iter::once(String::from("rejouer")).chain(paths).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        owner.replayer().run(&words)
    };
    let replay = &replay;
    let ended = std::thread::scope(|scope| {
        let groups: Vec<_> = (0..GROUPS).map(|group| scope.spawn(move || replay(group))).collect();
        let join = |group: std::thread::ScopedJoinHandle<'_, Ended>| group.join().expect("it ends");
        groups.into_iter().map(join).collect::<Vec<Ended>>()
    });
    let mut told = String::new();
    for ended in &ended {
        tell(format_args!(
            "stories: {}",
            ended.standard.lines().last().unwrap_or_default()
        ));
        told += &format!("{}{}", ended.standard, ended.errors).replace(&format!("{root}/"), "");
    }
    assert!(ended.iter().all(|ended| ended.status == Some(0)), "{told}");
}
