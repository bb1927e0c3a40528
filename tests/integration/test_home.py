"""Commits that are all or nothing: kill -9, second writer, full disk, damage, and what is verified afterwards."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml
from pyoxigraph import CanonicalizationAlgorithm, Dataset, Literal, NamedNode, RdfFormat, Store, serialize

import kg
from kg.build import BATCH, build, import_retractions, rebuild, remove
from kg.dataset import load_files
from kg.errors import ExportError, StoreError
from kg.export.files import export, write
from kg.home import Home, write_atomically
from kg.identifiers import article_id
from kg.rdf import SHARED_GRAPHS
from kg.store import graph_names, open_snapshot, open_writer
from kg.verify import verify

ROOT = Path(__file__).parent.parent.parent
CORPUS = ROOT / "kg" / "corpus"
RECORDS = sorted((CORPUS / "records").glob("*.yaml"))
ANY = (None, None, None)


def quads(home: Home) -> set:
    with kg.open(home.path) as graph:
        return set(graph.store)


@pytest.fixture
def small(tmp_path):
    """A home with three articles."""
    home = Home(tmp_path / "home")
    assert build([str(p) for p in RECORDS[:3]], home).exit_code == 0
    return home


def test_unchanged_inputs_are_skipped(small):
    before = small.read_manifest()["commit"]
    summary = build([str(p) for p in RECORDS[:3]], small)
    assert summary.count("unchanged") == 3
    assert small.read_manifest()["commit"] == before


def test_order_of_inputs_and_batches_changes_nothing(tmp_path, small):
    other = Home(tmp_path / "other")
    for path in reversed(RECORDS[:3]):
        build([str(path)], other)
    assert quads(other) == quads(small)
    assert other.read_manifest()["commit"] == small.read_manifest()["commit"]


def test_rebuild_makes_the_same_graph(small):
    before = quads(small)
    shutil.rmtree(small.store)
    shutil.rmtree(small.snapshots)
    small.manifest.unlink()
    assert rebuild(small).exit_code == 0
    assert quads(small) == before


def test_removing_an_article_leaves_nothing_of_it(tmp_path, small):
    article = small.article_ids()[0]
    remove(small, article)
    assert article not in small.article_ids()
    assert not [q for q in quads(small) if f"/article/{article}" in str(q)]
    fresh = Home(tmp_path / "fresh")
    shutil.copytree(small.articles, fresh.articles)
    shutil.copytree(small.records, fresh.records)
    rebuild(fresh)
    assert quads(fresh) == quads(small)


def test_a_corrected_record_replaces_the_old_one(tmp_path, small):
    path = tmp_path / "corrected.yaml"
    record = small.record_path(small.article_ids()[0]).read_text(encoding="utf-8")
    path.write_text(record.replace("publisher: ", "publisher: The "), encoding="utf-8")
    assert build([str(path)], small).count("built") == 1
    fresh = Home(tmp_path / "fresh")
    build([str(small.records)], fresh)
    assert {q for q in quads(fresh) if "The " in str(q)} == {q for q in quads(small) if "The " in str(q)}


def test_two_records_for_one_article_are_named(tmp_path):
    copy = tmp_path / "copy.yaml"
    shutil.copy(RECORDS[0], copy)
    summary = build([str(RECORDS[0]), str(copy)], Home(tmp_path / "h"))
    assert summary.exit_code == 3
    error = next(o.error for o in summary.outcomes if o.error)
    assert "two records for one article" in error
    assert str(RECORDS[0]) in error


def test_records_of_one_file_are_told_apart_by_their_lines(tmp_path):
    corpus, agent = tmp_path / "corpus.jsonl", {"provenance": {"agent": "wizard"}}
    one, two = ({"article": {"title": t, "address": f"https://example.org/{t}"}} for t in ("one", "two"))
    corpus.write_text("".join(f"{json.dumps(record)}\n" for record in (one, one, two | agent)), encoding="utf-8")
    summary = build([str(corpus)], Home(tmp_path / "h"))
    assert [o.origin for o in summary.outcomes] == [f"{corpus}:{line}" for line in (2, 1, 3)]
    assert f"{corpus}:2: two records for one article, the other is {corpus}:1;" in summary.outcomes[0].error
    assert any("text_mining_agent" in r.message for r in summary.outcomes[2].results)


def test_a_broken_input_leaves_the_others_in(tmp_path):
    bad = tmp_path / "bad.yaml"
    bad.write_text("article: {title: x}\n", encoding="utf-8")
    home = Home(tmp_path / "h")
    summary = build([str(bad), str(tmp_path / "missing.yaml"), str(RECORDS[0])], home)
    assert summary.exit_code == 3
    assert summary.count("built") == 1
    assert len(home.article_ids()) == 1


def test_a_record_with_a_violation_is_not_committed(tmp_path):
    bad = tmp_path / "bad.yaml"
    bad.write_text(
        "article: {title: A title here, address: 'https://example.org/a', publisher: P, text: 'sha256:"
        + "0" * 64
        + "', characters: 99}\n"
        "claims:\n- says: beta-cell reverses type-2-diabetes\n  at: 0-5\n",
        encoding="utf-8",
    )
    home = Home(tmp_path / "h")
    summary = build([str(bad), str(RECORDS[0])], home)
    assert summary.exit_code == 1
    refused = next(o for o in summary.outcomes if o.status == "refused")
    assert {r.rule for r in refused.results if r.severity == "Violation"} == {"V04"}
    assert [refused.lines[r.focus] for r in refused.results if r.severity == "Violation"] == [3]
    assert len(home.article_ids()) == 1


def test_a_circle_is_told_with_the_lines_of_its_concepts(tmp_path):
    record = tmp_path / "circle.yaml"
    record.write_text(
        "article: {title: A title here, address: 'https://example.org/a'}\n"
        "entities:\n"
        "  aa: {class: Therapy, label: Aa, broader: bb}\n"
        "  bb: {class: Therapy, label: Bb, broader: aa}\n"
        "claims:\n- says: aa treats type-2-diabetes\n  at: 0-5\n",
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "kg", "build", str(record), "--home", str(tmp_path / "h")]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 1
    assert [line.partition(": broader")[0] for line in done.stderr.splitlines()] == [
        f"kg: {record}:{line}: V47" for line in (3, 4)
    ]


def test_a_corpus_whose_first_line_is_broken_is_still_read(tmp_path):
    corpus = tmp_path / "corpus.jsonl"
    record = {
        "article": {"title": "A title here", "address": "https://example.org/a"},
        "claims": [{"says": "stem-cell-therapy treats type-2-diabetes", "at": "0-5"}],
    }
    corpus.write_text('{"article": \n' + json.dumps(record) + "\n", encoding="utf-8")
    summary = build([str(corpus)], Home(tmp_path / "h"))
    assert (summary.count("built"), summary.count("unreadable")) == (1, 1)
    assert f"{corpus}:1: " in next(o.error for o in summary.outcomes if o.error)


def test_a_home_that_cannot_be_locked_is_one_error(tmp_path):
    home = Home(tmp_path / "h")
    (home.path / "lock").mkdir(parents=True)
    with pytest.raises(StoreError, match="cannot write here"):
        build([str(RECORDS[0])], home)


def test_nothing_is_written_to_a_damaged_store(small):
    (small.store / "CURRENT").write_bytes(b"nonsense")
    with pytest.raises(StoreError, match="the store is damaged: Corruption"):
        build([str(RECORDS[3])], small)


def test_a_store_that_cannot_be_written_to_is_not_verified(small):
    """Readers use a copy, which may be whole; the next build would fail."""
    assert not verify(small).wrong
    (small.store / "CURRENT").write_bytes(b"nonsense")
    with pytest.raises(StoreError, match=r"the store is damaged.*kg rebuild"):
        verify(small)
    shutil.rmtree(small.store)
    Store(str(small.store)).flush()
    with pytest.raises(StoreError, match=r"holds 0 quads.*kg rebuild"):
        verify(small)
    small.journal.write_text("[]", encoding="utf-8")
    assert not verify(small).wrong, "a commit under way is left to whoever goes on with it"


def test_nothing_is_written_to_a_store_that_lost_its_data(small):
    """An empty store opens without a word: only the count tells."""
    shutil.rmtree(small.store)
    with pytest.raises(StoreError, match=r"holds 0 quads.*kg rebuild"):
        build([str(RECORDS[3])], small)
    assert rebuild(small).exit_code == 0


def test_second_writer_gets_one_clear_line(small):
    with open_writer(small), pytest.raises(StoreError, match=f"in use by process {os.getpid()}"):
        build([str(RECORDS[3])], small)
    assert build([str(RECORDS[3])], small).exit_code == 0


def test_a_second_command_says_who_writes_and_changes_nothing(small):
    """Row S3, as a person meets it; readers are not kept out."""
    before = quads(small)
    command = [sys.executable, "-m", "kg", "build", str(RECORDS[3]), "--home", str(small.path)]
    with open_writer(small):
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert quads(small) == before
    assert (done.returncode, done.stderr.count("\n")) == (3, 1), done.stderr
    assert f"in use by process {os.getpid()}" in done.stderr
    assert quads(small) == before


def test_readers_see_the_old_commit_until_they_open_again(small):
    with kg.open(small.path) as before:
        count = len(before.store)
        build([str(RECORDS[3])], small)
        assert len(before.store) == count
        with kg.open(small.path) as after:
            assert len(after.store) > count


def test_old_snapshots_are_freed(small):
    for path in RECORDS[3:8]:
        build([str(path)], small)
    assert len([p for p in small.snapshots.iterdir() if p.is_dir()]) == 1


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 4 : len(data) // 2] = bytes(255 - byte for byte in data[len(data) // 4 : len(data) // 2])
    path.unlink()  # the writer's store has a hard link to it
    path.write_bytes(data)


DAMAGE = {
    "emptied store": lambda home, snap: (shutil.rmtree(snap), snap.mkdir()),
    "another store in its place": lambda home, snap: (shutil.rmtree(snap), Store(str(snap)).flush()),
    "missing table file": lambda home, snap: [p.unlink() for p in snap.glob("*.sst")],
    "truncated MANIFEST": lambda home, snap: [p.write_bytes(b"") for p in snap.glob("MANIFEST*")],
    "flipped bytes": lambda home, snap: [flip(p) for p in snap.glob("*.sst")],
    "garbage CURRENT": lambda home, snap: (snap / "CURRENT").write_bytes(b"nonsense"),
    "no snapshot": lambda home, snap: shutil.rmtree(snap),
    "garbage manifest.json": lambda home, snap: home.manifest.write_text("{", encoding="utf-8"),
    "other base": lambda home, snap: home.manifest.write_text(
        json.dumps({**home.read_manifest(), "base": "https://example.org/kg/"}), encoding="utf-8"
    ),
    "other schema": lambda home, snap: home.manifest.write_text('{"schema": 99}', encoding="utf-8"),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_store_is_refused_with_the_remedy(small, damage):
    snapshot = small.snapshots / str(small.read_manifest()["snapshot"])
    before = quads(small)
    damage(small, snapshot)
    with pytest.raises(StoreError, match="kg rebuild"):
        open_snapshot(small)
    assert rebuild(small).exit_code == 0
    assert quads(small) == before


def test_a_damaged_store_is_not_served_at_all(small):
    """Row S5: an empty store in its place opens without a word, and would answer as if that were all."""
    DAMAGE["another store in its place"](small, small.snapshots / str(small.read_manifest()["snapshot"]))
    command = [sys.executable, "-m", "kg", "serve", "--home", str(small.path), "--port", "0"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr.count("\n")) == (3, 1), done.stderr
    assert "kg rebuild" in done.stderr


def test_a_snapshot_that_is_gone_is_told_as_such(small):
    """Not as a store that is damaged."""
    shutil.rmtree(small.snapshots / str(small.read_manifest()["snapshot"]))
    with pytest.raises(StoreError, match="the current snapshot is missing"):
        open_snapshot(small)


def test_no_graph_here_says_how_to_make_one(tmp_path):
    with pytest.raises(StoreError, match="run kg build"):
        kg.open(tmp_path)


READ = """
import sys, kg
with kg.open(sys.argv[1]) as graph:
    print(len(list(graph.claims())), graph.index.search("diabetes")[0].label, graph.index.path.parent)
