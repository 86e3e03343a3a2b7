"""What benchmarks found, as a page with pictures: each figure beside its target, and the machine that it is of."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

import matplotlib as mpl
import psutil
from matplotlib import pyplot

from diplograph.neo4j_server.lock import NEO4J_VERSION

PICTURES = "performance"  # the folder beside the page


@dataclass(frozen=True)
class Figure:
    """A ratio that was measured. ``bound`` is its target, the least or the most; None where it has none at this size."""

    what: str
    value: float
    bound: float | None = None
    least: bool = True
    why_none: str = ""

    @property
    def target(self) -> str:
        """The target in words."""
        if self.bound is None:
            return self.why_none
        return f"at {'least' if self.least else 'most'} {self.bound:g}"

    @property
    def verdict(self) -> str:
        """Whether the target holds; where it doesn't, by how much."""
        if self.bound is None:
            return ""
        if self.value >= self.bound if self.least else self.value <= self.bound:
            return "holds"
        return f"doesn't hold: {self.value / self.bound:.2f} of it" if self.bound else "doesn't hold"


@dataclass(frozen=True)
class Picture:
    """A plot: lines or bars of named series over the same places on the x axis."""

    name: str
    title: str
    x: str
    y: str
    places: Sequence[float] | Sequence[str]
    series: Mapping[str, Sequence[float]]


def machine() -> dict[str, str]:
    """Return what the figures are of: processor, cores, memory, versions."""
    memory = psutil.virtual_memory()
    versions = {name: version(name) for name in ("neo4j", "neo4j-rust-ext", "rdflib", "rdflib-neo4j")}
    return {
        "date": date.today().isoformat(),
        "processor": f"{_processor()}, {os.cpu_count()} cores, {_load()}",
        "memory": f"{memory.total / 1e9:.0f} GB, {memory.available / 1e9:.0f} GB free",
        "system": f"{platform.system()} {platform.release()}, Python {platform.python_version()}",
        "Neo4j": f"Community {NEO4J_VERSION}, heap 1 GB, page cache 512 MB",
        "packages": ", ".join(f"{name} {number}" for name, number in versions.items()),
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        return next(line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def _load() -> str:
    return f"{psutil.getloadavg()[0]:.1f} processes running when the benchmark began"


def write(
    folder: Path,
    of: Mapping[str, str],
    how: str,
    figures: Sequence[Figure],
    tables: Mapping[str, Sequence[Sequence[str]]],
    pictures: Sequence[Picture],
) -> Path:
    """Write the page ``performance.md`` and its pictures into a folder, and return the page's path."""
    (folder / PICTURES).mkdir(parents=True, exist_ok=True)
    lines = ["# Performance", "", f"Measured in one run by `{how}`:", ""]
    lines += _table([("", ""), *of.items()])
    lines += ["## Targets", ""]
    rows = [(each.what, f"{each.value:.2f}", each.target, each.verdict) for each in figures]
    lines += _table([("ratio", "measured", "target", ""), *rows])
    for title, table in tables.items():
        lines += [f"## {title}", "", *_table(table)]
    for picture in pictures:
        _draw(folder / PICTURES / f"{picture.name}.svg", picture)
        lines += [f"![{picture.title}]({PICTURES}/{picture.name}.svg)", ""]
    page = folder / "performance.md"
    page.write_text("\n".join(lines), encoding="utf-8")
    return page


def _table(rows: Sequence[Sequence[str]]) -> list[str]:
    head, *body = rows
    ruled = [f"|{'---|' * len(head)}"]
    return [f"| {' | '.join(head)} |", *ruled, *(f"| {' | '.join(row)} |" for row in body), ""]


def _draw(path: Path, picture: Picture) -> None:
    mpl.rcParams["svg.hashsalt"] = picture.name  # the same numbers give the same file
    figure, axes = pyplot.subplots(figsize=(8, 4), layout="constrained")
    named = all(isinstance(place, str) for place in picture.places)
    for number, (name, values) in enumerate(picture.series.items()):
        if named:
            width = 0.8 / len(picture.series)
            axes.barh([i + number * width for i in range(len(values))], values, width, label=name)
        else:
            axes.plot(picture.places, values, marker="o", markersize=3, label=name)
    if named:
        axes.set_yticks(range(len(picture.places)), picture.places)
        axes.set_xlabel(picture.y)
        figure.set_figheight(1 + 0.3 * len(picture.places))
    else:
        axes.set_xlabel(picture.x)
        axes.set_ylabel(picture.y)
        axes.set_ylim(bottom=0)
    axes.set_title(picture.title)
    if len(picture.series) > 1:
        axes.legend()
    figure.savefig(path, metadata={"Date": None})
    pyplot.close(figure)
