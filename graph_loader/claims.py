"""What an article says of its things: each arc, attribute and date as a claim with its passage.

A trigger, or a span without a name or link, of which everything is alleged, denied or hypothetical gets no node: its
claims carry its words and a hash that they share (``thing``), and a Statement is about those claims.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from diplograph.graph_loader import dates
from diplograph.graph_loader.checks import NEEDS_ATTRIBUTION, Checked
from diplograph.graph_loader.document import Arc, Span
from diplograph.graph_loader.meetings import TAKES_PART
from diplograph.graph_loader.problems import Reason
from diplograph.graph_loader.quotes import Quote, Sentences, covered
from diplograph.graph_loader.records import BASES, SUPPORTING, Claim, End, digest
from diplograph.graph_loader.things import Resolved, Things
from diplograph.ontology.model import Ontology, RoleRule

VALUES = {  # attribute → classes whose own value it is; elsewhere it qualifies an edge
    "Kind": ("Meeting", "Initiative", "Agreement", "Organization", "Statement"),
    "Status": ("Meeting", "Initiative"),
    "Format": ("Meeting",),
    "Mode": ("Meeting",),
    "Ordinal": ("Meeting", "Initiative"),
}
PERIODS = ("Start", "End")
PRESENCE = (*TAKES_PART, "hosted")
STATUS_MODALITY = {"planned": "planned", "proposed": "proposed"}


def claim_id(article: str, claim: Claim) -> str:
    """Return a claim's id: a hash of its article and content, so that it outlives what identity decides."""
    return f"claim/{digest(article, claim.fingerprint)}"


