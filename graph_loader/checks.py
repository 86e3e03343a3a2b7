"""What of a document fits the scheme: labels, roles and their ends, attributes and their values.

What doesn't fit is reported with its line and left out; nothing is guessed, nothing dropped in silence.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from diplograph.graph_loader import dates
from diplograph.graph_loader.document import SAME, Arc, Document, Span
from diplograph.graph_loader.doubt import is_doubtful
from diplograph.graph_loader.partition import Partition
from diplograph.graph_loader.problems import Reason, shorten
from diplograph.graph_loader.records import SUPPORTING
from diplograph.ontology.model import Attribute, Ontology, RoleRule

ATTRIBUTED = "attributedTo"
NEEDS_ATTRIBUTION = ("alleged", "denied")
MODALITY = "Modality"  # a typing slip here would turn an accusation into a fact
LINKS = {  # how links look, by their bases
    "Wikidata:": re.compile(r"Wikidata:(Q[0-9]+|NULL)"),
    "ISO:": re.compile(r"ISO:[A-Z]{2,4}"),
}
ORDINAL = re.compile(r"[1-9][0-9]{0,3}")
EVERYWHERE = ("Modality", "Basis", "Confidence", "Mention")
EXCLUSIVE = ("withinMeeting", "onSidelinesOf")


@dataclass
class Checked:
    """The part of a document that fits: spans by id, arcs with their rule, and groups of spans that are one."""

    document: Document
    spans: dict[str, Span] = field(default_factory=dict)
    arcs: list[tuple[Arc, RoleRule]] = field(default_factory=list)
    groups: list[tuple[str, ...]] = field(default_factory=list)
    attributed: dict[str, list[str]] = field(default_factory=dict)

    def said(self, arc: Arc, name: str) -> str | None:
        """Return an attribute's value for an arc: its own, else its source's."""
        return arc.attributes.get(name) or self.spans[arc.source].attributes.get(name)

    def modality(self, arc: Arc) -> str:
        """Return the modality said for an arc, before its role's rule."""
        return self.said(arc, "Modality") or "asserted"

    def of_post(self, arc: Arc, name: str) -> str | None:
        """Return what a Post's own span says of its one holder."""
        target = self.spans[arc.target]
        return target.attributes.get(name) if target.label == "Post" and arc.role == "holds" else None

    def resolved(self, arc: Arc, rule: RoleRule) -> str:
        """Return an arc's modality: an invitation and an elect are planned, a proposal's author is asserted."""
        said = self.modality(arc)
        if said not in SUPPORTING:
            return said
        tenure = arc.attributes.get("Tenure") or self.of_post(arc, "Tenure")
        planned = rule.modality == "planned" or tenure == "elect"
        return "planned" if planned and said == "asserted" else rule.modality or said


def check(document: Document, ontology: Ontology) -> Checked:
    """Return what fits the ontology; the rest is reported in the document's problems."""
    checked = Checked(document)
    document.count()
    _spans(checked, ontology)
    for arc in document.arcs:
        _arc(checked, ontology, arc)
    for group in document.groups:
        _group(checked, group)
    _refuse_unattributed(checked)
    _refuse_exclusive(checked)
    document.tally.keep("arcs", len(checked.arcs))
    return checked


def _spans(checked: Checked, ontology: Ontology) -> None:
    document, known, unknown = checked.document, ontology.span_labels, Counter[str]()
    tally = document.tally
    for span in document.spans.values():
        if span.label not in known:
            unknown[span.label] += 1
            tally.skip("spans", span.label)
            tally.skip("attributes", f"of {span.label}", len(span.attributes))
            tally.skip("links", f"of {span.label}", len(span.links))
            continue
        why = Reason.UNSURE if _may_be_alleged(document, ontology, span) else None
        if why:
            tally.refuse("attributes", why, len(span.attributes))
        elif not _attributes_fit(checked, ontology, span):
            why = Reason.VALUE
        if why:
            tally.refuse("spans", why)
            tally.refuse("links", why, len(span.links))
        else:
            _links(document, span)
            checked.spans[span.id] = span
            tally.keep("spans")
            tally.keep("links", len(span.links))
    for label, count in unknown.items():
        first = next(span for span in document.spans.values() if span.label == label)
        document.report(
            "refused",
            first,
            f"the label {label} isn't in the scheme ({count} in this file)",
            f"The labels are {', '.join(known)}.",
        )


