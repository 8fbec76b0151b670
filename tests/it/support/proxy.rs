//! A server that loses answers, or gives wrong ones: a socket in front of the real one that meddles with a `COMMIT`.

use std::io::{Read, Write};
use std::net::Shutdown;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// How long a server takes a silent connection for a living one.
const HELD: Duration = Duration::from_secs(4);

/// When the connection breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Break {
    /// The commit never reaches the server.
    BeforeCommit,
    /// The commit is done, its answer is lost.
    AfterCommit,
    /// The commit never reaches the server, which still believes the connection alive and keeps its locks.
    HeldCommit,
    /// The commit is done, its answer is lost, and the server is gone for good.
    AfterCommitForGood,
    /// The commit is answered with [`REFUSAL`], and nothing is kept.
    RefusedCommit,
    /// The same, and yet everything is kept.
    RefusedDoneCommit,
    /// The commit never reaches the server, and what is asked then is refused.
    BeforeCommitThen(Then),
    /// The commit is done, its answer is lost, and what is asked then is refused.
    AfterCommitThen(Then),
}

/// What a server refuses that is not what it was any more: with an error's number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Then {
    /// Every connection.
    Gone,
    /// Every statement.
    Everything(u16),
    /// Every statement that changes a row, or locks one.
    Writes(u16),
}

impl Then {
    /// The answer to what a client asks, where it is refused: the byte after length and sequence tells a statement, or
    /// its preparation.
    fn refusal_of(self, request: &[u8]) -> Option<Vec<u8>> {
        let (Self::Everything(number) | Self::Writes(number)) = self else {
            return None;
        };
        let (command, statement) = request.get(4..)?.split_first()?;
        let statement = String::from_utf8_lossy(statement);
        let writes = ["INSERT", "UPDATE", "DELETE"]
            .iter()
            .any(|word| statement.starts_with(word))
            || statement.contains("FOR UPDATE");
        let is_refused = matches!(command, 0x03 | 0x16) && (writes || matches!(self, Self::Everything(_)));
        is_refused.then(|| refusal(number, "so says the server"))
    }
}

/// What the server answers to a commit that it refuses: its number, and its words.
pub(crate) const REFUSAL: (u16, &str) = (3101, "so says the server");

/// The packet of an error, first in answer to a statement: length, sequence, mark, number, state, words.
fn refusal(number: u16, words: &str) -> Vec<u8> {
    let body = [&[0xff], &number.to_le_bytes()[..], b"#HY000", words.as_bytes()].concat();
    let length = u32::try_from(body.len()).expect("it is short").to_le_bytes();
    [&length[..3], &[1], &body].concat()
}

/// A statement without a result, in the place of another.
fn request(statement: &str) -> Vec<u8> {
    let length = u32::try_from(statement.len() + 1).expect("it is short").to_le_bytes();
    [&length[..3], &[0, 3], statement.as_bytes()].concat()
}

/// A proxy whose socket goes with it.
pub(crate) struct Proxy {
    directory: tempfile::TempDir,
    state: Arc<State>,
}

#[derive(Default)]
struct State {
    /// How many commits go through before one breaks.
    kept: AtomicU32,
    /// How many connections may still break; 0 lets everything through.
    breaks_left: AtomicU32,
    /// What is refused since one broke.
    then: Mutex<Option<Then>>,
}

impl State {
    /// Whether this commit is to break.
    fn breaks(&self) -> bool {
        let takes_one = |count: &AtomicU32| {
            count
                .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1))
                .is_ok()
        };
        !takes_one(&self.kept) && takes_one(&self.breaks_left)
    }

    fn then(&self) -> Option<Then> {
        *self.then.lock().expect("nobody panics with it")
    }

    fn refuse(&self, then: Option<Then>) {
        *self.then.lock().expect("nobody panics with it") = then;
    }
}

impl Proxy {
    /// Listens in front of `server`; nothing breaks yet.
    pub(crate) fn before(server: &Path, breaks: Break) -> Self {
        let directory = tempfile::tempdir().expect("a folder for the socket");
        let listener = UnixListener::bind(directory.path().join("s")).expect("the proxy listens");
        let state = Arc::<State>::default();
        let (server, of_proxy) = (server.to_owned(), Arc::clone(&state));
        let socket = directory.path().join("s");
        std::thread::spawn(move || {
            let others = Others::default();
            for (number, client) in listener.incoming().flatten().enumerate() {
                if of_proxy.then() == Some(Then::Gone) {
                    continue;
                }
                let copy = client.try_clone().expect("the socket is cloned");
                others.lock().expect("nobody panics with it").push((number, copy));
                let (server, state, socket) = (server.clone(), Arc::clone(&of_proxy), socket.clone());
                let end_others = end_others(number, Arc::clone(&others));
                std::thread::spawn(move || serve(&client, &server, breaks, &state, &socket, &end_others));
            }
        });
        Self { directory, state }
    }

