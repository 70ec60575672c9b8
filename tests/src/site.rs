//! A site on this machine that answers as it is told, and keeps what it was asked: for tests of whatever
//! goes out. One thread, one request a connection.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Instant;

/// An answer of the site.
#[derive(Clone, Debug)]
pub struct Served {
    /// HTTP status.
    pub status: u16,
    /// Headers beside those of the connection.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: String,
}

impl Served {
    /// A page of plain text.
    pub fn text(body: &str) -> Self {
        Self {
            status: 200,
            headers: vec![("content-type", "text/plain".to_owned())],
            body: body.to_owned(),
        }
    }

    /// A status without a body.
    pub fn status(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: String::new() }
    }

    /// The same with a header more.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }
}

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The path.
    pub path: String,
    /// Headers, names in small letters.
    pub headers: BTreeMap<String, String>,
    /// When it came.
    pub at: Instant,
}

/// What the site answers, by path, and what it was asked.
#[derive(Default)]
struct Shelf {
    pages: BTreeMap<String, Served>,
    asked: Vec<Asked>,
}

/// A site on this machine, gone when the test is over.
pub struct Site {
    address: String,
    shelf: Arc<Mutex<Shelf>>,
    closing: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Site {
    /// Opens a site that answers 404 to everything.
    ///
    /// # Panics
    /// If this machine gives no port.
    #[expect(clippy::new_without_default, reason = "opening a site is not a default value")]
    pub fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("this machine gives a port");
        let address = listener.local_addr().expect("it has one").to_string();
        let (shelf, closing) = (Arc::<Mutex<Shelf>>::default(), Arc::<AtomicBool>::default());
        let (shelf_there, closing_there) = (Arc::clone(&shelf), Arc::clone(&closing));
        let thread = thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if closing_there.load(Ordering::SeqCst) {
                    return;
                }
                // Who hangs up early gets no answer; the next may.
                let _ = answer(stream, &shelf_there);
            }
        });
        Self { address, shelf, closing, thread: Some(thread) }
    }

    /// Returns the address of a path.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Sets what a path answers from now on. A page with an `etag` answers 304 to whoever has it.
    pub fn serve(&self, path: &str, served: Served) {
        self.shelf().pages.insert(path.to_owned(), served);
    }

    /// Returns the requests since this was asked last.
    pub fn asked(&self) -> Vec<Asked> {
        std::mem::take(&mut self.shelf().asked)
    }

    fn shelf(&self) -> std::sync::MutexGuard<'_, Shelf> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.closing.store(true, Ordering::SeqCst);
        // Wakes the thread; if it is gone, so much the better.
        let _ = TcpStream::connect(&self.address);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn answer(mut stream: TcpStream, shelf: &Mutex<Shelf>) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let first = lines.next().transpose()?.unwrap_or_default();
    let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
    let mut headers = BTreeMap::new();
    for line in lines {
        let line = line?;
        let Some((name, value)) = line.split_once(':') else { break };
        headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
    }
    let mut shelf = shelf.lock().unwrap_or_else(PoisonError::into_inner);
    let mut served = shelf.pages.get(&path).cloned().unwrap_or(Served::status(404));
    let known = headers.get("if-none-match").cloned();
    shelf.asked.push(Asked { path, headers, at: Instant::now() });
    drop(shelf);
    let etag =
        served.headers.iter().find(|(name, _)| *name == "etag").map(|(_, etag)| etag.clone());
    if known.is_some() && known == etag {
        served.status = 304;
        served.body.clear();
    }
    write!(stream, "HTTP/1.1 {} Said\r\nconnection: close\r\n", served.status)?;
    for (name, value) in &served.headers {
        write!(stream, "{name}: {value}\r\n")?;
    }
    write!(stream, "content-length: {}\r\n\r\n{}", served.body.len(), served.body)
}
