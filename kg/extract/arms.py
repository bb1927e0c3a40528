"""Two arms of a trial beside one another: which share is the control's, and how far the two are apart."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.extract.cues import Hits
from kg.model import Span

_SHARE = re.compile(r"(?<![\d.,])(\d+(?:\.\d+)?)\s?(?:%|percent\b|per cent\b)")
_ALIKE = 0.1
"""Part of the larger share by which two differ at least; less is chance in most trials that news tells of."""
_MOST = 160
"""Characters in which the second share follows the beginning of the first statement."""


def shares_differ(hits: Hits, within: Span, controls: Iterable[Span]) -> float | None:
    """Return by how many points the means tested is above the control in the first two percentages of a stretch.

    "12 % of those on the drug and 4 % on placebo": the control is what is named after its share; where none
    is, the second share. None where there are not two percentages, 0 where they are nearly the same.
    """
    end = min(within.end, within.start + _MOST)
    shares = list(_SHARE.finditer(hits.text, within.start, end))[:2]
    if len(shares) < 2:
        return None
    first, second = (float(share[1]) for share in shares)
    cut = shares[1].start()
    if any(shares[0].end() <= at.start < cut for at in controls):
        first, second = second, first
    return first - second if abs(first - second) >= _ALIKE * max(first, second) else 0.0
