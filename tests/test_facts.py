"""What claims support: facts, the value that is shown, and how many articles are a source of their own."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diplograph.graph_loader.facts import (
    best_value,
    date_properties,
    edge_id,
    fact,
    folded,
    independent,
    one_tenure,
    sources_of,
    tenures,
    value_id,
)

STRENGTH = ("asserted", "planned", "proposed")


def claim(name: str = "c1", **changes: Any) -> dict[str, Any]:
    """Return a claim as the graph gives it."""
    return {
        "id": name,
        "article": "a",
        "modality": "asserted",
        "basis": "explicit",
        "confidence": 1.0,
        "quote": "Words.",
        "char_start": 0,
        "char_end": 6,
        "issued": "2031-03-13",
        "cites": None,
        "translation_of": None,
    } | changes


ARTICLES = [
    {"article": "a", "issued": "2031-03-13"},
    {"article": "b", "issued": "2031-03", "cites": ["a", "x"]},
    {"article": "c", "issued": None, "translation_of": "x"},
    {"article": "d", "issued": "2024"},
]
CLAIMS = st.builds(
    lambda about, **changes: claim(**changes, **about),
    about=st.sampled_from(ARTICLES),
    name=st.sampled_from([f"c{n}" for n in range(9)]),
    modality=st.sampled_from([*STRENGTH, "alleged", "denied", "hypothetical"]),
    basis=st.sampled_from(["explicit", "coref", "inferred"]),
    confidence=st.sampled_from([0.25, 0.5, 1.0]),
    quote=st.sampled_from(["Words.", None]),
    value=st.sampled_from(["held", "planned", "proposed"]),
    role=st.sampled_from(["chair", "host", None]),
    attested=st.sampled_from([None, ["2031-03-13"], ["2024"]]),
)
DISTINCT = st.lists(CLAIMS, max_size=7, unique_by=lambda row: row["id"])


@pytest.mark.parametrize("modality", ["alleged", "denied", "hypothetical"])
def test_what_nobody_asserts_plans_or_proposes_is_no_fact(modality: str) -> None:
    """Alleged, denied and hypothetical claims support nothing, however many, and show no value."""
    rows = [claim(name, modality=modality, value="held") for name in ("c1", "c2")]
    assert fact(rows) is None
    assert best_value(rows) is None


def test_no_claim_is_no_fact() -> None:
    """A fact exists exactly while something supports it."""
    assert fact([]) is None
    assert best_value([]) is None


def test_a_fact_has_the_properties_of_its_claims() -> None:
    """The strongest modality and basis, the highest confidence, the reports' span, and the strongest claim's passage."""
    rows = [
        claim(
            "c1", article="a", basis="coref", confidence=0.5, issued="2031-03-10", quote="One.", role="host"
        ),
        claim(
            "c2",
            article="b",
            modality="planned",
            basis="explicit",
            issued="2031-02",
            quote="Two.",
            role="chair",
        ),
        claim("c3", article="c", modality="alleged", issued="2020", quote="Three.", mode="online"),
    ]
    assert fact(rows) == {
        "modality": "asserted",
        "basis": "explicit",
        "confidence": 1.0,
        "sources": 2,
        "first_reported": "2031-02",
        "last_reported": "2031-03-10",
        "claim": "c1",
        "article": "a",
        "quote": "One.",
        "char_start": 0,
        "char_end": 6,
        "attested": None,
        **dict.fromkeys(("mode", "rank", "ordinal", "start", "end", "tenure")),
        "role": "host",
    }


@pytest.mark.parametrize(
    ("weaker", "stronger"),
    [
        ({"modality": "planned"}, {"modality": "asserted", "basis": "inferred", "confidence": 0.1}),
        ({"modality": "proposed"}, {"modality": "planned", "basis": "inferred"}),
        ({"basis": "coref"}, {"basis": "explicit", "quote": None}),
        ({"basis": "inferred"}, {"basis": "coref"}),
        ({"quote": None}, {"confidence": 0.1}),
        ({"confidence": 0.5}, {"confidence": 0.6}),
    ],
)
def test_the_strongest_claim_is_the_one_shown(weaker: dict[str, Any], stronger: dict[str, Any]) -> None:
    """Modality counts before basis, then a quote at hand, then confidence; the order of the claims never does."""
    rows = [claim("c1", **weaker), claim("c2", **stronger)]
    shown = [found["claim"] for found in (fact(rows), fact(rows[::-1])) if found]
    assert shown == ["c2", "c2"]


def test_a_planned_meeting_is_never_shown_as_held() -> None:
    """Planned becomes held only by a claim that asserts it."""
    planned = claim("c1", modality="planned", value="planned")
    said = claim("c2", modality="asserted", value="held", confidence=0.1, basis="inferred")
    assert [(best_value(rows) or {})["value"] for rows in ([planned], [planned, said])] == ["planned", "held"]


def test_qualifiers_come_from_claims_of_the_facts_own_modality() -> None:
    """An invitation's role doesn't become the role of who was there."""
    rows = [claim("c1"), claim("c2", modality="planned", role="invited")]
    found = fact(rows)
    assert found
    assert (found["modality"], found["role"]) == ("asserted", None)


def test_attested_dates_are_all_kept() -> None:
    """A post's holder is attested on every date that an article gives."""
    found = fact(
        [claim("c1", attested=["2031-03-13"]), claim("c2", attested=["2024", "2031-03-13"]), claim("c3")]
    )
    assert found
    assert found["attested"] == ["2024", "2031-03-13"]


