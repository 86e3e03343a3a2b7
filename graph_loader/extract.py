"""From a Document to a Record: the stages of one article strung together."""

from __future__ import annotations

import hashlib

from diplograph.graph_loader.checks import Checked, check
from diplograph.graph_loader.claims import Claims
from diplograph.graph_loader.coreference import clusters, without_nameless
from diplograph.graph_loader.document import Document
from diplograph.graph_loader.records import Record
from diplograph.graph_loader.things import Resolved, Things
from diplograph.ontology.model import Ontology
from diplograph.ontology.reference import Reference


def extract(document: Document, ontology: Ontology, reference: Reference) -> tuple[Record, Checked]:
    """Return what an article says, and what of its annotation fits; problems are noted in the document."""
    checked = check(document, ontology)
    named = without_nameless(checked, clusters(checked, reference))
    things = Things(checked, named, ontology, reference)
    claims = Claims(checked, things, ontology)
    told = [thing for thing in things.all if thing.ref not in claims.nodeless]
    record = Record(
        article=document.id,
        metadata=document.metadata,
        sha256=hashlib.sha256(document.text.encode()).hexdigest() if document.text is not None else None,
        things=tuple(sorted((things.record(thing) for thing in told), key=lambda thing: thing.ref)),
        claims=tuple(claims.all()),
    )
    for thing in told:
        _look(document, things, thing)
    return record, checked


def _look(document: Document, things: Things, thing: Resolved) -> None:
    """Warn of what one would expect of a thing and doesn't find."""
    span = thing.cluster.spans[0]
    if thing.cls == "Meeting":
        present = things.targets(thing, "attended", "representedAt", "participatesIn")
        lacks = [name.lower() for name in ("Status", "Format") if not thing.cluster.attribute(name)]
        lacks += [] if present else ["participant"]
        if lacks:
            document.report("warning", span, f"the meeting « {span.words} » has no {' or '.join(lacks)}")
    if thing.cls == "Agreement" and len(things.targets(thing, "partyTo")) < 2:
        document.report("warning", span, f"the agreement « {span.words} » has fewer than two parties")
