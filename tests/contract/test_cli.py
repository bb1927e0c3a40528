"""The command line as people and scripts rely on it: help, exit codes, one line for every error, the README's lines."""

from __future__ import annotations

import gzip
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

from kg.cli import COMMANDS, main

ROOT = Path(__file__).parents[2]
FOUNDING = ROOT / "kg" / "corpus" / "records" / "stem-cell-therapy-reverses.yaml"

RECORDS = FOUNDING.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONSOLE = [
    line.removeprefix("$ ")
    for block in re.findall(r"```console\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
    if line.startswith("$ kg")
]


def kg(*arguments, **more):
    """Run ``kg`` as a person would; give back exit code, output and errors."""
    result = CliRunner().invoke(main, [str(a) for a in arguments], **more)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def errors_of(result):
    """The lines on standard error, but for the one that tells that no names are installed where these tests run."""
    return [line for line in result.stderr.strip().splitlines() if not line.startswith("kg: no term packs")]


def one_error(result, code, *words):
    lines = errors_of(result)
    assert result.exit_code == code, result.output
    assert len(lines) == 1, lines
    assert lines[0].startswith("kg: ")
    for word in words:
        assert word in lines[0]


@pytest.fixture(scope="module")
def home(corpus_home):
    return corpus_home.path


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_an_example(command):
    text = kg(command, "--help").output
    assert re.search(rf"^ +(\S.* \| )?(echo .* \| )?kg {command}\b", text, re.MULTILINE), text


def test_help_loads_no_engine():
    code = (
        "import sys\nfrom kg.cli import main\ntry:\n main(['--help'])\nexcept SystemExit:\n pass\n"
        "print(sorted(m for m in ('rdflib', 'flask', 'pyoxigraph', 'networkx', 'pyshacl') if m in sys.modules))"
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout.splitlines()[-1] == "[]"


def test_missing_home(tmp_path):
    for command in (["query", "things"], ["stats"], ["export"], ["verify"], ["path", "a", "b"], ["validate"]):
        one_error(kg(*command, "--home", tmp_path / "none"), 3, "none")
    assert not (tmp_path / "none").exists()


def test_unknown_names(home):
    one_error(kg("query", "no-such-query", "--home", home), 2, "no-such-query", "--list")
    one_error(kg("query", "overclaim", "--home", home), 2, "did you mean overclaims")
    one_error(kg("query", "therapies-for-condition", "--param", "x=1", "--home", home), 2, "condition")
    one_error(kg("export", "--about", "no such thing", "--home", home), 2, "no such thing")
    one_error(kg("path", "type-2-diabets", "stem-cell-therapy", "--home", home), 2, "did you mean")
    one_error(kg("query", "-q", "SELECT", "--home", home), 2, "SPARQL")


@pytest.mark.parametrize(
    "arguments", [["query"], ["export", "-f", "docx"], ["export", "-f", "csv"], ["query", "things", "--param", "x"]]
)
def test_wrong_usage(arguments, home):
    assert kg(*arguments, "--home", home).exit_code == 2


@pytest.mark.parametrize(
    "command",
    [
        *("build none.txt", "check none.txt", "extract none.txt", "validate none.ttl", "diff none.ttl none.ttl"),
        *("fmt none.yaml", f"fmt {FOUNDING} --text none.txt", "annotate none.jsonl", "terms import none.obo"),
        *("retractions import none.csv", "query none.rq", "validate --shapes none.ttl"),
    ],
)
def test_a_missing_file_is_unreadable_input_to_every_command(command, home, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KG_HOME", str(home))
    one_error(kg(*command.split()), 3, "none.", "No such file")


@pytest.mark.parametrize("command", ["query all-claims", "--help", "query --help", "stats --json"])
def test_output_that_cannot_be_written_is_one_line(command, home, tmp_path):
    out = shlex.quote(str(tmp_path / "out"))
    line = f"ulimit -f 0; {shlex.quote(sys.executable)} -B -m kg {command} > {out}"
    environment = {**os.environ, "KG_HOME": str(home)}
    result = subprocess.run(
        ["bash", "-c", line], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert (result.returncode, result.stderr) == (3, "kg: output cannot be written: File too large\n")


def test_an_input_without_a_name_is_told_as_such():
    one_error(kg("extract", ""), 3, "an input has no name")


def test_a_home_that_is_not_there_cannot_be_compared(home, tmp_path):
    one_error(kg("diff", home, tmp_path / "none"), 3, "none: No such file")


def test_ctrl_c_stops_a_query_that_would_run_on(home):
    """The engine works outside Python, where a signal is not heard."""
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    command = [sys.executable, "-m", "kg", "query", "-q", endless, "--home", str(home)]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True) as running:
        try:
            with pytest.raises(subprocess.TimeoutExpired):
                running.wait(timeout=4)
            running.send_signal(signal.SIGINT)
            assert (running.wait(timeout=20), running.stderr.read()) == (130, "kg: stopped\n")
        finally:
            running.kill()


def test_a_folder_without_anything_to_read_is_an_error(tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    for command in (["build", empty, "--home", tmp_path / "home"], ["check", empty], ["extract", empty]):
        found = kg(*command)
        one_error(found, 3, "nothing is read there")
    assert not (tmp_path / "home").exists()


def test_what_a_folder_holds_beside_articles_is_named(tmp_path):
    drafts = tmp_path / "drafts"
    drafts.mkdir()
    (drafts / "story.md").write_text("Aspirin prevents stroke in men.", encoding="utf-8")
    (drafts / "scan.pdf").write_bytes(b"%PDF")
    home = tmp_path / "home"
    for command in (["build", drafts, "--home", home], ["check", drafts], ["extract", drafts]):
        found = kg(*command)
        assert found.exit_code in (0, 1)
        assert f"kg: {drafts}: passed over: scan.pdf\n" in found.stderr
    report = json.loads(kg("build", drafts, "--home", home, "--json").stdout)
    assert [i["status"] for i in report["inputs"]] == ["passed over", "unchanged"]


def test_path(home):
    found = kg("path", "stem-cell-therapy", "type-2-diabetes", "--home", home)
    assert found.exit_code == 0
    assert "weakest evidence" in found.output
    hops = json.loads(kg("path", "stem-cell-therapy", "type-2-diabetes", "--home", home, "--json").output)
    assert hops[0]["hops"][0]["subjectLabel"]
    one_error(kg("path", "remission", "stem-cell-therapy", "--home", home, "--longest", "1"), 1, "no path")


def test_path_reads_in_the_direction_of_the_claim(home):
    text = kg("path", "hba1c", "bariatric-surgery", "--home", home).output
    assert "HbA1c ← decreases ← bariatric surgery" in text
    assert "bariatric surgery ←" not in text


def test_query_of_a_file_takes_the_parameters_of_its_header(tmp_path, home):
    own = tmp_path / "own.rq"
    own.write_text("# params: t iri\nSELECT DISTINCT ?t ?l { ?t a hckg:Therapy ; rdfs:label ?l }", encoding="utf-8")
    rows = kg("query", own, "--param", "t=Stem Cell Therapy", "-f", "csv", "--home", home).output.splitlines()
    assert [row.partition(",")[2] for row in rows] == ["l", "stem cell therapy"]
    one_error(kg("query", own, "--param", "x=1", "--home", home), 2, "it takes: t")


def test_query_of_a_file_must_select_its_parameters(tmp_path, home):
    own = tmp_path / "own.rq"
    own.write_text("# params: t iri\nSELECT ?l { ?t a hckg:Therapy ; rdfs:label ?l }", encoding="utf-8")
    one_error(kg("query", own, "--home", home), 2, "own.rq: does not select its parameter ?t; write SELECT ?t")
    own.write_text("# params: t iri\nASK { ?t a hckg:Therapy }", encoding="utf-8")
    assert kg("query", own, "--param", "t=stem-cell-therapy", "--home", home).output == "true\n"
    assert kg("query", own, "--param", "t=type-2-diabetes", "--home", home).output == "false\n"


def test_answer_and_format_must_fit(home):
    triples = ("query", "-q", "CONSTRUCT WHERE { ?s a hckg:Therapy } LIMIT 1", "--home", home)
    turtle = kg(*triples, "-f", "ttl").output
    assert "@prefix hckg: <" in turtle
    assert " a hckg:Therapy ." in turtle
    assert kg(*triples, "-f", "json").exit_code == 2
    nothing = kg("query", "-q", "SELECT ?s { ?s a hckg:NoClass }", "--home", home)
    assert (nothing.exit_code, nothing.stderr) == (0, "kg: no rows\n")


def test_query_by_a_name_of_the_condition(home):
    rows = kg("query", "therapies-for-condition", "--param", "condition=type-2-diabetes", "-f", "csv", "--home", home)
    assert "type 2 diabetes,stem cell therapy,reverses,single case report,single case report" in rows.output


@pytest.mark.parametrize("form", ["table", "csv", "tsv", "json", "xml"])
def test_query_formats(form, home):
    result = kg("query", "first-query", "-f", form, "--home", home)
    assert result.exit_code == 0, result.output
    assert "stem cell therapy" in result.output


def test_json_is_json(home):
    for command in (["stats", "--json"], ["validate", "--json"], ["verify", "--json"], ["policy", "show", "--json"]):
        more = [] if command[0] == "policy" else ["--home", home]
        assert json.loads(kg(*command, *more).stdout)
    assert json.loads(kg("query", "things", "-f", "json", "--home", home).stdout)["results"]["bindings"]


def test_a_triple_and_a_truth_are_answers_too(home):
    triple = kg("query", "-q", "SELECT (TRIPLE(hckg:Therapy, rdf:type, owl:Class) AS ?t) {}", "--home", home)
    assert "Therapy> <http" in triple.output
    truth = kg("query", "-q", "ASK {}", "-f", "xml", "--home", home).output
    assert etree.fromstring(truth.encode()).findtext("{*}boolean") == "true"


def test_diff(tmp_path, home):
    other = RECORDS / sorted(p.name for p in RECORDS.glob("*.yaml") if p != FOUNDING)[0]
    assert kg("diff", FOUNDING, FOUNDING).exit_code == 0
    changed = tmp_path / "changed.yaml"
    changed.write_text(FOUNDING.read_text(encoding="utf-8").replace("strength: can-cause", "strength: moderate", 1))
    result = kg("diff", FOUNDING, changed)
    assert result.exit_code == 1
    assert "strength" in result.output
    assert json.loads(kg("diff", FOUNDING, other, "--json").stdout)["gone"]
    one_error(kg("diff", FOUNDING, tmp_path / "none.ttl"), 3, "none.ttl")


@pytest.mark.parametrize(
    ("line", "new", "told"),
    [
        ("publisher: MedBound Times", "publisher: Another", "publisher: MedBound Times → Another"),
        ("about: [stem-cell-therapy", "about: [obesity, stem-cell-therapy", "topics: "),
    ],
)
def test_diff_tells_of_an_article(tmp_path, line, new, told):
    """What no claim holds: who published it, when, and on what."""
    changed, record = tmp_path / "changed.yaml", FOUNDING.read_text(encoding="utf-8")
    changed.write_text(record.replace(line, new, 1), encoding="utf-8")
    result = kg("diff", FOUNDING, changed)
    assert result.exit_code == 1
    first, second = result.output.splitlines()[:2]
    assert first == "~ article Stem Cell Therapy Reverses Type 2 Diabetes in China"
    assert told in second
    (changed,) = json.loads(kg("diff", FOUNDING, changed, "--json").stdout)["articles"]["changed"]
    assert [change["field"] for change in changed["changes"]] == [told.partition(":")[0]]


def test_explain_names_the_voice(tmp_path):
    article, home = tmp_path / "article.txt", tmp_path / "home"
    article.write_text(
        "Coffee study\n\nCoffee reduces the risk of type 2 diabetes, said Dr. Ann Lee of the University of Leeds.\n",
        encoding="utf-8",
    )
    assert kg("build", article, "--home", home).exit_code == 0
    (claim,) = json.loads(kg("query", "all-claims", "-f", "json", "--home", home).stdout)["results"]["bindings"]
    shown = kg("explain", claim["claim"]["value"], "--home", home).output
    told = json.loads(kg("explain", claim["claim"]["value"], "--json", "--home", home).stdout)
    assert told["voice"] != "article"
    assert re.search(rf"^voice +{re.escape(told['voice'])}$", shown, re.MULTILINE)


@pytest.mark.parametrize(
    ("said", "text"),
    [("aspirin treats stroke", "treats"), ("aspirin not treats stroke", "has not been shown to treat")],
)
def test_explain_takes_a_claim_as_its_record_says_it(tmp_path, said, text):
    article, home = tmp_path / "article.txt", tmp_path / "home"
    article.write_text(f"Aspirin {text} stroke in men, a trial found.\n", encoding="utf-8")
    kg("build", article, "--home", home)
    record = next((home / "records").iterdir()).read_text(encoding="utf-8")
    shown = re.search(r"^- says: ((\S+) .*?)(?: +#.*)?$", record, re.MULTILINE)
    assert shown[1].replace(shown[2], "aspirin", 1) == said
    assert re.search(r"^object +stroke$", kg("explain", shown[1], "--home", home).output, re.MULTILINE)


def test_explain_does_what_its_help_shows(tmp_path, monkeypatch):
    lines = [line.strip() for line in kg("explain", "--help").output.splitlines()]
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    shown = [re.sub("^kg ", f"{shlex.quote(sys.executable)} -m kg ", x) for x in lines if re.match("echo |kg ", x)]
    assert len(shown) == 3
    result = subprocess.run(["bash", "-ec", "\n".join(shown)], capture_output=True, text=True, check=True)
    assert re.search(r"^claim +Aspirin may prevent stroke$", result.stdout, re.MULTILINE)
    assert re.search(r"^rule +relation-prevents", result.stdout, re.MULTILINE)


def test_explain_of_what_no_rule_made_says_so(tmp_path, home):
    text = "Coffee study today\n\nCoffee reduces the risk of stroke."
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(f"{text} {name}.", encoding="utf-8")
    own = tmp_path / "home"
    kg("build", tmp_path / "a.txt", tmp_path / "b.txt", "--home", own)
    (label,) = {
        b["claimLabel"]["value"]
        for b in json.loads(kg("query", "all-claims", "-f", "json", "--home", own).stdout)["results"]["bindings"]
    }
    one_error(kg("explain", label, "--home", own), 3, "is claimed 2 times; name one of hckg.claim:")
    (record, _) = sorted((own / "records").iterdir())
    record.write_text(record.read_text(encoding="utf-8").replace("reducesRiskOf", "treats"), encoding="utf-8")
    assert kg("rebuild", "--home", own).exit_code == 0
    one_error(kg("explain", "coffee treats stroke", "--home", own), 3, "is made by no rule")


def test_an_input_that_is_not_there_makes_no_home(tmp_path):
    one_of = kg("build", tmp_path / "nope.txt", "--home", tmp_path / "home")
    assert one_of.exit_code == 3
    assert "nope.txt: No such file" in one_of.stderr
    assert not (tmp_path / "home").exists()


def test_export_comes_back(tmp_path, home):
    """N-Quads go out, validate like the home, and differ from it in nothing."""
    out = tmp_path / "graph.nq"
    assert kg("export", "-f", "nq", "-o", out, "--home", home).exit_code == 0
    assert kg("diff", home, out).exit_code == 0
    checked, stored = (json.loads(kg("validate", *i, "--json").stdout) for i in ([out], ["--home", home]))
    assert checked["conforms"] is stored["conforms"] is True
    assert len(checked["results"]) == len(stored["results"])


def test_csv_tables(tmp_path, home):
    assert kg("export", "-f", "csv", "-o", tmp_path / "tables", "--home", home).exit_code == 0
    names = {p.name for p in (tmp_path / "tables").iterdir()}
    assert {"claims.csv", "propositions.csv", "articles.csv", "claims.csv.sha256"} <= names


def test_damaged_files(tmp_path):
    graph, record = tmp_path / "graph.ttl", tmp_path / "record.yaml"
    graph.write_text("this is { no turtle")
    record.write_text("article: [")
    one_error(kg("validate", graph), 3, "graph.ttl")
    one_error(kg("diff", graph, graph), 3, "graph.ttl")
    assert kg("validate", record).exit_code == 3
    result = kg("build", record, FOUNDING, "--home", tmp_path / "home")
    assert result.exit_code == 3
    assert "record.yaml:2" in result.stderr
    assert re.search(r"^1 +0 +0 +1 ", result.stdout, re.MULTILINE)


WRONG = FOUNDING.read_text(encoding="utf-8").replace(" reverses ", " reversed ", 1)


def test_a_part_about_a_thing_is_said_to_be_one(tmp_path, home):
    part, whole = tmp_path / "part.ttl", tmp_path / "whole.ttl"
    kg("export", "--about", "stem-cell-therapy", "-o", part, "--home", home)
    kg("export", "-o", whole, "--home", home)
    one_error(kg("validate", part), 1, f"{part}: holds only what a graph says about stem cell therapy; ")
    assert kg("validate", whole).stderr == ""
    article = tmp_path / "article.ttl"
    kg("export", "--about", "Stem Cell Therapy Reverses Type 2 Diabetes in China", "-o", article, "--home", home)
    assert kg("validate", article).stderr == ""


@pytest.mark.parametrize("name", ["a.yml", "inner/a.yaml", "a.jsonl"])
def test_a_folder_is_validated_whole(tmp_path, name):
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(WRONG if "yml" in name or "yaml" in name else '{"article": {}}\n', encoding="utf-8")
    one_error(kg("validate", tmp_path), 3, name.rpartition("/")[2])


def test_nothing_to_validate_is_no_pass(tmp_path):
    one_error(kg("validate", tmp_path), 3, "nothing is read there")


def test_a_record_is_told_by_any_of_its_paths(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    shutil.copy(FOUNDING, "a.yaml")
    one_error(kg("check", "./a.yaml"), 3, "is a record, not an article")


@pytest.mark.parametrize("command", ["build", "check", "extract", "validate"])
def test_a_name_too_long_is_one_error(tmp_path, command, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KG_TERMS", str(tmp_path))
    result = kg(command, "a" * 300)
    assert result.exit_code == 3
    assert "File name too long" in result.stderr
    one_error(kg("diff", "a" * 300, "b"), 3, "File name too long")


def test_formatting_keeps_every_record_of_a_corpus(tmp_path):
    corpus = tmp_path / "corpus.jsonl"
    titles = ["one", "two"]
    articles = [{"title": t, "address": f"https://example.org/{t}", "language": "en"} for t in titles]
    corpus.write_text("".join(f"{json.dumps({'article': a})}\n" for a in articles), encoding="utf-8")
    assert kg("fmt", "--check", corpus).exit_code == 1
    assert kg("fmt", corpus).exit_code == 0
    assert [json.loads(line)["article"]["title"] for line in corpus.read_text().splitlines()] == titles
    assert kg("fmt", "--check", corpus).output == ""


def test_formatting_a_folder_finds_every_record_in_it(tmp_path):
    record = "article: {title: one, address: 'https://example.org/'}\n"
    (tmp_path / "below").mkdir()
    one_error(kg("fmt", tmp_path / "below"), 3, "nothing is read there")
    (tmp_path / "below" / "article.txt").write_text("No record.\n", encoding="utf-8")
    one_error(kg("fmt", tmp_path / "below"), 3, "holds no record")
    names = ["a.yaml", "b.yml", "below/c.YML"]
    for name in names:
        (tmp_path / name).write_text(record, encoding="utf-8")
    assert kg("fmt", tmp_path).output == "".join(f"{tmp_path / name}: written\n" for name in names)
    assert kg("fmt", "--check", tmp_path).exit_code == 0


def test_what_cannot_be_written_is_one_error(tmp_path):
    record = tmp_path / f"{'a' * 245}.yaml"  # a name with no room for that of a temporary file beside it
    record.write_text("article: {title: one, address: 'https://example.org/'}\n", encoding="utf-8")
    result = kg("fmt", record)
    assert (result.exit_code, len(result.stderr.splitlines())) == (3, 1)


@pytest.mark.parametrize("name", ["a.owl", "a.rdf.gz", "A.XML.gz"])
def test_rdf_xml_is_known_by_its_endings(tmp_path, name):
    text = b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>'
    (tmp_path / name).write_bytes(gzip.compress(text) if name.endswith("gz") else text)
    assert kg("diff", tmp_path / name, tmp_path / name).exit_code == 0
    if name != "A.XML.gz":  # which may be an article
        assert kg("validate", tmp_path / name).exit_code == 0
        assert kg("validate", tmp_path / name, "--shapes", ROOT / "shapes" / "provenance.ttl").exit_code == 0


def test_closed_pipe_is_quiet(home):
    """``kg export | head -1`` ends without a word on stderr."""
    command = f"{shlex.quote(sys.executable)} -m kg export -f nq --home {shlex.quote(str(home))} | head -n 1"
    result = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stderr == ""
    assert len(result.stdout.splitlines()) == 1


def test_extracted_record_is_found_by_the_name_of_its_article(tmp_path):
    article = tmp_path / "Café story 1.txt"
    article.write_text("Quokka pill\n\nThe pill cured asthma in one patient.", encoding="utf-8")
    result = kg("extract", article, "-o", tmp_path / "records")
    (record,) = (tmp_path / "records").iterdir()
    assert re.fullmatch(r"cafe-story-1-[0-9a-f]{12}\.yaml", record.name)
    assert result.stdout.strip() == str(record)
    assert kg("extract", article, "-o", tmp_path / "records").exit_code == 0
    corrected = record.read_text(encoding="utf-8").replace("publisher: not stated", "publisher: The Quokka")
    record.write_text(corrected, encoding="utf-8")
    again = kg("extract", article, "-o", tmp_path / "records")
    assert again.exit_code == 3
    assert "it is kept" in again.stderr
    assert record.read_text(encoding="utf-8") == corrected


def test_a_record_beside_one_of_an_earlier_text_is_told(tmp_path):
    article, records = tmp_path / "story.txt", tmp_path / "records"
    text = "Quokka pill for asthma\n\nThe pill cured asthma in {} patient."
    article.write_text(text.format("one"), encoding="utf-8")
    first = kg("extract", article, "-o", records)
    assert "lies beside it" not in first.stderr
    assert "lies beside it" not in kg("extract", article, "-o", records).stderr
    article.write_text(text.format("a"), encoding="utf-8")
    second = kg("extract", article, "-o", records)
    assert second.exit_code == 0
    old = Path(first.stdout.strip()).name
    assert f"kg: {second.stdout.strip()}: a record of this title lies beside it, {old}; if" in second.stderr
    article.write_text("Walking to school again\n\nThe pill cured asthma.", encoding="utf-8")
    assert "lies beside it" not in kg("extract", article, "-o", records).stderr


def test_completion_script():
    environment = {**os.environ, "_KG_COMPLETE": "bash_source"}
    code = "from kg.cli import main; main(prog_name='kg')"
    result = subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert "complete" in result.stdout
    assert "_kg_completion" in result.stdout


def test_readme_lines_run(tmp_path):
    """Every ``$ kg ...`` line of the README, in order, in a folder that holds what a clone holds."""
    (tmp_path / "kg").mkdir()
    (tmp_path / "kg" / "corpus").symlink_to(ROOT / "kg" / "corpus")
    assert CONSOLE
    before = os.getcwd()
    os.chdir(tmp_path)
    try:
        for line in CONSOLE:
            result = kg(*shlex.split(line, comments=True)[1:])
            assert result.exit_code == 0, (line, result.output)
    finally:
        os.chdir(before)


def test_a_mistyped_command_is_told_the_near_one():
    result = kg("polic")
    assert result.exit_code == 2
    assert "Did you mean 'policy'?" in result.stderr


def test_a_parameter_without_a_value_is_wrong_usage(home):
    for given in ("condition=", "=obesity", "condition"):
        result = kg("query", "therapies-for-condition", "--param", given, "--home", home)
        assert result.exit_code == 2
        assert "must read NAME=VALUE" in result.stderr


@pytest.mark.parametrize("command", ["build", "validate", "fmt"])
def test_faults_of_a_record_are_told_line_by_line(tmp_path, command):
    record = tmp_path / "r.yaml"
    claims = "".join(f"- {{says: metformin {word} obesity, at: 0-5}}\n" for word in ("trets", "kures"))
    head = "article: {title: Pills, address: 'https://example.org/a'}\nclaims:\n"
    record.write_text(head + claims, encoding="utf-8")
    found = kg(command, record, "--home", tmp_path / "home")
    assert found.exit_code == 3
    assert [line.split(";")[0] for line in found.stderr.splitlines()] == [
        f"kg: {record}:{line}: {word!r} is no predicate" for line, word in ((3, "trets"), (4, "kures"))
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (["path", "x"], "kg: Missing argument 'END'; see "),
        (["--bogus"], "kg: No such option '--bogus'; see "),
        (["qeury"], "kg: No such command 'qeury'. Did you mean 'query'? see "),
        (["terms", "bogus"], "kg: No such command 'bogus'; see "),
        (["query"], "kg: give the name of a query, a .rq file, or -q TEXT; see "),
    ],
)
def test_wrong_usage_is_one_line_that_names_the_help(line, told):
    result = kg(*line)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(told)
    assert result.stderr.endswith(" --help\n")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("line", [[], ["terms"]])
def test_a_group_without_a_command_shows_its_help(line):
    result = kg(*line)
    assert result.exit_code == 2
    assert "Commands:" in result.output
