"""What may say that something is alleged, denied or supposed, in words that aren't the scheme's."""

from __future__ import annotations

import re

from diplograph.ontology.text import fold

DOUBT = re.compile(  # folded: in the name or value of what isn't in the scheme
    r"modal|alleg|deni|hypoth|negat|specul|accus|rum[oe]u?r|suppos|presum|pretend|dement|unconfirm|certain|factual"
    r"|polarity|veracity|credib|\bnie|\bdout|\bdoubt"
)


def is_doubtful(name: str, value: str) -> bool:
    """Tell whether an attribute that isn't in the scheme may say that something is alleged, in English or French.

    >>> is_doubtful("statut", "allégué"), is_doubtful("colour", "red")
    (True, False)
    """
    return DOUBT.search(fold(f"{name} {value}")) is not None
