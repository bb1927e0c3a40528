"""Attacks on a running server (rows Q1-Q9, N1-N4 of the attack table): bounded, honest, and over when they are over.

"Bounded" is shown by order, not by the clock: while the attack runs, another client's ``ASK {}`` is answered first.
"""

from __future__ import annotations

import resource
import socket
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta

import pytest

from tests.integration.serving import PATIENCE, ROOT, bindings, running, serve

DEADLINE = "2"
X3 = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    path = tmp_path_factory.mktemp("attack") / "ring.nq"
    lines = []
    for n in range(3_000):
        lines.append(f'<http://e/{n}> <http://e/label> "thing {n}" <http://e/graph/{n % 3}> .\n')
        lines.append(f"<http://e/{n}> <http://e/next> <http://e/{(n + 1) % 3_000}> <http://e/graph/{n % 3}> .\n")
    path.write_text("".join(lines), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def server(data):
    with serve("--data", str(data), "--deadline", DEADLINE, "--memory", "4096", "--queue", "4") as running:
        yield running


def settle(server, bound):
    """Wait for killed workers to be gone and replaced, and for the memory of all processes to be below a bound."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if server.number("kg_workers") == len(server.workers()) == 3 and server.memory() < bound:
            break
        time.sleep(0.1)
    return len(server.workers()), server.memory()


def attack(server, query, accept="text/csv", memory_mb=4096):
    """Send a bomb; return its status, headers, body, and whether others were answered before it."""
    before = peak = server.memory()
    finished, answers = [], []

    def send():
        answers.append(server.ask(query, accept))
        finished.append("bomb")

    thread = threading.Thread(target=send)
    thread.start()
    assert server.ask("ASK {}")[0] == 200
    finished.append("other")
    while thread.is_alive():
        peak = max(peak, server.memory())
        thread.join(0.02)
    assert server.process.poll() is None
    assert peak < before + (memory_mb + 100) * 2**20, "the bomb took more than its memory cap"
    bound = before + 100 * 2**20
    workers, memory = settle(server, bound)
    assert workers == 3, "a worker was left running"
    assert memory < bound
    return (*answers[0], finished[0] == "other")


STOPPED = {
    "Q1 count of a cross join": f"SELECT (COUNT(*) AS ?n) {{ {X3} }}",
    "Q1 order of a cross join": f"SELECT * {{ {X3} }} ORDER BY ?a ?d ?g",
    "Q1 distinct of a cross join": f"SELECT DISTINCT ?a ?d ?g {{ {X3} }} ORDER BY ?a",
    "Q1 concatenation of a cross join": f"SELECT (GROUP_CONCAT(?c) AS ?x) {{ {X3} }}",
    "Q2 path with free ends": "PREFIX e: <http://e/> SELECT (COUNT(*) AS ?n) {?a (e:next|^e:next)* ?b . ?b e:next+ ?c}",
    "Q6 length of a concatenation": f"SELECT (STRLEN(GROUP_CONCAT(?c)) AS ?x) {{ {X3} }}",
}


@pytest.mark.parametrize("query", STOPPED.values(), ids=STOPPED.keys())
def test_bombs_are_stopped_with_503(server, query):
    """Proves the deadline: they cannot fill the memory until then, and the answer names what stopped them."""
    assert_stopped(server, query, f"stopped after {DEADLINE} s")


def assert_stopped(server, query, reason, **options):
    status, headers, body, others_first = attack(server, query, **options)
    assert status == 503
    assert int(headers["Retry-After"]) > 0
    assert body.decode().count("\n") == 1
    assert reason in body.decode()
    assert others_first


GROWING = {
    "Q3 growing replacement": 'SELECT (STRLEN(?v9) AS ?n) { BIND("aaaaaaaaaa" AS ?v0) '
    + " ".join(f'BIND(REPLACE(?v{i}, "a", "aaaaaaaaaa") AS ?v{i + 1})' for i in range(9))
    + " }",
    "Q6 doubling": "SELECT (STRLEN(?v34) AS ?n) { BIND('x' AS ?v0) "
    + " ".join(f"BIND(CONCAT(?v{i}, ?v{i}) AS ?v{i + 1})" for i in range(34))
    + " }",
}


@pytest.fixture(scope="module")
def patient(data):
    """A server whose queries have time enough to fill any memory."""
    with serve("--data", str(data), "--deadline", "30", "--memory", "256") as running:
        yield running


@pytest.mark.parametrize("query", GROWING.values(), ids=GROWING.keys())
def test_growing_bombs_meet_the_memory_cap(patient, query):
    """Proves the cap: the deadline is far away, and never was much more memory taken than it allows."""
    assert_stopped(patient, query, "stopped at its memory cap", memory_mb=256)


def test_the_same_path_from_a_bound_start_is_answered_right(server):
    status, _, body = server.ask("SELECT (COUNT(*) AS ?n) { <http://e/7> <http://e/next>+ ?b }")
    assert (status, body) == (200, b"n\r\n3000\r\n")


ANSWERED = {
    "Q3 backtracking": f'ASK {{ FILTER(REGEX("{"a" * 40}!", "^(a+)+$")) }}',
    "Q4 many rows": "SELECT (COUNT(*) AS ?n) { VALUES ?v { " + "1 " * 30_000 + "} }",
}
REFUSED = {
    "Q4 very many rows": "SELECT * { VALUES ?v { " + "1 " * 100_000 + "} }",
    "Q4 one megabyte": "ASK { # " + "x" * 1_000_000 + "\n}",
    "Q5 braces": "SELECT * " + "{" * 5_000 + "}" * 5_000,
    "Q5 parentheses": "ASK { FILTER(" + "(" * 25_000 + "1" + ")" * 25_000 + ") }",
    "Q5 exclamation marks": "ASK { FILTER(" + "!" * 60_000 + "1) }",
    "Q5 patterns": "ASK { " + "?s ?p ?o . " * 500 + "}",
    "Q5 lists": "ASK { ?s ?p " + "( " * 500 + "1" + " )" * 500 + " }",
}


@pytest.mark.parametrize("query", ANSWERED.values(), ids=ANSWERED.keys())
def test_what_only_looks_hard_is_answered(server, query):
    assert attack(server, query)[0] == 200


@pytest.mark.parametrize("query", REFUSED.values(), ids=REFUSED.keys())
def test_large_texts_are_refused_and_kill_no_worker(server, query):
    killed = server.number("kg_workers_killed_total")
    status, _, body, _ = attack(server, query)
    assert status in (400, 413)
    assert body.decode().count("\n") == 1
    assert server.number("kg_workers_killed_total") == killed


def test_q3_counts_within_counts_are_answered_in_bounds(server):
    """The engine may take the pattern or find it too large; it kills no worker."""
    killed = server.number("kg_workers_killed_total")
    assert attack(server, 'ASK { FILTER(REGEX("aaa", "(((a{100}){100}){100})")) }')[0] in (200, 400)
    assert server.number("kg_workers_killed_total") == killed


def test_q7_whole_data_is_cut_and_said_so(data):
    with serve("--data", str(data), "--rows", "1000") as server:
        status, headers, body = server.ask("SELECT * { ?s ?p ?o }", "application/sparql-results+json")
        assert (status, headers["X-Row-Limit"], len(bindings(body))) == (200, "1000", 1000)
        status, headers, body = server.ask("CONSTRUCT WHERE { ?s ?p ?o }", "application/n-triples")
        assert (status, headers["X-Row-Limit"], body.count(b"\n")) == (200, "1000", 1000)


def test_q8_a_client_that_leaves_frees_its_worker(data):
    with serve("--data", str(data), "--deadline", "60", "--workers", "1") as server:
        query = f"SELECT (COUNT(*) AS ?n) {{ {X3} }}".encode()
        with socket.create_connection((server.host, server.port)) as gone:
            gone.sendall(
                b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/sparql-query\r\n"
                b"Content-Length: %d\r\n\r\n%s" % (len(query), query)
            )
            while server.number("kg_queries_running") == 0:
                time.sleep(0.05)
        # One worker, a minute of deadline: this is answered only because the worker was freed before.
        assert server.ask("ASK {}", timeout="30")[0] == 200
        assert server.number("kg_workers_killed_total") == 1


def test_q9_fifty_slow_queries_leave_the_pages_free(server):
    statuses, stopped = [], []

    def slow():
        status, _, body = server.ask(f"SELECT (COUNT(*) AS ?n) {{ {X3} }}")
        statuses.append(status)
        stopped.extend([body] if b"stopped" in body else [])

    threads = [threading.Thread(target=slow) for _ in range(50)]
    for thread in threads:
        thread.start()
    while server.number("kg_queries_running") == 0:
        time.sleep(0.01)
    status = server.get("/prefixes")[0]
    stopped_before = len(stopped)
    for thread in threads:
        thread.join()
    assert status == 200
    assert stopped_before == 0, "the page was answered only after the queries"
    assert stopped
    assert statuses == [503] * 50
    assert server.ask("ASK {}")[0] == 200


@pytest.fixture
def usual(data):
    """A server that began with 1,024 open files, as is usual, and a test that may open what the system allows."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(1024, hard) if hard >= 0 else 1024, hard))
    with serve("--data", str(data)) as running:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(4096, hard) if hard >= 0 else 4096, hard))
        yield running
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_q9_half_open_connections_do_not_keep_others_out(usual):
    """More than ``select`` can watch, and than a process may hold without asking; half of what the system allows."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    many = min(1100, hard // 2) if hard >= 0 else 1100
    sockets = [socket.create_connection((usual.host, usual.port)) for _ in range(many)]
    try:
        for half in sockets:
            half.sendall(b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n")
        assert usual.ask("ASK {}")[0] == 200
        sockets[0].setblocking(False)
        with pytest.raises(BlockingIOError):  # the answer did not have to wait until the first were ended
            sockets[0].recv(1)
    finally:
        for half in sockets:
            half.close()


@pytest.fixture
def impatient():
    """A server in this process that gives a request one second."""

    def hello(environ, start_response):
        body = environ["wsgi.input"].read()
        start_response("200 OK", [("Content-Length", str(len(body)))])
        return [body]

    with running(hello, request_seconds=1) as server:
        yield server


@pytest.mark.parametrize(
    "start",
    [b"", b"GET / HTTP/1.1\r\nX-Slow: ", b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100000\r\n\r\n"],
    ids=["silent", "headers", "body"],
)
def test_q9_slow_requests_are_ended(impatient, start):
    """Silent, dripping headers, dripping body: the connection is closed, however often another byte comes."""
    with socket.create_connection(("127.0.0.1", impatient.effective_port), timeout=0.2) as slow:
        slow.sendall(start)
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                if start:
                    slow.sendall(b"x")
                if slow.recv(100) == b"":
                    return
            except TimeoutError:
                continue
            except ConnectionError:
                return
    pytest.fail("the slow client was never ended")


def test_a_request_in_time_is_answered_by_the_same_server(impatient):
    with socket.create_connection(("127.0.0.1", impatient.effective_port), timeout=PATIENCE) as quick:
        quick.sendall(b"POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello")
        answer = b""
        while piece := quick.recv(1000):
            answer += piece
    assert answer.endswith(b"hello")


@pytest.mark.parametrize("length", ["Content-Length: 100000000", "Transfer-Encoding: chunked"])
def test_q9_a_body_without_end_is_refused_as_it_comes(server, length):
    """By its length if it is said, else as soon as it is too long, on the address of any page."""
    with socket.create_connection((server.host, server.port), timeout=0.05) as endless:
        endless.sendall(f"POST /about HTTP/1.1\r\nHost: 127.0.0.1\r\n{length}\r\n\r\n".encode())
        for _ in range(100):
            try:
                endless.sendall(b"10000\r\n" + b"x" * 2**16 + b"\r\n")
                answer = endless.recv(100)
            except TimeoutError:
                continue
            except ConnectionError:
                return
            assert answer.startswith(b"HTTP/1.1 413 ")
            return
    pytest.fail("all of it was taken")


SERVICES = [
    "SERVICE <{}> {{?s ?p ?o}}",
    "SERVICE SILENT <{}> {{}}",
    "sErViCe <{}> {{}}",
    "SERVICE#c\n<{}> {{}}",
    "SERVICE<{}>{{}}",
    "VALUES ?x {{ <{}> }} SERVICE ?x {{ ?s ?p ?o }}",
]


@pytest.mark.parametrize("spelling", SERVICES)
def test_n1_service_is_refused_and_nobody_is_called(server, listener, spelling):
    status, _, body = server.ask(f"SELECT * {{ {spelling.format(listener.address)} }}")
    assert listener.hits == 0
    assert status == 400
    assert b"SERVICE is not allowed" in body


def test_n1_a_keyword_written_by_its_code_points_is_none(server, listener):
    """The standard resolves such escapes everywhere, the engine in names and strings alone."""
    assert server.ask(f"SELECT * {{ \\u0053ERVICE <{listener.address}> {{ ?s ?p ?o }} }}")[0] == 400
    assert listener.hits == 0


def test_n1_the_word_is_free_where_it_calls_nobody(server):
    query = "PREFIX ex: <http://e/service#> SELECT ?service { VALUES ?service { 'SERVICE <http://e/> {}' ex:SERVICE } }"
    status, _, body = server.ask(f"{query} # SERVICE <http://e/> {{}}")
    assert (status, body) == (200, b"service\r\nSERVICE <http://e/> {}\r\nhttp://e/service#SERVICE\r\n")


@pytest.mark.parametrize("where", ["network", "file"])
def test_n2_graphs_are_never_fetched(server, listener, tmp_path, where):
    """Neither by the query nor by the protocol, though the file is there and would be read by others."""
    secret = tmp_path / "secret.ttl"
    secret.write_text("<http://e/a> <http://e/b> <http://e/c> .", encoding="utf-8")
    graph = listener.address if where == "network" else secret.as_uri()
    for query, fields in (
        (f"SELECT * FROM <{graph}> {{ ?s ?p ?o }}", {}),
        (f"SELECT * FROM NAMED <{graph}> {{ GRAPH ?g {{ ?s ?p ?o }} }}", {}),
        ("SELECT * { ?s ?p ?o }", {"default-graph-uri": graph}),
        ("SELECT * { GRAPH ?g { ?s ?p ?o } }", {"named-graph-uri": graph}),
    ):
        status, _, body = server.ask(query, "application/sparql-results+json", **fields)
        assert status == 200, body
        assert bindings(body) == []
    assert listener.hits == 0


def test_n3_updates_change_nothing(server, listener):
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    before = server.ask(count)[2]
    updates = ["CLEAR ALL", f"LOAD <{listener.address}>", "INSERT DATA { <a:a> <a:b> <a:c> }", "DROP DEFAULT"]
    for update in updates:
        assert server.ask(update)[0] == 403
        kind = {"Content-Type": "application/sparql-update"}
        assert server.get("/sparql", method="POST", body=update.encode(), **kind)[0] == 403
    assert server.ask(count)[2] == before
    assert listener.hits == 0


def test_n4_imports_of_shapes_are_never_fetched(tmp_path, listener):
    shapes, data = tmp_path / "shapes.ttl", tmp_path / "data.ttl"
    shapes.write_text(
        f"@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix sh: <http://www.w3.org/ns/shacl#> .\n"
        f"<http://e/shapes> a owl:Ontology ; owl:imports <{listener.address}> .\n"
        "<http://e/S> a sh:NodeShape ; sh:targetClass <http://e/C> ;\n"
        "  sh:property [ sh:path <http://e/p> ; sh:minCount 1 ] .",
        encoding="utf-8",
    )
    data.write_text(
        f"<http://e/d> <http://www.w3.org/2002/07/owl#imports> <{listener.address}> . <http://e/x> a <http://e/C> .",
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "kg", "validate", "--shapes", str(shapes), str(data)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert listener.hits == 0
    assert done.returncode == 1, done.stderr  # the shape was used: http://e/x lacks its property


@pytest.mark.parametrize("where", ["network", "file"])
def test_n4_a_document_type_is_read_and_never_fetched(tmp_path, listener, where):
    """The article is read, its external subset is not, be it a file beside it."""
    (tmp_path / "jats.dtd").write_text('<!ENTITY subset "taken from the subset">', encoding="utf-8")
    base = listener.address if where == "network" else f"{tmp_path}/"
    article = tmp_path / "article.xml"
    article.write_text(
        f'<!DOCTYPE article SYSTEM "{base}jats.dtd">'
        "<article><front><article-meta><title-group>"
        "<article-title>Aspirin reduces pain &subset;</article-title></title-group></article-meta></front>"
        "<body><p>Aspirin reduces pain in adults.</p></body></article>",
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "kg", "extract", str(article)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Aspirin reduces pain" in done.stdout
    assert "taken from" not in done.stdout
    assert listener.hits == 0


def test_sigterm_lets_the_answer_under_way_out(data):
    with serve("--data", str(data), "--deadline", "7") as server:
        answers = []
        thread = threading.Thread(target=lambda: answers.append(server.ask(f"SELECT (COUNT(*) AS ?n) {{ {X3} }}")))
        thread.start()
        while server.number("kg_queries_running") == 0:
            time.sleep(0.05)
        server.process.terminate()
        thread.join()
        assert server.process.wait(PATIENCE) == 0
    assert answers[0][0] == 503
    assert b"stopped after 7 s" in answers[0][2]


def test_the_log_tells_the_time_of_no_place(data, monkeypatch):
    """Row S8: in UTC, so that no hour comes twice."""
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    with serve("--data", str(data)) as server:
        before = datetime.now(UTC)
        server.get("/prefixes?found")
        until = time.monotonic() + PATIENCE
        while not (lines := [line for line in server.log if "?found" in line]) and time.monotonic() < until:
            time.sleep(0.02)
    moment = datetime.fromisoformat(lines[0].split()[0])
    assert moment.utcoffset() == timedelta(0)
    assert abs(moment - before) < timedelta(hours=1)


def test_other_names_for_this_server_are_refused(server, data):
    assert server.get("/health", Host="evil.example")[0] == 400
    assert server.get("/sparql?query=ASK%20%7B%7D", Host=f"evil.example:{server.port}")[0] == 400
    for name in ("127.0.0.1", f"localhost:{server.port}", "[::1]:8000"):
        assert server.get("/sparql?query=ASK%20%7B%7D", Host=name)[0] == 200
    with serve("--data", str(data), "--allow-host", "kg.example") as named:
        assert named.get("/sparql?query=ASK%20%7B%7D", Host="kg.example:8443")[0] == 200
