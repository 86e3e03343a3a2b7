"""Opens a file in Gephi's toolkit, lays it out and saves Gephi's preview as PNG; docs/pictures.py runs it."""

from __future__ import annotations

import sys
from typing import Any

from gephi import opened

STEPS = 500
LAYOUTS = {
    "ForceAtlas2": "org.gephi.layout.plugin.forceAtlas2.ForceAtlas2Builder",
    "YifanHu": "org.gephi.layout.plugin.force.yifanHu.YifanHu",
}
SETTINGS = {"SHOW_NODE_LABELS": True, "SHOW_EDGE_LABELS": True, "EDGE_CURVED": False}


def main(jar: str, path: str, layout: str, target: str) -> None:
    """Save a picture of a file."""
    lookup = opened(jar, path)
    import jpype

    model = lookup(jpype.JClass("org.gephi.graph.api.GraphController")).getGraphModel()
    _lay_out(model, jpype.JClass(LAYOUTS[layout])().buildLayout())
    previewing = lookup(jpype.JClass("org.gephi.preview.api.PreviewController"))
    properties = previewing.getModel().getProperties()
    names = jpype.JClass("org.gephi.preview.api.PreviewProperty")
    for name, value in SETTINGS.items():
        properties.putValue(getattr(names, name), jpype.JClass("java.lang.Boolean")(value))
    exporter = jpype.JClass("org.gephi.io.exporter.preview.PNGExporter")()
    exporter.setWidth(1600)
    exporter.setHeight(1200)
    exporter.setMargin(4)
    exporting = lookup(jpype.JClass("org.gephi.io.exporter.api.ExportController"))
    exporting.exportFile(jpype.JClass("java.io.File")(target), exporter)


def _lay_out(model: Any, layout: Any) -> None:
    layout.setGraphModel(model)
    layout.resetPropertiesValues()
    layout.initAlgo()
    for _ in range(STEPS):
        if not layout.canAlgo():
            break
        layout.goAlgo()
    layout.endAlgo()


if __name__ == "__main__":
    main(*sys.argv[1:])
