"""A target that speaks GraphQL only, with any schema, and counts how often it is asked for it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from graphql import GraphQLSchema, build_schema, graphql_sync

__all__ = ["SchemaServer", "serve_schema"]


@dataclass
class SchemaServer:
    """What the server answers, and what it was asked."""

    schema: GraphQLSchema
    raw: tuple[int, str, bytes] | None = None  # status, content type and body of every answer, whatever is asked
    old: bool = False  # knows nothing of deprecated arguments
    url: str = ""
    introspections: list[str] = field(default_factory=list)

    def answer(self, document: str, variables: dict[str, Any]) -> tuple[int, str, bytes]:
        """Status, content type and body of the answer to a document."""
        if "__schema" in document:
            self.introspections.append(document)
        if self.raw is not None:
            return self.raw
        if self.old and "args(includeDeprecated" in document:
            error = {"message": 'Unknown argument "includeDeprecated" on field "args" of type "__Field".'}
            return 200, "application/json", json.dumps({"errors": [error]}).encode()
        return (
            200,
            "application/json",
            json.dumps(graphql_sync(self.schema, document, variable_values=variables).formatted).encode(),
        )


@contextmanager
def serve_schema(schema: str, **how: Any) -> Iterator[SchemaServer]:
    """Serves a schema on a port of the loopback."""
    server = SchemaServer(build_schema(schema), **how)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            """Answers a document."""
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            status, media, raw = server.answer(body.get("query", ""), body.get("variables") or {})
            self.send_response(status)
            self.send_header("content-type", media)
            self.send_header("content-length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.url = f"http://127.0.0.1:{listening.server_address[1]}/graphql"
    thread = threading.Thread(target=listening.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        listening.shutdown()
        listening.server_close()
        thread.join()
