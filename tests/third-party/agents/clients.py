"""The same clients in Python. `clients.py list` names them; `clients.py NAME BASE` runs one and prints
`ready`, waits for a line, and then one JSON object: {"text": ..., "orders": [...]} or
{"error": ..., "orders": [...]}."""

import asyncio
import json
import sys
from importlib import metadata

PROMPT = "Order a pet."
PARAMETERS = {
    "type": "object",
    "properties": {"petId": {"type": "number"}, "quantity": {"type": "number"}},
    "required": ["petId", "quantity"],
}
MESSAGES = [{"role": "user", "content": PROMPT}]
orders = []


def openai_chat(base):
    from openai import OpenAI

    tool = {"name": "place_order", "description": "Order a pet.", "parameters": PARAMETERS}
    stream = OpenAI(base_url=f"{base}/v1", api_key="none").chat.completions.create(
        model="m", messages=MESSAGES, tools=[{"type": "function", "function": tool}], stream=True
    )
    text, arguments = "", ""
    for chunk in stream:
        if not chunk.choices:
            continue
        delta = chunk.choices[0].delta
        text += delta.content or ""
        for call in delta.tool_calls or []:
            arguments += call.function.arguments or ""
    if arguments:
        orders.append(json.loads(arguments))
    return text


def anthropic_stream(base):
    from anthropic import Anthropic

    tool = {"name": "place_order", "description": "Order a pet.", "input_schema": PARAMETERS}
    client = Anthropic(base_url=base, api_key="none")
    with client.messages.stream(model="m", max_tokens=100, messages=MESSAGES, tools=[tool]) as stream:
        message = stream.get_final_message()
    for block in message.content:
        if block.type == "tool_use":
            orders.append(block.input)
    return "".join(block.text for block in message.content if block.type == "text")


def mcp_call(base):
    from mcp import ClientSession
    from mcp.client.streamable_http import streamable_http_client

    async def run():
        async with streamable_http_client(base) as streams:
            async with ClientSession(streams[0], streams[1]) as session:
                await session.initialize()
                result = await session.call_tool("place_order", {"petId": 7, "quantity": 1})
                return result.content[0].text

    return asyncio.run(run())


CLIENTS = {
    "py-openai-chat": ("openai", "chat stream read in a loop", openai_chat, False),
    "py-anthropic-stream": ("anthropic", "messages.stream", anthropic_stream, False),
    "py-mcp": ("mcp", "call_tool", mcp_call, True),
}


# Loaded before a client begins, so that its time is not that of its imports.
PACKAGE_PARTS = {
    "openai": ["openai", "openai.resources.chat.completions"],
    "anthropic": ["anthropic", "anthropic.resources.messages", "anthropic.lib.streaming"],
    "mcp": ["mcp", "mcp.client.streamable_http"],
}


def installed(package):
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def name_of(error):
    while isinstance(error, BaseExceptionGroup) and len(error.exceptions) == 1:
        error = error.exceptions[0]
    return type(error).__name__


if sys.argv[1] == "list":
    print(
        json.dumps(
            [
                {"name": name, "title": f"{package} {installed(package)} (Python), {how}", "isMcp": is_mcp}
                for name, (package, how, _, is_mcp) in CLIENTS.items()
                if installed(package)
            ]
        )
    )
else:
    package, _, run, _ = CLIENTS[sys.argv[1]]
    for module in PACKAGE_PARTS[package]:
        __import__(module)
    print("ready", flush=True)
    sys.stdin.readline()
    try:
        print(json.dumps({"text": run(sys.argv[2]), "orders": orders}))
    except BaseException as error:
        print(json.dumps({"error": name_of(error), "orders": orders}))
