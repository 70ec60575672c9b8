//! What the binary said and how it ended. Called by tests that run it, to read its words and lines.

use std::process::Output;

use serde_json::Value;

/// The end of a run of the binary.
#[derive(Debug)]
pub struct Answer {
    /// The exit code; absent if a signal ended it.
    pub code: Option<i32>,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
    /// The arguments, for messages.
    asked: String,
}

impl Answer {
    /// Takes the output of a run.
    ///
    /// # Panics
    /// If the binary wrote anything but UTF-8.
    pub fn new(asked: String, output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("the binary writes UTF-8");
        Self {
            code: output.status.code(),
            out: text(output.stdout),
            err: text(output.stderr),
            asked,
        }
    }

    /// Asserts the exit code and hands the answer on.
    ///
    /// # Panics
    /// If it ended otherwise; the message holds everything it said.
    #[track_caller]
    pub fn exits(self, code: i32) -> Self {
        let Self { out, err, asked, .. } = &self;
        assert_eq!(self.code, Some(code), "counterclaim {asked}\n--- out\n{out}\n--- err\n{err}");
        self
    }

    /// Returns standard output as one JSON value.
    ///
    /// # Panics
    /// If it is none.
    #[track_caller]
    pub fn json(&self) -> Value {
        match serde_json::from_str(&self.out) {
            Ok(value) => value,
            Err(error) => panic!("counterclaim {}: {error} in\n{}", self.asked, self.out),
        }
    }

    /// Returns standard output as NDJSON.
    ///
    /// # Panics
    /// If a line is no JSON.
    #[track_caller]
    pub fn lines(&self) -> Vec<Value> {
        let parsed = |line: &str| match serde_json::from_str(line) {
            Ok(value) => value,
            Err(error) => panic!("counterclaim {}: {error} in\n{line}", self.asked),
        };
        self.out.lines().map(parsed).collect()
    }
}
