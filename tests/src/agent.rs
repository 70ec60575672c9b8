//! An agent's host: the binary as a child process that is spoken to line by line, by the protocol. Called
//! by tests of what agents can do.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use serde_json::{Value, json};

use crate::command;

/// A server for agents that runs, until it is dropped.
#[derive(Debug)]
pub struct Agent {
    child: Child,
    /// None once the host has said that it says no more.
    to: Option<ChildStdin>,
    from: BufReader<ChildStdout>,
    asked: u64,
}

/// How a server for agents ended.
#[derive(Debug)]
pub struct Gone {
    /// Its exit code; none if a signal ended it.
    pub code: Option<i32>,
    /// What it said last on standard output.
    pub out: String,
    /// What it said on standard error.
    pub err: String,
}

impl Agent {
    /// Starts a server for agents on a case, with a token in the environment if one is given. Nothing is
    /// said to it yet.
    ///
    /// # Panics
    /// If it does not start.
    #[track_caller]
    pub fn start(case: &str, options: &[&str], token: Option<&str>) -> Self {
        let mut command = command(&[&["mcp", "--case", case], options].concat());
        command.envs(token.map(|token| ("COUNTERCLAIM_TOKEN", token)));
        let pipes = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = pipes.spawn().expect("the server starts");
        let to = child.stdin.take().expect("it is piped");
        let from = BufReader::new(child.stdout.take().expect("it is piped"));
        Self { child, to: Some(to), from, asked: 0 }
    }

    /// Starts one and greets it.
    ///
    /// # Panics
    /// If it does not greet back.
    #[track_caller]
    pub fn greeted(case: &str, options: &[&str], token: Option<&str>) -> Self {
        let mut agent = Self::start(case, options, token);
        agent.greet();
        agent
    }

    /// Greets it as hosts do, and returns what it says of itself.
    ///
    /// # Panics
    /// If it says nothing.
    #[track_caller]
    pub fn greet(&mut self) -> Value {
        let own = json!({ "name": "test host", "version": "7" });
        let hello =
            json!({ "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": own });
        let greeting = self.ask("initialize", &hello)["result"].clone();
        self.say(&json!({ "jsonrpc": "2.0", "method": "notifications/initialized" }).to_string());
        greeting
    }

    /// Says a line, whatever it is.
    ///
    /// # Panics
    /// If nobody listens.
    #[track_caller]
    pub fn say(&mut self, line: &str) {
        let to = self.to.as_mut().expect("the host has not ended");
        to.write_all(format!("{line}\n").as_bytes()).expect("it listens");
    }

    /// Returns the next line it says.
    ///
    /// # Panics
    /// If it says nothing, or what is no JSON.
    #[track_caller]
    pub fn hear(&mut self) -> Value {
        let mut line = String::new();
        self.from.read_line(&mut line).expect("it speaks text");
        serde_json::from_str(&line).unwrap_or_else(|error| panic!("{line:?}: {error}"))
    }

    /// Asks, and returns the answer to just that.
    ///
    /// # Panics
    /// If there is none.
    #[track_caller]
    pub fn ask(&mut self, method: &str, parameters: &Value) -> Value {
        self.asked += 1;
        let id = self.asked;
        let request = json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": parameters });
        self.say(&request.to_string());
        let answer = self.hear();
        assert_eq!(answer["id"], id, "{method}: {answer}");
        answer
    }

    /// Calls a tool, and returns what it gives. Text and structure must say the same.
    ///
    /// # Panics
    /// If it gives nothing, or `is_refused` is not as it is.
    #[track_caller]
    fn tool(&mut self, name: &str, arguments: &Value, is_refused: bool) -> Value {
        let call = json!({ "name": name, "arguments": arguments });
        let result = self.ask("tools/call", &call)["result"].clone();
        assert_eq!(result["isError"], is_refused, "{name} {arguments}: {result}");
        let text = result["content"][0]["text"].as_str().expect("it gives text");
        let read: Value = serde_json::from_str(text).expect("the text is JSON");
        assert_eq!(read, result["structuredContent"], "{name}");
        read
    }

    /// Calls a tool, and returns its answer.
    ///
    /// # Panics
    /// If it refuses.
    #[track_caller]
    pub fn call(&mut self, name: &str, arguments: &Value) -> Value {
        self.tool(name, arguments, false)
    }

    /// Calls a tool that refuses, and returns code and reason.
    ///
    /// # Panics
    /// If it does not refuse.
    #[track_caller]
    pub fn refused(&mut self, name: &str, arguments: &Value) -> String {
        let problem = self.tool(name, arguments, true);
        let text = |field: &str| problem[field].as_str().unwrap_or_default().to_owned();
        format!("{}: {}", text("code"), text("detail"))
    }

    /// Says no more, and returns how it ended.
    ///
    /// # Panics
    /// If it cannot be waited for.
    #[track_caller]
    pub fn end(mut self) -> Gone {
        drop(self.to.take());
        self.gone()
    }

    /// Ends it by this signal, and returns how it ended.
    ///
    /// # Panics
    /// If it cannot be told.
    #[track_caller]
    pub fn signal(mut self, signal: &str) -> Gone {
        let id = self.child.id().to_string();
        let sent = std::process::Command::new("kill").args([signal, &id]).status();
        assert!(sent.expect("kill is there").success());
        self.gone()
    }

    fn gone(&mut self) -> Gone {
        let (mut out, mut err) = (String::new(), String::new());
        self.from.read_to_string(&mut out).expect("it speaks text");
        let said = self.child.stderr.take();
        said.expect("it is piped").read_to_string(&mut err).expect("it speaks text");
        Gone { code: self.child.wait().expect("it ends").code(), out, err }
    }
}

impl Drop for Agent {
    fn drop(&mut self) {
        // One that has ended has nothing to be ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
