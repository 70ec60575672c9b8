//! Servers of this machine: one alone, or several as a cluster, each with a directory and ports of its own.
//! They can be killed, stopped in mid-air, and started again on what they left.

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::thread::sleep;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::binary::binary;

/// How long servers may take to be ready.
const PATIENCE: Duration = Duration::from_secs(60);

/// Whether a server syncs before it acknowledges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Syncing {
    Always,
    Lazily,
}

pub(crate) struct Servers {
    nodes: Vec<Node>,
    /// Last, so that it is removed after they are gone.
    _scratch: TempDir,
}

struct Node {
    config: PathBuf,
    port: u16,
    monitor: u16,
    process: Mutex<Option<Child>>,
}

impl Servers {
    /// Starts `count` servers and waits until they are one.
    pub(crate) fn start(count: usize, syncing: &[Syncing]) -> Self {
        Self::start_with(count, syncing, "")
    }

    /// As [`start`](Self::start), with more in every configuration.
    pub(crate) fn start_with(count: usize, syncing: &[Syncing], more: &str) -> Self {
        let scratch = TempDir::new().expect("there is room for a temporary directory");
        let ports = free_ports(3 * count);
        let (clients, rest) = ports.split_at(count);
        let (monitors, routes) = rest.split_at(count);
        let mut nodes = Vec::new();
        for index in 0..count {
            let name = format!("n{}", index + 1);
            let config = scratch.path().join(format!("{name}.conf"));
            let store = scratch.path().join(&name);
            let interval = match syncing[index % syncing.len()] {
                Syncing::Always => "always",
                Syncing::Lazily => "\"2m\"",
            };
            let mut text = format!(
                "server_name: {name}\nlisten: \"127.0.0.1:{}\"\nhttp: \"127.0.0.1:{}\"\n\
                 jetstream {{ store_dir: {store:?}, max_file_store: 1GB, sync_interval: {interval} }}\n",
                clients[index], monitors[index]
            );
            if count > 1 {
                let urls: Vec<_> = routes
                    .iter()
                    .map(|port| format!("\"nats-route://127.0.0.1:{port}\""))
                    .collect();
                let urls = urls.join(", ");
                writeln!(
                    text,
                    "cluster {{ name: tests, listen: \"127.0.0.1:{}\", routes: [{urls}] }}",
                    routes[index]
                )
                .expect("a string takes every byte");
            }
            text.push_str(more);
            fs::write(&config, text).expect("there is room");
            let (port, monitor) = (clients[index], monitors[index]);
            nodes.push(Node { config, port, monitor, process: Mutex::new(None) });
        }
        let servers = Self { nodes, _scratch: scratch };
        for index in 0..count {
            servers.restart(index);
        }
        servers.wait_until_ready();
        servers
    }

    /// Returns the address of a case on these servers.
    pub(crate) fn address(&self, case: &str) -> String {
        let hosts: Vec<_> =
            self.nodes.iter().map(|node| format!("127.0.0.1:{}", node.port)).collect();
        format!("nats://{}/{case}", hosts.join(","))
    }

    pub(crate) fn monitors(&self) -> Vec<String> {
        self.nodes.iter().map(|node| format!("127.0.0.1:{}", node.monitor)).collect()
    }

    pub(crate) fn count(&self) -> usize {
        self.nodes.len()
    }

    /// Starts a server that does not run, on what it left.
    pub(crate) fn restart(&self, index: usize) {
        let node = &self.nodes[index];
        let said =
            File::options().create(true).append(true).open(node.config.with_extension("log"));
        let said = said.expect("there is room");
        let started = Command::new(binary())
            .arg("--config")
            .arg(&node.config)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(said)
            .spawn()
            .expect("the server starts");
        *node.process() = Some(started);
    }

    /// Kills a server as a power cut of its process would: nothing is finished.
    pub(crate) fn kill(&self, index: usize) {
        if let Some(mut process) = self.nodes[index].process().take() {
            let _ = process.kill();
            let _ = process.wait();
        }
    }

    /// Stops a server in mid-air: it keeps its connections and answers nothing.
    pub(crate) fn freeze(&self, index: usize) {
        self.signal(index, "-STOP");
    }

    pub(crate) fn thaw(&self, index: usize) {
        self.signal(index, "-CONT");
    }

    fn signal(&self, index: usize, signal: &str) {
        if let Some(process) = &*self.nodes[index].process() {
            let sent = Command::new("kill").args([signal, &process.id().to_string()]).status();
            assert!(sent.is_ok_and(|status| status.success()), "the signal arrives");
        }
    }

    /// Returns which server leads the stream of a case, as the servers' monitoring says.
    pub(crate) fn leader(&self, case: &str) -> Option<usize> {
        let stream = format!("counterclaim_{case}");
        for node in &self.nodes {
            let Some(told) = node.get("/jsz?streams=true&config=false") else { continue };
            let told: serde_json::Value = serde_json::from_str(&told).ok()?;
            let accounts = told["account_details"].as_array().cloned().unwrap_or_default();
            let streams = accounts.iter().filter_map(|account| account["stream_detail"].as_array());
            let found = streams.flatten().find(|detail| detail["name"] == stream.as_str());
            if let Some(name) = found.and_then(|detail| detail["cluster"]["leader"].as_str()) {
                let number: usize = name.trim_start_matches('n').parse().ok()?;
                return Some(number - 1);
            }
        }
        None
    }

    pub(crate) fn wait_until_ready(&self) {
        let begun = Instant::now();
        while !self.nodes.iter().all(Node::is_ready) {
            assert!(begun.elapsed() < PATIENCE, "the servers are ready within a minute");
            sleep(Duration::from_millis(50));
        }
    }
}

impl Node {
    fn process(&self) -> std::sync::MutexGuard<'_, Option<Child>> {
        self.process.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    fn is_ready(&self) -> bool {
        self.get("/healthz").is_some_and(|told| told.contains("\"ok\""))
    }

    /// Asks the server's monitoring port.
    fn get(&self, path: &str) -> Option<String> {
        let mut line = TcpStream::connect(("127.0.0.1", self.monitor)).ok()?;
        line.set_read_timeout(Some(Duration::from_secs(1))).ok()?;
        write!(line, "GET {path} HTTP/1.0\r\n\r\n").ok()?;
        let mut answer = String::new();
        line.read_to_string(&mut answer).ok()?;
        let (head, body) = answer.split_once("\r\n\r\n")?;
        head.contains(" 200 ").then(|| body.to_owned())
    }
}

impl Drop for Servers {
    fn drop(&mut self) {
        (0..self.nodes.len()).for_each(|index| self.kill(index));
    }
}

/// Ports that nobody listens on now.
fn free_ports(count: usize) -> Vec<u16> {
    let listeners: Vec<_> = (0..count)
        .map(|_| TcpListener::bind("127.0.0.1:0").expect("there is a free port"))
        .collect();
    let port = |listener: &TcpListener| listener.local_addr().expect("it is bound").port();
    listeners.iter().map(port).collect()
}
