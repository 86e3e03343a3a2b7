"""HTML (https://html.spec.whatwg.org/): a page of one file that opens without a network, in any browser of today.

It holds the picture, the rows, every fact and claim with its sentence, quote, attribution and article, and what was looked at.
A search finds names without their accents; a thing, a link or a row chosen shows what it rests on. It has no cookie, no
library and asks for nothing: a policy of its own forbids it.
"""

from __future__ import annotations

from typing import BinaryIO

from diplograph.exports.answer import Answer

MEDIA_TYPE = "text/html"
ENDING = "html"


def write(answer: Answer, stream: BinaryIO) -> None:
    """Write the page. Raises UnwritableError where there is too much for one."""
    from diplograph.exports.picture.page import page  # heavy, as is what lays out: only pictures need it

    stream.write(page(answer).encode())