@pytest.mark.parametrize(
    ("rows", "value"),
    [
        ([{"value": "x", "basis": "inferred"}, {"value": "y", "confidence": 0.1}], "y"),
        (
            [{"value": "x", "article": "a"}, {"value": "x", "article": "b"}, {"value": "y", "article": "c"}],
            "x",
        ),
        (
            [
                {"value": "x", "article": "a"},
                {"value": "x", "article": "b", "cites": ["a"]},
                {"value": "w", "article": "c"},
            ],
            "w",
        ),
        ([{"value": "x", "confidence": 0.5}, {"value": "y"}], "y"),
        ([{"value": "x", "issued": "2031-03-12"}, {"value": "y", "issued": "2031-03-13"}], "y"),
        ([{"value": "x", "issued": None}, {"value": "y", "issued": "2001"}], "y"),
        ([{"value": "y"}, {"value": "x"}], "x"),
    ],
)
def test_the_value_shown_is_the_best_supported(rows: list[dict[str, Any]], value: str) -> None:
    """Said before inferred, then independent articles, confidence, the latest article, and at last the alphabet."""
    numbered = [claim(f"c{number}", **row) for number, row in enumerate(rows)]
    assert [(best_value(given_) or {})["value"] for given_ in (numbered, numbered[::-1])] == [value, value]


@settings(deadline=None)
@given(DISTINCT, st.randoms())
def test_the_order_of_claims_changes_nothing(rows: list[dict[str, Any]], random: Any) -> None:
    """Facts and values are functions of the set of claims."""
    mixed = random.sample(rows, len(rows))
    assert fact(rows) == fact(mixed)
    assert best_value(rows) == best_value(mixed)
    assert independent(rows) == independent(mixed)


def kept(found: dict[str, Any] | None) -> dict[str, Any]:
    """Return a fact as the graph holds it."""
    return {name: value for name, value in (found or {}).items() if value is not None}


def apart(rows: list[dict[str, Any]], new: set[str]) -> tuple[list[dict[str, Any]], ...]:
    """Return the claims that support, those of some articles apart; and those of the others that aren't independent of them."""
    support = [row for row in rows if row["modality"] in STRENGTH]
    old, added = ([row for row in support if (row["article"] in new) is told] for told in (False, True))
    names = {name for row in added for name in sources_of(row)}
    for _ in old:  # as many steps as there can be
        names |= {name for row in old if sources_of(row) & names for name in sources_of(row)}
    return old, added, [row for row in old if row["article"] in names]


@settings(deadline=None, max_examples=500)
@given(DISTINCT, st.sets(st.sampled_from("abcd")))
def test_a_folded_fact_is_that_of_all_its_claims(rows: list[dict[str, Any]], new: set[str]) -> None:
    """From what a fact was and the claims of new articles comes what all claims say, or nothing at all."""
    old, added, kin = apart(rows, new)
    if old and added:
        was = kept(fact(old))
        best = next(row for row in old if row["id"] == was["claim"])
        found = folded(was, best, kin, added)
        assert found is None or found == fact([*old, *added])


def test_one_more_article_is_folded() -> None:
    """An article that says of a fact what others do needs none of theirs; one that gives another role does."""
    old = [claim("c1", role="chair"), claim("c2", article="b", role="chair", issued="2031-03-14")]
    more = claim("c3", article="c", role="chair", issued="2031-04-01")
    found = folded(kept(fact(old)), old[0], [], [more])
    assert found == fact([*old, more])
    assert kept(found)["sources"] == 3
    assert folded(kept(fact(old)), old[0], [], [more | {"role": "host"}]) is None


