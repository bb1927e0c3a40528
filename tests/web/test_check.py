"""The page that checks an article: findings with words, nothing stored, hostile articles bounded."""

from __future__ import annotations

import io
import re

import pytest

from kg.check_run import MOST_BYTES, check_stranger
from kg.errors import InputError, QueryTimeout

LOUD = "Stem cell therapy reverses type 2 diabetes\n\nDoctors reported the case of a single patient with it.\n"


def test_the_form_is_shown_and_linked(client):
    page = client.get("/check").get_data(as_text=True)
    assert 'method="post"' in page
    assert 'href="/check"' in client.get("/checks").get_data(as_text=True)


@pytest.mark.parametrize("field", ["text", "file"])
def test_pasted_or_uploaded_articles_get_their_findings(client, field):
    given = LOUD if field == "text" else (io.BytesIO(LOUD.encode()), "draft.txt")
    answer = client.post("/check", data={field: given}, content_type="multipart/form-data")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert "O01" in page
    assert "In a reported case, stem cell therapy appeared to reverse type 2 diabetes" in page
    assert re.search(r"\d+ claims?\.", page)
    assert not re.search(r"\b1 (warnings|hints|claims)\b", page)


def test_programs_get_the_report_as_json(client):
    by_accept = client.post("/check", data={"text": LOUD}, headers={"Accept": "application/json"})
    by_suffix = client.post("/check.json", data={"text": LOUD})
    assert by_accept.get_json()["report"] == by_suffix.get_json()["report"]
    assert by_accept.get_json()["report"]["claims"] > 0
    assert by_accept.headers["Cache-Control"] == "no-store"
    assert client.get("/check.json").get_json()["report"] == {}
    assert client.get("/check", headers={"Accept": "image/png"}).status_code == 406


@pytest.mark.parametrize("asked", ["/check", "/check.json"])
def test_an_empty_article_is_one_line_or_an_error_of_the_usual_shape(client, asked):
    page = client.post("/check", data={"text": "  "})
    assert page.status_code == 422
    assert "The article is empty: paste the text or choose a file." in page.text
    told = client.post(asked, data={"text": "  "}, headers={"Accept": "application/json"})
    assert told.status_code == 422
    assert set(told.get_json()["error"]) == {"status", "title", "message", "remedy"}


def test_an_article_without_claims_is_no_clean_bill(client):
    page = client.post("/check", data={"text": "Town library opens late\n\nIt stays open until nine.\n"})
    assert page.status_code == 200
    assert "No claim was read" in page.text


def test_a_hostile_article_stays_text(client):
    hostile = LOUD.replace("Stem cell", "<script>alert(1)</script> {{ 7*7 }} Stem cell")
    page = client.post("/check", data={"text": hostile}).get_data(as_text=True)
    assert "<script>alert" not in page
    assert "49 Stem" not in page


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l "lol"><!ENTITY m "&l;&l;&l;&l;&l;&l;&l;&l;">'
    b'<!ENTITY n "&m;&m;&m;&m;&m;&m;&m;&m;">]><article>&n;</article>'
)
ODD = (
    b"",
    b"\x00\xff\xfe\x00" * 40,
    b"%PDF-1.7 x",
    b"<a>" * 20_000,
    b"(" * 50_000,
    BOMB,
    b"it cuts the risk of death by 22 % " * 400,
    "\N{RIGHT-TO-LEFT OVERRIDE}\N{COMBINING ACUTE ACCENT}".encode() * 20_000,
)


@pytest.mark.parametrize("data", ODD, ids=lambda d: repr(d[:6]))
def test_what_is_no_article_is_a_report_or_one_line(client, data):
    answer = client.post("/check", data={"file": (io.BytesIO(data), "x")}, content_type="multipart/form-data")
    assert answer.status_code in (200, 422)
    assert "Traceback" not in answer.get_data(as_text=True)


def test_nothing_is_stored(client, corpus_home, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)

    def files():
        return {(p, p.stat().st_mtime_ns) for p in corpus_home.path.rglob("*") if p.is_file()}

    before = files()
    assert "O01" in client.post("/check", data={"text": LOUD}).text
    assert list(tmp_path.iterdir()) == []
    assert files() == before


def test_more_than_a_megabyte_is_refused(client):
    assert client.post("/check", data={"text": "x" * (MOST_BYTES + 10)}).status_code == 413


def test_size_and_time_are_bounded_below_the_page_too():
    with pytest.raises(InputError):
        check_stranger(b"x" * (MOST_BYTES + 1))
    with pytest.raises(QueryTimeout):
        check_stranger(LOUD.encode(), seconds=0.01)
