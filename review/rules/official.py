"""Officials: names that may be one person's, and a post or state that agrees.

A full name needs nothing more; another spelling, an initial, a nickname or a word more needs a state or body in common; a
surname alone the same post within a few years, or an article in which a full name has it. Two full names of one post or
surname are two people.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from diplograph.graph_loader.names import by_generation, is_full_name, person_key
from diplograph.ontology.text import fold
from diplograph.review.likeness import leftovers, one_letter_apart, sound
from diplograph.review.reasons import Sign, sign
from diplograph.review.thing import Thing

CLASSES = ("Official",)
NEAR = frozenset({"same_name", "sounds_alike", "part_of_name", "surname_only"})
NEAR_YEARS = 5  # within which a surname alone, in one post, may be one person's
FAR_YEARS = 15  # from which on namesakes are likelier than one career
FEW_LETTERS = 2  # more, at least, that a name has than its short form
SHORT_FORMS = (  # of one given name; those that begin alike need no table
    ("bill", "william"), ("bob", "robert"), ("dick", "richard"), ("jim", "james"), ("jack", "john"), ("mike", "michael"),
    ("tony", "anthony"), ("ted", "edward"), ("dave", "david"), ("chuck", "charles"), ("hank", "henry"), ("joe", "joseph"),
    ("larry", "lawrence"), ("kate", "katherine"), ("liz", "elizabeth"), ("peggy", "margaret"), ("sasha", "alexandre"),
    ("manu", "emmanuel"),
)  # fmt: skip


def keys(thing: Thing) -> Iterator[str]:
    """Yield keys of a full name's sound; of its words within each state, one left out; of a surname in a post."""
    for name in thing.names:
        told = fold(name).split()
        if is_full_name(name):
            yield f"name|{_sound(told)}"
            shortened = [told[:n] + told[n + 1 :] for n in range(len(told))]
            for side in thing.sides:
                yield from (f"{side}|{' '.join(sorted(part))}" for part in (told, *shortened))
        for post, _ in thing.posts:
            yield from (f"{post}|{word}" for word in {*told[:1], *told[-1:]})
        for article in thing.articles:
            yield from (f"article {article}|{word}" for word in told)


def compare(one: Thing, other: Thing) -> list[Sign] | None:
    """Compare the names first; then what both held."""
    found = _in_one_article(one, other) or _names(one, other)
    if found is None or found.code == "part_of_name":
        return [found] if found else None
    posts = sorted({post for post, _ in one.posts} & {post for post, _ in other.posts})
    common = one.sides & other.sides
    years = _years_apart(one, other, posts)
    if found.code == "surname_only" and (not posts or years is None or years > NEAR_YEARS):
        return None
    if found.code != "same_name" and not common:
        return None
    signs = [found]
    if posts:
        signs.append(sign("same_post", posts=tuple(posts)))
    elif common:
        signs.append(sign("same_side", sides=tuple(sorted(common))))
    elif one.sides and other.sides:
        signs.append(sign("other_side", one=tuple(sorted(one.sides)), other=tuple(sorted(other.sides))))
    else:
        signs.append(sign("no_side", names=tuple(sorted(e.id for e in (one, other) if not e.sides))))
    if years is not None and years >= FAR_YEARS:
        signs.append(sign("years_apart", years=str(round(years))))
    elif years is not None and years <= NEAR_YEARS and posts:
        signs.append(sign("near_in_time", years=str(NEAR_YEARS)))
    return signs


def _in_one_article(one: Thing, other: Thing) -> Sign | None:
    """Return that a name alone, of whom nothing else is known, is a part of a full name of the same article."""
    for short, full in ((one, other), (other, one)):
        bare = not short.posts and not any(map(is_full_name, short.names))
        bare = bare and bool(short.articles) and short.articles <= full.articles
        pairs = [
            (a, b) for a in short.names for b in full.names if is_full_name(b) and fold(a) in fold(b).split()
        ]
        if bare and pairs:
            return sign("part_of_name", one=min(pairs)[0], other=min(pairs)[1])
    return None


def _years_apart(one: Thing, other: Thing, posts: list[str]) -> float | None:
    """Return the years between their tenures of the common posts, else of any, else between their articles."""
    held = [[period for post, period in each.posts if not posts or post in posts] for each in (one, other)]
    mine, theirs = (periods or [each.seen] for periods, each in zip(held, (one, other), strict=True))
    gaps = [gap for a in mine for b in theirs if (gap := a.years_to(b)) is not None]
    return min(gaps, default=None)


def _names(one: Thing, other: Thing) -> Sign | None:
    """Return how the names are alike, by the likest pair of them."""
    mine, theirs = ([name for name in each.names if is_full_name(name)] for each in (one, other))
    if mine and theirs:
        pairs = [(a, b, code) for a in mine for b in theirs if (code := _likeness(a, b))]
    else:
        pairs = [(a, b, "surname_only") for a in one.names for b in other.names if _is_end(fold(a), fold(b))]
    best = min(pairs, key=lambda pair: (LIKENESSES.index(pair[2]), pair), default=None)
    return sign(best[2], one=best[0], other=best[1]) if best else None


LIKENESSES = (
    "same_name",
    "sounds_alike",
    "initial",
    "nickname",
    "one_letter",
    "one_word_more",
    "surname_only",
)


def _likeness(a: str, b: str) -> str | None:
    """Return how two full names are alike, the surest likeness; None where they aren't."""
    generations = {by_generation(name)[1] for name in (a, b)} - {None}
    if len(generations) > 1:
        return None  # father and son
    if person_key(a) == person_key(b) != "":
        return "same_name"
    told, said = fold(a).split(), fold(b).split()
    if _sound(told) == _sound(said):
        return "sounds_alike"
    mine, theirs = leftovers(told, said)
    if len(mine) == len(told):
        return None
    if not mine or not theirs:
        return "one_word_more" if len(mine) + len(theirs) == 1 and min(len(told), len(said)) > 1 else None
    if len(mine) != 1 or len(theirs) != 1:
        return None
    if _is_initial(*mine, *theirs):
        return "initial"
    if _is_nickname(*mine, *theirs):
        return "nickname"
    return "one_letter" if one_letter_apart(*mine, *theirs) else None


def _sound(told: Iterable[str]) -> str:
    return person_key("".join(map(sound, told)))


def _is_initial(a: str, b: str) -> bool:
    return a[0] == b[0] and 1 in (len(a), len(b))


def _is_nickname(a: str, b: str) -> bool:
    short, full = sorted((a, b), key=len)
    begins = len(short) > 2 and full.startswith(short) and len(full) - len(short) >= FEW_LETTERS
    return begins or (a, b) in SHORT_FORMS or (b, a) in SHORT_FORMS


def _is_end(a: str, b: str) -> bool:
    """Tell whether one is the other, or its first or last words."""
    short, full = sorted((a, b), key=lambda name: (len(name), name))
    return bool(short) and (short == full or full.startswith(f"{short} ") or full.endswith(f" {short}"))
