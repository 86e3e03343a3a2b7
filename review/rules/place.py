"""Places of alike names in one state, or of one sound where the state of one isn't known."""

from __future__ import annotations

from collections.abc import Iterator

from diplograph.review import signs as shared
from diplograph.review.likeness import meaning, one_letter_apart, sound, stem_keys
from diplograph.review.reasons import Sign, sign
from diplograph.review.thing import Thing

CLASSES = ("Place",)
NEAR = frozenset({"same_name", "sounds_alike"})
EDGE = 3  # letters at an end of a name, which a slip elsewhere leaves alone


def keys(thing: Thing) -> Iterator[str]:
    """Yield keys of the sound, and within a state of the words, and of the first and last letters."""
    for name in thing.names:
        told = meaning(name)
        yield f"sound|{_sound(name)}"
        for side in thing.sides:
            letters = "".join(told)
            ends = (f"{letters[:EDGE]}…", f"…{letters[-EDGE:]}")
            yield from (f"{side}|{key}" for key in (*stem_keys(told), *ends))


def compare(one: Thing, other: Thing) -> list[Sign] | None:
    """Compare the names; another state makes another place."""
    common = one.sides & other.sides
    if one.sides and other.sides and not common:
        return None
    found = _sounds(one, other)
    if not found and common:
        found = shared.words(one, other) or _letter(one, other)
    if not found:
        return None
    if common:
        return [found, sign("same_side", sides=tuple(sorted(common)))]
    return [found, sign("no_side", names=tuple(each.id for each in (one, other) if not each.sides))]


def _sounds(one: Thing, other: Thing) -> Sign | None:
    pairs = [(a, b) for a in one.names for b in other.names if _sound(a) == _sound(b) != ""]
    return sign("sounds_alike", one=min(pairs)[0], other=min(pairs)[1]) if pairs else None


def _letter(one: Thing, other: Thing) -> Sign | None:
    pairs = [
        (a, b)
        for a in one.names
        for b in other.names
        if one_letter_apart("".join(meaning(a)), "".join(meaning(b)))
    ]
    return sign("one_letter", one=min(pairs)[0], other=min(pairs)[1]) if pairs else None


def _sound(name: str) -> str:
    return "".join(map(sound, meaning(name)))
