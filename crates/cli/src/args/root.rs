//! The root of the grammar: options that hold everywhere, and the commands.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser};

use super::{
    ActorChange, Ask, BriefArgs, CaseAndForm, ChangesArgs, CheckpointArgs, ClaimChange,
    CommentChange, CopyArgs, DiffArgs, EraseArgs, ExportArgs, ExtractArgs, FindingChange,
    GraphArgs, ImportArgs, IngestArgs, LinkChange, MatterChange, McpArgs, NoteChange, ProveArgs,
    QueueArgs, ReportArgs, ReviewChange, SchemaOf, ServeArgs, SourceChange, StandingArgs,
    TokenChange, VerifyArgs, VerifyProofArgs, VerifyReportArgs, WatchArgs, Write,
};

/// Who said what, when, through whom, and who contradicts them.
///
/// Computes where statements stand; gives no verdict. Start with `counterclaim demo`, or
/// `counterclaim brief PAGE` on a page of your own.
#[derive(Debug, Parser)]
#[command(name = "counterclaim", version, max_term_width = 100)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Subcommand,
}

/// Which case.
#[derive(Clone, Debug, Args)]
pub(crate) struct CaseArgs {
    /// Directory of the case; or the address of the server that has it.
    #[arg(long, env = "COUNTERCLAIM_CASE", value_name = "DIR|URL")]
    pub(crate) case: PathBuf,
    /// For an address: the file with the token to show; else what COUNTERCLAIM_TOKEN holds.
    #[arg(long, value_name = "FILE")]
    pub(crate) token_file: Option<PathBuf>,
    #[cfg(feature = "cluster")]
    #[command(flatten)]
    pub(crate) cluster: super::cluster::ClusterArgs,
}