def _links(document: Document, span: Span) -> None:
    """Take away links that no knowledge base has, with a message."""
    for link in list(span.links):
        wanted = next((form for base, form in LINKS.items() if link.target.startswith(base)), None)
        if wanted and not wanted.fullmatch(link.target):
            span.links.remove(link)
            document.tally.refuse("links", Reason.VALUE)
            message = f"{shorten(link.target)!r} is no link"
            document.report("refused", span, message, "Such as ISO:KR, Wikidata:Q7184 or Wikidata:NULL.")


def _may_be_alleged(document: Document, ontology: Ontology, at: Span | Arc) -> bool:
    """Tell whether something was lost that may have said so, with a message. Only what has a modality can be alleged."""
    if isinstance(at, Span) and not ontology.lineage(at.label).intersection(
        ontology.attributes[MODALITY].labels
    ):
        return False
    own = [(name, value) for name, value in document.lost.get(at.id, ()) if not _is_harmless(name, ontology)]
    of_all = [(name, value) for name, value in document.lost.get("", ()) if is_doubtful(name, value)]
    for name, value in own or of_all:
        message = f"what was said of it couldn't be used: {shorten(f'{name} {value}'.strip())!r}"
        document.report("refused", at, message, "It may be one that somebody alleges; mend that first.")
        return True
    return False


def _is_harmless(name: str, ontology: Ontology) -> bool:
    return name in ontology.attributes and name != MODALITY


def _attributes_fit(checked: Checked, ontology: Ontology, at: Span | Arc) -> bool:
    """Take wrong attributes away, with a message; False where the whole annotation can't be used."""
    usable, document = True, checked.document
    for name, value in list(at.attributes.items()):
        attribute = ontology.attributes.get(name)
        if attribute is None:
            document.tally.skip("attributes", name)
            hint = f"The attributes are {', '.join(ontology.attributes)}."
            if is_doubtful(name, value):
                usable, hint = (
                    False,
                    "It may say that this is alleged: a rule of a label map says what it means.",
                )
            document.report("refused", at, f"the attribute {name} isn't in the scheme", hint)
        elif name == "Kind" and _belongs(ontology, attribute, at):
            kinds = ontology.values(name, at.label if isinstance(at, Span) else None)
            if value not in kinds:
                message = f"the kind {shorten(value)} isn't in the list; it is kept"
                document.report("warning", at, message, f"The kinds are {', '.join(kinds)}.")
            continue
        elif wrong := wrong_value(attribute, value, name):
            document.tally.refuse("attributes", Reason.VALUE)
            document.report("refused", at, wrong)
            usable = usable and name != MODALITY and not (isinstance(at, Span) and at.label == "Date")
        elif not _belongs(ontology, attribute, at):
            where = at.label if isinstance(at, Span) else at.role
            allowed = ", ".join((*attribute.labels, *attribute.roles))
            document.tally.refuse("attributes", Reason.MISPLACED)
            document.report("refused", at, f"{name} says nothing of {where}", f"It stands on {allowed}.")
        else:
            continue
        del at.attributes[name]
    usable = usable and not _ends_before_start(checked, at)
    if usable:
        document.tally.keep("attributes", len(at.attributes))
    else:
        document.tally.refuse("attributes", Reason.ENDS, len(at.attributes))
    return usable


