"""Who and what an article's spans are: each cluster of them as a Thing with its fixed id, or the keys it is one by.

In this order: a link, the reference tables, coreference, a name key; posts and ministries by
function and state; counterparts by the function of the post they face; meetings by series or by day and
participants; initiatives and agreements by acronym, or by name and parties.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from diplograph.graph_loader import dates, titles
from diplograph.graph_loader.checks import Checked
from diplograph.graph_loader.coreference import COINED, Cluster, known_link, known_words
from diplograph.graph_loader.document import Arc, Span
from diplograph.graph_loader.keys import give_keys, tail
from diplograph.graph_loader.meetings import TAKES_PART
from diplograph.graph_loader.names import is_full_name, is_name, name_key, person_key, without_acronym
from diplograph.graph_loader.problems import shorten
from diplograph.graph_loader.records import SUPPORTING, Thing
from diplograph.ontology import functions
from diplograph.ontology.model import Ontology
from diplograph.ontology.reference import Reference
from diplograph.ontology.text import slug

TENURE = ("Start", "End", "Attested", "Tenure")


@dataclass
class Resolved:
    """A cluster and what is known of it: its thing, the function of a post, and whether that was taken over."""

    cluster: Cluster
    ref: str
    fixed: str | None = None
    keys: list[str] = field(default_factory=list)
    slugs: list[str] = field(default_factory=list)
    likely: list[str] = field(default_factory=list)
    traits: list[str] = field(default_factory=list)
    function: functions.Function | None = None
    body: Resolved | None = None
    taken_over: bool = False
    counterpart: bool = False
    through_holder: bool = False
    date: str | None = None

    @property
    def cls(self) -> str:
        """Class of the thing."""
        return self.cluster.cls

    @property
    def tokens(self) -> list[str]:
        """What stands for this in the keys of other things; the same in every article that names it."""
        if self.fixed:
            return [self.fixed]
        if self.cluster.links:
            return sorted(self.cluster.links)
        names = [name for name in self.cluster.names if self.cls != "Official" or is_full_name(name)]
        key = person_key if self.cls == "Official" else name_key
        if self.cls == "Organization":
            names = list(map(without_acronym, names))
        return sorted({f"{self.cls}:{key(name)}" for name in names})


class Things:
    """The things of one checked document, of the clusters of its spans, by span id."""

    def __init__(
        self, checked: Checked, found: list[Cluster], ontology: Ontology, reference: Reference
    ) -> None:
        self._checked, self._ontology, self._reference = checked, ontology, reference
        self.document = checked.document
        self.all = [Resolved(cluster, ref) for cluster, ref in _with_refs(found)]
        self.dated: dict[str, list[Arc]] = {}
        self.by_span = {span.id: thing for thing in self.all for span in thing.cluster.spans}
        self._arcs: dict[tuple[str, str], list[tuple[Resolved, Arc]]] = {}
        self._index_arcs()
        for step in (
            self._linked,
            self._tabled,
            self._body_of_state,
            self._dated,
            self._post,
            self._facing,
            self._twin_post,
        ):
            for thing in self.all:
                step(thing)
        give_keys(self)

    def targets(self, thing: Resolved, *properties: str) -> list[Resolved]:
        """Return the other ends of arcs of these properties, whichever way they are drawn."""
        return [other for name in properties for other, _ in self.arcs(thing, name)]

    def arcs(self, thing: Resolved, name: str) -> list[tuple[Resolved, Arc]]:
        """Return the other ends of arcs of a property, whichever way they are drawn, each with its arc."""
        return self._arcs.get((thing.ref, name), [])

    def above(self, body: Resolved) -> list[Resolved]:
        """Return the bodies and the state that a body is part of, the nearest first."""
        found = [body]
        for each in found:  # it grows while it is gone through, by what isn't in it yet
            for other, arc in self._arcs.get((each.ref, "partOf"), []):
                if self.by_span[arc.source] is each and all(other is not known for known in found):
                    found.append(other)
        return found[1:]

    def tenures(self, official: Resolved) -> Iterator[dict[str, str]]:
        """Yield what is said of when an official held each post: Start, End, Attested and Tenure, where given."""
        for _, arc in self._arcs.get((official.ref, "heldPost"), []):
            said = ((name, arc.attributes.get(name) or self._checked.of_post(arc, name)) for name in TENURE)
            yield {name: value for name, value in said if value}

    def when(self, words: Span) -> str | None:
        """Return a Date span's EDTF: its value, else what its words say on the article's date."""
        about = self.document.metadata
        return words.attributes.get("Value") or dates.from_words(words.words, about.language, about.issued)

    def record(self, thing: Resolved) -> Thing:
        """Return the thing as a record holds it."""
        cluster = thing.cluster
        title_fr, title_en = titles.compose(self, thing, self._ontology, self._reference)
        return Thing(
            ref=thing.ref,
            cls=thing.cls,
            fixed=thing.fixed,
            keys=() if thing.fixed else tuple(sorted(thing.keys)),
            slugs=() if thing.fixed else tuple(sorted(thing.slugs)),
            likely=() if thing.fixed else tuple(sorted(thing.likely)),
            traits=() if thing.fixed else tuple(sorted(thing.traits)),
            forms=tuple(sorted({" ".join(span.words.split()) for span in cluster.spans})),
            names=tuple(sorted(cluster.names)),
            title_fr=title_fr,
            title_en=title_en,
            links=tuple(sorted(cluster.links)),
            link_name=cluster.link_name,
            count=len(cluster.spans),
        )

    def basis(self, span: Span) -> str:
        """Return how it is known what a span stands for: explicit, coref or inferred.

        A trigger, a name, a state's adjective or a post by its function stand for themselves; a pronoun or « le
        ministre » through another span; a counterpart through the post it faces.
        """
        thing = self.by_span[span.id]
        if thing.cls == "Post":
            coref = thing.through_holder or functions.is_counterpart(span.words)
            return "inferred" if thing.taken_over else "coref" if coref else "explicit"
        if thing.cls in ("Meeting", "Statement") or is_name(span) or len(thing.cluster.spans) == 1:
            return "explicit"
        if span.attributes.get("Mention") != "pronoun" and (span.links or self._resolves_alone(thing, span)):
            return "explicit"
        return (
            "coref"
            if span.attributes.get("Mention") == "pronoun"
            or any(is_name(s) or s.links for s in thing.cluster.spans)
            else "explicit"
        )

    def _resolves_alone(self, thing: Resolved, span: Span) -> bool:
        return thing.function is not None or known_words(thing.cls, span.words, self._reference) is not None

    def _index_arcs(self) -> None:
        for arc, rule in self._checked.arcs:
            if rule.sort == "edge" and self._checked.resolved(arc, rule) not in SUPPORTING:
                continue  # what is alleged or denied says nothing of who anybody is
            if arc.target in self.by_span and rule.property:
                source, target = self.by_span[arc.source], self.by_span[arc.target]
                self._arcs.setdefault((source.ref, rule.property), []).append((target, arc))
                self._arcs.setdefault((target.ref, rule.property), []).append((source, arc))
            elif rule.sort == "value":
                self.dated.setdefault(self.by_span[arc.source].ref, []).append(arc)

    def warn(self, thing: Resolved, message: str, hint: str = "") -> None:
        """Note what deserves a look, at the thing's first span."""
        self.document.report("warning", thing.cluster.spans[0], message, hint)

    def _linked(self, thing: Resolved) -> None:
        """A link decides: a state's code, a body that we know, an id of ours; another one is its own key."""
        found = {link: self._of_link(thing, link) for link in thing.cluster.links}
        for link in thing.cluster.said_links:
            if link not in found:
                self.warn(thing, f"is a {thing.cls}, but linked to {shorten(link)}; the link is passed over")
        fixed = sorted({name for name in found.values() if name})
        if len(fixed) > 1:
            self.warn(
                thing, f"is linked to {' and '.join(fixed)}; {fixed[0]} counts", "Are these spans one thing?"
            )
        if fixed:
            thing.fixed = fixed[0]
            return
        for link in found:
            base, _, local = link.partition(":")
            thing.keys.append(f"{thing.cls}|link|{link}")
            thing.slugs.append(local if base == COINED else f"{thing.cls.lower()}/{slug(local)}")

    def _of_link(self, thing: Resolved, link: str) -> str | None:
        known = known_link(link, self._reference)
        if known is None and link.startswith("ISO:"):
            self.warn(
                thing, f"{link} is no state's ISO 3166 code", "Such as ISO:KR, or ISO:SUHH for a former one."
            )
        return known

    def _tabled(self, thing: Resolved) -> None:
        """The reference tables know states, bodies, cities and domains by their names; a link elsewhere comes first.

        Not for a state: the tables have no links of theirs but the codes.
        """
        if not thing.fixed and (thing.cls == "State" or not thing.cluster.links):
            said = thing.cluster.names + [span.words for span in thing.cluster.spans]
            found = (known_words(thing.cls, words, self._reference) for words in said)
            thing.fixed = next((name for name in found if name), None)

    def _body_of_state(self, thing: Resolved) -> None:
        """A ministry or staff is its function and its state."""
        if thing.cls != "Organization" or thing.fixed:
            return
        states = [part.fixed for part in self.targets(thing, "partOf") if part.cls == "State" and part.fixed]
        party = states[0] if states else None
        found = (functions.match_body_function(span.words, party) for span in thing.cluster.spans)
        thing.function = next((function for function in found if function), None)
        if thing.function and states:
            thing.fixed = f"organization/{tail(states[0])}-{thing.function.slug}"

    def _dated(self, thing: Resolved) -> None:
        """Take the date of a meeting, initiative or agreement: the Date's value, else its words."""
        arcs = (arc for arc in self.dated.get(thing.ref, []) if self._checked.modality(arc) in SUPPORTING)
        said = (self.when(self._checked.spans[arc.target]) for arc in arcs)
        thing.date = next((date for date in said if date), None)

    def _post(self, thing: Resolved) -> None:
        """A post is its function and its state; a ministry of a state and the state count as one here."""
        if thing.cls != "Post" or thing.fixed:
            return
        own = [span for span in thing.cluster.spans if not functions.is_counterpart(span.words)]
        thing.counterpart = not own
        bodies = self.targets(thing, "postIn")
        thing.body = next((body for body in bodies if body.cls == "Organization"), next(iter(bodies), None))
        if thing.body and thing.body.cls == "Organization" and thing.body.function:
            thing.body = next((s for s in self.targets(thing.body, "partOf") if s.cls == "State"), thing.body)
        party = thing.body.fixed if thing.body else None
        found = (functions.match_function(span.words, party) for span in own)
        thing.function = next((function for function in found if function), None)
        self._fix_post(thing)

    def _fix_post(self, thing: Resolved) -> None:
        if thing.function and thing.body and thing.body.fixed:
            thing.fixed = f"post/{tail(thing.body.fixed)}-{thing.function.slug}"

    def _facing(self, thing: Resolved) -> None:
        """A counterpart whose words name no function has that of the post it faces at a meeting, if it is one."""
        if thing.cls != "Post" or not thing.counterpart or thing.function:
            return
        sides = [thing, *self.targets(thing, "heldPost")]
        meetings = [m for side in sides for m in self.targets(side, *TAKES_PART)]
        others = [o for m in meetings for o in self.targets(m, *TAKES_PART) if o not in sides]
        posts = [
            post
            for other in others
            for post in ([other] if other.cls == "Post" else self.targets(other, "heldPost"))
        ]
        facing = {
            post.function.slug: post.function for post in posts if post.function and not post.counterpart
        }
        if len(facing) != 1 and thing.cluster.links:
            return  # its link says which post it is
        if len(facing) != 1:
            self.warn(
                thing,
                f"which function « {thing.cluster.spans[0].words} » has can't be told; it keeps its words",
            )
            return
        thing.function = next(iter(facing.values()))
        thing.taken_over = True
        self._fix_post(thing)
        stated = (
            other
            for other in self.all
            if other.cls == "Post" and other is not thing and not other.counterpart
        )
        if thing.fixed and any(other.fixed == thing.fixed for other in stated):
            thing.taken_over = False  # the article says the function elsewhere

    def _twin_post(self, thing: Resolved) -> None:
        """« Le ministre » is the post of its holder, where the article gives that holder exactly one with a state."""
        if thing.cls != "Post" or thing.fixed or thing.body:
            return
        held = {
            post.fixed: post
            for holder in self.targets(thing, "heldPost")
            for post in self.targets(holder, "heldPost")
            if post.fixed
        }
        twins = [post for post in held.values() if thing.function in (None, post.function)]
        if len(twins) == 1:
            thing.fixed, thing.function, thing.body = twins[0].fixed, twins[0].function, twins[0].body
            thing.through_holder = True
        elif not thing.cluster.links:
            self.warn(
                thing,
                f"the post « {thing.cluster.spans[0].words} » is in no state or body",
                "Add an arc in to it.",
            )


def _with_refs(found: list[Cluster]) -> Iterator[tuple[Cluster, str]]:
    """Give each cluster a ref: its class and first offset, numbered where several stand on one trigger."""
    seen: Counter[str] = Counter()
    for cluster in found:
        place = f"{cluster.cls}@{cluster.spans[0].start}"
        seen[place] += 1
        yield cluster, place if seen[place] == 1 else f"{place}.{seen[place]}"