"""


@pytest.fixture
def read_only(small):
    """The home where nothing may be written."""
    rights = {path: path.stat().st_mode for path in (small.path, *small.path.rglob("*"))}
    for path, mode in rights.items():
        path.chmod(mode & ~0o222)
    yield small
    for path, mode in rights.items():
        path.chmod(mode)


def read_as_owner(home, aside):
    """Read the home in a process that is bound by the rights of files, as root otherwise is not."""
    bound = ["setpriv", "--bounding-set=-dac_override"] if os.geteuid() == 0 else []
    return subprocess.run(
        [*bound, sys.executable, "-c", READ, home.path],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(aside)},
    )


def test_a_home_that_may_only_be_read_is_read_and_searched(read_only, tmp_path):
    aside = tmp_path / "aside"
    aside.mkdir()
    done = read_as_owner(read_only, aside)
    claims, label, place = done.stdout.split(maxsplit=2) if done.returncode == 0 else pytest.fail(done.stderr)
    assert int(claims) > 0
    assert "diabetes" in label + place
    assert str(aside) in place
    assert not list(aside.iterdir())
    assert not read_only.search.exists()


def test_a_snapshot_whose_lock_cannot_be_made_says_so(small, tmp_path):
    for lock in small.snapshots.glob("*.lock"):
        lock.unlink()
    small.snapshots.chmod(0o555)
    done = read_as_owner(small, tmp_path)
    small.snapshots.chmod(0o755)
    assert "cannot be opened: Permission denied; free space or mend the rights" in done.stderr


def test_unwritable_home_is_one_line(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("x", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot write here"):
        build([str(RECORDS[0])], Home(blocked / "home"))


def test_kill_at_any_moment_loses_nothing_acknowledged_and_leaves_no_half_article(tmp_path):
    reference = Home(tmp_path / "reference")
    build([str(CORPUS)], reference)
    expected = quads(reference)
    home = Home(tmp_path / "home")
    build([str(p) for p in RECORDS[:5]], home)
    acknowledged = set(home.read_manifest()["articles"])
    chance = random.Random(7)
    for _ in range(5):
        process = subprocess.Popen(
            [sys.executable, "-m", "kg", "build", str(CORPUS), "--home", str(home.path)],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(chance.uniform(0.2, 2.5))
        process.send_signal(signal.SIGKILL)
        process.wait()
        with kg.open(home.path) as graph:
            held = {row.text("article").rpartition("/")[2] for row in graph.query("table-articles")}
            manifest = set(graph.snapshot.manifest["articles"])
        assert held == manifest >= acknowledged
        acknowledged = manifest
    assert build([str(CORPUS)], home).exit_code == 0
    assert quads(home) == expected
    assert not home.journal.exists()


STEPS = """
import os, signal, sys
from pathlib import Path
import kg.build
from kg.home import Home
from kg.store import Writer
from kg.validate import article_shapes
from kg.vocabulary import load