#[derive(Debug, clap::Subcommand)]
pub(crate) enum Subcommand {
    /// Read the shipped sample pages (fiction) into a fresh case and print the brief.
    Demo {
        /// Keep the case in this directory instead of a temporary one.
        #[arg(long, value_name = "DIR")]
        keep: Option<PathBuf>,
        /// Let a desk (fiction) check and link what was read, and open the pages in a browser.
        #[arg(long)]
        serve: bool,
        /// Address to listen on, with --serve.
        #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:7878", requires = "serve")]
        listen: SocketAddr,
    },
    /// Read pages and print who says what; needs no case and keeps nothing.
    Brief(BriefArgs),
    /// Read pages and print posts, candidate claims and links, one JSON object a line.
    Extract(ExtractArgs),
    /// Create a case.
    Init {
        /// Directory of the new case.
        dir: PathBuf,
        /// Its title.
        #[arg(long)]
        title: Option<String>,
        /// Name under which its checkpoints are signed, as `example.org/cases/harbour`; for ever.
        #[arg(long, value_name = "NAME")]
        origin: Option<String>,
        /// Make no key: the case is not signed, and proves nothing.
        #[arg(long)]
        no_key: bool,
        #[command(flatten)]
        write: Write,
        #[cfg(feature = "cluster")]
        #[command(flatten)]
        cluster: super::cluster::ClusterArgs,
    },
    /// What a NATS cluster needs to hold a case.
    #[cfg(feature = "cluster")]
    #[command(subcommand)]
    Cluster(super::cluster::ClusterCommand),
    /// A case as a whole, wherever it is.
    #[cfg(feature = "cluster")]
    #[command(subcommand)]
    Case(super::cluster::CaseCommand),
    /// Read pages into a case: captures, posts and proposals.
    Ingest(IngestArgs),
    /// Poll live pages and feeds, politely and until stopped, and read what is new into a case.
    Watch(WatchArgs),
    /// Propose claims and links from any tool: lines in the shape of `extract` on standard input.
    Propose {
        /// File with the lines; `-` for standard input.
        #[arg(default_value = "-")]
        file: PathBuf,
        #[command(flatten)]
        case: CaseArgs,
        #[command(flatten)]
        write: Write,
    },
    /// Proposals waiting to be checked, and what to do with them.
    Queue(QueueArgs),
    /// Claims by hand.
    #[command(subcommand)]
    Claim(ClaimChange),
    /// Findings: what the desk itself states, with evidence.
    #[command(subcommand)]
    Finding(FindingChange),
    /// Links by hand.
    #[command(subcommand)]
    Link(LinkChange),
    /// Actors and whom they speak for.
    #[command(subcommand)]
    Actor(ActorChange),
    /// Sources: reliability and owners.
    #[command(subcommand)]
    Source(SourceChange),
    /// Matters: what is in dispute.
    #[command(subcommand)]
    Matter(MatterChange),
    /// A person's signed ratings.
    #[command(subcommand)]
    Review(ReviewChange),
    /// Remarks on claims.
    #[command(subcommand)]
    Note(NoteChange),
    /// The desk's own requests for comment.
    #[command(subcommand)]
    Comment(CommentChange),
    /// Everything an actor or party said.
    View {
        /// Name, alias or id.
        actor: String,
        #[command(flatten)]
        ask: Ask,
    },
    /// Parties side by side, matter by matter. Shows unchecked proposals and marks them.
    Compare {
        /// Names, aliases or ids; two or more.
        #[arg(required = true, num_args = 2..)]
        parties: Vec<String>,
        /// Only this matter.
        #[arg(long, value_name = "SLUG")]
        matter: Option<String>,
        #[command(flatten)]
        ask: Ask,
    },
    /// Who contradicts or denies whom, and why they were paired.
    Contradictions(Ask),
    /// Every statement in order of publication.
    Timeline(Ask),
    /// Every figure with whose it is.
    Figures(Ask),
    /// What was said about a party that has no statement of its own on the matter.
    Unanswered {
        /// Name, alias or id.
        party: String,
        #[command(flatten)]
        ask: Ask,
    },
    /// Where claims stand and why: both axes, one sentence, the lines behind it. No verdict.
    Standing(StandingArgs),
    /// The claims graph in the formats of other tools.
    Graph(GraphArgs),
    /// Who objects to whom and who confirms whom, added up by party.
    Matrix(Ask),
    /// What can be told together on a matter; none of the versions is called true.
    Versions {
        /// Slug of the matter.
        matter: String,
        #[command(flatten)]
        ask: Ask,
    },
    /// Statements that contain all the words.
    Search {
        /// The words.
        #[arg(required = true)]
        query: Vec<String>,
        #[command(flatten)]
        ask: Ask,
    },
    /// What became different since a position or a time: what was recorded, and which claims stand otherwise.
    Changes(ChangesArgs),
    /// The wordings of a post, word by word; or a page as it is now against what the case has of it. Exit code 1
    /// if something differs.
    Diff(DiffArgs),
    /// One paste-ready line for a claim.
    Cite {
        /// Id or unique prefix.
        claim: String,
        #[command(flatten)]
        ask: Ask,
    },
    /// What a party said, with the other side beside it: a report to publish, in the format of the next tool.
    Report(ReportArgs),
    /// Check that the log gives a report's very bytes. Exit code 1 if it does not.
    VerifyReport(VerifyReportArgs),
    /// Recorded events.
    Log {
        /// Only events behind this position.
        #[arg(long, value_name = "POSITION", default_value_t = 0)]
        after: u64,
        /// Do not end: print what is recorded from now on too, one JSON object a line.
        #[arg(long, conflicts_with_all = ["as_of", "public_by"])]
        follow: bool,
        #[command(flatten)]
        ask: Ask,
    },
    /// Check the log: structure, checksums, positions, erasures, evidence. Exit code 1 if something is
    /// wrong; it goes on behind damage and names everything.
    Verify(VerifyArgs),
    /// Copy the case, beside whoever writes; into the same directory again only what is new.
    Backup(CopyArgs),
    /// Make a case of a copy (`restore COPY --case NEW`), once everything in it was checked.
    Restore(CopyArgs),
    /// Throw away what follows from the log (index, snapshot) and make it again.
    Rebuild(CaseAndForm),
    /// What of the case and its machine deserves a word, with advice. Exit code 1 if something needs doing.
    Doctor(CaseAndForm),
    /// Erase what was said, keeping positions, root and proofs: the record says what, why and who.
    Erase(EraseArgs),
    /// Print the last signed checkpoint, after signing what was recorded since.
    Checkpoint(CheckpointArgs),
    /// Prove that an event or claim was recorded, or that nothing was changed since a checkpoint.
    Prove(ProveArgs),
    /// Check a proof, without the log. Exit code 1 if it does not hold.
    VerifyProof(VerifyProofArgs),
    /// Everything out: rows, workbooks and linked data, written as they are read.
    Export(Box<ExportArgs>),
    Import(ImportArgs),
    /// Serve the case: pages in a browser, the API, and a socket for other commands.
    Serve(ServeArgs),
    /// Serve the case to AI agents by the Model Context Protocol, over standard input and output: they read,
    /// and propose what a person checks.
    Mcp(McpArgs),
    /// Tokens of a served case: who may come in from elsewhere, and as what.
    #[command(subcommand)]
    Token(TokenChange),
    /// The JSON Schema of a report, or of a claim as `export` writes it.
    Schema {
        /// Of what.
        of: SchemaOf,
    },
    /// Shell completions.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Manual pages: one for each command, written into a directory.
    Man {
        /// The directory; made if it is not there.
        dir: PathBuf,
    },
}
