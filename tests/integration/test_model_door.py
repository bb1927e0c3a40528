"""The door for models, against a real server on 127.0.0.1 that replays recorded answers."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from kg.errors import ConfigError, FetchError
from kg.extract import EndpointExtractor, extract, load_cues, to_record
from kg.model import ArticleText
from kg.read import from_held
from kg.terms import make_matcher

TEXT = (
    "Doctors tried bariatric surgery. In the end, bariatric surgery did away with type 2 diabetes in most, they wrote."
)
QUOTE = "bariatric surgery did away with type 2 diabetes"
RIGHT = {"subject": "bariatric surgery", "predicate": "treats", "object": "type 2 diabetes", "quote": QUOTE}


class Server(HTTPServer):
    """Answers every question with what a test put into ``answer``, and counts them."""

    answer: bytes = b""
    status: int = 200
    asked: list[dict[str, object]]


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append({"path": self.path, "key": self.headers.get("Authorization"), **json.loads(body)})
        self.send_response(self.server.status)
        if self.server.status == 302:
            self.send_header("Location", "http://127.0.0.1:1/elsewhere")
        self.send_header("Content-Length", str(len(self.server.answer)))
        self.end_headers()
        self.wfile.write(self.server.answer)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[Server]:
    found = Server(("127.0.0.1", 0), Handler)
    found.asked = []
    thread = threading.Thread(target=found.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield found
    found.shutdown()
    thread.join()
    found.server_close()


@pytest.fixture
def article() -> ArticleText:
    return from_held(TEXT)


def says(*claims: object) -> bytes:
    return json.dumps({"choices": [{"message": {"content": json.dumps({"claims": claims})}}]}).encode()


def door(server: Server, **changes: object) -> EndpointExtractor:
    base = f"http://127.0.0.1:{server.server_port}/v1"
    return EndpointExtractor(**{"base": base, "model": "m", "predicates": ("treats",), "timeout_seconds": 5, **changes})  # type: ignore[arg-type]


def predicates(server: Server, article: ArticleText) -> list[tuple[str, str]]:
    found = extract(article, matcher=make_matcher(), cues=load_cues(), extractor=door(server))
    return [(c.predicate, c.agent_type) for c in found.claims if c.agent_type]


def test_a_proposal_that_the_text_bears_out_enters_marked_as_a_models(server: Server, article: ArticleText) -> None:
    server.answer = says(RIGHT)
    found = extract(article, matcher=make_matcher(), cues=load_cues(), extractor=door(server, key="k"))
    (claim,) = [c for c in found.claims if c.agent_type]
    assert (claim.subject, claim.predicate, claim.object) == ("bariatric-surgery", "treats", "type-2-diabetes")
    assert claim.at[0].of(TEXT) == QUOTE
    assert claim.cue == ""
    assert to_record(found).claims
    assert (server.asked[0]["path"], server.asked[0]["key"]) == ("/v1/chat/completions", "Bearer k")


@pytest.mark.parametrize(
    "proposal",
    [
        {**RIGHT, "quote": "bariatric surgery cured everybody of type 2 diabetes"},
        {**RIGHT, "subject": "gene therapy"},
        {**RIGHT, "object": "most"},
        {**RIGHT, "predicate": "isBestOf"},
        {**RIGHT, "predicate": "hasFeature"},
        {**RIGHT, "subject": "type 2 diabetes"},
        {**RIGHT, "quote": ""},
        {**RIGHT, "quote": 7},
        {**RIGHT, "quote": "x" * 10_000},
        {"subject": "bariatric surgery"},
        ["treats"],
        None,
    ],
    ids=range(12),
)
def test_what_the_text_does_not_bear_out_stays_outside(server: Server, article: ArticleText, proposal: object) -> None:
    server.answer = says(proposal)
    assert predicates(server, article) == []


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"<html>",
        b"\xff\xfe",
        b"[]",
        b"{}",
        b'{"choices": []}',
        b'{"choices": [{"message": {"content": null}}]}',
        b"[" * 50_000,
        b" " * 2_000_000,
    ],
    ids=range(9),
)
def test_nonsense_is_one_clear_error(server: Server, article: ArticleText, answer: bytes) -> None:
    server.answer = answer
    with pytest.raises(FetchError) as caught:
        door(server).propose(article)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("status", [302, 401, 404, 500])
def test_an_endpoint_that_refuses_or_sends_elsewhere_is_an_error(
    server: Server, article: ArticleText, status: int
) -> None:
    server.status = status
    with pytest.raises(FetchError, match=str(status)):
        door(server).propose(article)


def test_nobody_at_home_is_an_error(article: ArticleText) -> None:
    with pytest.raises(FetchError, match="cannot be asked"):
        EndpointExtractor(base="http://127.0.0.1:1/v1", model="m", predicates=()).propose(article)


@pytest.mark.parametrize("base", ["file:///etc/passwd", "ftp://127.0.0.1/", "127.0.0.1:80", "http://"])
def test_only_web_addresses_are_asked(base: str) -> None:
    with pytest.raises(ConfigError):
        EndpointExtractor(base=base, model="m", predicates=())


def test_an_answer_is_kept_and_not_asked_for_again(server: Server, article: ArticleText, tmp_path: Path) -> None:
    server.answer = says(RIGHT)
    first = door(server, cache=tmp_path).propose(article)
    server.answer = b"broken"
    assert door(server, cache=tmp_path).propose(article) == first
    assert len(server.asked) == 1
    assert door(server, cache=tmp_path, model="other").model == "other"
    with pytest.raises(FetchError):
        door(server, cache=tmp_path, model="other").propose(article)


def test_the_key_is_never_shown() -> None:
    assert "sesame" not in repr(EndpointExtractor(base="http://127.0.0.1:1/v1", model="m", predicates=(), key="sesame"))


def test_the_door_is_closed_unless_somebody_opens_it(article: ArticleText) -> None:
    assert not [c for c in extract(article, matcher=make_matcher(), cues=load_cues()).claims if c.agent_type]
