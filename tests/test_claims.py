"""What becomes of statuses, dates and qualifiers: nothing is said that the article doesn't say, and nothing lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from annotated import claims, document, told, values

from diplograph.graph_loader.extract import extract
from diplograph.ontology.load import load as load_ontology
from diplograph.ontology.reference import reference

MET = (
    "T1 Official Anna Berg",
    "T2 Official Paul Roy",
    "T3 Meeting se sont vus",
    "T4 Date en mai 2031",
)
TEXT = "Anna Berg et Paul Roy se sont vus en mai 2031."


def status(record: object) -> set[tuple[str, str]]:
    return {(value, modality) for _, name, value, modality in values(record) if name == "status"}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("arcs", "issued", "expected"),
    [
        ("participant:T1 participant2:T2 date:T4", "2031-06-01", {("held", "asserted")}),
        ("participant:T1 participant2:T2 date:T4", "2031-04-01", {("planned", "planned")}),
        ("participant:T1 participant2:T2 date:T4", "2031-05-15", set()),
        ("invited:T1 invited2:T2", "2031-06-01", {("planned", "planned")}),
        ("invited:T1 participant:T2", "2031-06-01", {("held", "asserted")}),
        ("date:T4", "2031-06-01", set()),
    ],
)
def test_a_status_is_suggested_only_by_who_was_there(
    tmp_path: Path, arcs: str, issued: str, expected: set[object]
) -> None:
    """Held takes somebody who was there, before the article; who was only invited makes it planned."""
    lines = [*MET, f"E1 Meeting:T3 {arcs}", "A1 Value T4 2031-05"]
    assert status(told(tmp_path, TEXT, *lines, issued=issued)) == expected


def test_a_planned_trigger_doesnt_undo_a_meeting(tmp_path: Path) -> None:
    """A second trigger that carries a planned arc leaves the meeting held."""
    text = TEXT + " Jo Fall doit les rejoindre."
    lines = [
        *MET, "T5 Official Jo Fall", "T6 Meeting rejoindre", "E1 Meeting:T3 participant:T1 participant2:T2",
        "E2 Meeting:T6 participant:T5", "R1 sameAs Arg1:E1 Arg2:E2", "A1 Modality E2 planned",
    ]  # fmt: skip
    assert status(told(tmp_path, text, *lines, issued="2031-06-01")) == {("held", "asserted")}


def test_the_date_of_what_has_no_node_is_a_claim(tmp_path: Path) -> None:
    """What is alleged with a date keeps the date, in a claim with its author."""
    text = "Le Chili dit que Paris a livré des drones en mars 2031."
    lines = (
        "T1 State Chili", "T2 State Paris", "T3 Initiative livré des drones", "T4 Date mars 2031",
        "E1 Initiative:T3 lead:T2 date:T4 attributedTo:T1", "A1 Modality E1 alleged", "A2 Value T4 2031-03",
    )  # fmt: skip
    rows = claims(told(tmp_path, text, *lines, issued="2031-06-01"))
    dated = [row for row in rows if row["predicate"] == "date"]
    assert [(r["value"], r["modality"], r["attributed_to"], r["edge"]) for r in dated] == [
        ("2031-03", "alleged", ["state/CL"], None)
    ]
    assert {row["thing"] for row in rows} == {dated[0]["thing"]}


def test_qualifiers_are_kept(tmp_path: Path) -> None:
    """A rank said of the person anywhere, dates of a membership, a date's own basis and confidence."""
    text = "Le général Roy, Paul Roy, directeur du Forum FAX. Le Chili en est membre. Ils se sont vus en mai."
    lines = (
        "T1 Official Roy", "T2 Official Paul Roy", "T3 Post directeur", "T4 Organization Forum FAX", "T5 State Chili",
        "T6 Meeting se sont vus", "T7 Date mai",
        "R1 holds Arg1:T2 Arg2:T3", "R2 in Arg1:T3 Arg2:T4", "R3 memberOf Arg1:T5 Arg2:T4", "R4 date Arg1:T6 Arg2:T7",
        "A1 Rank T1 général", "A2 Attested R3 2030", "A3 Value T7 2031-05", "A4 Basis R4 inferred", "A5 Confidence R4 0.5",
    )  # fmt: skip
    rows = {row["predicate"]: row for row in claims(told(tmp_path, text, *lines))}
    assert rows["heldPost"]["rank"] == "général"
    assert rows["memberOf"]["attested"] == ["2030"]
    assert (rows["date"]["basis"], rows["date"]["confidence"]) == ("inferred", 0.5)


def test_a_claim_says_who_marked_it(tmp_path: Path) -> None:
    """The annotator of a document is each of its claims', and another one's are other claims."""
    lines = ("T1 Official Anna Berg", "T2 Meeting a rencontré", "E1 Meeting:T2 participant:T1")
    records = {}
    for name in (None, "annotator-1", "annotator-2"):
        found = document(tmp_path, "Anna Berg a rencontré Paul.", *lines)
        found.annotator = name
        records[name] = extract(found, load_ontology(), reference())[0]
        assert {claim.annotator for claim in records[name].claims} == {name}
    assert len({record.content_hash for record in records.values()}) == 3
    assert len({tuple(claim.fingerprint for claim in record.claims) for record in records.values()}) == 3
