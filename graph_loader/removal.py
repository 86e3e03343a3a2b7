"""An article's record without a person: their mentions, every claim of theirs, and their name wherever else it stands.

The files aren't touched. What stays says less, and nothing else: a meeting keeps its other participants, a quote has
``MASK`` where the name was.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from diplograph.graph_loader.checks import NEEDS_ATTRIBUTION
from diplograph.graph_loader.claims import claim_id
from diplograph.graph_loader.decisions import Decisions
from diplograph.graph_loader.names import is_full_name, person_key
from diplograph.graph_loader.records import Claim, End, Record, Thing
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
    alone = {word for word in _ends(names) if len(word) >= SHORTEST and word not in others}
    full = {name for name in names if is_full_name(name)}
    masks = _Masks(_text_pattern(full), _text_pattern(full | alone), _key_pattern(full, alone))
    about = record.metadata
    return replace(
        record,
        metadata=replace(
            about,
            title=about.title and masks.text(about.title),
            url=about.url if about.url and not masks.keys.search(slug(about.url)) else None,
        ),
        things=tuple(_thing(thing, record.article, masks) for thing in stay),
        claims=_claims(record, gone, masks.text),
    )


@dataclass(frozen=True)
class _Masks:
    """What finds full names in a text; these and their parts; and both in keys, slugs and addresses."""

    full: re.Pattern[str]
    any: re.Pattern[str]
    keys: re.Pattern[str]

    def text(self, text: str) -> str:
        return _sub(self.any, text)

    def key(self, text: str) -> str:
        return self.keys.sub("x", text)


def _ends(names: Iterable[str]) -> set[str]:
    """Return the first and last words of names, by which a person is called alone."""
    return {word for name in names for word in (name.split()[:1] + name.split()[-1:])}


def _sub(pattern: re.Pattern[str], text: str) -> str:
    """Put the mask where a name stands, with whatever accents."""
    found, end = "", 0
    for match in pattern.finditer(_bare(text)):
        found, end = found + text[end : match.start()] + MASK, match.end()
    return found + text[end:]


def _bare(text: str) -> str:
    """Return a text without accents, letter by letter: places in it are places in the text."""
    return "".join(unicodedata.normalize("NFD", letter)[0] for letter in text)


def _text_pattern(names: set[str]) -> re.Pattern[str]:
    forms = {form for name in map(_bare, names) for form in (name, name.upper())}
    return _any_of({r"\s+".join(map(re.escape, form.split())) for form in forms}, r"(?<!\w)", r"(?!\w)")


def _key_pattern(full: set[str], alone: set[str]) -> re.Pattern[str]:
    forms = {form for name in full for form in (slug(name), person_key(name))} | {
        slug(word) for word in alone
    }
    return _any_of(set(map(re.escape, forms)), r"(?<![a-z0-9])", r"(?![a-z0-9])")


def _any_of(forms: set[str], before: str, behind: str) -> re.Pattern[str]:
    longest_first = sorted(filter(None, forms), key=lambda form: (-len(form), form))
    return re.compile(f"{before}(?:{'|'.join(longest_first) or '(?!)'}){behind}")


def _thing(thing: Thing, article: str, masks: _Masks) -> Thing:
    """Return a thing that stays, without the names; what is named after somebody is its own article's from then on."""
    texts = {name: getattr(thing, name) for name in ("title_fr", "title_en", "link_name")}
    if thing.cls == "Official":  # their own names are theirs; « porte-parole de … » isn't
        forms = {_sub(masks.full, form) for form in thing.forms}
        masked: dict[str, Any] = {n: text and _sub(masks.full, text) for n, text in texts.items()}
        return replace(thing, forms=tuple(sorted(forms)), **masked)
    changes: dict[str, Any] = {name: text and masks.text(text) for name, text in texts.items()}
    for name in ("forms", "names"):
        changes[name] = tuple(sorted(set(map(masks.text, getattr(thing, name)))))
    changes["slugs"] = tuple(sorted(set(map(masks.key, thing.slugs))))
    changes["keys"] = tuple(sorted(set(map(masks.key, thing.keys))))
    changes["likely"] = tuple(sorted(set(map(masks.key, thing.likely))))
    traits = {masks.text(trait) for trait in thing.traits if not trait.startswith("work=")}
    changes["traits"] = tuple(sorted(traits))
    if (changes["forms"], changes["names"]) != (thing.forms, thing.names) and not thing.fixed:
        changes |= {"keys": (f"local|{article}|{thing.ref}",), "likely": (), "traits": ()}
        changes["slugs"] = (f"{thing.cls.lower()}/{slug(f'{article} {thing.ref}')}",)
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
