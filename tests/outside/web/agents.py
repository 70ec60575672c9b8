"""Holds the desk for agents against the official Python SDK: both ways of beginning that the protocol
has, tools with valid schemas, answers, and proposals that are held against the captured text. What the
SDK sends and reads is its own; only what is asked stands here. Called by `mcp.sh`.

usage: agents.py BINARY CASE
"""

import asyncio
import json
import os
import subprocess
import sys

from jsonschema import Draft202012Validator
from mcp import StdioServerParameters
from mcp.client.client import Client
from mcp.shared.exceptions import MCPError

BINARY, CASE = sys.argv[1:]
WRITING = {"propose"}
# How hosts begin, and how many words each quotes.
WORDS = {"legacy": 4, "auto": 5, "2026-07-28": 6}


def log():
    told = subprocess.run(
        [BINARY, "log", "--case", CASE, "--format", "ndjson"], check=True, capture_output=True, text=True
    )
    return [json.loads(line) for line in told.stdout.splitlines()]


def structured(result, is_error=False):
    assert bool(result.is_error) == is_error, result
    assert json.loads(result.content[0].text) == result.structured_content
    return result.structured_content


async def look(mode):
    server = StdioServerParameters(
        command=BINARY, args=["mcp", "--case", CASE, "--by", "Ada Moss"], env=dict(os.environ)
    )
    async with Client(server, mode=mode) as client:
        # Who names the version beforehand asks for nothing else.
        if mode in ("legacy", "auto"):
            assert "no verdict" in client.instructions, client.instructions
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        for name, tool in tools.items():
            Draft202012Validator.check_schema(tool.input_schema)
            assert tool.annotations.read_only_hint == (name not in WRITING), name
        assert WRITING < set(tools), sorted(tools)
        claims = structured(await client.call_tool("claims", {"count": "all", "limit": 5}))
        matters = structured(await client.call_tool("matters", {}))
        asked = {
            "claim": claims["statements"][0]["id"],
            "post": claims["statements"][0]["place"]["post"],
            "actor": "Ostrevia",
            "matter": matters["items"][0]["matter"],
        }
        read = 0
        for name, tool in tools.items():
            if name in WRITING:
                continue
            needed = tool.input_schema["required"]
            given = {one: asked.get(one, "Valdoria") for one in needed}
            if name == "compare":
                given["party"] = ["Ostrevia", "Valdoria"]
            Draft202012Validator(tool.input_schema).validate(given)
            structured(await client.call_tool(name, given))
            read += 1
        refused = structured(await client.call_tool("claim", {"claim": "zz"}), is_error=True)
        assert refused["code"] == "not_found" and refused["exit_code"] == 3, refused
        try:
            await client.call_tool("claim_check", {})
            raise SystemExit("there is a tool that decides")
        except MCPError:
            pass
        await propose(client, tools["propose"], asked["post"], mode)
        return read


async def propose(client, tool, post, mode):
    wording = structured(await client.call_tool("post", {"post": post}))["versions"][-1]
    words = next(line for line in wording["wording"].splitlines() if len(line.split()) > 6)
    line = {
        "kind": "claim",
        "text_sha256": wording["text"],
        "post": wording["number"],
        "statement": f"Read by a machine ({mode}): {words}",
        # Each begins anew and finds other words, so that none repeats another.
        "quote": [" ".join(words.split(" ")[: WORDS[mode]])],
        "speaker": "Aldmoor Bulletin",
    }
    wrong = {**line, "quote": ["Words that nobody ever wrote here"]}
    Draft202012Validator(tool.input_schema).validate({"lines": [line, wrong], "dry_run": True})
    before = log()
    refused = structured(await client.call_tool("propose", {"lines": [line, wrong]}), is_error=True)
    assert refused["code"] == "invalid" and "line 2" in refused["detail"], refused
    structured(await client.call_tool("propose", {"lines": [line], "dry_run": True}))
    assert log() == before, "something of a refused batch, or of a trial, was recorded"
    structured(await client.call_tool("propose", {"lines": [line]}))
    new = log()[len(before):]
    assert "claim.proposed" in {event["type"] for event in new}, new
    assert not {event["type"] for event in new} & {"claim.checked", "claim.rejected"}, new
    assert {event["analyst"] for event in new} == {"Ada Moss"}, new
    assert all(event["agent"].startswith("mcp:") for event in new), new


for mode in WORDS:
    read = asyncio.run(look(mode))
    print(f"mcp: begun as {mode}, {read} reading tools answered, proposals held against the text")