def _belongs(ontology: Ontology, attribute: Attribute, at: Span | Arc) -> bool:
    """Tell whether an attribute means something there; how sure and how real something is may be said of anything."""
    if attribute.name in EVERYWHERE:
        return True
    if isinstance(at, Arc):
        return bool({"*", at.role}.intersection(attribute.roles))
    return bool(ontology.lineage(at.label).intersection(attribute.labels))


def _ends_before_start(checked: Checked, at: Span | Arc) -> bool:
    """Tell whether an arc's period ends before it starts, with a message; a span's is taken away."""
    first, last = at.attributes.get("Start"), at.attributes.get("End")
    start, end = dates.bounds(first).start if first else None, dates.bounds(last).end if last else None
    if start is None or end is None or start <= end:
        return False
    checked.document.report("refused", at, f"it ends ({last}) before it starts ({first})")
    for name in ("Start", "End") if isinstance(at, Span) else ():
        checked.document.tally.refuse("attributes", Reason.VALUE)
        del at.attributes[name]
    return isinstance(at, Arc)


def wrong_value(attribute: Attribute, value: str, name: str) -> str | None:
    """Return what is wrong with an attribute's value, or None; ``name`` is what the message calls the attribute."""
    said = f"{name} is {shorten(value)!r}"
    try:
        if attribute.type == "code" and value not in attribute.values:
            return f"{said}; it is one of {', '.join(attribute.values)}"
        if attribute.type == "edtf":
            dates.bounds(value)
        elif attribute.type == "integer" and not ORDINAL.fullmatch(value):
            return f"{said}; it is a number from 1 to 9999"
        elif attribute.type == "number" and not 0 <= float(value) <= 1:
            return f"{said}; it lies between 0 and 1"
    except ValueError as error:
        return f"{said}: {error}" if attribute.type == "edtf" else f"{said}; it is a number"
    return None


def _arc(checked: Checked, ontology: Ontology, arc: Arc) -> None:
    document, tally = checked.document, checked.document.tally
    source, target = document.ends(arc)
    lost = next((end for end in (source, target) if end.id not in checked.spans), None)
    if lost is not None:
        if lost.label in ontology.span_labels:
            tally.refuse("arcs", Reason.ENDS)
            tally.refuse("attributes", Reason.ENDS, len(arc.attributes))
        else:
            tally.skip("arcs", f"{arc.role}, to or from {lost.label}")
            tally.skip("attributes", f"of {arc.role}", len(arc.attributes))
        document.report(
            "refused", arc, f"{arc.role} is to or from {lost.id} ({lost.label}), which is left out"
        )
    elif arc.role not in ontology.role_names:
        tally.skip("arcs", arc.role)
        tally.skip("attributes", f"of {arc.role}", len(arc.attributes))
        document.report(
            "refused",
            arc,
            f"the role {arc.role} isn't in the scheme",
            f"The roles are {', '.join(ontology.role_names)}.",
        )
    elif _may_be_alleged(document, ontology, arc):
        tally.refuse("arcs", Reason.UNSURE)
        tally.refuse("attributes", Reason.UNSURE, len(arc.attributes))
    elif not _attributes_fit(checked, ontology, arc):
        tally.refuse("arcs", Reason.VALUE)
    elif arc.source == arc.target and arc.role != SAME:
        tally.refuse("arcs", Reason.ITSELF)
        tally.take_back("attributes", Reason.ITSELF, len(arc.attributes))
        document.report("refused", arc, f"{arc.role} goes from {source.id} to itself")
    elif arc.role == SAME:
        _same(checked, arc, (source, target))
    else:
        rule = ontology.role(arc.role, source.label, target.label)
        if rule is None:
            _refuse_ends(checked, ontology, arc, source, target)
        elif arc.role == ATTRIBUTED:
            checked.attributed.setdefault(source.id, []).append(target.id)
            tally.keep("arcs")
        else:
            checked.arcs.append((arc, rule))


def _refuse_wrong_ends(document: Document, arc: Arc) -> None:
    document.tally.refuse("arcs", Reason.WRONG_ENDS)
    document.tally.take_back("attributes", Reason.WRONG_ENDS, len(arc.attributes))


