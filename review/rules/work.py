"""Initiatives and agreements: alike names or an acronym, and parties that may be the same.

Partners sign agreements of one name with many: two of two parties each, of which one differs, are two, and so are
works that have no party in common. What has no name needs the same parties, words and dates. Two that are named in
one language each may have no word in common, and the same kind and parties.
"""

from __future__ import annotations

from collections.abc import Iterator

from diplograph.graph_loader.names import name_key
from diplograph.review import signs as shared
from diplograph.review.likeness import acronyms, core, initials, pair_keys
from diplograph.review.reasons import Sign, sign
from diplograph.review.thing import Thing

CLASSES = ("Agreement", "Initiative")
NEAR = frozenset[str]()  # two works of one article are one only where the annotator says so
REPLACED = 1  # words of a name that may be others: « partenariat global », « partenariat intégral »


def keys(thing: Thing) -> Iterator[str]:
    """Yield keys of a name and of its acronym, and within each party of each two words."""
    for name in thing.names:
        if thing.named:
            yield f"name|{name_key(name)}"
        yield from (f"{party}|{key}" for party in thing.parties for key in pair_keys(core(name)))
    if thing.named:
        yield from (f"acronym|{each}" for each in acronyms(thing.names) | initials(thing.names))
        if len(thing.parties) > 1 and len(thing.languages) == 1:
            yield f"parties|{' '.join(sorted(thing.parties))}"


def compare(one: Thing, other: Thing) -> list[Sign] | None:
    """Compare the names, then the parties and dates."""
    a, b = one.parties, other.parties
    when = shared.dates(one, other)
    told = one.ordinal is not None and other.ordinal is not None and one.ordinal != other.ordinal
    if told or (a and b and not a & b) or _with_other_partners(one, other):
        return None
    nameless = not (one.named and other.named)
    if nameless and (len(a) < 2 or a != b or not _on_one_date(one, other)):
        return None
    found = shared.words(one, other, replaced=REPLACED if a & b else 0) or (
        None if nameless else shared.acronym(one, other) or _translated(one, other)
    )
    if found is None or (found.code == "similar_words" and not a & b):
        return None
    signs = [found]
    if a & b:
        signs.append(sign("same_parties", sides=tuple(sorted(a & b))))
    else:
        signs.append(sign("no_side", names=tuple(each.id for each in (one, other) if not each.parties)))
    if a - b and b - a:
        signs.append(sign("other_parties", sides=tuple(sorted(a ^ b))))
    return signs + when + shared.kinds(one, other)


def _translated(one: Thing, other: Thing) -> Sign | None:
    """Return that two works of one kind and the same parties are each named in one language only, not the same."""
    single = len(one.languages) == len(other.languages) == 1 and one.languages != other.languages
    if not single or len(one.parties) < 2 or one.parties != other.parties or one.kind != other.kind:
        return None
    if one.date.last and other.date.last and not one.date.meets(other.date):
        return None
    return sign("two_languages", one=one.name, other=other.name)


def _with_other_partners(one: Thing, other: Thing) -> bool:
    a, b = one.parties, other.parties
    return one.cls == "Agreement" and len(a) == len(b) == 2 and a != b


def _on_one_date(one: Thing, other: Thing) -> bool:
    return one.date.known and other.date.known and one.date.meets(other.date)
