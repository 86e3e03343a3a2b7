"""Signs that several classes share: alike words, kinds and dates."""

from __future__ import annotations

from diplograph.graph_loader.names import name_key
from diplograph.ontology.load import load
from diplograph.review.likeness import acronyms, alike, core, initials, meaning, percent
from diplograph.review.reasons import Sign, sign
from diplograph.review.thing import Period, Thing


def words(one: Thing, other: Thing, replaced: int = 0) -> Sign | None:
    """Return how the names of two things are alike, by the likest pair of them; states' names don't count.

    ``replaced`` words may be others altogether.
    """
    pairs = [(a, b) for a in one.names for b in other.names]
    same = [pair for pair in pairs if name_key(pair[0]) == name_key(pair[1]) != ""]
    if same:
        return sign("same_name", one=min(same)[0], other=min(same)[1])
    near = [pair for pair in pairs if alike(core(pair[0]), core(pair[1]), replaced)]
    if not near:
        return None
    a, b = min(near, key=lambda pair: (-_percent(pair), sorted(pair)))
    return sign("similar_words", percent=str(_percent((a, b))), one=a, other=b)


def _percent(pair: tuple[str, str]) -> int:
    return percent(meaning(pair[0]), meaning(pair[1]))


def acronym(one: Thing, other: Thing) -> Sign | None:
    """Return that both carry one acronym, or that one is the initials of the other's full name."""
    both = sorted(acronyms(one.names) & acronyms(other.names))
    if both:
        return sign("same_acronym", acronym=both[0])
    found = [
        sign("acronym_fits", acronym=short, name=name)
        for a, b in ((one, other), (other, one))
        for short in sorted(acronyms(a.names))
        for name in b.names
        if short in initials([name]) and not acronyms(b.names)
    ]
    return min(found, key=lambda each: sorted(each.values.items()), default=None)


def kinds(one: Thing, other: Thing) -> list[Sign]:
    """Return that two things are of other kinds, where both kinds are known."""
    if one.kind and other.kind and one.kind != other.kind:
        labels = load().code_lists[f"{one.cls}.kind"]
        return [sign("other_kind", one=labels[one.kind], other=labels[other.kind])]
    return []


def dates(one: Thing, other: Thing) -> list[Sign]:
    """Return whether two things may be of one date; nothing where one isn't known to be before any day."""
    a, b = one.date, other.date
    if a.last is None or b.last is None:
        return []
    if a == b and a.first == a.last:
        return [sign("same_day", day=str(a.first))]
    code = "compatible_dates" if a.meets(b) else "next_day" if a.days_to(b) == 1 else "other_dates"
    return [sign(code, one=shown(a), other=shown(b))]


def shown(period: Period) -> str:
    """Return a period with a last day as EDTF."""
    return str(period.last) if period.first == period.last else f"{period.first or '..'}/{period.last}"
