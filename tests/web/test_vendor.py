"""Browser files of others: pinned, verified, all or nothing."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from web import vendor


@pytest.fixture
def frontend(tmp_path):
    """A front end that wants one file."""
    folder = tmp_path / "frontend"
    folder.mkdir()
    wanted = [{"from": "a/a.js", "name": "a.js", "sha256": hashlib.sha256(b"good").hexdigest()}]
    (folder / "files.json").write_text(json.dumps(wanted))
    return folder


def test_changed_or_absent_files_are_missing(frontend, tmp_path):
    target = tmp_path / "vendor"
    assert vendor.missing(target, frontend) == ("a.js",)
    target.mkdir()
    (target / "a.js").write_text("evil")
    assert vendor.missing(target, frontend) == ("a.js",)
    (target / "a.js").write_text("good")
    assert vendor.missing(target, frontend) == ()
    assert vendor.fetch(target, frontend) is False


def test_versions_are_exact_and_the_lock_names_no_host():
    wanted = json.loads((vendor.FRONTEND / "package.json").read_text())["dependencies"]
    lock = (vendor.FRONTEND / "package-lock.json").read_text()
    locked = json.loads(lock)["packages"]
    for name, version in wanted.items():
        assert version[0].isdigit()
        assert locked[f"node_modules/{name}"]["version"] == version
    assert "resolved" not in lock


def test_a_failed_fetch_leaves_what_was_there(frontend, tmp_path):
    for name in ("package.json", "package-lock.json", ".npmrc"):
        (frontend / name).write_text("not json")
    target = tmp_path / "vendor"
    target.mkdir()
    (target / "old.js").write_text("old")
    with pytest.raises(vendor.VendorError):
        vendor.fetch(target, frontend)
    assert [p.name for p in Path(target).iterdir()] == ["old.js"]
