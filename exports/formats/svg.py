"""SVG (https://www.w3.org/TR/SVG2/): the answer's graph as a picture for a report, on a sheet shaped like A4.

It holds every node and edge with its name, sentence and citation as a tooltip, a legend of what occurs, what was asked,
the day, and the articles at the foot. Planned is dashed, proposed dotted, inferred long-dashed with an open arrow; a claim
is a note with its whole sentence. Browsers, Inkscape, LibreOffice, Word and PowerPoint open it.
"""

from __future__ import annotations

from typing import BinaryIO

from diplograph.exports.answer import Answer

MEDIA_TYPE = "image/svg+xml"
ENDING = "svg"


def write(answer: Answer, stream: BinaryIO) -> None:
    """Write the picture. Raises UnwritableError where there is too much for one."""
    from lxml import etree  # heavy, as is what lays out: only pictures need them

    from diplograph.exports.picture.sheet import svg

    stream.write(etree.tostring(svg(answer), encoding="UTF-8", xml_declaration=True))