stores, met = [], []
FILES = {"mkdir", "rename", "replace", "rmdir", "unlink"}
STORE = {"backup", "bulk_extend", "flush", "remove", "remove_graph"}

def count(frame, event, called):
    if event == "c_call" and (
        (called.__module__ == "posix" and called.__name__ in FILES)
        or (called.__name__ in STORE and called.__self__ in stores)
    ):
        name = called.__name__
        if name not in ("remove", "unlink") or met.count(name) < 5:  # one of many is like the other
            met.append(name)
        if len(met) == last:
            os.kill(os.getpid(), signal.SIGKILL)

def noted(writer, home, store, *given, usual=Writer.__init__):
    stores.append(store)
    usual(writer, home, store, *given)

Writer.__init__ = noted
os.sync, os.fsync = lambda: None, lambda file: None  # a kill, unlike a power cut, loses nothing that was written
load(), article_shapes()
for line in sys.stdin:
    last, home, *inputs = line.split()
    last = int(last)
    child = os.fork()
    if not child:
        sys.setprofile(count)
        if inputs:
            kg.build.build(inputs, Home(Path(home)))
        else:
            kg.build.BATCH = 1
            kg.build.rebuild(Home(Path(home)))
        os._exit(0)
    print(os.waitpid(child, 0)[1], flush=True)
