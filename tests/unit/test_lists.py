"""Bit sets give what walking the items gives."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.summary.lists import FacetIndex

ITEMS = st.lists(st.dictionaries(st.sampled_from("abc"), st.sampled_from("123")), max_size=40)
CHOSEN = st.dictionaries(st.sampled_from("abcd"), st.sampled_from("1234"), max_size=3)


@given(ITEMS, CHOSEN)
def test_selection_equals_filtering(items, chosen):
    index = FacetIndex(items)
    found = index.select(chosen)
    expected = [n for n, item in enumerate(items) if all(item.get(k) == v for k, v in chosen.items())]
    assert list(index.ordinals(found, 0, 100)) == expected
    assert found.bit_count() == len(expected)


@given(ITEMS, CHOSEN, st.sampled_from("abc"))
def test_count_is_what_choosing_the_value_leaves(items, chosen, facet):
    index = FacetIndex(items)
    for value, count in index.counts(facet, chosen).items():
        assert count == index.select({**chosen, facet: value}).bit_count() > 0


@given(ITEMS, st.integers(0, 50), st.integers(0, 50))
def test_pages_cut_the_whole(items, offset, limit):
    index = FacetIndex(items)
    assert list(index.ordinals(index.select({}), offset, limit)) == list(range(len(items)))[offset : offset + limit]
