//! A server that loses answers, or gives wrong ones: a socket in front of the real one that meddles with a `COMMIT`,
//! and refuses what the state it is in does not allow.

use std::io::{Read, Write};
use std::net::Shutdown;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread::JoinHandle;
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
    /// Every connection, without a word.
    Gone,
    /// Every connection.
    Connections(u16),
    /// Every statement.
    Everything(u16),
    /// Every statement that changes a row, or locks one.
    Writes(u16),
    /// Every commit; nothing is kept.
    Commits(u16),
    /// Nothing: another server answers, which [`Proxy::has_copy`] names.
    Copy,
    /// Nothing: the network swallows what is said, and connections live on.
    Silence,
}

impl Then {
    /// The answer to what a client asks, where it is refused: the byte after length and sequence tells a statement, or
    /// its preparation.
    fn refusal_of(self, request: &[u8]) -> Option<Vec<u8>> {
        let (command, statement) = request.get(4..)?.split_first()?;
        let statement = String::from_utf8_lossy(statement);
        let writes = || {
            let words = ["INSERT", "UPDATE", "DELETE"];
            words.iter().any(|word| statement.starts_with(word)) || statement.contains("FOR UPDATE")
        };
        let number = match self {
            Self::Everything(number) => Some(number),
            Self::Writes(number) => writes().then_some(number),
            Self::Gone | Self::Connections(_) | Self::Commits(_) | Self::Copy | Self::Silence => None,
        };
        let number = number.filter(|_| matches!(command, 0x03 | 0x16))?;
        Some(refusal(FIRST_ANSWER, number, SAID))
    }
}

/// What the server says of everything that it refuses.
pub(crate) const SAID: &str = "so says the server";
/// The number with which it refuses a commit, and its words.
pub(crate) const REFUSAL: (u16, &str) = (3100, SAID);

/// The sequence of the packet that greets a client.
const GREETING: u8 = 0;
/// The sequence of the packet that answers a statement.
const FIRST_ANSWER: u8 = 1;

/// The packet of an error: length, sequence, mark, number, state, words. No state is known yet while greeting.
fn refusal(sequence: u8, number: u16, words: &str) -> Vec<u8> {
    let state: &[u8] = if sequence == GREETING { b"" } else { b"#HY000" };
    let body = [&[0xff], &number.to_le_bytes()[..], state, words.as_bytes()].concat();
    let length = u32::try_from(body.len()).expect("it is short").to_le_bytes();
    [&length[..3], &[sequence], &body].concat()
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

struct State {
    /// The socket that clients know.
    socket: PathBuf,
    server: PathBuf,
    breaks: Break,
    /// The socket of another server, of [`Then::Copy`].
    copy: Mutex<Option<PathBuf>>,
    /// How many commits go through before one breaks.
    kept: AtomicU32,
    /// How many connections may still break; 0 lets everything through.
    breaks_left: AtomicU32,
    /// What is refused since one broke.
    then: Mutex<Option<Then>>,
    /// Every connection to a client that there was.
    clients: Mutex<Vec<Arc<UnixStream>>>,
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
        *of(&self.then)
    }

    /// The server that answers now.
    fn answering(&self) -> PathBuf {
        let copy = of(&self.copy).clone();
        copy.filter(|_| self.then() == Some(Then::Copy))
            .unwrap_or_else(|| self.server.clone())
    }

    /// Ends every connection but one: a server that is not what it was answers nobody it answered before.
    fn end_clients_but(&self, kept: Option<&Arc<UnixStream>>) {
        let clients = of(&self.clients);
        let ended = clients
            .iter()
            .filter(|client| kept.is_none_or(|kept| !Arc::ptr_eq(client, kept)));
        for client in ended {
            end(client);
        }
    }
}

/// What a mutex holds that no thread panics with.
fn of<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().expect("nobody panics with it")
}

impl Proxy {
    /// Listens in front of `server`; nothing breaks yet.
    pub(crate) fn before(server: &Path, breaks: Break) -> Self {
        let directory = tempfile::tempdir().expect("a folder for the socket");
        let socket = directory.path().join("s");
        let listener = UnixListener::bind(&socket).expect("the proxy listens");
        let state = Arc::new(State {
            socket,
            server: server.to_owned(),
            breaks,
            copy: Mutex::default(),
            kept: AtomicU32::default(),
            breaks_left: AtomicU32::default(),
            then: Mutex::default(),
            clients: Mutex::default(),
        });
        let of_proxy = Arc::clone(&state);
        std::thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let state = Arc::clone(&of_proxy);
                std::thread::spawn(move || serve(&Arc::new(client), &state));
            }
        });
        Self { directory, state }
    }

    /// Its socket.
    pub(crate) fn socket(&self) -> PathBuf {
        self.directory.path().join("s")
    }

    /// Another server answers once there is [`Then::Copy`].
    pub(crate) fn has_copy(&self, server: &Path) {
        *of(&self.state.copy) = Some(server.to_owned());
    }

    /// Breaks the next `times` commits; what was refused since the last one is not any more.
    pub(crate) fn break_next(&self, times: u32) {
        self.break_after(0, times);
    }

    /// The same after so many commits.
    pub(crate) fn break_after(&self, kept: u32, times: u32) {
        *of(&self.state.then) = None;
        self.state.kept.store(kept, Ordering::SeqCst);
        self.state.breaks_left.store(times, Ordering::SeqCst);
    }

    /// Refuses this from now on, whatever breaks.
    pub(crate) fn refuse(&self, then: Then) {
        *of(&self.state.then) = Some(then);
        if then != Then::Silence {
            self.state.end_clients_but(None);
        }
    }
}

