"""A folder full of bad input, as a command meets it: a line each, and the good articles come out."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import main

GOOD = "Lithium Helps in Mania\n\nLithium treats mania in adults, researchers found in a trial of 40 people.\n"
GERMAN = "Die Studie zeigt, dass der Patient mit der Kur nicht mehr leidet und es auch so bleibt. " * 5
LAUGHS = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
COOKIES = "We use cookies. Accept all cookies to consent to cookies, or read the cookie policy."
FILES = {
    "a.txt": (b"", "is empty"),
    "b.txt": (bytes(range(256)) * 9, "is a binary file"),
    "c.html": (b"<html><body>" + b"<b>" * 1_000_000, "holds no article text"),
    "d.html": (b"<html><body>" + b"<div>" * 100_000 + b"hello" + b"</div>" * 100_000, "holds no article text"),
    "e.xml": (f'<!DOCTYPE article [<!ENTITY e0 "ha">{LAUGHS}]><article><p>&e9;</p></article>'.encode(), "entities"),
    "f.xml": (b'<!DOCTYPE article [<!ENTITY x SYSTEM "file:///etc/passwd">]><article>&x;</article>', "entities"),
    "g.html": (gzip.compress(b"x" * 50_000_000), "is a gzip file"),
    "h.txt": ("Caf\u00e9".encode("latin-1"), "is not UTF-8"),
    "i.txt": (b"one\0two", "holds a NUL"),
    "j.jsonl": (b'{"text": "a \\ud800 b"}', "holds a lone surrogate"),
    "k.txt": (GERMAN.encode(), "seems to be in German"),
    "l.html": (f"<html><body><p>{COOKIES}</p></body></html>".encode(), "is only a cookie notice"),
    "m.txt": (COOKIES.encode(), "is only a cookie notice"),
}
ODD = {"n.txt": "is no ordinary file", "o.txt": "is no ordinary file", "p.txt": "symbolic links", "q.txt": "larger"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KG_TERMS", str(tmp_path / "no-packs"))
    batch = tmp_path / "batch"
    batch.mkdir()
    for name, (data, _) in FILES.items():
        (batch / name).write_bytes(data)
    os.mkfifo(batch / "n.txt")
    (batch / "o.txt").symlink_to("/dev/zero")
    (batch / "p.txt").symlink_to("p.txt")
    with (batch / "q.txt").open("wb") as file:
        file.truncate(100_000_001)
    (batch / "loop").symlink_to(batch, target_is_directory=True)
    (batch / "z.txt").write_text(GOOD, encoding="utf-8")
    return batch


def test_every_bad_file_is_one_line_and_the_rest_goes_on(folder: Path) -> None:
    found = CliRunner().invoke(main, ["extract", str(folder), "-f", "jsonl"])
    said = [line for line in found.stderr.splitlines() if str(folder) in line]
    faults = {name: fault for name, (_, fault) in FILES.items()} | ODD
    assert [line.split(": ")[1].split(":")[0] for line in said] == [str(folder / name) for name in faults]
    assert [fault for fault, line in zip(faults.values(), said, strict=True) if fault not in line] == []
    assert [json.loads(line)["article"]["title"] for line in found.stdout.splitlines()] == ["Lithium Helps in Mania"]
    assert found.exit_code == 3


def test_bad_pages_are_error_lines_of_annotate(folder: Path) -> None:
    kinds = {".html": "html", ".xml": "jats", ".txt": "text"}
    rows = [
        {"id": name, "format": kinds[Path(name).suffix], "text": data.decode("latin-1")}
        for name, (data, _) in FILES.items()
        if Path(name).suffix in kinds and name not in ("h.txt", "g.html")
    ]
    lines = "\n".join(map(json.dumps, [*rows, {"id": "good", "text": GOOD}]))
    found = CliRunner().invoke(main, ["annotate"], input=lines)
    out = [json.loads(line) for line in found.stdout.splitlines()]
    assert [row["id"] for row in out] == [*(row["id"] for row in rows), "good"]
    assert ["error" in row for row in out] == [*[True] * len(rows), False]


BAD_ADDRESSES = ("javascript:alert(1)", "news.example/a", "https://news.example/%zz", "https://news.example:99999/a")


def test_a_bad_address_costs_its_own_line_of_a_corpus(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus.jsonl"
    rows = [{"text": f"{GOOD}{n}", "url": url} for n, url in enumerate((*BAD_ADDRESSES, "https://news.example/a"))]
    corpus.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    found = CliRunner().invoke(main, ["build", str(corpus), "--home", str(tmp_path / "home"), "--json"])
    assert [f"kg: {corpus}:{n}" in found.stderr for n in range(1, 6)] == [*[True] * 4, False]
    assert [o["status"] for o in json.loads(found.stdout)["inputs"]] == [*["unreadable"] * 4, "built"]
    assert found.exit_code == 3


def test_a_name_that_commands_a_terminal_is_only_told(tmp_path: Path) -> None:
    name = os.fsdecode(b"\xff\x1b[31m\xe2\x80\xae.txt")
    (tmp_path / name).write_text(GOOD, encoding="utf-8")
    (tmp_path / f"empty{name}").touch()
    for form in ("text", "json", "sarif", "html"):
        found = CliRunner().invoke(main, ["check", str(tmp_path), "-f", form], color=True)
        assert isinstance(found.exception, SystemExit), found.exception
        assert found.stderr.count("is empty") == 1
        assert not set(found.stderr) & {"\x1b", "\u202e", "\udcff"}
