"""Query workers as processes: what they answer, what kills them, and what is left of them."""

from __future__ import annotations

import contextlib
import os
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.errors import ConfigError, KgError, QueryError, QueryTimeout, StoreError
from kg.results import CSV, JSON
from kg.workers import Request, Settings, WorkerPool

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
PATIENCE = 60


def ask(pool, query, **options):
    wanted = {"query": query, "media_type": CSV, **options}
    return pool.run(Request(**wanted)).body.decode().split("\r\n")[1]


@pytest.fixture(scope="module")
def pool(snapshot):
    with WorkerPool(snapshot, Settings(deadline=1.0, memory_mb=256, queue=2)) as opened:
        yield opened


def settle(pool):
    """Wait until every killed worker is replaced."""
    until = time.monotonic() + PATIENCE
    while len(pool.pids) <= pool.settings.workers and time.monotonic() < until:
        time.sleep(0.02)
    return len(pool.pids)


def test_the_default_graph_is_the_union(pool):
    assert ask(pool, COUNT) == "4000"
    assert ask(pool, COUNT, is_union=False) == "0"


def test_a_dataset_of_the_request_is_the_whole_dataset(pool):
    graph = "http://e/graph/1"
    assert ask(pool, COUNT, default_graphs=[graph]) == "1334"
    assert ask(pool, "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }", default_graphs=[graph]) == "0"
    assert ask(pool, COUNT, default_graphs=[], named_graphs=[graph]) == "0"


def test_relative_iris_are_resolved_against_the_base(pool):
    assert ask(pool, "SELECT ?x { BIND(<a> AS ?x) }", base="http://e/b") == "http://e/a"


def test_a_fault_in_the_text_is_told_with_its_position(pool):
    with pytest.raises(QueryError, match=r"1:1\d"):
        ask(pool, "SELECT * { ?s ?p }")


def test_a_worker_that_ended_unseen_keeps_no_newer_snapshot_out(snapshot, tmp_path):
    newer = tmp_path / "newer"
    shutil.copytree(snapshot, newer)
    with WorkerPool(snapshot, Settings(workers=1)) as opened:
        os.kill(opened.pids[0], signal.SIGKILL)
        while opened._idle[0].process.poll() is None:
            time.sleep(0.01)
        opened.use(newer)
        assert opened.snapshots == {newer}
        assert settle(opened) == 2
        assert ask(opened, COUNT) == "4000"


def test_the_deadline_kills_and_the_next_query_is_answered(pool):
    killed = pool.counts.killed
    with pytest.raises(QueryTimeout, match="stopped after 1 s"):
        ask(pool, ENDLESS)
    assert pool.counts.killed == killed + 1
    assert ask(pool, COUNT) == "4000"
    assert settle(pool) == 3


def test_timeout_lowers_the_deadline_and_never_raises_it(pool):
    with pytest.raises(QueryTimeout, match=r"after 0\.2 s"):
        pool.run(Request(query=ENDLESS, media_type=CSV), timeout=0.2)
    with pytest.raises(QueryTimeout, match="after 1 s"):
        pool.run(Request(query=ENDLESS, media_type=CSV), timeout=50)


def test_nested_braces_end_a_worker_and_nothing_else(pool):
    with pytest.raises(KgError):
        ask(pool, "SELECT * " + "{" * 20_000 + "}" * 20_000)
    assert ask(pool, COUNT) == "4000"


def test_memory_is_capped(snapshot):
    """The same query is answered where the cap is wide, so it is the cap that stops it."""
    doubling = "SELECT (STRLEN(?v27) AS ?n) { BIND('x' AS ?v0) "
    doubling += " ".join(f"BIND(CONCAT(?v{i}, ?v{i}) AS ?v{i + 1})" for i in range(27)) + " }"
    small = Settings(workers=1, deadline=20, memory_mb=128)
    with WorkerPool(snapshot, small) as pool, pytest.raises(QueryTimeout, match="memory"):
        ask(pool, doubling)
    with WorkerPool(snapshot, Settings(workers=1, deadline=20, memory_mb=4096)) as wide:
        assert ask(wide, doubling) == str(2**27)


