"""Uses the client against a running product: walkthrough.py QUERY_URL INGEST_URL. Prints ok, or fails."""

from __future__ import annotations

import http.server
import json
import sys
import threading
import time
from collections.abc import Callable

from footfall import ApiError, Download, Footfall, Ingest, RejectedEvents, Retry, Unreachable

QUERY, INGEST = sys.argv[1:3]
REPOSITORIES = [f"py/repo-{number:04}" for number in range(1_200)]
BODIES: list[bytes] = []
FAST = Retry(attempts=4, first_wait=0.01, longest_wait=0.02)


def until(what: str, holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 240
    while not holds():
        assert time.monotonic() < deadline, f"never: {what}"
        time.sleep(0.2)


def sends_and_reads() -> None:
    events = [Download("model", repo, user="alice", bytes=7, user_agent="pip/24") for repo in REPOSITORIES]
    with Ingest(INGEST) as ingest:
        for event in events:
            ingest.emit(event)
        assert ingest.send(events[:100]).accepted == 100, "what is sent again counts once"
        ingest.register("model", "py/secret", private=True, tags=["nlp"])
        ingest.like("model", REPOSITORIES[0], "a/b c")
        ingest.like("model", REPOSITORIES[1], "bob")
        ingest.like("model", REPOSITORIES[1], "bob", liked=False)
    with Footfall(QUERY) as hub:
        until("all are counted", lambda: len(list(hub.repositories(namespace="py", limit=500))) == len(REPOSITORIES))
        until("the like is counted", lambda: hub.stats("model", REPOSITORIES[0]) == {"downloads": 1, "likes": 1})
        found = [repo["id"] for repo in hub.repositories(namespace="py", limit=100)]
        assert found == REPOSITORIES, "each once, in order"
        assert hub.stats("model", REPOSITORIES[1]) == {"downloads": 1, "likes": 0}
        assert sum(day["downloads"] for day in hub.series("model", REPOSITORIES[5], days=2)) == 1
        assert [it["client"] for it in hub.breakdown("model", REPOSITORIES[5], "clients", days=2)] == ["pip"]
        assert next(hub.trending("model", days=2))["recent_downloads"] >= 1
        assert next(hub.namespace("py", days=2))["id"].startswith("py/")
        assert next(hub.search("repo-0007"))["id"] == REPOSITORIES[7]
        results = hub.bulk([("model", REPOSITORIES[0]), ("space", "no/thing")], days=2)
        assert [it["status"] for it in results] == [200, 404], results
        rows = [row for row in hub.daily(days=2) if row["id"].startswith("py/")]
        assert len(rows) == len(REPOSITORIES), len(rows)
        assert hub.get("/ready")["ready"] is True


def names_what_is_wrong() -> None:
    with Footfall(QUERY) as hub:
        try:
            hub.series("model", REPOSITORIES[0], dyas=7)
            raise AssertionError("an unknown parameter was taken")
        except ApiError as refusal:
            assert (refusal.status, refusal.code) == (400, "InvalidParameter")
            assert refusal.problem["nearest"] == "days", refusal.problem
        try:
            hub.stats("model", "no/thing")
            raise AssertionError("an unknown repository was found")
        except ApiError as refusal:
            assert refusal.code == "RepoNotFound"
    ingest = Ingest(INGEST)
    ingest.emit(Download("model", "py/repo-0001", user="alice"))
    ingest.emit(Download("model", "py/repo-0001", user="alice", status=999))
    try:
        ingest.close()
        raise AssertionError("a bad event was taken")
    except RejectedEvents as bad:
        assert [(it.event["status"], it.field) for it in bad.rejected] == [(999, "status")]
    ingest.close()


class Moody(http.server.BaseHTTPRequestHandler):
    """Answers 503, then nothing, then 202."""

    def do_POST(self) -> None:
        BODIES.append(self.rfile.read(int(self.headers["Content-Length"])))
        if len(BODIES) == 2:
            self.connection.close()
            return
        answer = json.dumps({"accepted": 1, "rejected": []}).encode()
        self.send_response(503 if len(BODIES) == 1 else 202)
        self.send_header("Retry-After", "0")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *words: object) -> None:
        pass


def sends_the_same_again_until_it_is_taken() -> None:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Moody) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with Ingest(f"http://127.0.0.1:{server.server_port}", retry=FAST) as ingest:
            ingest.emit(Download("model", "py/repo-0001", ip="203.0.113.9"))
        server.shutdown()
    assert len(BODIES) == 3 and len(set(BODIES)) == 1, BODIES
    lost = Ingest(f"http://127.0.0.1:{server.server_port}", retry=FAST)
    lost.emit(Download("model", "py/repo-0001", user="alice"))
    for _ in range(2):  # it still waits
        try:
            lost.flush()
            raise AssertionError("nobody is there")
        except Unreachable:
            pass


sends_and_reads()
names_what_is_wrong()
sends_the_same_again_until_it_is_taken()
print("ok")
