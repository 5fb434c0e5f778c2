//! `rexbase mcp`: assistants question the last build, by the [Model Context Protocol](https://modelcontextprotocol.io) on standard input and output.
//!
//! Comes in: a site that was built, and an assistant's calls. Goes out: answers in Markdown, and the same as JSON. It is apart from `search`, which it asks, since it
//! speaks of all that is published. What always holds:
//!
//! - It reads what a build left, the index and the published files, and nothing of the content: what the public does not see, no assistant sees. Each call opens
//!   them anew, so that it follows every build.
//! - It writes nothing, and nothing but the protocol to standard output.
//! - An answer is bounded, and says what it leaves out.
//! - A wrong argument is answered with the protocol's error.

mod asked;
mod figures;
mod get;
mod lessons;
mod published;
mod related;
mod search;
mod shown;
mod tools;
mod trouble;

use std::io;

use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, ErrorData, Implementation,
    ListToolsResult, PaginatedRequestParams, ServerCapabilities, ServerConfig, Tool as Offered,
};
use rmcp::service::RequestContext;
use rmcp::{RoleServer, ServerHandler, ServiceExt};

use crate::pipeline::Project;

use shown::Shown;
use tools::Tool;
use trouble::Trouble;

/// What an assistant is told when it opens the door.
const INSTRUCTIONS: &str = "A knowledge base of talks and experience reports: who told what, where and when, what was learned and measured. \
Begin with `search`; read a record with `get`; `lessons` and `figures` list what was learned and measured. Answers are from the site's last build. Name the records that you quote, with their addresses.";

/// Answers until standard input ends.
///
/// # Errors
/// Standard input or output fails, or the other side does not speak the protocol.
pub(crate) fn serve(project: Project) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let served = runtime.block_on(async {
        let running = Door { project }.serve(rmcp::transport::stdio()).await.map_err(io::Error::other)?;
        running.waiting().await.map_err(io::Error::other)
    });
    // A read of standard input that has not ended is not waited for.
    runtime.shutdown_background();
    served.map(|_| ())
}

/// What assistants ask.
struct Door {
    project: Project,
}

impl ServerHandler for Door {
    fn get_info(&self) -> ServerConfig {
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
            .with_server_info(Implementation::new("rexbase", env!("CARGO_PKG_VERSION")))
            .with_instructions(INSTRUCTIONS)
    }

    fn get_tool(&self, name: &str) -> Option<Offered> {
        Tool::named(name).map(Tool::offered)
    }

    async fn list_tools(
        &self,
        _page: Option<PaginatedRequestParams>,
        _context: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        Ok(ListToolsResult::with_all_items(Tool::ALL.into_iter().map(Tool::offered).collect()))
    }

    async fn call_tool(
        &self,
        call: CallToolRequestParams,
        _context: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let Some(tool) = Tool::named(&call.name) else {
            let all = Tool::ALL.map(Tool::name).join(", ");
            return Err(ErrorData::invalid_params(
                format!("there is no tool `{}`: there are {all}", call.name),
                None,
            ));
        };
        let arguments = serde_json::Value::Object(call.arguments.unwrap_or_default());
        let result = match tool.answer(&self.project, arguments) {
            Ok(Shown { text, json }) => {
                let mut result = CallToolResult::success(vec![ContentBlock::text(text)]);
                result.structured_content = Some(json);
                result
            }
            Err(Trouble::Nothing(why)) => CallToolResult::error(vec![ContentBlock::text(why)]),
            Err(Trouble::Wrong(why)) => return Err(ErrorData::invalid_params(why, None)),
        };
        Ok(result.into())
    }
}
