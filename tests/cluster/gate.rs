//! A gate in front of a node: while it is closed, a `COMMIT` waits there, with everything before it done.

use std::io::{Read as _, Write as _};
use std::net::Shutdown;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::Duration;

/// No longer than the program waits for an answer: a test that forgot to open must not hang.
const LONGEST: Duration = Duration::from_secs(20);

/// Its socket goes with it.
pub(crate) struct Gate {
    directory: tempfile::TempDir,
    passage: Arc<Passage>,
}

#[derive(Default)]
struct Passage {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    is_closed: bool,
    /// Whether a commit waits.
    is_waited_at: bool,
    /// Whether whoever could have come will not any more.
    is_deserted: bool,
}

impl Gate {
    /// Listens in front of a node; the gate is open.
    pub(crate) fn before(node: &Path) -> Self {
        let directory = tempfile::tempdir().expect("a folder for the socket");
        let listener = UnixListener::bind(directory.path().join("s")).expect("the gate listens");
        let passage = Arc::<Passage>::default();
        let (node, shared) = (node.to_owned(), Arc::clone(&passage));
        std::thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let (node, passage) = (node.clone(), Arc::clone(&shared));
                std::thread::spawn(move || serve(&client, &node, &passage));
            }
        });
        Self { directory, passage }
    }

    /// Its socket.
    pub(crate) fn socket(&self) -> PathBuf {
        self.directory.path().join("s")
    }

    /// Somebody is about to come; a commit of theirs waits, or not.
    pub(crate) fn begin(&self, is_closed: bool) {
        *self.passage.lock() = State {
            is_closed,
            ..State::default()
        };
    }

    /// Lets through what waits, and what comes.
    pub(crate) fn open(&self) {
        self.passage.lock().is_closed = false;
        self.passage.changed.notify_all();
    }

    /// Nobody comes any more.
    pub(crate) fn desert(&self) {
        self.passage.lock().is_deserted = true;
        self.passage.changed.notify_all();
    }

    /// Waits until a commit waits, or nobody comes any more.
    pub(crate) fn wait_until_waited_at(&self) {
        self.passage
            .wait_while(|state| !state.is_waited_at && !state.is_deserted);
    }
}

impl Passage {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("nobody panics with it")
    }

    /// Lets a commit through when the gate is open.
    fn pass(&self) {
        let mut state = self.lock();
        if state.is_closed {
            state.is_waited_at = true;
            drop(state);
            self.changed.notify_all();
            self.wait_while(|state| state.is_closed);
        }
    }

    fn wait_while(&self, mut holds: impl FnMut(&State) -> bool) {
        let waited = self
            .changed
            .wait_timeout_while(self.lock(), LONGEST, |state| holds(state));
        drop(waited.expect("nobody panics with it"));
    }
}

/// Stands between a client and the node until one of them ends.
fn serve(client: &UnixStream, node: &Path, passage: &Passage) {
    let Ok(server) = UnixStream::connect(node) else {
        return;
    };
    let (answers, to_client) = (server.try_clone().unwrap(), client.try_clone().unwrap());
    std::thread::spawn(move || copy(&answers, &to_client, |_| ()));
    copy(client, &server, |request| {
        if request.ends_with(b"\x03COMMIT") {
            passage.pass();
        }
    });
}

/// Hands on what comes, after a look at it, until one of the two ends; then both do.
fn copy(mut from: &UnixStream, mut to: &UnixStream, look: impl Fn(&[u8])) {
    let mut buffer = vec![0; 64 * 1024];
    while let Ok(count @ 1..) = from.read(&mut buffer) {
        look(&buffer[..count]);
        if to.write_all(&buffer[..count]).is_err() {
            break;
        }
    }
    let _ = from.shutdown(Shutdown::Both);
    let _ = to.shutdown(Shutdown::Both);
}
