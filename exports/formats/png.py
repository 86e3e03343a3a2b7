"""PNG (https://www.w3.org/TR/png/): the picture that ``svg`` draws as pixels, 192 an inch, for a report or a message.

Letters are drawn in FiraGO; only those that it lacks (Korean, Chinese …) in a font of the machine's.
"""

from __future__ import annotations

from math import sqrt
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

from diplograph.exports.answer import Answer

MEDIA_TYPE = "image/png"
ENDING = "png"

ZOOM = 2.0
MOST_PIXELS = 25_000_000


def write(answer: Answer, stream: BinaryIO) -> None:
    """Write the picture. Raises UnwritableError where there is too much for one."""
    from diplograph.exports.picture.sheet import svg  # heavy: only pictures need it

    stream.write(pixels(svg(answer)))


def pixels(root: Any) -> bytes:
    """Return an SVG element as PNG."""
    import resvg_py
    from lxml import etree

    from diplograph.exports.picture.font import BOLD, REGULAR, data, holds

    shown = "".join(text for each in root.iterfind(".//{*}text") for text in each.itertext())
    zoom = min(ZOOM, sqrt(MOST_PIXELS / (float(root.get("width")) * float(root.get("height")))))
    with TemporaryDirectory() as folder:
        for name in (REGULAR, BOLD):
            Path(folder, f"{name}.ttf").write_bytes(data(name))
        return bytes(
            resvg_py.svg_to_bytes(
                svg_string=etree.tostring(root, encoding="unicode"),
                font_dirs=[folder],
                skip_system_fonts=holds(shown),
                width=round(float(root.get("width")) * zoom),
            )
        )
