"""Opens a file in Gephi's toolkit, lays it out and saves Gephi's preview as PNG; docs/pictures.py runs it."""

from __future__ import annotations

import math
import sys
from typing import Any

from gephi import opened

# A layout's class, and by how much its start is turned: level edges would lie on their labels.
LAYOUTS = {
    "ForceAtlas2": ("org.gephi.layout.plugin.forceAtlas2.ForceAtlas2Builder", 0.0),
    "YifanHu": ("org.gephi.layout.plugin.force.yifanHu.YifanHu", 0.6),
}
STEPS = 500
WIDTH, HEIGHT = 1100, 700  # pixels
SHEET = (640, 400)  # what the layout is stretched to, so that labels have room
QUIET, INK = 0x999999, 0x555555


def main(jar: str, path: str, layout: str, target: str) -> None:
    """Save a picture of a file."""
    lookup = opened(jar, path, headless=False)  # its exporter asks for a screen
    import jpype

    model = lookup(jpype.JClass("org.gephi.graph.api.GraphController")).getGraphModel()
    builder, turn = LAYOUTS[layout]
    _lay_out(model, jpype.JClass(builder)().buildLayout(), turn)
    previewing = lookup(jpype.JClass("org.gephi.preview.api.PreviewController"))
    _dress(previewing.getModel().getProperties())
    exporter = jpype.JClass("org.gephi.io.exporter.preview.PNGExporter")()
    exporter.setWidth(WIDTH)
    exporter.setHeight(HEIGHT)
    exporting = lookup(jpype.JClass("org.gephi.io.exporter.api.ExportController"))
    exporting.exportFile(jpype.JClass("java.io.File")(target), exporter)


def _lay_out(model: Any, layout: Any, turn: float) -> None:
    nodes = list(model.getGraph().getNodes().toArray())
    for index, node in enumerate(nodes):  # from a circle: Gephi would scatter them anew each time
        angle = 2 * math.pi * index / len(nodes) + turn
        node.setX(100 * math.cos(angle))
        node.setY(100 * math.sin(angle))
    layout.setGraphModel(model)
    layout.resetPropertiesValues()
    layout.initAlgo()
    for _ in range(STEPS):
        if not layout.canAlgo():
            break
        layout.goAlgo()
    layout.endAlgo()
    xs, ys = [node.x() for node in nodes], [node.y() for node in nodes]
    for node, x, y in zip(nodes, xs, ys, strict=True):
        node.setX((x - min(xs)) / (max(xs) - min(xs)) * SHEET[0])
        node.setY((y - min(ys)) / (max(ys) - min(ys)) * SHEET[1])


def _dress(properties: Any) -> None:
    """Show the labels, and let the edges be grey, whatever their ends."""
    import jpype

    java, types = jpype.JClass, "org.gephi.preview.types"
    names, yes, no = java("org.gephi.preview.api.PreviewProperty"), java("java.lang.Boolean")(True), java("java.lang.Boolean")(False)  # fmt: skip
    color, font = java("java.awt.Color"), java("java.awt.Font")
    for name, value in (
        (names.SHOW_NODE_LABELS, yes),
        (names.NODE_LABEL_PROPORTIONAL_SIZE, no),
        (names.NODE_LABEL_FONT, font("SansSerif", 0, 11)),
        (names.SHOW_EDGE_LABELS, yes),
        (names.EDGE_LABEL_FONT, font("SansSerif", 0, 9)),
        (names.EDGE_LABEL_COLOR, java(f"{types}.DependantOriginalColor")(color(INK))),
        (names.EDGE_COLOR, java(f"{types}.EdgeColor")(color(QUIET))),
        (names.EDGE_CURVED, no),
        (names.ARROW_SIZE, java("java.lang.Float")(6)),
    ):
        properties.putValue(name, value)


if __name__ == "__main__":
    main(*sys.argv[1:])
