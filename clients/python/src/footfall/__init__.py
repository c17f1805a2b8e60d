"""Footfall: read download statistics, and send downloads. Standard library only.

    with Footfall("https://hub.example.org") as hub:
        print(hub.stats("model", "myorg/mymodel")["downloads"])

    with Ingest("http://127.0.0.1:28081", key="…") as ingest:
        ingest.emit(Download("model", "myorg/mymodel", user="alice"))

What is sent may be sent again: an event has an id and a time of its own, so both clients repeat a request after a
time-out, a broken connection, 408, 429, 502, 503 and 504, and nothing counts twice. Every failure is a FootfallError.
"""

from __future__ import annotations

import dataclasses
import http.client
import json
import random
import threading
import time as clock
import uuid
from datetime import date, datetime, timezone
from typing import Any, Iterable, Iterator, Mapping, NamedTuple, TypedDict, TypeVar, Union, cast
from urllib.parse import quote, urlencode, urljoin, urlsplit

__version__ = "0.1.0"

Event = Union["Download", Mapping[str, Any]]
Value = Union[str, int, bool, date, Iterable[str], None]
_Self = TypeVar("_Self", bound="_Client")
_AGAIN = frozenset({408, 429, 502, 503, 504})


class Totals(TypedDict):
    """All downloads and likes of a repository."""

    downloads: int
    likes: int


class Day(TypedDict, total=False):
    """A unit of a series: ``date`` is its first day (UTC); the others by ``fields`` and ``interval``."""

    date: str
    end: str
    downloads: int
    authenticated: int
    anonymous: int
    files: int
    bytes: int
    merged: int
    visitors: int
    excluded: dict[str, int]
    classes: dict[str, int]


class Repository(TypedDict, total=False):
    """A repository of a list; ``recent_downloads`` are those of the list's days."""

    id: str
    type: str
    downloads: int
    likes: int
    recent_downloads: int
    private: bool
    series: list[int]


class FootfallError(Exception):
    """A request failed."""


class Unreachable(FootfallError):
    """Nobody answered, however often it was asked."""


class ApiError(FootfallError):
    """The server refused a request; ``problem`` is its answer (RFC 9457), with ``code`` for programs."""

    def __init__(self, status: int, problem: Mapping[str, Any]) -> None:
        super().__init__(f"{status} {problem.get('code', '')}: {problem.get('detail', 'no reason given')}")
        self.status, self.problem = status, problem
        self.code: str = problem.get("code", "")


class RejectedEvents(FootfallError):
    """Some events can never be accepted; all others were."""

    def __init__(self, rejected: list[Rejection]) -> None:
        first = rejected[0]
        super().__init__(f"{len(rejected)} events rejected; the first: {first.field}: {first.error}")
        self.rejected = rejected


@dataclasses.dataclass(frozen=True)
class Retry:
    """How often a request is sent, and the seconds between: doubled each time, at least as long as Retry-After says."""

    attempts: int = 6
    first_wait: float = 0.5
    longest_wait: float = 30.0

    def wait(self, attempt: int, retry_after: str) -> float:
        doubled = self.first_wait * 2.0**attempt * random.uniform(0.5, 1.0)
        said = float(retry_after) if retry_after.isdigit() else 0.0
        return min(self.longest_wait, max(doubled, said))


def _now() -> str:
    return datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@dataclasses.dataclass(frozen=True)
class Download:
    """One file request, with one of ``user``, ``user_id``, ``visitor`` and ``ip``. Its id and time are its own."""

    repo_type: str
    repo: str
    user: str | None = None
    user_id: str | None = None
    visitor: str | None = None
    ip: str | None = None
    path: str | None = None
    revision: str | None = None
    method: str = "GET"
    status: int = 200
    bytes: int | None = None
    range_start: int | None = None
    size: int | None = None
    via: str | None = None
    user_agent: str | None = None
    source: str | None = None
    network: str | None = None
    country: str | None = None
    time: str = dataclasses.field(default_factory=_now)
    id: str = dataclasses.field(default_factory=lambda: str(uuid.uuid4()))

    def json(self) -> dict[str, Any]:
        return {name: value for name, value in dataclasses.asdict(self).items() if value is not None}


class Rejection(NamedTuple):
    event: Mapping[str, Any]
    field: str
    error: str


class Sent(NamedTuple):
    accepted: int
    rejected: list[Rejection]


