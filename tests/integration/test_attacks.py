"""Attacks on a running server (rows Q1-Q9, N1-N4 of the attack table): bounded, honest, and over when they are over.

"Bounded" is shown by order, not by the clock: while the attack runs, another client's ``ASK {}`` is answered first.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time

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


def settled_memory(server, bound):
    """Wait for killed workers to be replaced; return the memory of all processes."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if server.number("kg_workers") == 3 and server.number("kg_queries_running") == 0 and server.memory() < bound:
            break
        time.sleep(0.1)
    return server.memory()


def attack(server, query, accept="text/csv"):
    """Send a bomb; return its status, headers, body, and whether others were answered before it."""
    before = server.memory()
    finished, answers = [], []

    def send():
        answers.append(server.ask(query, accept))
        finished.append("bomb")

    thread = threading.Thread(target=send)
    thread.start()
    assert server.ask("ASK {}")[0] == 200
    finished.append("other")
    thread.join()
    assert server.process.poll() is None
    bound = before + 100 * 2**20
    assert settled_memory(server, bound) < bound
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


def assert_stopped(server, query, reason):
    status, headers, body, others_first = attack(server, query)
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
    """Proves the cap: the deadline is far away, and the answer names what stopped the query."""
    assert_stopped(patient, query, "stopped at its memory cap")


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


def test_q9_half_open_connections_do_not_keep_others_out(server):
    sockets = [socket.create_connection((server.host, server.port)) for _ in range(400)]
    try:
        for half in sockets:
            half.sendall(b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n")
        assert server.ask("ASK {}")[0] == 200
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


SERVICES = [
    "SERVICE <{}> {{?s ?p ?o}}",
    "SERVICE SILENT <{}> {{}}",
    "sErViCe <{}> {{}}",
    "SERVICE#c\n<{}> {{}}",
    "SERVICE<{}>{{}}",
]


@pytest.mark.parametrize("spelling", SERVICES)
def test_n1_service_is_refused_and_nobody_is_called(server, listener, spelling):
    status, _, body = server.ask(f"SELECT * {{ {spelling.format(listener.address)} }}")
    assert status == 400
    assert b"SERVICE" in body
    assert listener.hits == 0


def test_n2_graphs_are_never_fetched(server, listener):
    for graph in (listener.address, "file:///etc/passwd"):
        status, _, body = server.ask(f"SELECT * FROM <{graph}> {{ ?s ?p ?o }}", "application/sparql-results+json")
        assert (status, bindings(body)) == (200, [])
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
    assert done.returncode == 1, done.stderr  # the shape was used: http://e/x lacks its property
    assert listener.hits == 0


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


def test_other_names_for_this_server_are_refused(server, data):
    assert server.get("/health", Host="evil.example")[0] == 400
    assert server.get("/sparql?query=ASK%20%7B%7D", Host=f"evil.example:{server.port}")[0] == 400
    for name in ("127.0.0.1", f"localhost:{server.port}", "[::1]:8000"):
        assert server.get("/sparql?query=ASK%20%7B%7D", Host=name)[0] == 200
    with serve("--data", str(data), "--allow-host", "kg.example") as named:
        assert named.get("/sparql?query=ASK%20%7B%7D", Host="kg.example:8443")[0] == 200
