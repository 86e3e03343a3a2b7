"""How wide a text is in FiraGO, and how it breaks into lines."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any

FAMILY = "FiraGO, 'Fira Sans', 'Noto Sans', 'DejaVu Sans', Arial, sans-serif"
REGULAR, BOLD = "figo", "figbo"  # as pymupdf-fonts names them
LONGEST = 400  # letters of a text that are looked at for a label
SPACES = re.compile(r"[^\S\u00a0\u202f]+")  # not those of « French quotes »
ELLIPSIS = "…"


@cache
def data(name: str) -> bytes:
    """Return a font's file."""
    import pymupdf_fonts  # holds thirty fonts

    return bytes(pymupdf_fonts.myfont(name))


@cache
def _font(name: str) -> tuple[Any, frozenset[int]]:
    import uharfbuzz  # a shaper: only pictures need one

    face = uharfbuzz.Face(data(name))
    return uharfbuzz.Font(face), frozenset(face.unicodes)


def holds(text: str) -> bool:
    """Return whether the font has every letter that would be seen."""
    letters = _font(REGULAR)[1]
    return all(ord(letter) in letters or not _advance(letter) for letter in text)


def width(text: str, size: float, name: str = REGULAR) -> float:
    """Return a text's width at a font size, in that size's unit. Letters that the font lacks are guessed."""
    return round(sum(_ems(part, name) for part in re.split("( )", text)) * size, 2)


@lru_cache(maxsize=50_000)
def _ems(word: str, name: str) -> float:
    """Return the width of a word, in ems: words are shaped one by one, so that each may have its own script."""
    import uharfbuzz

    font, letters = _font(name)
    if not all(ord(letter) in letters for letter in word):
        return sum(_ems(letter, name) if ord(letter) in letters else _advance(letter) for letter in word)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(word)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    return float(sum(each.x_advance for each in buffer.glyph_positions or ()) / font.face.upem)


def _advance(letter: str) -> float:
    """Return how wide a letter of another font likely is, in ems."""
    if unicodedata.category(letter) in ("Mn", "Me", "Cf", "Cc"):
        return 0.0
    wide = unicodedata.east_asian_width(letter) in "WF" or unicodedata.category(letter) == "So"
    return 1.0 if wide else 0.65


def right_to_left(text: str) -> bool:
    """Return whether a text's first letter with a direction runs to the left (as rule P2 of Unicode's UAX 9)."""
    directions = (unicodedata.bidirectional(letter) for letter in text)
    return next((each for each in directions if each in ("L", "R", "AL")), "L") != "L"


def wrap(text: str, size: float, widest: float, most: int, tail: int = 0) -> list[str]:
    """Return a text as at most ``most`` lines, none wider than ``widest``; what is left out is told by an ellipsis.

    The last ``tail`` lines stay, where the end of a text mustn't be lost: of a claim, who made it.
    """
    text = text.replace("« ", "«\u00a0").replace(" »", "\u00a0»")
    words = [word for word in SPACES.split(text if tail else text[:LONGEST]) if word]
    lines = _lines([part for word in words for part in _parts(word, size, widest)], size, widest)
    if len(lines) <= most and (tail or len(text) <= LONGEST):
        return lines
    kept = lines[: most - tail]
    return [*kept[:-1], cut(kept[-1] + ELLIPSIS, size, widest), *lines[len(lines) - tail :]]


def cut(text: str, size: float, widest: float, name: str = REGULAR) -> str:
    """Return a text, or its beginning and an ellipsis where it is wider than ``widest``."""
    if len(text) <= LONGEST and width(text, size, name) <= widest:
        return text
    begun = text[:LONGEST].removesuffix(ELLIPSIS)
    while begun and width(begun + ELLIPSIS, size, name) > widest:
        begun = begun[:-1]
    return begun.rstrip() + ELLIPSIS


def _lines(words: list[str], size: float, widest: float) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and width(f"{lines[-1]} {word}", size) <= widest:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _parts(word: str, size: float, widest: float) -> list[str]:
    """Return a word, in parts where it is wider than a line."""
    parts = [""]
    for letter in word if width(word, size) > widest else ():
        if width(parts[-1] + letter, size) > widest and _advance(letter):
            parts.append("")
        parts[-1] += letter
    return parts if parts[-1] else [word]
