"""Which spans of one article are one thing: what the annotator said, one link, one name, a surname alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from diplograph.graph_loader.checks import Checked
from diplograph.graph_loader.document import Span
from diplograph.graph_loader.names import bare_name, is_full_name, is_name, name_key, person_key
from diplograph.graph_loader.partition import Partition
from diplograph.ontology.reference import Reference
from diplograph.ontology.text import fold

COINED = "diplograph"  # links with this prefix are ids of ours
LONGEST_LINK = 200  # letters; the graph indexes it
NOWHERE = ("NIL", "NULL", "")  # a link that says: in no knowledge base


@dataclass
class Cluster:
    """Spans of one article that are one thing, in reading order."""

    spans: list[Span] = field(default_factory=list)

    @property
    def cls(self) -> str:
        """The class that all its spans have."""
        return self.spans[0].label

    @property
    def named(self) -> list[Span]:
        """The spans whose words are a name."""
        return [span for span in self.spans if is_name(span)]

    @property
    def names(self) -> list[str]:
        """Its names as written, without article and title, each once."""
        return list(dict.fromkeys(bare_name(span) for span in self.named))

    @property
    def links(self) -> list[str]:
        """What the annotator linked it to, each once; links to nothing, and of another class, aside."""
        return [link for link in self.said_links if fits(self.cls, link)]

    @property
    def said_links(self) -> list[str]:
        """Every link of its spans that leads somewhere, each once."""
        targets = (link.target for span in self.spans for link in span.links)
        return list(dict.fromkeys(filter(is_link, targets)))

    @property
    def link_name(self) -> str | None:
        """What its first link is called in its knowledge base."""
        links = (link for span in self.spans for link in span.links if fits(self.cls, link.target))
        return next((link.name for link in links if link.name), None)

    def attribute(self, name: str) -> str | None:
        """Return the first value that one of its spans has for an attribute."""
        return next((span.attributes[name] for span in self.spans if name in span.attributes), None)


def is_link(target: str) -> bool:
    """Tell whether a link leads somewhere."""
    return target.partition(":")[2].strip().upper() not in NOWHERE and not target.upper().startswith("NIL")


def fits(cls: str, link: str) -> bool:
    """Tell whether a link can be a thing's: a state's code is a state's, an id of ours names its class."""
    base, _, local = link.partition(":")
    named, _, rest = local.partition("/")
    meant = {"ISO": "state", COINED: named}.get(base, cls.lower())
    return meant == cls.lower() and (base != COINED or bool(rest)) and len(link) <= LONGEST_LINK


def known_link(link: str, reference: Reference) -> str | None:
    """Return the known thing that a link leads to: a state's code, a body's item, an id of the tables."""
    base, _, local = link.partition(":")
    if base == "ISO":
        return reference.state_by_code(local)
    if base == "Wikidata":
        return reference.body_by_wikidata(local)
    return local if base == COINED and local in reference.entries else None


def known_words(cls: str, words: str, reference: Reference) -> str | None:
    """Return the known state, body, city or domain that words name."""
    tables = {
        "State": reference.state,
        "Organization": reference.body,
        "Place": reference.place,
        "Domain": reference.domain,
    }
    return tables[cls](words) if cls in tables else None


def clusters(checked: Checked, reference: Reference) -> list[Cluster]:
    """Return the things of a document, Dates aside."""
    spans = {name: span for name, span in checked.spans.items() if span.label != "Date"}
    partition = Partition(spans)
    for group in checked.groups:
        members = [name for name in group if name in spans]
        if members:
            partition.join(*members)
    for same in _one_link_or_name(spans.values(), reference):
        partition.join(*same)
    for surname, person in _surnames(spans, partition):
        partition.join(person, surname)
    ordered = [
        sorted((spans[name] for name in part), key=lambda span: (span.start, span.id))
        for part in partition.parts()
    ]
    return [Cluster(part) for part in sorted(ordered, key=lambda part: (part[0].start, part[0].id))]


def _one_link_or_name(spans: Iterable[Span], reference: Reference) -> Iterator[list[str]]:
    found: dict[tuple[str, ...], list[str]] = {}
    for span in spans:
        for link in Cluster([span]).links:
            found.setdefault((span.label, "link", known_link(link, reference) or link), []).append(span.id)
        known = None if span.links else known_words(span.label, span.words, reference)
        if known:
            found.setdefault((span.label, "link", known), []).append(span.id)
        if is_name(span):
            key: Callable[[str], str] = person_key if span.label == "Official" else name_key
            if span.label != "Official" or is_full_name(bare_name(span)):
                found.setdefault((span.label, "name", key(bare_name(span))), []).append(span.id)
    return iter(found.values())


def _surnames(spans: dict[str, Span], partition: Partition) -> Iterator[tuple[str, str]]:
    """Yield (surname alone, person) where exactly one person of the article bears that surname.

    The surname is the first or the last word of the full name: Korean and Vietnamese names begin with it, and
    Vietnamese officials are called by their last word.
    """
    officials = [span for span in spans.values() if span.label == "Official" and is_name(span)]
    bearers: dict[str, dict[str, str]] = {}
    for span in officials:
        words = bare_name(span).split()
        if len(words) > 1:
            for word in (words[0], words[-1]):
                bearers.setdefault(fold(word), {})[partition.root(span.id)] = span.id
    for span in officials:
        persons = bearers.get(fold(bare_name(span)), {})
        if not is_full_name(bare_name(span)) and len(persons) == 1:
            yield span.id, next(iter(persons.values()))