"""
"""Builds inputs, or rebuilds a home, in children; each is killed before its nth change of a file or the store."""


@contextlib.contextmanager
def killed_at_each_step(home, *inputs):
    """Walk copies of a home, each as a build of the inputs, or a rebuild, left it when it was killed."""
    with subprocess.Popen(
        [sys.executable, "-c", STEPS], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as nursery:

        def left():
            for step in itertools.count(1):
                copy = Home(home.path.with_name(f"killed at step {step}".replace(" ", "-")))
                shutil.copytree(home.path, copy.path)
                print(step, copy.path, *inputs, file=nursery.stdin, flush=True)
                if int(nursery.stdout.readline()) == 0:
                    return
                yield copy
                shutil.rmtree(copy.path)

        yield left()
        nursery.stdin.close()


def records(home):
    """Return all that lies in the folder of records, and see that no part of a file is left beside the texts."""
    assert {path.suffix for path in home.articles.iterdir()} <= {".txt"}
    return {path.name: path.read_text(encoding="utf-8") for path in home.records.iterdir()}


def test_a_kill_at_any_step_of_a_commit_leaves_the_old_one_or_the_new_one(small, tmp_path):
    """Row S2: three records that lost a claim, and a new one, are there together or not at all."""
    _, corrected = versions(tmp_path)
    inputs, spared = [str(RECORDS[3]), str(corrected)], Home(tmp_path / "spared")
    shutil.copytree(small.path, spared.path)
    build(inputs, spared)
    old, new = [(quads(home), records(home)) for home in (small, spared)]
    met, commits = [], [home.read_manifest()["commit"] for home in (small, spared)]
    with killed_at_each_step(small, *inputs) as homes:
        for home in homes:
            with kg.open(home.path) as graph:
                seen = commits.index(graph.commit)
            build([], home)
            found = quads(home), records(home)
            assert found in (old, new), f"neither the old commit nor the new one after a kill at step {len(met) + 1}"
            assert not home.journal.exists()
            met.append((seen, found == new))
    assert met == sorted(met)
    assert set(met) == {(0, False), (0, True), (1, True)}


def test_a_kill_at_any_step_of_a_rebuild_loses_nothing(tmp_path):
    """Row S2: with a batch for each article, so that many steps fall between two of them."""
    built = Home(tmp_path / "home")
    build([str(path) for path in RECORDS[:2]], built)
    whole, steps = (quads(built), records(built)), 0
    with killed_at_each_step(built) as homes:
        for home in homes:
            kg.open(home.path).close()
            build([], home)
            assert (quads(home), records(home)) == whole, "a part was taken for the whole"
            assert not home.journal.exists()
            steps += 1
    assert steps > 20


NURSERY = """
import os, signal, sys, time
from pathlib import Path
from kg.build import build
from kg.home import Home
from kg.validate import article_shapes
from kg.vocabulary import load