def test_answers_are_cut_at_the_row_limit_and_refused_beyond_the_size(snapshot):
    with WorkerPool(snapshot, Settings(workers=1, rows=10, size=500)) as small:
        answer = small.run(Request(query="SELECT ?s { ?s ?p ?o }", media_type=CSV))
        assert (answer.rows, answer.is_cut) == (10, True)
        with pytest.raises(QueryTimeout, match="larger than 500 bytes"):
            small.run(Request(query="SELECT * { ?s ?p ?o }", media_type=JSON))


def test_the_queue_has_an_end(snapshot):
    with WorkerPool(snapshot, Settings(workers=1, deadline=2, queue=1)) as pool:
        faults = []

        def run():
            try:
                ask(pool, ENDLESS)
            except KgError as error:
                faults.append(str(error))

        threads = [threading.Thread(target=run) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sum("too many queries are waiting" in fault for fault in faults) == 4  # one ran, one waited
    assert len(faults) == 6


def test_a_query_nobody_waits_for_is_killed(snapshot):
    looks = []
    with WorkerPool(snapshot, Settings(workers=1, deadline=60)) as pool:
        with pytest.raises(QueryTimeout):
            pool.run(Request(query=ENDLESS, media_type=CSV), is_gone=lambda: not looks.append("gone"))
        assert looks == ["gone"], "the query went on after its client had left"
        assert ask(pool, COUNT) == "4000"


@pytest.mark.parametrize(("growth", "replaced"), [(0, 1), (96, 0)])
def test_a_worker_that_keeps_memory_is_replaced(snapshot, growth, replaced):
    with WorkerPool(snapshot, Settings(workers=1, growth_mb=growth)) as pool:
        assert ask(pool, COUNT) == "4000"
        assert pool.counts.killed == replaced
        assert settle(pool) == 2
        assert ask(pool, COUNT) == "4000"


@pytest.mark.parametrize("isolation", ["try", "off"])
def test_workers_reach_no_network(snapshot, listener, isolation):
    """Without isolation the listener is reached, so the trap works; with it, never, whatever the text says."""
    query = f"SELECT * {{ SERVICE <{listener.address}> {{ ?s ?p ?o }} }}"
    with WorkerPool(snapshot, Settings(workers=1, isolation=isolation)) as pool:
        with pytest.raises(KgError):
            ask(pool, query)
        assert bool(pool.layers) is (isolation == "try")
    assert (listener.hits > 0) is (isolation == "off")


LAYER = """
import ctypes, socket, sys
from kg import sandbox
libc = ctypes.CDLL(None, use_errno=True)
assert {call}, "not allowed on this system"
try:
    socket.create_connection(("127.0.0.1", {port}), timeout=2)
except OSError:
    sys.exit(7)
"""


@pytest.mark.parametrize("call", ["sandbox._unshare(libc)", "sandbox._filter_calls(libc)"])
def test_each_layer_alone_keeps_a_process_off_the_network(listener, call):
    code = LAYER.format(call=call, port=listener.port)
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=Path(__file__).parents[2], capture_output=True, text=True, check=False
    )
    if "not allowed on this system" not in done.stderr:
        assert done.returncode == 7, done.stderr
        assert listener.hits == 0


def test_workers_write_no_files_and_dump_no_core(pool):
    limits = resource.prlimit(pool.pids[0], resource.RLIMIT_FSIZE), resource.prlimit(pool.pids[0], resource.RLIMIT_CORE)
    assert limits == ((0, 0), (0, 0))


def test_a_new_snapshot_is_used_without_a_failed_query(snapshot, tmp_path):
    newer = tmp_path / "newer"
    store = Store(str(newer))
    store.add(Quad(NamedNode("http://e/s"), NamedNode("http://e/p"), Literal("v")))
    store.flush()
    del store
    with WorkerPool(snapshot, Settings(workers=2)) as pool:
        version, seen, stop = pool.version, [], threading.Event()

        def keep_asking():
            while not stop.is_set():
                seen.append(ask(pool, COUNT))

        threads = [threading.Thread(target=keep_asking) for _ in range(3)]
        for thread in threads:
            thread.start()
        time.sleep(0.2)
        pool.use(newer)
        time.sleep(0.2)
        stop.set()
        for thread in threads:
            thread.join()
        assert set(seen) == {"4000", "1"}
        assert pool.snapshots == {newer}
        assert pool.version != version
        assert pool.counts.killed == 0