    /// Its socket.
    pub(crate) fn socket(&self) -> PathBuf {
        self.directory.path().join("s")
    }

    /// Breaks the next `times` commits; what was refused since the last one is not any more.
    pub(crate) fn break_next(&self, times: u32) {
        self.break_after(0, times);
    }

    /// The same after so many commits.
    pub(crate) fn break_after(&self, kept: u32, times: u32) {
        self.state.refuse(None);
        self.state.kept.store(kept, Ordering::SeqCst);
        self.state.breaks_left.store(times, Ordering::SeqCst);
    }
}

/// The connections of a proxy, numbered.
type Others = Arc<Mutex<Vec<(usize, UnixStream)>>>;

/// Ends every connection but one: a server that is gone answers nobody.
fn end_others(kept: usize, others: Others) -> impl Fn() {
    move || {
        for (number, other) in &*others.lock().expect("nobody panics with it") {
            if *number != kept {
                let _ = other.shutdown(Shutdown::Both);
            }
        }
    }
}

fn serve(client: &UnixStream, server: &Path, breaks: Break, state: &State, socket: &Path, end_others: &impl Fn()) {
    let Ok(upstream) = UnixStream::connect(server) else {
        return;
    };
    let mut answers = upstream.try_clone().expect("the socket is cloned");
    let mut to_client = client.try_clone().expect("the socket is cloned");
    let muted = Arc::new(AtomicU32::new(0));
    let answers_muted = Arc::clone(&muted);
    let answering = std::thread::spawn(move || {
        let mut buffer = vec![0; 64 * 1024];
        while let Ok(count) = answers.read(&mut buffer) {
            if count == 0 || answers_muted.load(Ordering::SeqCst) == 1 || to_client.write_all(&buffer[..count]).is_err()
            {
                break;
            }
        }
        let _ = to_client.shutdown(Shutdown::Both);
    });
    let mut requests = client.try_clone().expect("the socket is cloned");
    let mut to_server = upstream.try_clone().expect("the socket is cloned");
    let mut buffer = vec![0; 64 * 1024];
    while let Ok(count) = requests.read(&mut buffer) {
        if count == 0 {
            break;
        }
        // A statement without a result, and no name of an isolation level.
        let is_commit = buffer[..count].ends_with(b"\x03COMMIT");
        if is_commit && state.breaks() {
            if let Break::BeforeCommitThen(then) | Break::AfterCommitThen(then) = breaks {
                state.refuse(Some(then));
                end_others();
            }
            match breaks {
                Break::BeforeCommit | Break::BeforeCommitThen(_) => {}
                Break::HeldCommit => {
                    let _ = client.shutdown(Shutdown::Both);
                    // Nothing more is said to the server, which waits.
                    std::thread::sleep(HELD);
                    let _ = upstream.shutdown(Shutdown::Both);
                    return;
                }
                Break::RefusedCommit | Break::RefusedDoneCommit => {
                    let _ = (&*client).write_all(&refusal(REFUSAL.0, REFUSAL.1));
                    muted.store(1, Ordering::SeqCst);
                    let ending = if breaks == Break::RefusedCommit {
                        "ROLLBACK"
                    } else {
                        "COMMIT"
                    };
                    let _ = to_server.write_all(&request(ending));
                    let _ = answering.join();
                    return;
                }
                Break::AfterCommit | Break::AfterCommitForGood | Break::AfterCommitThen(_) => {
                    if breaks == Break::AfterCommitForGood {
                        let _ = std::fs::remove_file(socket);
                        end_others();
                    }
                    muted.store(1, Ordering::SeqCst);
                    let _ = to_server.write_all(&buffer[..count]);
                    // Until the server has answered into the void.
                    let _ = answering.join();
                    let _ = client.shutdown(Shutdown::Both);
                    return;
                }
            }
            let _ = client.shutdown(Shutdown::Both);
            let _ = upstream.shutdown(Shutdown::Both);
            return;
        }
        let refused = state.then().and_then(|then| then.refusal_of(&buffer[..count]));
        let passed_on = match refused {
            Some(answer) => (&*client).write_all(&answer),
            None => to_server.write_all(&buffer[..count]),
        };
        if passed_on.is_err() {
            break;
        }
    }
    let _ = upstream.shutdown(Shutdown::Both);
}