home, _ = Home(Path(sys.argv[1])), (load(), article_shapes())
for line in sys.stdin:
    folder, seconds = line.split()
    child = os.fork()
    if not child:
        build([folder], home)
        os._exit(0)
    until = time.monotonic() + float(seconds)
    while not (done := os.waitpid(child, os.WNOHANG))[0] and time.monotonic() < until:
        time.sleep(0.001)
    if not done[0]:
        os.kill(child, signal.SIGKILL)
        done = os.waitpid(child, 0)
    print(done[1], flush=True)
"""
"""Builds folders in children, each of which is killed after so many seconds, if it is not done before."""


def versions(folder):
    """Write three records twice, the second time without their last claims; return the folders."""
    for name, last in (("all", None), ("less", -1)):
        (folder / name).mkdir()
        for path in RECORDS[:3]:
            record = yaml.safe_load(path.read_text(encoding="utf-8"))
            record["claims"] = record["claims"][:last]
            text = yaml.safe_dump(record, allow_unicode=True)
            (folder / name / path.name).write_text(text, encoding="utf-8")
        yield folder / name


def shared(home):
    """Return the quads of the graphs that articles share."""
    return {q for q in quads(home) if q.graph_name.value.startswith(SHARED_GRAPHS)}


def test_what_articles_say_alike_of_a_thing_stands_once_and_as_long_as_one_of_them(tmp_path):
    """Else a query that names things multiplies by the articles that do: thirty to the fourth for a pair of labels."""
    home, files = Home(tmp_path / "home"), []
    entity = {"class": "Condition", "label": "gloom", "exact": "MESH:D003866", "shared": True}
    for number in range(30):
        record = {
            "article": {"title": f"No {number}", "address": f"https://example.org/{number}", "publisher": "Example"},
            "entities": {"gloom": entity if number else {**entity, "also": ["low mood"]}},
            "claims": [{"says": "metformin treats gloom", "at": "0-3"}],
        }
        files.append(tmp_path / f"{number}.yaml")
        files[-1].write_text(yaml.safe_dump(record), encoding="utf-8")
    done = build([str(path) for path in files], home)
    assert done.count("built") == 30, [o.error for o in done.outcomes][:1]
    described = {q.object.value for q in shared(home) if q.subject.value.endswith("concept/gloom")}
    assert {"gloom", "low mood"} < described
    with kg.open(home.path) as graph:
        assert len(list(graph.store.quads_for_pattern(None, None, Literal("Example")))) == 2, "label and name"
        assert graph.graph().number_of_edges() == 1
    first, *others = sorted(files, key=lambda path: path.name)
    remove(home, article_id("https://example.org/0", ""))
    assert "low mood" not in {q.object.value for q in shared(home)}
    apart = Home(tmp_path / "apart")
    build([str(path) for path in others], apart)
    assert quads(home) == quads(apart)
    for path in others:
        remove(home, article_id(f"https://example.org/{path.stem}", ""))
    assert shared(home) == set()


def by_article(home):
    """Return the quads of each article of a home."""
    with contextlib.closing(open_snapshot(home)) as snapshot:
        return {
            article: {
                q for name in graph_names([article]) for q in snapshot.store.quads_for_pattern(*ANY, NamedNode(name))
            }
            for article in snapshot.manifest["articles"]
        }


def test_fifty_kills_lose_nothing_and_leave_nothing_half(tmp_path):
    """Row S2: one version and the other in turn; each kill leaves every article whole, in the one or the other."""
    made, wholes = {}, {}
    for folder in versions(tmp_path):
        build([str(folder)], fresh := Home(tmp_path / f"home of {folder.name}"))
        made[str(folder)], wholes[str(folder)] = by_article(fresh), quads(fresh)
    home, command = Home(tmp_path / "home"), [sys.executable, "-c", NURSERY, str(tmp_path / "home")]
    chance, broken, killed, longest, turns = random.Random(13), 0, 0, 0.0, itertools.cycle(made)
    build([next(turns)], home)
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as nursery:
        while killed < 50:
            started, seconds = time.monotonic(), chance.uniform(0, longest) if longest else 600
            print(wanted := next(turns), seconds, file=nursery.stdin, flush=True)
            status = int(nursery.stdout.readline())
            longest = longest or time.monotonic() - started
            assert status in (0, signal.SIGKILL)
            killed, broken = killed + (status != 0), broken + home.journal.exists()
            for article, found in by_article(home).items():
                assert found == made[wanted][article] or (status and found in [m[article] for m in made.values()])
        nursery.stdin.close()
    assert broken > 5, "hardly a commit was broken off"
    assert build([wanted], home).exit_code == 0
    assert quads(home) == wholes[wanted]
    assert not home.journal.exists()


def test_journalled_articles_are_redone_by_the_next_writer(small):
    """Row S2: those too that the next build does not name."""
    before, articles = quads(small), small.article_ids()
    write_atomically(small.journal, json.dumps(articles))
    with open_writer(small) as writer:
        for graph in list(writer.store.named_graphs()):
            if any(article in graph.value for article in articles):
                writer.store.remove_graph(graph)
        writer.store.flush()
    build([str(RECORDS[1])], small)
    assert quads(small) == before


def test_nothing_is_redone_in_a_store_that_lost_its_data(small):
    """A journal tells that the count is another; what it does not name has to be there all the same."""
    write_atomically(small.journal, json.dumps(small.article_ids()[:1]))
    shutil.rmtree(small.store)
    with pytest.raises(StoreError, match=r"lost article.*kg rebuild"):
        build([str(RECORDS[3])], small)


@pytest.mark.parametrize("broken", ["article: [\n", "article: {title: x}\n"])
def test_what_cannot_be_redone_is_told_and_taken_out(small, broken):
    """Not left in the store as the broken-off commit left it; its record stays for its owner to mend."""
    article, *others = small.article_ids()
    small.record_path(article).write_text(broken, encoding="utf-8")
    write_atomically(small.journal, json.dumps([article]))
    summary = build([], small)
    assert [(o.status, str(small.record_path(article)) in o.error) for o in summary.outcomes] == [("unreadable", True)]
    assert sorted(by_article(small)) == others
    assert not any(f"article/{article}" in str(quad) for quad in quads(small))
    assert small.record_path(article).read_text(encoding="utf-8") == broken
    assert build([], small).outcomes == []


def test_notices_are_flagged_in_a_whole_graph(small):
    """Row S2: after a commit that broke off they, too, wait until it is redone."""
    before = quads(small)
    write_atomically(small.journal, json.dumps(small.article_ids()))
    with open_writer(small) as writer:
        writer.store.remove_graph(NamedNode(next(graph_names(small.article_ids()))))
        writer.store.flush()
    assert import_retractions(small, {}) == 0
    assert quads(small) == before


def test_what_two_articles_speak_of_is_judged_alike_in_one_batch_and_in_two(tmp_path):
    files = []
    for name in ("one", "two"):
        record = {
            "article": {"title": name, "address": f"https://example.org/{name}"},
            "entities": {"gloom": {"class": "Condition", "label": "gloom", "exact": "MESH:D003866"}},
            "claims": [{"says": "metformin treats gloom", "at": "0-3"}],
        }
        files.append(tmp_path / f"{name}.yaml")
        files[-1].write_text(yaml.safe_dump(record), encoding="utf-8")
    together, apart = Home(tmp_path / "together"), Home(tmp_path / "apart")
    assert build([str(path) for path in files], together).count("built") == 2
    assert [build([str(path)], apart).count("built") for path in files] == [1, 1]
    assert quads(together) == quads(apart)
    with kg.open(apart.path) as graph:
        assert graph.report().conforms


def test_a_snapshot_that_is_read_is_never_written_over(small):
    with kg.open(small.path) as graph:
        before = len(graph.store)
        rebuild(small)
        assert graph.snapshot.path.is_dir()
        assert len(graph.store) == before
        with kg.open(small.path) as newer:
            assert newer.snapshot.path != graph.snapshot.path


def test_a_commit_between_manifest_and_snapshot_is_followed(small):
    class Late(Home):
        """A home where a writer commits just after the manifest was first read."""

        seen = 0

        def read_manifest(self):
            manifest = super().read_manifest()
            Late.seen += 1
            if Late.seen == 1:
                build([str(RECORDS[3])], Home(self.path))
            return manifest

    found = open_snapshot(Late(small.path))
    assert len(found.manifest["articles"]) == 4
    found.close()
    assert len(list(small.snapshots.glob("*.lock"))) == 1


@pytest.fixture
def tiny_disk(tmp_path):
    """A file system of a few megabytes, or the same limit on file size where mounting is not allowed."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(place)], capture_output=True, check=False
    )
    yield place, mounted.returncode == 0
    if mounted.returncode == 0:
        subprocess.run(["umount", str(place)], check=True)