class Claims:
    """Makes the claims of one document."""

    def __init__(self, checked: Checked, things: Things, ontology: Ontology) -> None:
        self._checked, self._things, self._ontology = checked, things, ontology
        self._document = checked.document
        text = self._document.text
        self._sentences = Sentences(text, self._document.metadata.language) if text else None
        self.nodeless = self._find_nodeless()

    def all(self) -> Iterator[Claim]:
        """Yield every claim once; those about claims last, since they name them."""
        made = [self._edge(arc, rule) for arc, rule in self._edges()]
        for thing in self._things.all:
            made += self._values(thing)
        first = [claim for claim in made if claim.predicate != "about"]
        first = _once(first)
        yield from first
        yield from _once(
            [each for claim in made if claim.predicate == "about" for each in self._about(claim, first)]
        )

    def _edges(self) -> Iterator[tuple[Arc, RoleRule]]:
        """Yield the arcs that are edges; one from a thing to itself, by whatever spans, is refused."""
        things = self._things.by_span
        for arc, rule in self._checked.arcs:
            if rule.sort == "edge" and things[arc.source] is not things[arc.target]:
                yield arc, rule
            elif rule.sort == "edge":
                self._document.tally.take_back("arcs", Reason.ITSELF)
                self._document.tally.take_back("attributes", Reason.ITSELF, len(arc.attributes))
                message = f"{arc.role} goes from {arc.source} to {arc.target}, which is the same thing"
                self._document.report("refused", arc, message)

    def _find_nodeless(self) -> set[str]:
        """Return the refs of things of which everything is alleged, denied or hypothetical, and that have no name."""
        modalities: dict[str, set[str]] = {}
        for arc, rule in self._checked.arcs:
            if rule.sort == "edge" and rule.property != "about":
                for end in (arc.source, arc.target):
                    modalities.setdefault(self._things.by_span[end].ref, set()).add(
                        self._checked.resolved(arc, rule)
                    )
        found = set()
        sayers = {
            self._things.by_span[name].ref for names in self._checked.attributed.values() for name in names
        }
        for thing in self._things.all:
            said = modalities.get(thing.ref) or {thing.cluster.attribute("Modality") or "asserted"}
            known = thing.fixed or thing.cluster.links or thing.cluster.names
            if not known and thing.ref not in sayers and not said.intersection(SUPPORTING):
                found.add(thing.ref)
        return found

    def _chairs(self, body: str) -> int:
        """Count who chairs a body, by the article."""
        things = self._things.by_span
        arcs = (arc for arc, _ in self._checked.arcs if arc.role == "chairs")
        return len({things[arc.source].ref for arc in arcs if things[arc.target] is things[body]})

    def _edge(self, arc: Arc, rule: RoleRule) -> Claim:
        source, target = self._checked.spans[arc.source], self._checked.spans[arc.target]
        ends = (target, source) if rule.inverted else (source, target)
        quote = self._quote(source, target)
        return Claim(
            subject=self._end(ends[0]),
            predicate=rule.property or "",
            object=self._end(ends[1]),
            qualifiers=self._qualifiers(arc, rule, source, target),
            modality=self._checked.resolved(arc, rule),
            basis=self._basis(arc, source, target),
            confidence=float(self._checked.said(arc, "Confidence") or 1),
            attributed_to=self._attributed(source),
            quote=quote.text,
            char_start=quote.start,
            char_end=quote.end,
            annotator=self._document.annotator,
        )

    def _end(self, span: Span) -> End:
        thing = self._things.by_span[span.id]
        words = " ".join(span.words.split())
        if thing.ref not in self.nodeless:
            return End(thing.ref, words, thing.cls, start=span.start, end=span.end)
        shared = digest(self._document.id, thing.ref)
        return End(None, words, thing.cls, shared, thing.cluster.attribute("Kind"), span.start, span.end)

    def _basis(self, arc: Arc, source: Span, target: Span) -> str:
        said = self._checked.said(arc, "Basis")
        return said or max(self._things.basis(source), self._things.basis(target), key=BASES.index)

    def _attributed(self, span: Span) -> tuple[str, ...]:
        sayers = self._checked.attributed.get(span.id, [])
        return tuple(sorted({self._things.by_span[name].ref for name in sayers}))

    def _quote(self, source: Span, target: Span) -> Quote:
        return self._sentences.quote(source, target) if self._sentences else covered(source, target)

    def _qualifiers(self, arc: Arc, rule: RoleRule, source: Span, target: Span) -> dict[str, object]:
        found: dict[str, object] = dict(rule.qualifiers)
        if rule.property == "attended" and "Mode" in target.attributes:
            found["mode"] = target.attributes["Mode"]
        if arc.role == "chairs" and self._chairs(arc.target) > 1:
            found["role"] = "co-chair"
        if rule.property == "sessionOf":
            ordinal = self._things.by_span[source.id].cluster.attribute("Ordinal")
            found |= {"ordinal": int(ordinal)} if ordinal else {}
        for name in PERIODS:
            said = arc.attributes.get(name) or self._checked.of_post(arc, name)
            found |= {name.lower(): said} if said else {}
        if rule.property == "heldPost":
            found |= self._tenure(arc, source)
        elif "Attested" in arc.attributes:
            found["attested"] = [arc.attributes["Attested"]]
        return found

    def _tenure(self, arc: Arc, holder: Span) -> dict[str, object]:
        """Return when a post is attested: as said, else on the article's date, as precise as that is."""
        tenure = arc.attributes.get("Tenure") or self._checked.of_post(arc, "Tenure")
        attested = arc.attributes.get("Attested") or self._checked.of_post(arc, "Attested")
        if not attested and tenure not in ("former", "elect"):
            attested = self._document.metadata.issued
        rank = self._things.by_span[holder.id].cluster.attribute("Rank")
        found: dict[str, object] = {"attested": [attested]} if attested else {}
        return found | ({"rank": rank} if rank else {}) | ({"tenure": tenure} if tenure else {})

    def _values(self, thing: Resolved) -> Iterator[Claim]:
        """Yield the claims with a value: kind, status and the like where a span says it, then the date."""
        for span in thing.cluster.spans:
            if span.attributes.get("Modality") in NEEDS_ATTRIBUTION and not self._attributed(span):
                continue
            for name, classes in VALUES.items():
                if name == "Kind" and thing.ref in self.nodeless:
                    continue  # every claim of what has no node carries its kind
                if thing.cls in classes and name in span.attributes:
                    yield self._value(span, self._ontology.attributes[name].property, span.attributes[name])
        yield from self._date(thing)
        if thing.ref not in self.nodeless:
            yield from self._suggested(thing)

    def _value(self, span: Span, name: str, value: str, at: Span | None = None, **changes: object) -> Claim:
        quote = self._quote(span, at or span)
        modality = span.attributes.get("Modality", "asserted")
        if name == "status" and modality in SUPPORTING:
            modality = STATUS_MODALITY.get(value, "asserted")
        claim = Claim(
            subject=self._end(span),
            predicate=name,
            value=value,
            modality=modality,
            confidence=float(span.attributes.get("Confidence", 1)),
            attributed_to=self._attributed(span),
            quote=quote.text,
            char_start=quote.start,
            char_end=quote.end,
            annotator=self._document.annotator,
        )
        return replace(claim, **changes) if changes else claim  # type: ignore[arg-type]  # names of Claim's own fields

    def _date(self, thing: Resolved) -> Iterator[Claim]:
        for arc in self._things.dated.get(thing.ref, []):
            source, words = self._checked.spans[arc.source], self._checked.spans[arc.target]
            said = self._things.when(words)
            if said:
                yield self._value(
                    source,
                    "date",
                    said,
                    words,
                    qualifiers={"date_text": words.words},
                    modality=self._checked.modality(arc),
                    basis=self._checked.said(arc, "Basis") or "explicit",
                    confidence=float(self._checked.said(arc, "Confidence") or 1),
                )
            else:
                self._document.report(
                    "warning",
                    words,
                    f"no date can be read from « {words.words} »",
                    "Give it a Value in EDTF.",
                )

    def _suggested(self, thing: Resolved) -> Iterator[Claim]:
        """Yield what the arcs suggest where nothing says it: a status, and the latest day of a meeting held."""
        if thing.cls not in VALUES["Status"]:
            return
        span, issued = thing.cluster.spans[0], self._document.metadata.issued
        status = thing.cluster.attribute("Status")
        if status is None:
            status = self._status(thing)
            if status:
                yield self._value(span, "status", status, basis="inferred")
        if thing.cls == "Meeting" and status == "held" and thing.date is None and issued:
            yield self._value(span, "date", f"../{dates.bounds(issued).end}", basis="inferred")

    def _status(self, thing: Resolved) -> str | None:
        """Return the status that the arcs suggest: planned or proposed where all of it is, held where somebody was there."""
        said = self._modalities(thing)
        if len(said) == 1 and said <= STATUS_MODALITY.keys():
            return said.pop()
        if thing.cls != "Meeting" or "asserted" not in said:
            return None
        issued = self._document.metadata.issued
        last = dates.bounds(issued).end if issued else None
        when = dates.bounds(thing.date) if thing.date else dates.Bounds(None, None)
        if last and when.start and when.start > last:
            return "planned"
        return "held" if when.end is None or last is None or when.end <= last else None

    def _modalities(self, thing: Resolved) -> set[str]:
        """Return how a meeting's participants, or an initiative's spans, are said; of the latter only what says so."""
        if thing.cls == "Meeting":
            arcs = (pair for pair in self._checked.arcs if pair[1].property in PRESENCE)
            said = {
                self._checked.resolved(arc, rule)
                for arc, rule in arcs
                if self._things.by_span[arc.source] is thing
            }
            if said:
                return said
        return {span.attributes["Modality"] for span in thing.cluster.spans if "Modality" in span.attributes}

    def _about(self, claim: Claim, others: list[Claim]) -> Iterator[Claim]:
        """Yield a statement's claim; about what has no node, it is about that thing's claims."""
        shared = claim.object.thing if claim.object else None
        meant = [
            each
            for each in others
            if shared and shared in (each.subject.thing, each.object and each.object.thing)
        ]
        if not meant:
            yield claim
        for each in meant:
            target = End(
                claim_id(self._document.id, each), claim.object.text if claim.object else None, "Claim"
            )
            yield replace(claim, object=target)


def _once(claims: list[Claim]) -> list[Claim]:
    """Return claims without repetitions: two arcs that say the same in one passage are one claim."""
    return list({claim.fingerprint: claim for claim in claims}.values())
