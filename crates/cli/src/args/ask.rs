//! Commands that ask.

use clap::Args;
use counterclaim_desk::{AsOf, Count, Instant, Question, Zone};
use counterclaim_report::{Format, Style};

use super::root::CaseArgs;
use super::value::{as_of, named, time};
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

    /// Returns the form of the answer.
    pub(crate) fn style(&self) -> Style {
        Style { format: self.format, zone: self.when.tz, width: print::width() }
    }
}
