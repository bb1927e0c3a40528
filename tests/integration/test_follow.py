"""A server follows the commits of its home, and never serves one that cannot be trusted."""

from __future__ import annotations

import json
import shutil

import pytest

from kg.build import build
from kg.endpoint.follow import Follower
from kg.errors import StoreError
from kg.home import Home
from kg.store import open_snapshot
from kg.workers import Request, Settings, WorkerPool

COUNT = Request(query="SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", media_type="text/csv")


@pytest.fixture
def home(corpus_home, tmp_path):
    """A home of its own that may be changed."""
    shutil.copytree(corpus_home.path, tmp_path / "home", symlinks=True)
    return Home(tmp_path / "home")


@pytest.fixture
def followed(home):
    shown = []
    snapshot = open_snapshot(home)
    with WorkerPool(snapshot.path, Settings(workers=1)) as pool:
        follower = Follower(home, snapshot, pool, shown.append)
        yield follower, pool, shown
        follower.stop()


def counted(pool):
    return int(pool.run(COUNT).body.split()[1])


def change(home, tmp_path):
    """Commit once more: one record is built again with another title."""
    record = sorted(home.records.glob("*.yaml"))[0]
    text = record.read_text(encoding="utf-8").replace("title: ", "title: Newly ", 1)
    changed = tmp_path / record.name
    changed.write_text(text, encoding="utf-8")
    build([str(changed)], home)


def test_nothing_is_done_while_nothing_changes(followed):
    follower, _, shown = followed
    assert not follower.look()
    assert shown == []


def test_a_newer_commit_is_served_and_the_old_one_let_go(home, followed, tmp_path):
    follower, pool, shown = followed
    before, version = counted(pool), pool.version
    change(home, tmp_path)
    assert follower.look()
    assert pool.version != version
    assert shown[0].path in pool.snapshots
    assert counted(pool) >= before
    follower.look()
    change(home, tmp_path / "again" if (tmp_path / "again").mkdir() is None else tmp_path)
    follower.check()
    assert len([p for p in home.snapshots.iterdir() if p.is_dir()]) <= 2


def test_a_commit_that_lost_its_data_is_not_served(home, followed):
    """The store opens as an empty one when its MANIFEST is cut short: only the count tells."""
    follower, pool, shown = followed
    before = counted(pool)
    manifest = json.loads(home.manifest.read_text(encoding="utf-8"))
    home.manifest.write_text(json.dumps({**manifest, "quads": manifest["quads"] + 1}), encoding="utf-8")
    assert not follower.look()
    assert shown == []
    assert counted(pool) == before
    with pytest.raises(StoreError, match="kg rebuild"):
        follower.check()


def test_a_commit_that_could_not_be_served_is_tried_again(home, followed, tmp_path):
    follower, pool, shown = followed
    change(home, tmp_path)
    newest = home.snapshots / str(home.read_manifest()["snapshot"])
    aside = newest.rename(tmp_path / "aside")
    assert not follower.look()
    with pytest.raises(StoreError, match="missing"):
        follower.check()
    aside.rename(newest)
    assert follower.look()
    follower.check()
    assert shown[0].path in pool.snapshots
