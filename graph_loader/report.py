"""What a load or a check did, as JSON: the same from the command line and from the API."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from diplograph.graph_loader.load import Summary
from diplograph.graph_loader.tally import ANNOTATIONS

READ_OF_RDF = ("things", "claims")


def as_json(summary: Summary) -> dict[str, Any]:
    """Return a summary as JSON: the load's id, and of each thing read, how many, and what became of them, by label and by reason."""
    tally = summary.tally
    read = {
        what: {
            "read": tally.read[what],
            "mapped": tally.mapped[what],
            "unmapped": tally.reasons("unmapped", what),
            "refused": tally.reasons("refused", what),
        }
        for what in kinds(summary)
    }
    problems = [asdict(problem) for problem in summary.problems]
    return {"load": load_id(summary), "read": read, "outcome": asdict(summary.outcome), "problems": problems}


def load_id(summary: Summary) -> str | None:
    """Return by what the question `changes` knows a load; None where nothing was changed, or no report is kept."""
    changed = summary.outcome.added or summary.outcome.changed
    return summary.run.id if summary.run and changed else None


def kinds(summary: Summary) -> tuple[str, ...]:
    """Return what an annotation is read as, and what RDF is, where there was RDF."""
    if not any(summary.tally.read[what] for what in READ_OF_RDF):
        return ("documents", *ANNOTATIONS)
    annotated = any(summary.tally.read[what] for what in ANNOTATIONS)
    return ("documents", *(ANNOTATIONS if annotated else ()), *READ_OF_RDF)