@settings(deadline=None, max_examples=500)
@given(
    st.lists(
        st.tuples(st.integers(2000, 2006), st.integers(0, 3), st.sampled_from("dsb")), min_size=2, max_size=6
    ),
    st.integers(1, 5),
)
def test_a_tenure_that_stays_one(periods: list[tuple[int, int, str]], new: int) -> None:
    """New claims fit into the only tenure exactly if all claims together are still one."""
    rows = [
        claim(
            f"c{number}",
            start=str(first) if kind in "db" else None,
            end=str(first + years) if kind == "d" else None,
            attested=[str(first)] if kind in "sb" else None,
        )
        for number, (first, years, kind) in enumerate(periods)
    ]
    old, added = rows[:-new], rows[-new:]
    if old and len(tenures(old)) == 1:
        dated = [row for row in old if row["start"] or row["end"]]
        assert one_tenure(kept(fact(old)), dated, added) == (len(tenures(rows)) == 1)


@settings(deadline=None)
@given(DISTINCT)
def test_a_fact_is_never_stronger_than_its_claims(rows: list[dict[str, Any]]) -> None:
    """A fact is there exactly if a claim supports it, with the modality of the strongest."""
    support = [row["modality"] for row in rows if row["modality"] in STRENGTH]
    found = fact(rows)
    assert (found["modality"] if found else None) == min(support, key=STRENGTH.index, default=None)


@pytest.mark.parametrize(
    ("rows", "count"),
    [
        ([], 0),
        ([{"article": "a"}, {"article": "a"}], 1),
        ([{"article": "a"}, {"article": "b"}], 2),
        ([{"article": "a"}, {"article": "b", "cites": ["a"]}], 1),
        ([{"article": "a"}, {"article": "b", "translation_of": "a"}], 1),
        ([{"article": "a", "cites": ["x"]}, {"article": "b", "cites": ["x"]}], 1),
        ([{"article": "a", "cites": ["x"]}, {"article": "b", "translation_of": "x"}, {"article": "c"}], 2),
        ([{"article": "a"}, {"article": "b", "cites": ["a"]}, {"article": "c", "cites": ["b"]}], 1),
        ([{"article": "a", "cites": ["x", "y"]}, {"article": "b", "cites": ["z"]}], 2),
    ],
)
def test_copies_count_once(rows: list[dict[str, Any]], count: int) -> None:
    """An article that cites or translates another, or the same one as another, isn't a second witness."""
    assert independent([claim(f"c{number}", **row) for number, row in enumerate(rows)]) == count


def test_dates_are_properties_with_bounds() -> None:
    """A thing's date is its EDTF and the bounds of it."""
    assert date_properties("2024-10/2024-12") == {
        "edtf": "2024-10/2024-12",
        "start": "2024-10-01",
        "end": "2024-12-31",
    }
    assert date_properties(None) == {"edtf": None, "start": None, "end": None}


def test_an_edges_id_is_of_its_ends_type_and_number() -> None:
    """No two facts share an id, nor does a value share one with a fact; the same fact has the same one everywhere."""
    found = [
        edge_id("a", "ATTENDED", "b"),
        edge_id("b", "ATTENDED", "a"),
        edge_id("a", "HOSTED", "b"),
        edge_id("a", "ATTENDED", "b", "chair"),
        edge_id("aATTENDED", "", "b"),
        value_id("a", "kind"),
        value_id("akind", ""),
    ]
    assert len(set(found)) == len(found)
    assert found[0] == edge_id("a", "ATTENDED", "b") == "440b3b15e6a074fd"


def test_a_period_is_one_claims() -> None:
    """Start and end come from one claim: half of one article's and half of another's is a period nobody said."""
    first = claim("claim/1", start="2010", end="2012")
    second = claim("claim/2", article="b", start="2020")
    found = fact([second, first])
    assert found is not None
    assert (found["start"], found["end"]) == ("2010", "2012")
    found = fact([second])
    assert found is not None
    assert (found["start"], found["end"]) == ("2020", None)


@given(
    st.lists(st.tuples(st.integers(2000, 2006), st.integers(0, 3), st.booleans()), max_size=8), st.randoms()
)
def test_tenures_are_the_same_in_any_order(periods: list[tuple[int, int, bool]], random: Any) -> None:
    """The claims of a person in a post fall into the same tenures whatever their order, and none is lost."""
    rows = [
        claim(f"c{number}", start=str(first), end=str(first + years), attested=[str(first)] if seen else None)
        for number, (first, years, seen) in enumerate(periods)
    ]
    expected = tenures(rows)
    assert sorted(row["id"] for group in expected for row in group) == sorted(row["id"] for row in rows)
    shuffled = random.sample(rows, len(rows))
    assert tenures(shuffled) == expected


def test_tenures_apart() -> None:
    """A period that ended before another began is another tenure; an attested day belongs where it lies."""
    rows = [
        claim("c1", start="2010", end="2012", attested=["2011"]),
        claim("c2", start="2020", attested=["2021-05-01"]),
        claim("c3", attested=["2022"]),
        claim("c4", attested=["2011-06-01"]),
        claim("c5"),
    ]
    assert [[row["id"] for row in group] for group in tenures(rows)] == [["c5", "c1", "c4"], ["c2", "c3"]]
