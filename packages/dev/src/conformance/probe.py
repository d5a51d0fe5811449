"""A subscriber written without the kit: plain HTTP, and docs/schemas/ for what an event is.

usage: probe.py PORT SCHEMA_FOLDER FILE   (appends each event's id to FILE, a line each)
"""

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

port, schemas, seen = int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
kinds = {"object": dict, "string": str, "array": list, "integer": int, "number": (int, float)}


def faults(schema, value, path="event"):
    """What a JSON Schema finds wrong: types and required fields, which is all this needs."""
    kind = schema.get("type")
    if isinstance(kind, str) and kind in kinds and not isinstance(value, kinds[kind]):
        return [f"{path} is no {kind}"]
    found = []
    if isinstance(value, dict):
        found += [f"{path}.{name} is missing" for name in schema.get("required", []) if name not in value]
        for name, part in schema.get("properties", {}).items():
            if name in value:
                found += faults(part, value[name], f"{path}.{name}")
    if isinstance(value, list) and isinstance(schema.get("items"), dict):
        for index, item in enumerate(value):
            found += faults(schema["items"], item, f"{path}[{index}]")
    return found


class Probe(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, body):
        text = json.dumps(body).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def do_GET(self):
        self.answer({"status": "ok"})

    def do_POST(self):
        event = json.loads(self.rfile.read(int(self.headers["content-length"])))
        schema = json.loads((schemas / f"{event['type']}.json").read_text())
        wrong = faults(schema, event)
        with seen.open("a") as lines:
            lines.write(json.dumps({"id": event["id"], "faults": wrong}) + "\n")
        self.answer({"status": "DROP" if wrong else "SUCCESS"})

    def log_message(self, *_):
        pass


ThreadingHTTPServer(("127.0.0.1", port), Probe).serve_forever()
