"""An article's record without a person: their mentions, every claim of theirs, and their name wherever else it stands.

The files aren't touched. What stays says less, and nothing else: a meeting keeps its other participants, a quote has
``MASK`` where the name was.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from diplograph.graph_loader.checks import NEEDS_ATTRIBUTION
from diplograph.graph_loader.claims import claim_id
from diplograph.graph_loader.decisions import Decisions
from diplograph.graph_loader.names import is_full_name, person_key
from diplograph.graph_loader.records import Claim, End, Record, Thing, field_names
from diplograph.ontology.text import slug

MASK = "[…]"
SHORTEST = 3  # letters of a part of a name that is masked where it stands alone

Mask = Callable[[str], str]


def without_forgotten(record: Record, decisions: Decisions) -> Record:
    """Return a record without the persons whom the decisions forget; the very record where it tells of none."""
    gone = {thing.ref: thing for thing in record.things if decisions.forgets(record.article, thing)}
    if not gone:
        return record
    stay = tuple(thing for thing in record.things if thing.ref not in gone)
    others = {
        word for thing in stay if thing.cls == "Official" for name in thing.names for word in name.split()
    }
    names = {name for thing in gone.values() for name in (*thing.names, *filter(None, [thing.link_name]))}
    mask = partial(_masked, _text_pattern(names, others), MASK)
    mask_key = partial(_masked, _key_pattern(names), "x")
    about = record.metadata
    return replace(
        record,
        metadata=replace(
            about,
            title=about.title and mask(about.title),
            url=about.url if about.url and mask_key(about.url) == about.url else None,
        ),
        things=tuple(_thing(thing, mask, mask_key) for thing in stay),
        claims=_claims(record, gone, mask),
    )


def _masked(pattern: re.Pattern[str], by: str, text: str) -> str:
    return pattern.sub(by, text)


def _text_pattern(names: set[str], others: set[str]) -> re.Pattern[str]:
    """Return what finds names in a text: whole, and their first and last words where nobody else has these."""
    ends = {word for name in names for word in (name.split()[:1] + name.split()[-1:])}
    alone = {word for word in ends if len(word) >= SHORTEST and word not in others}
    forms = {form for name in names | alone for form in (name, name.upper())}
    return _any_of({r"\s+".join(map(re.escape, form.split())) for form in forms}, r"(?<!\w)", r"(?!\w)")


def _key_pattern(names: set[str]) -> re.Pattern[str]:
    """Return what finds full names in keys, slugs and addresses."""
    full = {form for name in names if is_full_name(name) for form in (slug(name), person_key(name))}
    return _any_of(set(map(re.escape, full)), r"(?<![a-z0-9])", r"(?![a-z0-9])")


def _any_of(forms: set[str], before: str, behind: str) -> re.Pattern[str]:
    longest_first = sorted(filter(None, forms), key=lambda form: (-len(form), form))
    return re.compile(f"{before}(?:{'|'.join(longest_first) or '(?!)'}){behind}")


def _thing(thing: Thing, mask: Mask, mask_key: Mask) -> Thing:
    """Return a thing that stays: another official as they are, anything else without the names."""
    if thing.cls == "Official":
        return thing
    computed = ("keys", "slugs", "likely")
    changes: dict[str, Any] = {}
    for name in set(field_names(Thing)) - {"ref", "cls", "fixed", "links"}:
        value, masking = getattr(thing, name), mask_key if name in computed else mask
        if isinstance(value, tuple):
            changes[name] = tuple(sorted(set(map(masking, value))))
        elif isinstance(value, str):
            changes[name] = masking(value)
    return replace(thing, **changes)


def _claims(record: Record, gone: dict[str, Thing], mask: Mask) -> tuple[Claim, ...]:
    """Return the claims in which nobody who is gone takes part; those about a claim name it by its new id."""
    renamed: dict[str, str] = {}
    kept = []
    for claim in sorted(record.claims, key=lambda claim: claim.predicate == "about"):
        ends = [end for end in (claim.subject, claim.object) if end]
        about = claim.object.ref if claim.object and claim.object.cls == "Claim" else None
        sayers = tuple(ref for ref in claim.attributed_to if ref not in gone)
        if any(end.ref in gone for end in ends) or (about and about not in renamed):
            continue
        if claim.modality in NEEDS_ATTRIBUTION and not sayers:
            continue
        changed = replace(
            claim,
            subject=_end(claim.subject, mask),
            object=_end(claim.object, mask, renamed.get(about or "")),
            attributed_to=sayers,
            quote=claim.quote and mask(claim.quote),
            qualifiers={n: mask(v) if isinstance(v, str) else v for n, v in claim.qualifiers.items()},
        )
        renamed[claim_id(record.article, claim)] = claim_id(record.article, changed)
        kept.append(changed)
    return tuple(kept)


def _end(end: End | None, mask: Mask, ref: str | None = None) -> Any:
    return end and replace(end, ref=ref or end.ref, text=end.text and mask(end.text))
