"""Values as the text of formats that have no lists or booleans, or not every character."""

from __future__ import annotations

import re
from typing import Any

NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
PICTURES = 0x2400  # Unicode's control pictures: what stands for U+0000 and those after it
REPLACEMENT = "\ufffd"


def flat(value: Any) -> str:
    """Return a value as text: true or false, a list joined by ``; ``, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "; ".join(map(flat, value)) if isinstance(value, list) else str(value)


def xml_text(text: str) -> str:
    """Return a text with a visible stand-in for each character that XML can't hold."""
    return NOT_XML.sub(_stand_in, text)


def _stand_in(found: re.Match[str]) -> str:
    code = ord(found[0])
    return chr(PICTURES + code) if code < ord(" ") else REPLACEMENT