@pytest.mark.parametrize("room", [0, 2**18], ids=["at the start", "in the middle of a commit"])
def test_a_full_disk_is_one_line_and_heals(tiny_disk, tmp_path, room):
    """Row S4. ``room`` is what is free: nothing, or enough to open the store and too little to commit."""
    place, mounted = tiny_disk
    home = Home(place / "home" if mounted else tmp_path / "home")
    build([str(RECORDS[0])], home)
    before = quads(home)
    limit = "" if mounted else "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000)); "
    ballast = place / "ballast"
    if mounted:
        with ballast.open("wb", buffering=0) as out, pytest.raises(OSError, match="No space left"):
            out.writelines(itertools.repeat(b"x" * 65536))
        os.truncate(ballast, ballast.stat().st_size - room)
    code = f"import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); {limit}from kg.cli import main; main()"
    result = subprocess.run(
        [sys.executable, "-c", code, "build", str(CORPUS), "--home", str(home.path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 3, result.stderr
    assert "Traceback" not in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert ("No space left" if mounted else "File too large") in result.stderr
    assert "damaged" not in result.stderr
    assert quads(home) == before
    if mounted:
        with pytest.raises(ExportError, match="No space left"):
            write(place / "graph.nq", b"x" * 2**22)
        assert not list(place.glob("*graph.nq*")), "part of an export was left"
    ballast.unlink(missing_ok=True)
    if mounted:
        assert build([str(RECORDS[0]), str(RECORDS[1])], home).exit_code == 0


def test_an_export_that_is_killed_leaves_the_old_file_or_the_new_one(tmp_path):
    """Row S6: a reader meets whole files only, and the next export clears what the killed one left."""
    target = tmp_path / "graph.nq"
    versions = {letter * 4_000_000 for letter in (b"a", b"b")}
    write(target, b"a" * 4_000_000)
    code = (
        "import sys\nfrom pathlib import Path\nfrom kg.export.files import write\nprint(flush=True)\n"
        "while True:\n    for letter in (b'a', b'b'):\n        write(Path(sys.argv[1]), letter * 4_000_000)"
    )
    chance = random.Random(11)
    for _ in range(10):
        with subprocess.Popen([sys.executable, "-c", code, str(target)], cwd=ROOT, stdout=subprocess.PIPE) as process:
            process.stdout.readline()
            until, seen = time.monotonic() + chance.uniform(0.05, 0.3), set()
            while time.monotonic() < until:
                seen.add(target.read_bytes())
            process.kill()
        assert seen <= versions
        assert target.read_bytes() in versions
    leftover = tmp_path / ".graph.nq.999999999.tmp"
    leftover.write_bytes(b"half")
    write(target, b"whole")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["graph.nq", "graph.nq.sha256"]
    assert target.read_bytes() == b"whole"


@pytest.mark.parametrize("form", ["nq", "trig", "nt", "ttl", "jsonld", "rdf"])
def test_an_export_is_read_and_exported_again_the_same(small, tmp_path, form):
    """Row S7: compared by canonical form (RDFC-1.0), after a way through a fresh store."""
    with kg.open(small.path) as graph:
        source = graph.source()
        first = tmp_path / f"first.{form}"
        write(first, export(source, form))
    store = Store.read_only(str(load_files([first], tmp_path / "fresh")))
    second = serialize(store, format=RdfFormat.N_QUADS)
    expected = export(source, "nq" if form in ("nq", "trig") else "nt")
    assert canonical(second) == canonical(expected)
    assert len(store) > 100


def canonical(lines: bytes) -> list[str]:
    """What the engine stores of it, in canonical order; digits are as the engine writes them on both sides."""
    store = Store()
    store.load(lines, format=RdfFormat.N_QUADS)
    dataset = Dataset(store)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(str(quad) for quad in dataset)


def test_commits_are_ordered_by_number_whatever_the_clock_says(small):
    """Row S8: the newest commit is served, though the older one beside it is dated before, or long after it."""
    for days, record in ((-1, RECORDS[3]), (3650, RECORDS[4])):
        before = quads(small)
        with kg.open(small.path):  # a reader: its snapshot stays
            moment = time.time() + days * 86_400
            for path in [small.path, *small.path.rglob("*")]:
                os.utime(path, (moment, moment), follow_symlinks=False)
            build([str(record)], small)
            assert quads(small) > before
    assert len(small.read_manifest()["articles"]) == 5
    after = quads(small)
    assert build([str(p) for p in RECORDS[:5]], small).exit_code == 0
    assert quads(small) == after


def test_verify_counts_and_finds_what_was_changed(tmp_path):
    home = Home(tmp_path / "h")
    build([str(CORPUS)], home)
    result = verify(home)
    assert result.verified > 200
    assert result.unverifiable > 0
    assert result.wrong == []
    text = next(home.articles.glob("*.txt"))
    text.write_text("other words", encoding="utf-8")
    assert len(verify(home).wrong) == 1


PAGE = """<html><head><title>Coffee and strokes</title><link rel="canonical" href="https://news.example/coffee"></head>
<body><article><p>Metformin may cause {harm} in many adults, doctors in Leeds said.</p></article></body></html>"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("causes", "not causes"),
        ("publisher: not stated", "publisher: Leeds Herald"),
        ("provenance:", "dismissed:\n- {rule: O14, reason: a note of two lines}\nprovenance:"),
    ],
)
def test_a_new_text_replaces_what_was_extracted_but_no_correction(tmp_path, old, new):
    home, page = Home(tmp_path / "home"), tmp_path / "page.html"
    for harm in ("infection", "anaemia"):
        page.write_text(PAGE.format(harm=harm), encoding="utf-8")
        assert build([str(page)], home).count("built") == 1
    (article,) = home.article_ids()
    record = home.record_path(article)
    written, corrected = record.read_text(encoding="utf-8"), tmp_path / "corrected.yaml"
    corrected.write_text(written.replace(old, new, 1), encoding="utf-8")
    build([str(corrected)], home)
    kept = record.read_bytes()
    assert kept != written.encode()
    page.write_text(PAGE.format(harm="blindness"), encoding="utf-8")
    summary = build([str(page)], home)
    assert summary.exit_code == 1
    assert "corrected by hand, so it is kept" in summary.outcomes[0].error
    assert record.read_bytes() == kept
    assert build([str(page), str(corrected)], home).count("unchanged") == 1


def test_a_copy_of_an_article_is_passed_over(tmp_path):
    home, folder = Home(tmp_path / "home"), tmp_path / "articles"
    folder.mkdir()
    for name in ("one.txt", "two.txt"):
        (folder / name).write_text("Metformin may cause anaemia.", encoding="utf-8")
    summary = build([str(folder)], home)
    assert sorted((o.status, o.claims) for o in summary.outcomes) == [("built", 1), ("unchanged", 0)]
    assert summary.exit_code == 0
    assert build([str(folder)], home).exit_code == 0


DRAFT = "Metformin and anaemia\n\nMetformin may cause {harm} in many adults, doctors in Leeds said on Monday.\n\n{more}"


@pytest.mark.parametrize("between", [0, BATCH])
def test_two_versions_of_one_call_are_asked_about(tmp_path, between):
    """In one batch as in two."""
    drafts = tmp_path / "drafts"
    drafts.mkdir()
    for name, harm in (("a", "anaemia"), ("c", "infection")):
        (drafts / f"{name}.txt").write_text(DRAFT.format(harm=harm, more="Nobody knows why."), encoding="utf-8")
    lines = [json.dumps({"id": str(n), "text": f"It rained on day {n}."}) for n in range(between)]
    (drafts / "b.jsonl").write_text("\n".join(lines), encoding="utf-8")
    outcomes = {o.origin: o for o in build([str(drafts)], Home(tmp_path / "home")).outcomes}
    first, second = (outcomes[f"{drafts}/{name}.txt"] for name in "ac")
    assert (first.note, second.note.partition(";")[0]) == (
        "",
        f"{drafts}/c.txt: article {first.article} has this title and nearly this text",
    )


@pytest.mark.parametrize("more", ["Nobody knows why.", "\n".join(f"Line {n} of a long story." for n in range(40))])
def test_a_changed_text_without_an_address_is_asked_about(tmp_path, more):
    home, draft = Home(tmp_path / "home"), tmp_path / "draft.txt"
    draft.write_text(DRAFT.format(harm="anaemia", more=more), encoding="utf-8")
    (first,) = build([str(draft)], home).outcomes
    assert (first.status, first.note) == ("built", "")
    draft.write_text(DRAFT.format(harm="infection", more=more), encoding="utf-8")
    (second,) = build([str(draft)], home).outcomes
    assert second.status == "built"
    assert second.note.startswith(f"{draft}: article {first.article} has this title and nearly this text; if this is ")
    assert f"kg remove {first.article}" in second.note
    assert not build([str(draft)], home).outcomes[0].note
    draft.write_text("Metformin and anaemia\n\nQuite another story, of what a doctor ate in Leeds.", encoding="utf-8")
    assert not build([str(draft)], home).outcomes[0].note
