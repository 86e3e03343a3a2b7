"""Values as text, where a format has only text."""

from __future__ import annotations

import re
from typing import Any

UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def xml_text(text: str) -> str:
    """Return a text that XML can hold: a control character as its picture (U+2400 …), what is no character as U+FFFD."""
    return UNWRITABLE.sub(_stand_in, text)


def flat(value: Any) -> Any:
    """Return a list as one text, joined by « ; »; anything else as it is."""
    return "; ".join(map(str, value)) if isinstance(value, list) else value


def _stand_in(found: re.Match[str]) -> str:
    code = ord(found[0])
    return chr(0x2400 + code) if code < 0x20 else "\ufffd"