class _Client:
    """One kept connection to a server, used by one thread at a time."""

    def __init__(self, url: str, secret: str | None, timeout: float = 30.0, retry: Retry | None = None) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(f"the URL is {url!r}, allowed: http://… or https://…")
        self._url = parts
        self._base = parts.path.rstrip("/")
        self._headers = {"Accept": "application/json", "User-Agent": f"footfall-python/{__version__}"}
        if secret:
            self._headers["Authorization"] = f"Bearer {secret}"
        self._timeout = timeout
        self._retry = retry or Retry()
        self._lock = threading.RLock()
        self._kept: http.client.HTTPConnection | None = None

    def __enter__(self: _Self) -> _Self:
        return self

    def __exit__(self, *failure: object) -> None:
        self.close()

    def close(self) -> None:
        with self._lock:
            if self._kept:
                self._kept.close()
            self._kept = None

    def _connect(self) -> http.client.HTTPConnection:
        tls = self._url.scheme == "https"
        kind: type[http.client.HTTPConnection] = http.client.HTTPSConnection if tls else http.client.HTTPConnection
        return kind(self._url.netloc, timeout=self._timeout)

    def _once(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> tuple[int, str, bytes]:
        self._kept = self._kept or self._connect()
        try:
            self._kept.request(method, path, body, {**self._headers, **headers})
            answer = self._kept.getresponse()
            after = answer.headers.get("Location", answer.headers.get("Retry-After", ""))
            return answer.status, after, answer.read()
        except BaseException:
            _Client.close(self)
            raise

    def _ask(self, method: str, path: str, body: bytes | None = None, media: str = "application/json") -> Any:
        headers = {"Content-Type": media} if body is not None else {}
        target, last = self._base + path, ""
        with self._lock:
            for attempt in range(self._retry.attempts):
                after = ""
                try:
                    status, after, answer = self._once(method, target, body, headers)
                    if status == 301:  # the repository was renamed
                        status, after, answer = self._once(method, self._moved(target, after), body, headers)
                    if status not in _AGAIN or attempt == self._retry.attempts - 1:
                        return _json(status, answer)
                    last = f"it answers {status}"
                except (OSError, http.client.HTTPException) as failure:
                    last = repr(failure)
                if attempt < self._retry.attempts - 1:
                    clock.sleep(self._retry.wait(attempt, after))
        raise Unreachable(f"no answer from {self._url.netloc} to {method} {path}: {last}")

    def _moved(self, path: str, location: str) -> str:
        """The path of the new name. The token goes to no other server."""
        to = urlsplit(urljoin(self._url._replace(path=path).geturl(), location))
        if (to.scheme, to.netloc) != (self._url.scheme, self._url.netloc):
            raise FootfallError(f"{path} is said to be at {location}, on another server")
        return to.path + ("?" + to.query if to.query else "")


def _json(status: int, body: bytes) -> Any:
    try:
        content = json.loads(body) if body else None
    except ValueError:
        if status < 400:
            raise FootfallError(f"the answer is not JSON: is this Footfall? {body[:80]!r}") from None
        content = {"detail": body[:200].decode("utf-8", "replace")}
    is_batch = status == 400 and isinstance(content, dict) and "rejected" in content
    if status >= 300 and not is_batch:
        raise ApiError(status, content if isinstance(content, dict) else {})
    return content


def _text(value: Value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, (str, int, date)) else ",".join(value or ())


def _query(path: str, params: Mapping[str, Value]) -> str:
    given = {name.rstrip("_"): _text(value) for name, value in params.items() if value is not None}
    return path + ("?" + urlencode(given) if given else "")


def _place(type: str, repo: str) -> str:
    if type not in ("model", "dataset", "space"):
        raise ValueError(f"type is {type!r}, allowed: model, dataset or space")
    return f"/{type}s/" + "/".join(quote(part, safe="") for part in repo.split("/"))


class Footfall(_Client):
    """The query API. Parameters are those of the route (``from_`` is ``from``); an unknown one is refused."""

    def __init__(self, url: str = "http://127.0.0.1:28080", token: str | None = None, **options: Any) -> None:
        super().__init__(url, token, **options)

    def get(self, path: str, **params: Value) -> Any:
        """Any route's answer, as JSON."""
        return self._ask("GET", _query(path, params))

    def walk(self, path: str, items: str, **params: Value) -> Iterator[dict[str, Any]]:
        """All items of any route that has ``cursor``; ``items`` is the field with those of a part."""
        while True:
            part = self.get(path, **params)
            yield from part[items]
            if not part.get("next"):
                return
            params["cursor"] = part["next"]

    def stats(self, type: str, repo: str) -> Totals:
        return cast(Totals, self.get(_place(type, repo) + "/stats"))

    def series(self, type: str, repo: str, **params: Value) -> list[Day]:
        """Downloads by day, or by ``interval``; ``days``, ``from_``, ``to``, ``fields``, ``tz``."""
        return cast(list[Day], self.get(_place(type, repo) + "/stats/recent", **params)["stats"])

    def breakdown(self, type: str, repo: str, by: str, **params: Value) -> Iterator[dict[str, Any]]:
        """Downloads by ``clients``, ``classes``, ``files``, ``revisions`` or ``countries``."""
        return self.walk(f"{_place(type, repo)}/stats/{by}", by, **params)

    def trending(self, type: str = "model", **params: Value) -> Iterator[Repository]:
        """The most downloaded of the last ``days``; ``to``, ``sort``, ``classes``, ``fields``, ``limit`` of a part."""
        return cast(Iterator[Repository], self.walk("/trending", "trending", type=type, **params))

    def repositories(self, **params: Value) -> Iterator[Repository]:
        """Repositories; ``type``, ``namespace``, ``prefix``, ``sort``, ``days``, ``fields``, ``limit`` of a part."""
        return cast(Iterator[Repository], self.walk("/v1/repositories", "repositories", **params))

    def namespace(self, namespace: str, **params: Value) -> Iterator[Repository]:
        """A user's or organisation's repositories, the most downloaded first."""
        path = f"/v1/namespaces/{quote(namespace, safe='')}/stats"
        return cast(Iterator[Repository], self.walk(path, "repositories", **params))

    def search(self, q: str, **params: Value) -> Iterator[Repository]:
        return cast(Iterator[Repository], self.walk("/v1/search", "repositories", q=q, **params))

    def bulk(self, repos: Iterable[tuple[str, str]], **fields: Any) -> list[dict[str, Any]]:
        """The numbers of up to 200 ``(type, repo)``, in this order; ``days``, ``from_``, ``to``, ``fields``."""
        asked = {name.rstrip("_"): value for name, value in fields.items()}
        asked["repos"] = [{"type": type, "id": repo} for type, repo in repos]
        return cast(list[dict[str, Any]], self._ask("POST", "/v1/bulk", json.dumps(asked).encode())["results"])

    def daily(self, **params: Value) -> Iterator[dict[str, Any]]:
        """A row for each repository and day, while they arrive; an interrupted transfer is an error, never an end."""
        connection = self._connect()
        try:
            path = _query("/v1/daily", {**params, "format": "ndjson"})
            connection.request("GET", self._base + path, None, self._headers)
            answer = connection.getresponse()
            if answer.status != 200:
                _json(max(answer.status, 300), answer.read())
            rest = b""
            for part in iter(lambda: answer.read(1 << 16), b""):
                *lines, rest = (rest + part).split(b"\n")
                yield from map(json.loads, lines)
            if rest or answer.length:
                raise http.client.IncompleteRead(rest)
        except (OSError, http.client.HTTPException) as failure:
            raise Unreachable(f"/v1/daily broke off: discard the rows ({failure!r})") from failure
        finally:
            connection.close()


class Ingest(_Client):
    """The server that takes events and facts. :meth:`emit` gathers events, and sends 500 at a time; so does the end."""

    def __init__(self, url: str = "http://127.0.0.1:28081", key: str | None = None, **options: Any) -> None:
        super().__init__(url, key, **options)
        self._waiting: list[Mapping[str, Any]] = []

    def emit(self, event: Event) -> None:
        with self._lock:
            self._waiting.append(_event(event))
            if len(self._waiting) >= 500:
                self.flush()

    def flush(self) -> None:
        """Sends what waits. What nobody took still waits afterwards; what can never be taken is RejectedEvents."""
        with self._lock:
            sent = self.send(self._waiting)
            self._waiting = []
        if sent.rejected:
            raise RejectedEvents(sent.rejected)

    def send(self, events: Iterable[Event]) -> Sent:
        """Sends events now, in as many requests as they need; all that are good are in the log when it returns."""
        sent = Sent(0, [])
        for batch in _batches([_event(event) for event in events]):
            lines = "\n".join(json.dumps(event) for event in batch).encode()
            answer = self._ask("POST", "/v1/events", lines, "application/x-ndjson")
            bad = [Rejection(batch[it["index"]], it["field"], it["error"]) for it in answer["rejected"]]
            sent = Sent(sent.accepted + answer["accepted"], sent.rejected + bad)
        return sent

    def close(self) -> None:
        try:
            self.flush()
        finally:
            super().close()

    def register(self, type: str, repo: str, private: bool, **state: Any) -> None:
        """Says a repository's whole state: ``nsfw``, ``tags``, ``base_model``, ``parameters``, ``category``, …"""
        self._say("PUT", "/v1/repositories" + _place(type, repo), {"private": private, **state})

    def remove(self, type: str, repo: str) -> None:
        self._say("DELETE", "/v1/repositories" + _place(type, repo), {"time": _now()})

    def rename(self, type: str, repo: str, to: str) -> None:
        self._say("PUT", f"/v1/repositories{_place(type, repo)}/renamed-to", {"repo": to})

    def like(self, type: str, repo: str, user: str, liked: bool = True) -> None:
        path = f"/v1/likes{_place(type, repo)}/{quote(user, safe='')}"
        self._say("PUT" if liked else "DELETE", path, {"time": _now()})

    def erase(self, user: str) -> None:
        self._ask("DELETE", f"/v1/users/{quote(user, safe='')}")

    def _say(self, method: str, path: str, fact: Mapping[str, Any]) -> None:
        self._ask(method, path, json.dumps(fact).encode())


def _event(event: Event) -> Mapping[str, Any]:
    return event.json() if isinstance(event, Download) else {"id": str(uuid.uuid4()), "time": _now(), **event}


def _batches(events: list[Mapping[str, Any]]) -> Iterator[list[Mapping[str, Any]]]:
    batch, size = list[Mapping[str, Any]](), 0
    for event in events:
        length = len(json.dumps(event)) + 1
        if batch and (len(batch) == 1_000 or size + length > 4 << 20):
            yield batch
            batch, size = [], 0
        batch.append(event)
        size += length
    if batch:
        yield batch
