"""Files, folders and corpora: a bad input is one error, and the batch goes on."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.model import ArticleText
from kg.read import iter_articles, read_article, sniff

GERMAN = "Die Studie zeigt, dass der Patient mit der Kur nicht mehr leidet und es auch so bleibt. " * 5
RUSSIAN = "Исследование показало, что прогулки после ужина снижают уровень сахара в крови у взрослых людей. " * 3
APART = "give its articles apart, one a file or a line of JSONL"
BAD_TEXTS = {
    "is empty": b" \n",
    "is not UTF-8: byte 0xe9 at 3": b"Caf\xe9 and tea",
    "holds a NUL": b"one\0two",
    "is a binary file": bytes(range(256)) * 9,
    "in German": GERMAN.encode(),
    "another script": RUSSIAN.encode(),
    "is written in another script": "干细胞疗法逆转二型糖尿病\n\n一项研究发现，干细胞疗法可以逆转二型糖尿病。".encode(),
    "binary file": b"\x01\x02\x03\x04 words" * 9,
    "only a cookie notice": b"We use cookies.\n\nAccept all cookies, or manage your consent in the cookie policy.\n",
}


@pytest.mark.parametrize("fault", BAD_TEXTS)
def test_bad_bytes_are_one_clear_error(fault: str) -> None:
    with pytest.raises(InputError, match=fault) as caught:
        read_article(BAD_TEXTS[fault], format="text", origin="bad.txt")
    assert str(caught.value).startswith("bad.txt: ")
    assert "\n" not in str(caught.value)


def test_notice_of_a_consent_service_is_refused() -> None:
    words = "Our 842 partners store and access information on a device, such as cookies. Accept all or reject all."
    with pytest.raises(InputError, match="only a cookie notice"):
        read_article(words)


@pytest.mark.parametrize(
    "words",
    [
        "Implants access information on a device. ",
        "Patients gave consent. ",
        "Cookies were eaten by the group. ",
    ],
)
def test_words_of_a_notice_may_stand_in_an_article(words: str) -> None:
    assert read_article(words * 5).text == words * 5


def test_lone_surrogate_is_refused() -> None:
    with pytest.raises(InputError, match="lone surrogate at character 2"):
        read_article("ab\ud800")


def test_unknown_format_names_the_known() -> None:
    with pytest.raises(InputError, match="use one of text, markdown, html"):
        read_article("x", format="pdf")


def test_pipe_and_device_are_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    faults = [*iter_articles(tmp_path / "pipe.txt"), *iter_articles(Path("/dev/zero"))]
    assert [isinstance(f, InputError) and "no ordinary file" in str(f) for f in faults] == [True, True]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Kaffee senkt den Blutdruck und schützt vor Diabetes, sagen Forscher aus Berlin.", "German"),
        ("Metformin senkt den Blutzucker bei Typ-2-Diabetes.", "German"),
        ("Le café réduit le risque de diabète chez les adultes, selon une étude.", "French"),
        ("El café reduce el riesgo de diabetes en los adultos, según un estudio.", "Spanish"),
        ("Un nuovo farmaco riduce il rischio di ictus nei pazienti con diabete.", "Italian"),
    ],
)
def test_a_sentence_in_another_language_is_refused(text: str, language: str) -> None:
    with pytest.raises(InputError, match=f"seems to be in {language}"):
        read_article(text)


@pytest.mark.parametrize(
    "text",
    [
        "Men die in war",
        "Stem Cell Therapy Reverses Type 2 Diabetes",
        "Doctors at the Hospital del Mar en Barcelona treated asthma with yoga.",
        "Lopez DE, Berg LA, Costa EL, Marin LES",
        "El Camino Real de Salud Hospital, Doctors Say",
    ],
)
def test_a_few_foreign_words_make_no_foreign_text(text: str) -> None:
    assert read_article(text).text == text


@pytest.mark.parametrize(("ending", "most"), [("txt", 10), ("xml", 100)])
def test_large_file_is_refused_before_it_is_read(tmp_path: Path, ending: str, most: int) -> None:
    path = tmp_path / f"large.{ending}"
    head = b"<PubmedArticleSet>" if ending == "xml" else b"A story."
    path.write_bytes(head)
    os.truncate(path, most * 1_000_000 + 1)
    with pytest.raises(InputError, match=f"larger than {most} MB"):
        read_article(path)
    assert [str(f) for f in iter_articles(path)] == [f"{path}: is larger than {most} MB; {APART}"]


def test_a_text_too_long_for_an_article_is_refused_wherever_it_comes_from() -> None:
    with pytest.raises(InputError, match="larger than 10 MB"):
        read_article("word " * 2_000_001)


@pytest.mark.parametrize(("head", "name"), [(b"\x1f\x8b\x08", "gzip"), (b"%PDF-1.7", "PDF"), (b"PK\x03\x04", "zip")])
def test_archives_are_named(tmp_path: Path, head: bytes, name: str) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(head + b"rest")
    with pytest.raises(InputError, match=f"is a {name} file"):
        sniff(path)


def test_corpus_goes_on_after_a_bad_line(tmp_path: Path) -> None:
    rows = [
        json.dumps(
            {"id": 1, "text": "Tea and sleep\nNurses slept.", "title": "Tea and sleep", "url": "https://x.example/a"}
        ),
        "{not json",
        "",
        json.dumps({"id": 2}),
        json.dumps({"text": "\ud800"}),
        json.dumps(
            {"text": "<p>Walks help the people of an invented town, a study of the evening says.</p>", "format": "html"}
        ),
        "[" * 100_000,
    ]
    path = tmp_path / "corpus.jsonl"
    path.write_text("\n".join(rows), encoding="utf-8")
    found = list(iter_articles(path))
    assert [isinstance(a, ArticleText) for a in found] == [True, False, False, False, True, False]
    assert [e.line for e in found if isinstance(e, InputError)][:2] == [2, 4]
    first = found[0]
    assert isinstance(first, ArticleText)
    assert (first.metadata.address, first.blocks[0].section) == ("https://x.example/a", "headline")


def test_one_long_line_is_read() -> None:
    article = read_article("word and the " * 80_000)
    assert len(article.blocks) == 1