/// Stands between a client and the server until one of them ends.
fn serve(client: &Arc<UnixStream>, state: &State) {
    of(&state.clients).push(Arc::clone(client));
    match state.then() {
        Some(Then::Gone) => return end(client),
        Some(Then::Connections(number)) => {
            let _ = client.as_ref().write_all(&refusal(GREETING, number, SAID));
            return end(client);
        }
        _ => {}
    }
    let Ok(server) = UnixStream::connect(state.answering()) else {
        return end(client);
    };
    let link = Link::between(client, server);
    let mut buffer = vec![0; 64 * 1024];
    while let Ok(count @ 1..) = client.as_ref().read(&mut buffer) {
        let request = &buffer[..count];
        // A statement without a result, and no name of an isolation level.
        let is_commit = request.ends_with(b"\x03COMMIT");
        if is_commit && state.breaks() {
            return link.break_commit(request, state);
        }
        let refused_commit = match state.then() {
            Some(Then::Commits(number)) if is_commit => Some(refused_by_server(number)),
            _ => None,
        };
        let request = refused_commit.as_deref().unwrap_or(request);
        if state.then() == Some(Then::Silence) {
            continue;
        }
        let refused = state.then().and_then(|then| then.refusal_of(request));
        let passed_on = match refused {
            Some(answer) => client.as_ref().write_all(&answer),
            None => (&link.server).write_all(request),
        };
        if passed_on.is_err() {
            break;
        }
    }
    end(&link.server);
}

/// A client and its connection to the server, whose answers are passed on meanwhile.
struct Link<'a> {
    client: &'a Arc<UnixStream>,
    server: UnixStream,
    /// Whether the next answer is the last one, and is lost.
    is_muted: Arc<AtomicBool>,
    answering: JoinHandle<()>,
}

impl<'a> Link<'a> {
    fn between(client: &'a Arc<UnixStream>, server: UnixStream) -> Self {
        let mut answers = server.try_clone().expect("the socket is cloned");
        let is_muted = Arc::<AtomicBool>::default();
        let (to_client, is_answering_muted) = (Arc::clone(client), Arc::clone(&is_muted));
        let answering = std::thread::spawn(move || {
            let mut buffer = vec![0; 64 * 1024];
            while let Ok(count @ 1..) = answers.read(&mut buffer) {
                let is_lost = is_answering_muted.load(Ordering::SeqCst);
                if is_lost || to_client.as_ref().write_all(&buffer[..count]).is_err() {
                    break;
                }
            }
            end(&to_client);
        });
        Self {
            client,
            server,
            is_muted,
            answering,
        }
    }

    /// Breaks a commit, and the connection with it.
    fn break_commit(self, commit: &[u8], state: &State) {
        match state.breaks {
            Break::BeforeCommit => {}
            Break::BeforeCommitThen(then) => {
                *of(&state.then) = Some(then);
                state.end_clients_but(None);
            }
            Break::HeldCommit => {
                end(self.client);
                // Nothing more is said to the server, which waits.
                std::thread::sleep(HELD);
            }
            Break::RefusedCommit => return self.answer_commit_with(REFUSAL.0, "ROLLBACK"),
            Break::RefusedDoneCommit => return self.answer_commit_with(REFUSAL.0, "COMMIT"),
            Break::AfterCommit => return self.lose_answer_to(commit),
            Break::AfterCommitThen(then) => {
                *of(&state.then) = Some(then);
                state.end_clients_but(Some(self.client));
                return self.lose_answer_to(commit);
            }
            Break::AfterCommitForGood => {
                let _ = std::fs::remove_file(&state.socket);
                state.end_clients_but(Some(self.client));
                return self.lose_answer_to(commit);
            }
        }
        end(self.client);
        end(&self.server);
    }

    /// Lets the client know that its commit is refused, and has the server end the transaction by this statement.
    fn answer_commit_with(self, number: u16, ending: &str) {
        let refusal = refusal(FIRST_ANSWER, number, SAID);
        let _ = self.client.as_ref().write_all(&refusal);
        self.lose_answer_to(&request(ending));
    }

    /// Says this to the server, which answers into the void.
    fn lose_answer_to(self, request: &[u8]) {
        self.is_muted.store(true, Ordering::SeqCst);
        let _ = (&self.server).write_all(request);
        let _ = self.answering.join();
        end(self.client);
    }
}

/// What the server itself refuses with this number, and goes on.
fn refused_by_server(number: u16) -> Vec<u8> {
    request(&format!(
        "SIGNAL SQLSTATE '45000' SET MYSQL_ERRNO = {number}, MESSAGE_TEXT = '{SAID}'"
    ))
}

/// Ends a connection that may have ended.
fn end(connection: &UnixStream) {
    let _ = connection.shutdown(Shutdown::Both);
}
