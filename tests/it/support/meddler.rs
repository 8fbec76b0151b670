//! A server behind somebody who meddles: a socket in front of the real one that swaps a word of what is asked, or keeps
//! one answer back until it is told to let go.

use std::io::{Read, Write};
use std::net::Shutdown;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};

/// Packets that only say what a connection is about to do: they get no answer.
const QUIT: u8 = 0x01;
const CLOSE_STATEMENT: u8 = 0x19;
const PING: u8 = 0x0e;
/// Three bytes of length, one of order.
const HEADER: usize = 4;

/// A meddler whose socket goes with it.
pub(crate) struct Meddler {
    directory: tempfile::TempDir,
    plot: Arc<Mutex<Plot>>,
}

/// What it is up to, and what it saw.
#[derive(Default)]
struct Plot {
    /// The words to swap; as long as one another, or the packet would be malformed.
    swap: Option<(&'static str, &'static str)>,
    swapped: u32,
    /// How many questions are still answered before one is not.
    questions_before: Option<usize>,
    kept_back: Vec<Arc<Gate>>,
    connections: u32,
    pings: u32,
}

/// What stands between the server's answers and one client.
#[derive(Default)]
struct Gate {
    is_closed: Mutex<bool>,
    opened: Condvar,
}

impl Meddler {
    /// Listens in front of `server`, and does nothing yet.
    pub(crate) fn before(server: &Path) -> Self {
        let directory = tempfile::tempdir().expect("a folder for the socket");
        let listener = UnixListener::bind(directory.path().join("s")).expect("the meddler listens");
        let plot = Arc::new(Mutex::new(Plot::default()));
        let (server, shared) = (server.to_owned(), Arc::clone(&plot));
        std::thread::spawn(move || {
            for client in listener.incoming().flatten() {
                lock(&shared).connections += 1;
                let (server, plot) = (server.clone(), Arc::clone(&shared));
                std::thread::spawn(move || serve(&client, &server, &plot));
            }
        });
        Self { directory, plot }
    }

    /// Its socket.
    pub(crate) fn socket(&self) -> PathBuf {
        self.directory.path().join("s")
    }

    /// Asks the server something else from now on.
    pub(crate) fn swap(&self, asked: &'static str, instead: &'static str) {
        assert_eq!(asked.len(), instead.len(), "a packet keeps its length");
        let mut plot = self.plot();
        plot.swap = Some((asked, instead));
        plot.swapped = 0;
    }

    /// How often the words were swapped.
    pub(crate) fn swapped(&self) -> u32 {
        self.plot().swapped
    }

    /// Keeps the answer to one question back, after as many others.
    pub(crate) fn keep_back_after(&self, questions: usize) {
        self.plot().questions_before = Some(questions);
    }

    /// Brings what was kept back, late.
    ///
    /// # Returns
    /// Whether there was anything: fewer questions may have been asked.
    pub(crate) fn let_go(&self) -> bool {
        let mut plot = self.plot();
        plot.questions_before = None;
        for gate in &plot.kept_back {
            *lock(&gate.is_closed) = false;
            gate.opened.notify_all();
        }
        plot.kept_back.drain(..).count() > 0
    }

    /// How many connections were made.
    pub(crate) fn connections(&self) -> u32 {
        self.plot().connections
    }

    /// How often a client asked whether the server is there.
    pub(crate) fn pings(&self) -> u32 {
        self.plot().pings
    }

    fn plot(&self) -> MutexGuard<'_, Plot> {
        lock(&self.plot)
    }
}

impl Plot {
    /// Meddles with a question on its way to the server.
    fn pass(&mut self, question: &mut [u8], gate: &Arc<Gate>) {
        match question.get(HEADER) {
            None | Some(&(QUIT | CLOSE_STATEMENT)) => return,
            Some(&PING) => self.pings += 1,
            Some(_) => {}
        }
        if let Some((asked, instead)) = self.swap
            && let Some(place) = question
                .windows(asked.len())
                .position(|window| window == asked.as_bytes())
        {
            question[place..place + asked.len()].copy_from_slice(instead.as_bytes());
            self.swapped += 1;
        }
        match self.questions_before {
            Some(0) => {
                *lock(&gate.is_closed) = true;
                self.kept_back.push(Arc::clone(gate));
                self.questions_before = None;
            }
            Some(questions) => self.questions_before = Some(questions - 1),
            None => {}
        }
    }
}

impl Gate {
    fn wait_until_open(&self) {
        let mut is_closed = lock(&self.is_closed);
        while *is_closed {
            is_closed = self.opened.wait(is_closed).expect("nobody panics with it");
        }
    }
}

fn serve(client: &UnixStream, server: &Path, plot: &Mutex<Plot>) {
    let Ok(upstream) = UnixStream::connect(server) else {
        return;
    };
    let gate = Arc::new(Gate::default());
    let mut answers = upstream.try_clone().expect("the socket is cloned");
    let mut to_client = client.try_clone().expect("the socket is cloned");
    let of_answers = Arc::clone(&gate);
    std::thread::spawn(move || {
        let mut buffer = vec![0; 64 * 1024];
        while let Ok(count @ 1..) = answers.read(&mut buffer) {
            of_answers.wait_until_open();
            if to_client.write_all(&buffer[..count]).is_err() {
                break;
            }
        }
        let _ = to_client.shutdown(Shutdown::Both);
    });
    let mut questions = client.try_clone().expect("the socket is cloned");
    let mut to_server = upstream.try_clone().expect("the socket is cloned");
    let mut buffer = vec![0; 64 * 1024];
    // A client sends a question whole and waits; what it says when it leaves may come along.
    while let Ok(count @ 1..) = questions.read(&mut buffer) {
        let question = &mut buffer[..count];
        lock(plot).pass(question, &gate);
        if to_server.write_all(question).is_err() {
            break;
        }
    }
    let _ = upstream.shutdown(Shutdown::Both);
}

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().expect("nobody panics with it")
}
