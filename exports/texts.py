"""Values as texts, for formats that hold nothing else, and texts that XML can hold."""

from __future__ import annotations

import re
from typing import Any

NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
PICTURES = 0x2400  # Unicode's control pictures: ␀ is U+2400, for U+0000


def flat(value: Any) -> str:
    """Return a value as text: true or false, a list's items joined by ``; ``, nothing for None."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return "; ".join(map(flat, value))
    return "" if value is None else str(value)


def xml_text(text: str) -> str:
    """Return a text with visible stand-ins for what XML can't hold: U+2400 and on for controls, else U+FFFD."""
    return NOT_XML.sub(lambda found: chr(PICTURES + ord(found[0])) if found[0] < " " else "\ufffd", text)
