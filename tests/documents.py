"""Documents for tests of formats: a rich one, any one (hypothesis), and what of a document has to survive a round trip."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from diplograph.exports.annotations import convert, fit, writer
from diplograph.graph_loader.checks import check
from diplograph.graph_loader.document import Arc, Document, Link, Metadata, Span
from diplograph.graph_loader.offsets import one_line
from diplograph.graph_loader.readers import read_documents
from diplograph.graph_loader.tally import ANNOTATIONS
from diplograph.ontology.load import load as load_ontology

# An emoji of two UTF-16 units, combining accents, CRLF, NBSP, no space after a full stop.
TEXT = (
    "🛡️ Le ministre norve\u0301gien de la De\u0301fense, Anna Berg,\r\na rencontré à Oslo ses homologues d’Égypte et de "
    "Jordanie.Elle a proposé un «\u00a0atelier maritime\u00a0» 🚢.\r\nOslo accuse Paris de fournir des munitions."
)
METADATA = Metadata(
    title="« Été » : essai", publisher="Essai", issued="2031-03-13", language="fr", cites=("b", "c")
)


def place(text: str, words: str, nth: int = 0) -> tuple[int, int]:
    """Return where words stand in a text, the nth time."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return start, start + len(words)


def rich() -> Document:
    """Return a document with everything: nested and discontinuous spans, shared words, NIL links, notes, equivalences."""
    spans: list[tuple[str, str, list[str], dict[str, str], list[Link], list[str]]] = [
        ("ship", "Post", ["ministre norve\u0301gien de la De\u0301fense"], {"Mention": "nominal"}, [], []),
        ("norway", "State", ["norve\u0301gien"], {}, [Link("ISO:NO", "Norvège")], []),
        ("anna", "Official", ["Anna Berg"], {"Rank": "générale : 2e classe"}, [Link("Wikidata:NULL")], ["une note\u00a0: 🛡️"]),
        ("met1", "Meeting", ["a rencontré"], {"Format": "bilateral", "Status": "held"}, [], []),
        ("met2", "Meeting", ["a rencontré"], {"Format": "bilateral"}, [], []),
        ("oslo", "Place", ["Oslo"], {}, [], []),
        ("egypt", "Post", ["homologues d’Égypte"], {}, [], []),
        ("jordan", "Post", ["homologues", "de Jordanie"], {}, [], []),
        ("she", "Official", ["Elle"], {"Mention": "pronoun"}, [], []),
        ("workshop", "Initiative", ["atelier maritime"], {"Modality": "proposed", "Kind": "workshop"}, [], []),
        ("accuses", "Statement", ["accuse"], {"Kind": "accusation"}, [], []),
        ("munitions", "Initiative", ["fournir des munitions"], {"Modality": "alleged", "Kind": "transfer"}, [], []),
        ("norway2", "State", ["Oslo#1"], {}, [Link("ISO:NO", "Norvège"), Link("Wikidata:Q20")], []),
        ("paris", "State", ["Paris"], {}, [Link("ISO:FR")], []),
    ]  # fmt: skip
    document = Document("essai", "rich", TEXT, metadata=METADATA, annotator="annotator-0a1b2c3d")
    for name, label, parts, attributes, links, notes in spans:
        places = []
        for part in parts:
            words, _, nth = part.partition("#")
            places.append(place(TEXT, words, int(nth or 0)))
        document.mark(
            Span(name, label, tuple(places), "", attributes=attributes, links=list(links), notes=list(notes))
        )
    arcs = [
        ("holds", "anna", "ship", {"Tenure": "acting"}),
        ("in", "ship", "norway", {}),
        ("participant", "met1", "anna", {}),
        ("participant", "met1", "egypt", {}),
        ("participant", "met2", "anna", {"Basis": "inferred", "Confidence": "0.8"}),
        ("participant", "met2", "jordan", {}),
        ("place", "met1", "oslo", {}),
        ("proposedBy", "workshop", "she", {}),
        ("by", "accuses", "norway2", {}),
        ("about", "accuses", "munitions", {}),
        ("lead", "munitions", "paris", {}),
        ("attributedTo", "munitions", "norway2", {}),
    ]
    for number, (role, source, target, attributes) in enumerate(arcs, 1):
        document.connect(Arc(f"arc{number}", role, source, target, attributes=attributes))
    document.groups = [("anna", "she"), ("norway", "norway2")]
    return document


