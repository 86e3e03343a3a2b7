"""The questions on the design's example: three levels of a meeting, a proposal, and a fact's evidence."""

from __future__ import annotations

from conftest import Ask, said

from diplograph.graph_loader.load import Summary


def test_example_levels(example_graph: Summary, ask: Ask) -> None:
    """A named counterpart is met bilaterally; unnamed ones as institutions, each at a meeting of its own."""
    rows = ask("who-met-whom", official="official/ingrid-solheim")
    assert said(rows, "met_id", "level", "via") == {
        ("official/pablo-riquelme", "bilateral", None),
        ("post/gh-defence-minister", "institutions", None),
        ("post/is-defence-minister", "institutions", None),
    }
    assert len({row["meeting_id"] for row in rows}) == 3


def test_who_met_a_post_and_a_party(example_graph: Summary, ask: Ask) -> None:
    """A post is met through its holder and a state through its officials and posts, and the answer says through whom."""
    assert said(ask("who-met-whom", official="post/cl-defence-minister"), "met_id", "level", "via") == {
        ("official/ingrid-solheim", "bilateral", "Pablo Riquelme")
    }
    assert said(ask("who-met-whom", official="state/GH"), "met_id", "level", "via") == {
        ("official/ingrid-solheim", "institutions", "Ministre de la Défense (Ghana)")
    }


def test_a_state_that_was_only_accused_met_nobody(example_graph: Summary, ask: Ask) -> None:
    """An alleged delivery and a proposed exercise are no meeting: Ghana's only tie is what its post did."""
    assert said(ask("initiatives-between", a="state/NO", b="state/GH"), "initiative_id") == set()
    assert said(ask("initiatives-between", a="state/NO", b="state/CL"), "modality", "status") == {
        ("proposed", "proposed")
    }


def test_evidence_of_a_fact(example_graph: Summary, ask: Ask) -> None:
    """A fact's evidence is the claims that support it, found by its id; a claim's is itself."""
    (row,) = ask("who-met-whom", official="official/pablo-riquelme")
    (claim,) = ask("evidence", of=row["edge"])
    assert (claim["subject"], claim["predicate"], claim["quote"]) == (
        "official/ingrid-solheim",
        "attended",
        row["quote"],
    )
    assert ask("evidence", of=claim["claim_id"]) == [claim]