def _refuse_ends(checked: Checked, ontology: Ontology, arc: Arc, source: Span, target: Span) -> None:
    _refuse_wrong_ends(checked.document, arc)
    turned = ontology.role(arc.role, target.label, source.label)
    message = f"{arc.role} doesn't go from {source.label} ({source.id}) to {target.label} ({target.id})"
    hint = (
        "The arrow is drawn the wrong way round: turn it." if turned else f"{ontology.role_ends(arc.role)}."
    )
    checked.document.report("refused", arc, message, hint)


def _same(checked: Checked, arc: Arc, ends: tuple[Span, Span]) -> None:
    if ends[0].label != ends[1].label:
        _refuse_wrong_ends(checked.document, arc)
        checked.document.report(
            "refused",
            arc,
            f"{ends[0].id} is a {ends[0].label} and {ends[1].id} a {ends[1].label}: they can't be one thing",
        )
    else:
        checked.document.tally.keep("arcs")
        checked.groups.append((ends[0].id, ends[1].id))


def _group(checked: Checked, group: tuple[str, ...]) -> None:
    members = [name for name in group if name in checked.spans]
    found = {checked.spans[name].label for name in members}
    if len(found) > 1:
        first = checked.spans[members[0]]
        checked.document.report(
            "refused",
            first,
            f"{', '.join(members)} are said to be one, but are {' and '.join(sorted(found))}",
        )
    elif len(members) > 1:
        checked.groups.append(tuple(members))


def _refuse_unattributed(checked: Checked) -> None:
    """Leave out what is alleged or denied by nobody: who says it is what makes it usable."""
    document = checked.document
    unsaid = {
        span.id: span.attributes["Modality"]
        for span in checked.spans.values()
        if span.attributes.get("Modality") in NEEDS_ATTRIBUTION and span.id not in checked.attributed
    }
    for arc, rule in list(checked.arcs):
        modality = checked.modality(arc)
        if modality in NEEDS_ATTRIBUTION and arc.source not in checked.attributed:
            checked.arcs.remove((arc, rule))
            document.tally.refuse("arcs", Reason.UNATTRIBUTED)
            document.tally.take_back("attributes", Reason.UNATTRIBUTED, len(arc.attributes))
            unsaid.setdefault(arc.source, modality)
    for name, modality in unsaid.items():
        span = checked.spans[name]
        checked.document.report(
            "refused",
            span,
            f"{span.label} {shorten(span.words)!r} is {modality}, and nothing says by whom",
            "Add attributedTo to a trigger: the official, state or organisation that says so.",
        )


def _refuse_exclusive(checked: Checked) -> None:
    """Leave out both where a meeting is said to be within another and on its sidelines."""
    same = Partition(checked.spans)
    for group in checked.groups:
        same.join(*group)
    pairs: dict[frozenset[str], dict[str | None, list[Arc]]] = {}
    for arc, rule in checked.arcs:
        if rule.property in EXCLUSIVE:
            pair = pairs.setdefault(frozenset((same.root(arc.source), same.root(arc.target))), {})
            pair.setdefault(rule.property, []).append(arc)
    for pair in pairs.values():
        if len(pair) > 1:
            wrong = [arc for arcs in pair.values() for arc in arcs]
            checked.arcs = [(arc, rule) for arc, rule in checked.arcs if arc not in wrong]
            tally = checked.document.tally
            tally.refuse("arcs", Reason.EXCLUSIVE, len(wrong))
            tally.take_back("attributes", Reason.EXCLUSIVE, sum(len(arc.attributes) for arc in wrong))
            first, last = sorted(wrong, key=lambda arc: arc.line or 0)[:: len(wrong) - 1]
            message = (
                f"{last.source} and {last.target} are said to be within and on the sidelines of each other"
            )
            also = f" (line {first.line} too)" if first.line != last.line else ""
            checked.document.report("refused", last, message + also, "Keep one of the two.")
