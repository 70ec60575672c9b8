//! A server as a child process on a free port, with a tiny client of its own. Called by tests of what goes
//! through a server and of what is left when it dies.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, ChildStderr, Stdio};

use crate::command;

/// A server that runs, until it is dropped.
#[derive(Debug)]
pub struct Serving {
    child: Child,
    said: BufReader<ChildStderr>,
    /// Its host and port.
    pub host: String,
    /// The secret of its login address.
    pub secret: String,
}

/// What a server answers.
#[derive(Debug)]
pub struct Reply {
    /// The status.
    pub status: u16,
    /// Head and body as they came.
    pub text: String,
}

impl Serving {
    /// Starts a server, on a free port unless the options say which, and waits until it says where it is.
    ///
    /// # Panics
    /// If it does not start.
    #[track_caller]
    pub fn start(case: &str, options: &[&str]) -> Self {
        let listen: &[&str] = match options.contains(&"--listen") {
            true => &[],
            false => &["--listen", "127.0.0.1:0"],
        };
        let mut command = command(&[&["serve", "--case", case], listen, options].concat());
        let mut child = command.stderr(Stdio::piped()).spawn().expect("the server starts");
        let mut said = BufReader::new(child.stderr.take().expect("it is piped"));
        let mut told = |what: &str| {
            let mut line = String::new();
            while !line.starts_with(what) {
                line.clear();
                let read = said.read_line(&mut line).expect("it says something");
                assert!(read > 0, "the server ended before it said {what}");
            }
            line.trim_end().to_owned()
        };
        let reading = told("reading: ");
        let writing = told("writing: ");
        let (_, secret) = writing.split_once("secret=").expect("the login address has a secret");
        let host = reading.trim_start_matches("reading: http://").trim_end_matches('/').to_owned();
        Self { secret: secret.to_owned(), host, child, said }
    }

    /// Returns its address.
    pub fn url(&self) -> String {
        format!("http://{}", self.host)
    }

    /// Asks for a page, with a token if one is given.
    ///
    /// # Panics
    /// If nobody answers.
    #[track_caller]
    pub fn get(&self, path: &str, token: Option<&str>) -> Reply {
        self.call(&format!("GET {path}"), token, "")
    }

    /// Sends a change as JSON, with the secret of the login address.
    ///
    /// # Panics
    /// If nobody answers.
    #[track_caller]
    pub fn post(&self, path: &str, json: &str) -> Reply {
        self.call(&format!("POST {path}"), Some(&self.secret), json)
    }

    #[track_caller]
    fn call(&self, line: &str, token: Option<&str>, json: &str) -> Reply {
        let mut stream = TcpStream::connect(&self.host).expect("the server listens");
        let token = token.map(|token| format!("authorization: Bearer {token}\r\n"));
        let head = format!(
            "{line} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\ncontent-type: application/json\r\n\
             content-length: {}\r\nif-match: *\r\n{}\r\n{json}",
            self.host,
            json.len(),
            token.unwrap_or_default(),
        );
        stream.write_all(head.as_bytes()).expect("it takes the call");
        let mut text = String::new();
        stream.read_to_string(&mut text).expect("it answers");
        let status = text.get(9..12).and_then(|status| status.parse().ok());
        Reply { status: status.expect("a status comes first"), text }
    }

    /// Ends it by this signal, and returns how it ended with what it said last.
    ///
    /// # Panics
    /// If it cannot be told.
    #[track_caller]
    pub fn end(mut self, signal: &str) -> (Option<i32>, String) {
        let id = self.child.id().to_string();
        let sent = std::process::Command::new("kill").args([signal, &id]).status();
        assert!(sent.expect("kill is there").success());
        let ended = self.child.wait().expect("it ends");
        let mut rest = String::new();
        self.said.read_to_string(&mut rest).expect("what it said is text");
        (ended.code(), rest)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // One that has ended has nothing to be ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