letters = st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"])
words = st.text(st.sampled_from("abcÉé\u0301🛡️ \u00a0._:;,'\"<&>|*\\"), min_size=1, max_size=12)
names = st.text(st.sampled_from("abcdÉxyz"), min_size=1, max_size=8)
metadata = st.builds(
    Metadata,
    title=st.none() | names,
    publisher=st.none() | names,
    issued=st.none() | st.just("2031-03"),
    language=st.none() | st.sampled_from(["fr", "en"]),
    cites=st.lists(names, max_size=2, unique=True).map(lambda found: tuple(sorted(found))),
    machine_translated=st.booleans(),
)


@st.composite
def documents(draw: st.DrawFn, name: str = "a") -> Document:
    """Any document: a text of odd letters, spans that nest, cross and stand apart in it, arcs, attributes and links."""
    text = "".join(draw(st.lists(words | st.sampled_from(["\n", "\r\n", "\t"]), min_size=2, max_size=12)))
    solid = [place for place, letter in enumerate(text) if not letter.isspace()] or [0]
    document = Document(name, "any", "x" + text, metadata=draw(metadata))
    values = st.text(letters, min_size=1, max_size=10).map(str.strip).filter(bool)
    labels = st.sampled_from(["State", "Post", "Meeting", "Initiative", "PERSON"])
    attributes = st.dictionaries(
        st.sampled_from(["Kind", "Rank", "Modality", "certainty"]), values, max_size=2
    )
    for number in range(draw(st.integers(0, 5))):
        first = draw(st.sampled_from(solid))
        last = draw(st.sampled_from([place for place in solid if place >= first]))
        places = [(first + 1, last + 2)]
        rest = [place for place in solid if place > last + 1]
        if rest and draw(st.booleans()):
            again = draw(st.sampled_from(rest))
            places.append((again + 1, again + 2))
        links = draw(
            st.lists(
                st.builds(Link, st.sampled_from(["ISO:KR", "NIL:", "Wikidata:Q1"]), st.none() | names),
                max_size=2,
            )
        )
        document.mark(
            Span(f"s{number}", draw(labels), tuple(places), "", attributes=draw(attributes), links=links, notes=draw(st.lists(values, max_size=1)))
        )  # fmt: skip
    ids = list(document.spans)
    for number in range(draw(st.integers(0, 4)) if ids else 0):
        ends = draw(st.tuples(st.sampled_from(ids), st.sampled_from(ids)))
        role = draw(st.sampled_from(["participant", "by", "REL", "sameAs"]))
        document.connect(Arc(f"a{number}", role, *ends, attributes=draw(attributes)))
    if len(ids) > 1 and draw(st.booleans()):
        document.groups = [tuple(ids[:2])]
    return document


def canonical(document: Document) -> dict[str, Any]:
    """Return everything of a document but ids, lines and order; spans stand for their ids."""
    order = sorted(document.spans.values(), key=lambda span: str(_told(span)))
    number = {span.id: place for place, span in enumerate(order)}
    return {
        "id": document.id,
        "text": document.text,
        "metadata": document.metadata,
        "annotator": document.annotator,
        "spans": [_told(span) for span in order],
        "arcs": sorted(
            str((arc.role, _told(document.spans[arc.source]), _told(document.spans[arc.target]), sorted(arc.attributes.items())))
            for arc in document.arcs
        ),
        "groups": sorted(sorted(number[name] for name in group) for group in document.groups),
    }  # fmt: skip


def _told(span: Span) -> tuple[object, ...]:
    links = sorted((link.target, link.name or "") for link in span.links)
    return (
        span.fragments,
        span.label,
        one_line(span.words),
        sorted(span.attributes.items()),
        links,
        sorted(span.notes),
    )


def adds_up(document: Document) -> bool:
    """Tell whether everything that was read is mapped, unmapped or refused, and each refusal has its place."""
    if not document.unusable and not document.tally.read:
        check(document, load_ontology())
    tally = document.tally
    refused = (each for each in document.problems if each.severity == "refused")
    placed = all(
        each.line or each.annotation or document.unusable or "text" in each.message for each in refused
    )
    counted = document.unusable or all(
        sum(tally.fates(what).values()) == tally.read[what] for what in ANNOTATIONS
    )
    return placed and bool(counted)


def written_and_read(document: Document, name: str, folder: Path) -> tuple[Document, Document]:
    """Return a document as a format can hold it, and as it is read from what was written in that format."""
    expected, lost = fit(document, writer(name))
    done = convert([document], name, folder)
    assert done.lost == lost
    assert not done.left_out
    (found,) = read_documents([folder])
    return expected, found
