"""What commands are given -> articles: each once, in order, and what is none is said to be none."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from kg.articles import read_inputs
from kg.errors import InputError, PassedOver
from kg.model import ArticleText


def test_folder_is_walked_in_order_and_loops_once(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "sub/c.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"Words of {name}.", encoding="utf-8")
    (tmp_path / "empty.txt").touch()
    (tmp_path / "record.yaml").write_text("claims: []", encoding="utf-8")
    (tmp_path / "README.md").write_text("Of this folder.", encoding="utf-8")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / "sub" / "loop").symlink_to(tmp_path, target_is_directory=True)
    found = list(read_inputs([str(tmp_path)]))
    texts = [a.text if isinstance(a, ArticleText) else re.sub(r"^/.*?(?=[^/]+: is)|^/\S+ ", "", str(a)) for a in found]
    assert texts[:4] == [
        "Words of a.txt.",
        "Words of b.txt.",
        "empty.txt: is empty",
        "passed over: README.md, picture.png",
    ]
    assert texts[4:] == [
        "Words of sub/c.txt.",
        "holds records, which are no articles: record.yaml; kg validate reads them",
    ]


def test_missing_file_is_an_error_among_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Words.", encoding="utf-8")
    found = list(read_inputs([f"{tmp_path}/{name}.txt" for name in ("none", "a", "a\0b")]))
    assert [isinstance(a, ArticleText) for a in found] == [False, True, False]


@pytest.mark.parametrize(
    ("name", "fault"),
    [("table.csv", "files that end in .csv are not read; known are "), ("r.yaml", "is a record, not an article")],
)
def test_what_is_no_article_is_not_read_as_one(tmp_path: Path, name: str, fault: str) -> None:
    path = tmp_path / name
    path.write_text("Aspirin prevents stroke in men.", encoding="utf-8")
    (found,) = read_inputs([str(path)])
    assert isinstance(found, InputError)
    assert str(found).startswith(f"{path}: {fault}")


def test_markdown_is_read_in_a_folder_as_where_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "story.md").write_text("Aspirin prevents stroke in men.", encoding="utf-8")
    for given in (tmp_path, tmp_path / "story.md"):
        (found,) = read_inputs([str(given)])
        assert isinstance(found, ArticleText)


def test_a_file_that_tells_of_its_folder_is_read_where_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "ReadMe.md").write_text("Aspirin prevents stroke in men.", encoding="utf-8")
    passed, nothing = read_inputs([str(tmp_path)])
    assert isinstance(passed, PassedOver)
    assert isinstance(nothing, InputError)
    assert str(nothing).startswith(f"{tmp_path}: nothing is read there; read are .yaml")
    (found,) = read_inputs([str(tmp_path / "ReadMe.md")])
    assert isinstance(found, ArticleText)


def test_a_folder_of_records_holds_no_article(tmp_path: Path) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text("claims: []", encoding="utf-8")
    (found,) = read_inputs([str(tmp_path)])
    assert isinstance(found, InputError)
    assert found.exit_code == 3
    assert "holds records, which are no articles: a.yaml and 1 more" in str(found)


def test_of_many_files_passed_over_some_are_named_and_all_counted(tmp_path: Path) -> None:
    for number in range(100, 130):
        (tmp_path / f"{number}.pdf").touch()
    (tmp_path / ".hidden").touch()
    passed, _ = read_inputs([str(tmp_path)])
    assert str(passed) == f"{tmp_path}: passed over: {', '.join(f'{n}.pdf' for n in range(100, 120))} and 10 more"
    assert isinstance(passed, PassedOver)
    assert passed.exit_code == 0


@pytest.mark.parametrize("text", ["a" * 5_000, "!!! ... ---", "12 34.5 %", "4_" + "x" * 101])
def test_a_text_without_a_word_is_no_article(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "b.jsonl").write_text(json.dumps({"text": text}) + "\n", encoding="utf-8")
    found = list(read_inputs([str(tmp_path)]))
    assert [str(f) for f in found] == [
        f"{tmp_path}/{name}: holds no words, so it is no article" for name in ("a.txt", "b.jsonl:1")
    ]


def test_one_long_word_is_an_article(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Pneumonoultramicroscopicsilicovolcanoconiosis.", encoding="utf-8")
    (found,) = read_inputs([str(tmp_path)])
    assert isinstance(found, ArticleText)
