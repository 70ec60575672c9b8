//! Commands that ask.

use clap::Args;
use counterclaim_desk::{AsOf, Count, Instant, Question, Zone};
use counterclaim_report::{Format, Style};
use counterclaim_web::client::Target;

use super::root::CaseArgs;
use super::value::{as_of, as_of_text, named, time, time_text};
use crate::print;

/// What every question takes: both clocks, what counts, and the zone of what is printed.
#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct When {
    /// What this case had recorded by then: a log position or a time.
    #[arg(long, value_name = "POSITION|TIME", value_parser = as_of)]
    pub(crate) as_of: Option<AsOf>,
    /// What had been published by then.
    #[arg(long, value_name = "TIME", value_parser = time)]
    pub(crate) public_by: Option<Instant>,
    /// What enters standing and counts: `checked`, or `all` proposals too.
    #[arg(long, default_value = "checked", value_parser = named::<Count>)]
    pub(crate) count: Count,
    /// Zone in which times are printed; JSON is always UTC.
    #[arg(long, value_name = "ZONE", default_value = "UTC")]
    pub(crate) tz: Zone,
}

impl When {
    /// Adds both clocks and what counts to an address.
    pub(crate) fn on(self, target: Target) -> Target {
        let as_of = self.as_of.and_then(as_of_text);
        let count = match self.count {
            Count::Checked => None,
            Count::All => Some("all"),
        };
        target
            .maybe("as_of", as_of)
            .maybe("public_by", self.public_by.map(time_text))
            .maybe("count", count)
    }

    /// Returns the zone for an address, unless it is the one that is meant anyway.
    pub(crate) fn zone(self) -> Option<String> {
        (self.tz != Zone::default()).then(|| self.tz.name())
    }

    /// Returns the question.
    pub(crate) fn question(self) -> Question {
        Question {
            as_of: self.as_of.unwrap_or_default(),
            public_by: self.public_by,
            count: self.count,
            zone: self.tz,
        }
    }
}

/// A question to a case, and the form of its answer.
#[derive(Clone, Debug, Args)]
pub(crate) struct Ask {
    #[command(flatten)]
    pub(crate) case: CaseArgs,
    #[command(flatten)]
    pub(crate) when: When,
    /// Form: table, json, ndjson, csv, md or html.
    #[arg(long, default_value = "table")]
    pub(crate) format: Format,
}

impl Ask {
    /// Returns the question.
    pub(crate) fn question(&self) -> Question {
        let zone = match self.format {
            Format::Json | Format::Ndjson => Zone::default(),
            Format::Table | Format::Csv | Format::Markdown | Format::Html => self.when.tz,
        };
        Question { zone, ..self.when.question() }
    }

    /// Returns the address of the same question, in the form asked for.
    pub(crate) fn target(&self, target: Target) -> Target {
        let target = self.when.on(formed(target, self.format));
        match self.format {
            Format::Json | Format::Ndjson => target,
            Format::Table | Format::Csv | Format::Markdown | Format::Html => {
                target.maybe("tz", self.when.zone())
            }
        }
    }

    /// Returns the form of the answer.
    pub(crate) fn style(&self) -> Style {
        Style { format: self.format, zone: self.when.tz, width: print::width() }
    }
}

/// Returns an address in the form that a server calls otherwise than the command line does.
pub(crate) fn formed(target: Target, format: Format) -> Target {
    match format {
        Format::Table => target.form("txt").maybe("width", print::width()),
        Format::Json | Format::Ndjson | Format::Csv | Format::Markdown | Format::Html => {
            target.form(format.name())
        }
    }
}
