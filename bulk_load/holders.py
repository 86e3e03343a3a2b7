"""Stage 6: who is presumed at meetings. By post, its holders go to the parts of its meetings; by meeting, the rule applies."""

from __future__ import annotations

from diplograph.bulk_load import spill
from diplograph.bulk_load.articles import Place
from diplograph.bulk_load.tables import FACTS, writer
from diplograph.graph_loader.holders import presumed
from diplograph.graph_loader.rows import Row


def divide(task: tuple[int, int, Place]) -> None:
    """Write the tenures of a part's posts by the parts of the meetings at which each was represented."""
    part, parts, place = task
    every = spill.gathered(place.files("holders", range(parts)), part)
    wanted: dict[str, set[int]] = {}
    for post, where in every.get("wanted", []):
        wanted.setdefault(post, set()).add(where)
    found: spill.Pieces = {}
    for post, tenure in every.get("held", []):
        for where in wanted.get(post, ()):
            spill.add(found, where, "tenures", (post, tenure))
    spill.write(place.file("tenures", part), found)


def presume(task: tuple[int, int, Place]) -> int:
    """Write the attendances that the rule makes at a part's meetings; return how many."""
    part, parts, place = task
    files = [file for stage in ("holders", "tenures") for file in place.files(stage, range(parts))]
    every = spill.gathered(files, part)
    dates = dict(every.get("dates", []))
    represented = [row | {"date": dates[row["meeting"]]} for row in every.get("represented", [])]
    held: dict[str, list[Row]] = {}
    for post, tenure in every.get("tenures", []):
        held.setdefault(post, []).append(tenure)
    present: dict[str, set[str]] = {}
    for meeting, official in every.get("present", []):
        present.setdefault(meeting, set()).add(official)
    found = presumed(represented, held, present)
    with writer(place.made, f"h{part}") as put:
        for row in found.values():
            put(FACTS, {"from": row["subject"], "to": row["object"], "type": "ATTENDED"} | row["fact"])
    return len(found)
