//! What the protocol asks of a server: who it is, which tools it has, and calls of them.

use std::sync::Arc;

use rmcp::handler::server::ServerHandler;
use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, ErrorData, Implementation,
    ListToolsResult, PaginatedRequestParams, ServerCapabilities, ServerConfig, Tool,
    ToolAnnotations,
};
use rmcp::service::{RequestContext, RoleServer};
use tokio::sync::Semaphore;

use super::answer::answer;
use super::door::Door;
use super::instructions::INSTRUCTIONS;
use super::refusal::Refusal;
use super::tool;
use crate::route::Route;

/// Calls that are answered at the same time.
const AT_WORK: usize = 4;

/// The longest name of a program that is kept.
const LONGEST_NAME: usize = 80;

/// The tools over a case.
pub(super) struct Tools {
    door: Arc<Door>,
    at_work: Semaphore,
}

impl Tools {
    pub(super) fn over(door: Door) -> Self {
        Self { door: Arc::new(door), at_work: Semaphore::new(AT_WORK) }
    }
}

impl ServerHandler for Tools {
    fn get_info(&self) -> ServerConfig {
        let own = Implementation::new("counterclaim", env!("CARGO_PKG_VERSION"));
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
            .with_server_info(own)
            .with_instructions(INSTRUCTIONS)
    }

    fn get_tool(&self, name: &str) -> Option<Tool> {
        tool::of_name(name).map(described)
    }

    async fn list_tools(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        Ok(ListToolsResult::with_all_items(tool::offered().map(described).collect()))
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let Some(route) = tool::of_name(&request.name) else {
            let why = format!("there is no tool {:?}", request.name);
            return Err(ErrorData::invalid_params(why, None));
        };
        let program = program(context.client_info().as_ref());
        let arguments = request.arguments.unwrap_or_default();
        let door = Arc::clone(&self.door);
        let permit = self.at_work.acquire().await;
        let done = tokio::task::spawn_blocking(move || answer(&door, route, &arguments, &program));
        let done =
            done.await.unwrap_or_else(|_| Err(Refusal::broken("this program has a bug here")));
        drop(permit);
        Ok(match done {
            Ok(answer) => CallToolResult::structured(answer).into(),
            Err(refusal) => CallToolResult::structured_error(refusal.json()).into(),
        })
    }
}

/// Returns a tool as the protocol tells of it.
fn described(route: &'static Route) -> Tool {
    let does_write = tool::writes(route);
    let hints = ToolAnnotations::from_raw(
        None,
        Some(!does_write),
        Some(false),
        Some(!does_write),
        Some(false),
    );
    Tool::new(tool::name(route), route.means, Arc::new(tool::input(route))).with_annotations(hints)
}

/// Returns the name of the program that calls, as name@version in one word: it is written into the log.
fn program(client: Option<&Implementation>) -> String {
    let Some(client) = client else { return "unnamed".to_owned() };
    let plain = |text: &str| -> String {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || ".-_+".contains(c);
        text.trim()
            .chars()
            .map(|c| if is_plain(c) { c } else { '-' })
            .take(LONGEST_NAME / 2)
            .collect()
    };
    match (plain(&client.name), plain(&client.version)) {
        (name, _) if name.is_empty() => "unnamed".to_owned(),
        (name, version) if version.is_empty() => name,
        (name, version) => format!("{name}@{version}"),
    }
}