def test_a_damaged_snapshot_is_refused_and_the_old_one_stays(snapshot, tmp_path):
    damaged = tmp_path / "damaged"
    shutil.copytree(snapshot, damaged)
    for path in damaged.glob("*.sst"):
        path.unlink()
    with WorkerPool(snapshot, Settings(workers=1)) as pool:
        with pytest.raises(StoreError):
            pool.use(damaged)
        assert ask(pool, COUNT) == "4000"


def test_a_worker_that_hung_while_it_was_to_open_a_snapshot_is_asked_no_more(snapshot):
    """Else its late answer would be taken for that of the next query."""
    with WorkerPool(snapshot, Settings(workers=1, opening=0.5)) as pool:
        hung = pool.pids[0]
        os.kill(hung, signal.SIGSTOP)
        with pytest.raises(StoreError, match="ended"):
            pool.use(snapshot)
        assert settle(pool) == 2
        assert hung not in pool.pids
        assert [ask(pool, COUNT) for _ in range(3)] == ["4000"] * 3


def test_a_snapshot_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(StoreError, match="no query worker"):
        WorkerPool(tmp_path / "nothing")


@pytest.mark.parametrize("wrong", [{"workers": 0}, {"deadline": 0}, {"deadline": 61}, {"memory_mb": 1}, {"queue": -1}])
def test_settings_that_cannot_hold_are_refused(wrong):
    with pytest.raises(ConfigError):
        Settings(**wrong)


def test_a_thousand_queries_and_200_kills_leave_nothing_behind(snapshot):
    """Row S9: file descriptors, child processes and memory of the parent stay as they were."""
    with WorkerPool(snapshot, Settings(workers=2, deadline=10)) as pool:
        for _ in range(20):
            ask(pool, COUNT)
        before = footprint()
        for number in range(1_000):
            ask(pool, COUNT)
            if number % 5 == 0:
                victim = pool.pids[-1]  # the one that is next
                os.kill(victim, signal.SIGKILL)
                os.waitid(os.P_PID, victim, os.WEXITED | os.WNOWAIT)  # it ends when the system gets to it
                ask(pool, COUNT)
                assert settle(pool) == 3
        assert pool.counts.killed >= 200
        after = footprint()
    assert after["fds"] <= before["fds"] + 2
    assert after["children"] == before["children"]
    assert after["memory"] <= before["memory"] + 20 * 2**20
    assert footprint()["children"] == before["children"] - 3


def footprint():
    here = Path("/proc/self")
    children = [p for p in Path("/proc").glob("[0-9]*/stat") if parent_of(p) == os.getpid()]
    pages = int((here / "statm").read_text().split()[1])
    return {"fds": len(list((here / "fd").iterdir())), "children": len(children), "memory": pages * 4096}


def parent_of(path):
    with contextlib.suppress(OSError):
        return int(path.read_text().rpartition(")")[2].split()[1])
    return 0


def test_workers_end_when_their_parent_is_killed(snapshot):
    code = (
        "import threading, time\nfrom pathlib import Path\nfrom kg.workers import *\n"
        f"pool = WorkerPool(Path({str(snapshot)!r}), Settings(deadline=60))\n"
        f"request = Request(query={ENDLESS!r}, media_type='text/csv')\n"
        "threading.Thread(target=pool.run, args=(request,), daemon=True).start()\n"
        "while not pool.running: time.sleep(0.01)\n"
        "time.sleep(0.3)\nprint(*pool.pids, flush=True)\ntime.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=Path(__file__).parents[2], stdout=subprocess.PIPE, text=True
    ) as parent:
        pids = [int(pid) for pid in parent.stdout.readline().split()]
        parent.kill()
    assert len(pids) == 3
    until = time.monotonic() + 20
    while any(Path(f"/proc/{pid}").exists() for pid in pids) and time.monotonic() < until:
        time.sleep(0.05)
    assert not [pid for pid in pids if Path(f"/proc/{pid}").exists()]
