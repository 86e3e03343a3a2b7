"""Answers as pictures and pages: SVG read back with lxml, PNG by its header and pixels, HTML in Chromium."""

from __future__ import annotations

import json
import re
import struct
import subprocess
import sys
import zlib
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import uharfbuzz
from answers import AWKWARD, awkward, edge, evidence_of, meetings, node, written
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html
from playwright.sync_api import Browser

from diplograph.exports.answer import Answer, UnwritableError
from diplograph.exports.picture.apart import apart
from diplograph.exports.picture.font import REGULAR, data, width, wrap
from diplograph.exports.picture.looks import DASHES
from diplograph.exports.texts import xml_text

NS = {"s": "http://www.w3.org/2000/svg"}
ANSWERS = [awkward, meetings]
Box = tuple[float, float, float, float]


def drawn(answer: Answer) -> Any:
    """Return an answer's SVG, parsed."""
    return etree.fromstring(written("svg", answer))


def crowd(edges: int, lang: str = "en") -> Answer:
    """Return an answer of many links, two between the first things and one from a thing to itself."""
    nodes = [node(f"n/{i}", "Official" if i % 2 else "Meeting", "Entity", name=f"Name {i} of somebody") for i in range(edges // 2)]  # fmt: skip
    ends = [(i % len(nodes), (i * i + 1) % len(nodes)) for i in range(edges - 3)] + [(0, 1), (0, 1), (2, 2)]
    types = (
        "ATTENDED",
        "MEMBER_OF",
        "SIGNED",
        "PROPOSED",
        "ABOUT",
        "HELD_POST",
        "POST_OF",
        "PART_OF",
        "FROM",
    )
    links = [edge(f"e/{i}", types[i % 9], f"n/{a}", f"n/{b}", "knows") for i, (a, b) in enumerate(ends)]
    return replace(meetings(lang), nodes=nodes, edges=links, evidence=[evidence_of(each) for each in links])


def numbers(text: str) -> list[float]:
    return [float(each) for each in re.findall(r"-?\d+(?:\.\d+)?", text)]


def box_of(group: Any) -> Box:
    """Return the left, top, right and bottom of what is drawn for a thing or a label."""
    rect = group.find("s:rect", NS)
    if rect is not None:
        x, y, w, h = (float(rect.get(name)) for name in ("x", "y", "width", "height"))
        return x, y, x + w, y + h
    path = group.find("s:path", NS).get("d")  # a page or a note: M x y H x L x y V y H x Z
    x, y, _, right, _, bottom, _ = numbers(path)
    return x, min(y, bottom), right, max(y, bottom)


def line_of(text: Any) -> Box:
    """Return the left, top, right and bottom of a line of text as it is held to its width."""
    x, y, size, wide = (float(text.get(name)) for name in ("x", "y", "font-size", "textLength"))
    left = x - wide / 2 if text.get("text-anchor") == "middle" else x
    return left, y - size * 0.75, left + wide, y + size * 0.25


def overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def words_of(root: Any, of: str) -> list[str]:
    """Return the lines of text in the parts of a class."""
    return root.xpath(f".//s:g[@class='{of}']//s:text/text()", namespaces=NS)


@pytest.mark.parametrize("answer", [awkward(), awkward("en"), meetings(), crowd(61), crowd(300)])
def test_every_node_and_edge_is_drawn_by_its_id(answer: Answer) -> None:
    """A picture holds every node and every edge of the answer once, each with its id and what it tells."""
    root = drawn(answer)
    nodes = root.xpath(".//s:g[@class='nodes']/s:g", namespaces=NS)
    edges = root.xpath(".//s:g[@class='edges']/s:g", namespaces=NS)
    assert [each.get("data-id") for each in nodes] == [each["id"] for each in answer.nodes]
    assert [each.get("data-id") for each in edges] == [each["id"] for each in answer.edges]
    told = [each["sentence"] if "Claim" in each["labels"] else each["name"] for each in answer.nodes]
    titles = [each.findtext("s:title", namespaces=NS) for each in nodes]
    for title, name, each in zip(titles, told, answer.nodes, strict=True):
        assert title.startswith(xml_text(name or each["id"]) + "\n")
    for title, each in zip((each.findtext("s:title", namespaces=NS) for each in edges), answer.edges, strict=True):  # fmt: skip
        said = "\n".join(filter(None, (each["sentence"] or each["label"], each["citation"])))
        assert title == said
    ids = root.xpath("//@id")
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("answer", [awkward(), awkward("en"), meetings(), meetings("en"), crowd(60), crowd(61), crowd(500)])  # fmt: skip
def test_nothing_overlaps(answer: Answer) -> None:
    """No box overlaps another, things and links' labels alike; each line of text is inside its own box."""
    root = drawn(answer)
    groups = root.xpath(".//s:g[@class='nodes' or @class='labels']/s:g", namespaces=NS)
    boxes = [box_of(group) for group in groups]
    detailed = len(list(answer.edges)) <= 60
    assert len(boxes) == len(list(answer.nodes)) + (len(list(answer.edges)) if detailed else 0)
    assert not [pair for pair in combinations(boxes, 2) if overlap(*pair)]
    lines = 0
    for group, (left, top, right, bottom) in zip(groups, boxes, strict=True):
        found = [line_of(text) for text in group.findall("s:text", NS) if text.get("textLength")]
        assert not [pair for pair in combinations(found, 2) if overlap(*pair)]
        for x, y, end, below in found:
            assert left <= x
            assert end <= right
            assert top <= y
            assert below <= bottom
            lines += 1
    assert lines >= len(boxes)


def test_all_is_on_the_sheet() -> None:
    """What is drawn, and every line of text, lies on the sheet, which has the shape of A4 or is longer."""
    for answer in (awkward(), meetings(), crowd(500)):
        root = drawn(answer)
        wide, high = float(root.get("width")), float(root.get("height"))
        moved = numbers(root.find("s:g[@class='drawing']", NS).get("transform"))
        boxes = [box_of(each) for each in root.xpath(".//s:g[@class='nodes']/s:g", namespaces=NS)]
        assert all(left + moved[0] > 0 and right + moved[0] < wide for left, _, right, _ in boxes)
        assert all(top + moved[1] > 0 and bottom + moved[1] < high for _, top, _, bottom in boxes)
        assert wide / high == pytest.approx(297 / 210, rel=0.01)
        foot = root.find("s:g[@class='foot']", NS)
        down, scale = [*numbers(foot.get("transform")), 1.0][1:3]
        assert all(float(text.get("y")) * scale + down < high for text in foot.iterfind(".//s:text", NS))
        top = min(float(text.get("y")) * scale + down for text in foot.iterfind(".//s:text", NS))
        assert max(bottom + moved[1] for *_, bottom in boxes) < top


@pytest.mark.parametrize("make", ANSWERS)
def test_legend_holds_what_occurs(make: Any) -> None:
    """The legend tells the classes, statuses and kinds of line that occur, and no other."""
    answer = make()
    keys = drawn(answer).xpath(".//s:g[@class='legend']/s:g/@data-key", namespaces=NS)
    classes = {f"class {each['labels'][0]}" for each in answer.nodes}
    statuses = {f"status {each['properties'].get('status')}" for each in answer.nodes}
    lines = {"line planned", "line proposed", "line inferred", "line provenance", "line asserted"}
    assert set(keys) == classes | (statuses & {"status planned", "status proposed", "status cancelled"}) | lines  # fmt: skip
    assert len(keys) == len(set(keys))
    only = [each for each in answer.edges if each["type"] == "ATTENDED" and each["properties"]["modality"] == "asserted" and each["properties"]["basis"] == "explicit"]  # fmt: skip
    ends = {each[end] for each in only for end in ("source", "target")}
    few = replace(answer, nodes=[each for each in answer.nodes if each["id"] in ends], edges=only)
    keys = drawn(few).xpath(".//s:g[@class='legend']/s:g/@data-key", namespaces=NS)
    assert set(keys) == {"class Official", "class Meeting", "line asserted"}


def test_lines_and_outlines_are_apart_by_how_far_they_are_said() -> None:
    """Planned is dashed, proposed dotted, inferred long-dashed with an open arrow, for edges and things; the patterns differ."""
    assert len({DASHES[kind] for kind in ("planned", "proposed", "cancelled", "inferred", "alleged")}) == 5
    root = drawn(meetings())
    expected = {
        "edge asserted": (None, "filled"), "edge planned": (DASHES["planned"], "filled"), "edge proposed": (DASHES["proposed"], "filled"),
        "edge inferred": (DASHES["inferred"], "open"), "edge planned inferred": (DASHES["planned"], "open"), "edge provenance": (None, "none"),
    }  # fmt: skip
    found = {}
    for group in root.xpath(".//s:g[@class='edges']/s:g", namespaces=NS):
        line, arrow = group.findall("s:path", NS)
        filled = {"#ffffff": "open", "none": "none"}.get(arrow.get("fill"), "filled")
        found[group.get("class")] = (line.get("stroke-dasharray"), filled)
    assert found == expected
    for group in root.xpath(".//s:g[@class='nodes']/s:g", namespaces=NS):
        status = next((each for each in ("planned", "proposed", "cancelled") if each in group.get("class").split()), None)  # fmt: skip
        shape = group.find("s:rect", NS)
        if shape is not None:
            assert shape.get("stroke-dasharray") == (DASHES[status] if status else None)
    classes = {name for each in root.xpath(".//s:g[@class='nodes']/s:g/@class", namespaces=NS) for name in each.split()}  # fmt: skip
    assert {"planned", "proposed", "cancelled"} < classes


@pytest.mark.parametrize("modality", ["alleged", "denied", "hypothetical"])
def test_no_line_looks_asserted_that_is_not(modality: str) -> None:
    """An edge that is only alleged, denied or thought of would be drawn apart, not as a fact."""
    answer = meetings()
    changed = edge("x", "SIGNED", "state/BE", "agreement/mou", "a signé", modality=modality)
    group = drawn(replace(answer, edges=[changed])).find(".//s:g[@class='edges']/s:g", NS)
    assert group.get("class") == f"edge {modality}"
    assert group.find("s:path", NS).get("stroke-dasharray") == DASHES[modality]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_claim_says_who_made_it(lang: str) -> None:
    """A claim is a note with its sentence, whole; of a very long one the end stays, which says who made it."""
    answer = meetings(lang)
    root = drawn(answer)
    claim = next(each for each in answer.nodes if "Claim" in each["labels"])
    group = root.xpath(".//s:g[@data-id='claim/c1']", namespaces=NS)[0]
    lines = [text.text for text in group.findall("s:text", NS)]
    assert " ".join(lines[1:]) == claim["sentence"]
    assert claim["name"] not in etree.tostring(root, encoding="unicode")
    assert group.find("s:rect", NS) is None
    long = {**claim, "sentence": "Un mot après l’autre " * 100 + "(allégué ; selon Inès Valmont)"}
    root = drawn(replace(answer, nodes=[long], edges=[]))
    lines = [text.text for text in root.findall(".//s:g[@data-id='claim/c1']/s:text", NS)]
    assert " ".join(lines).endswith("(allégué ; selon Inès Valmont)")
    assert len(lines) == 41
    crowded = crowd(100, lang)
    root = drawn(replace(crowded, nodes=[*crowded.nodes, claim]))
    lines = [text.text for text in root.findall(".//s:g[@data-id='claim/c1']/s:text", NS)]
    assert " ".join(lines) == claim["sentence"]


def test_parallel_edges_and_loops_are_seen() -> None:
    """Edges between one pair, and from a thing to itself, each have a curve of their own, with labels and without."""
    for answer in (awkward(), meetings(), crowd(60), crowd(200)):
        paths = drawn(answer).xpath(".//s:g[@class='edges']/s:g/s:path[1]/@d", namespaces=NS)
        curves = [tuple(numbers(path)) for path in paths]
        assert len(set(curves)) == len(curves) == len(list(answer.edges))
        for path in curves:
            xs, ys = path[::2], path[1::2]
            assert max(xs) - min(xs) + max(ys) - min(ys) > 5, "a line that is no more than a dot"
    answer = crowd(200)
    pairs = [(each["source"], each["target"]) for each in answer.edges]
    middles: dict[Any, list[tuple[float, float]]] = {}
    for pair, path in zip(pairs, drawn(answer).xpath(".//s:g[@class='edges']/s:g/s:path[1]/@d", namespaces=NS), strict=True):  # fmt: skip
        x0, y0, x1, y1, x2, y2, x3, y3 = numbers(path)
        middles.setdefault(pair, []).append(((x0 + 3 * x1 + 3 * x2 + x3) / 8, (y0 + 3 * y1 + 3 * y2 + y3) / 8))  # fmt: skip
    parallel = [points for points in middles.values() if len(points) > 1]
    assert parallel
    for points in parallel:
        assert all(abs(ax - bx) + abs(ay - by) > 8 for (ax, ay), (bx, by) in combinations(points, 2))


def test_of_many_edges_colours_tell_the_relations() -> None:
    """More edges than can be labelled are coloured by relation, the seven most frequent ones; the legend says which."""
    answer = crowd(61)
    root = drawn(answer)
    assert not root.findall(".//s:g[@class='label']", NS)
    keys = root.xpath(".//s:g[@class='legend']/s:g/@data-key", namespaces=NS)
    relations = [key for key in keys if key.startswith("relation")]
    assert len(relations) == 8
    assert relations[-1] == "relation"
    strokes: dict[str, set[str]] = {}
    for each, group in zip(answer.edges, root.xpath(".//s:g[@class='edges']/s:g", namespaces=NS), strict=True):  # fmt: skip
        strokes.setdefault(each["type"], set()).add(group.get("stroke"))
    assert all(len(colors) == 1 for colors in strokes.values())
    assert len({color for colors in strokes.values() for color in colors}) == 8


def test_what_a_sheet_says() -> None:
    """A sheet has its title, what was asked, how much was found, that there are more, the day, and the sources, once each."""
    french, english = drawn(meetings("fr")), drawn(meetings("en"))
    assert words_of(french, "head") == ["Qui a rencontré qui", "Demandé : Anna Brenner.", "8 lignes, 17 éléments, 22 liens (il y en a d’autres). Établi le 2 avril 2031."]  # fmt: skip
    assert words_of(english, "head") == ["Who met whom", "Asked: Anna Brenner.", "8 rows, 17 things, 22 links (there are more). Made on 2 April 2031."]  # fmt: skip
    assert words_of(french, "sources") == ["Sources (2)", "Éditeur, 5 mars 2024, « Titre », https://example.org/a-1", "Le Quotidien du Tage, 6 mars 2031, « Drones : l’offre en suspens », https://example.org/p-2"]  # fmt: skip
    assert words_of(english, "sources")[1] == "Éditeur, 5 March 2024, “Titre”, https://example.org/a-1"
    assert {"réunion", "État", "prévu", "annulé", "inféré"} < set(words_of(french, "legend"))
    assert {"meeting", "state", "planned", "cancelled", "inferred"} < set(words_of(english, "legend"))
    assert french.get("role") == "img"
    assert [french.findtext(f"s:{name}", namespaces=NS) for name in ("title", "desc")] == ["Qui a rencontré qui", " ".join(words_of(french, "head")[1:])]  # fmt: skip
    no_more = replace(meetings("en"), about=meetings("en").about | {"next": None})
    assert words_of(drawn(no_more), "head")[2] == "8 rows, 17 things, 22 links. Made on 2 April 2031."


def test_many_sources_are_counted() -> None:
    """Of more articles than a foot has lines for, the first are told, and how many more there are."""
    answer = meetings("en")
    first = next(iter(answer.evidence))
    evidence = [first | {"article": f"a-{i}", "issued": f"2024-03-{i + 1:02}"} for i in range(30)] * 2
    lines = words_of(drawn(replace(answer, evidence=evidence)), "sources")
    assert (len(lines), lines[0], lines[-1]) == (13, "Sources (30)", "and 19 more")


@pytest.mark.parametrize(("lang", "said", "looked"), [("fr", "Rien trouvé.", "Examinés : 1 article, parus du 5 mars 2024 au 5 mars 2024 : Éditeur."), ("en", "Nothing found.", "Looked at: 1 article, issued 5 March 2024 to 5 March 2024: Éditeur.")])  # fmt: skip
def test_an_empty_answer_says_what_was_looked_at(lang: str, said: str, looked: str) -> None:
    """Nothing found is told with the articles that were looked at; rows without a graph aren't « nothing found »."""
    empty = replace(meetings(lang), rows=[], nodes=[], edges=[], evidence=[])
    root = drawn(empty)
    assert root.xpath(".//s:text[@class='nothing']/text()", namespaces=NS) == [said, looked]
    root = drawn(replace(empty, rows=meetings(lang).rows))
    assert root.xpath(".//s:text[@class='nothing']/text()", namespaces=NS)[0] not in (said, "")
    assert written("png", empty).startswith(b"\x89PNG")
    page = html.fromstring(written("html", empty).decode())
    assert looked in page.get_element_by_id("coverage").text


@pytest.mark.parametrize("name", ["svg", "png", "html"])
def test_too_much_for_a_picture_is_refused(name: str) -> None:
    """More links than a picture holds are refused with what to do instead; the answer isn't read to its end."""
    answer, read = meetings(), [0]

    def endless() -> Iterator[dict[str, Any]]:
        for index in range(1_000_000):
            read[0] = index
            yield edge(f"e{index}", "ATTENDED", "official/anna-brenner", "meeting/m1", "a participé à")

    with pytest.raises(UnwritableError, match=r"(?s)at most 10000.*gexf"):
        written(name, replace(answer, edges=endless()))
    assert read[0] <= 10_001


def test_the_same_answer_gives_the_same_bytes() -> None:
    """Two fresh processes, with other hash seeds, write the same SVG, PNG and HTML."""
    code = """
import hashlib, io, sys
sys.path.insert(0, "tests")
from answers import meetings
from diplograph.exports import format_of
for name in ("svg", "png", "html"):
    stream = io.BytesIO()
    format_of(name).write(meetings(), stream)
    print(hashlib.sha256(stream.getvalue()).hexdigest())
"""
    at = Path(__file__).parent.parent
    runs = [
        subprocess.Popen([sys.executable, "-c", code], cwd=at, env={"PYTHONHASHSEED": seed}, stdout=subprocess.PIPE, text=True)
        for seed in ("1", "2")
    ]  # fmt: skip
    here = "".join(f"{sha256(written(name, meetings())).hexdigest()}\n" for name in ("svg", "png", "html"))
    assert [run.communicate()[0] for run in runs] == [here, here]


def png(data: bytes) -> tuple[int, int, bytes]:
    """Return a PNG's width, its height, and its filtered bytes, the checksums looked at."""
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    at, parts = 8, []
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        assert struct.unpack(">I", data[at + 8 + length : at + 12 + length])[0] == zlib.crc32(data[at + 4 : at + 8 + length])  # fmt: skip
        parts.append((kind, data[at + 8 : at + 8 + length]))
        at += 12 + length
    wide, high = struct.unpack(">II", parts[0][1][:8])
    return wide, high, zlib.decompress(b"".join(body for kind, body in parts if kind == b"IDAT"))


def test_png_is_the_same_picture_in_pixels() -> None:
    """A PNG is twice as large as the SVG in pixels, and its letters are drawn: without the texts it is another."""
    from diplograph.exports.formats.png import pixels

    root = drawn(meetings())
    wide, high, body = png(written("png", meetings()))
    assert (wide, high) == pytest.approx((float(root.get("width")) * 2, float(root.get("height")) * 2), abs=1)
    assert png(pixels(root)) == (wide, high, body)
    for text in root.iterfind(".//s:text", NS):
        text.text = ""
    wordless = png(pixels(root))[2]
    assert len(zlib.compress(body)) > 1.3 * len(zlib.compress(wordless)) > 10_000


def test_png_is_bounded() -> None:
    """A large picture has no more pixels than a program opens with ease."""
    from diplograph.exports.formats.png import MOST_PIXELS

    wide, high, _ = png(written("png", crowd(1_000)))
    root = drawn(crowd(1_000))
    assert float(root.get("width")) * float(root.get("height")) * 4 > MOST_PIXELS
    assert 0.99 * MOST_PIXELS < wide * high < 1.01 * MOST_PIXELS


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.floats(-300, 300), st.floats(-200, 200), st.floats(1, 200), st.floats(1, 120)), min_size=1, max_size=40))  # fmt: skip
def test_boxes_come_apart_always(boxes: list[tuple[float, float, float, float]]) -> None:
    """Boxes of any size, on any place, one on the other too, end with the gap between them."""
    sizes = [(w, h) for _, _, w, h in boxes]
    placed = apart([(x, y) for x, y, _, _ in boxes], sizes, 10)
    edges = [(x - w / 2, y - h / 2, x + w / 2 + 9.9, y + h / 2 + 9.9) for (x, y), (w, h) in zip(placed, sizes, strict=True)]  # fmt: skip
    assert not [pair for pair in combinations(edges, 2) if overlap(*pair)]


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300), st.integers(1, 4))
def test_lines_are_no_wider_than_asked(text: str, most: int) -> None:
    """Wrapped lines fit; they hold the whole text, or its beginning and an ellipsis."""
    lines = wrap(text, 12, 150, most)
    assert len(lines) <= most
    assert all(width(line, 12) <= 150 for line in lines)
    whole, kept = ("".join(each.split()) for each in (text, "".join(lines)))
    assert kept == whole or whole.startswith(kept.removesuffix("…"))


@pytest.mark.parametrize("text", ["Élodie Nguyễn", "Organisation du traité de l’Atlantique nord", "وزارة الدفاع", "משרד הביטחון"])  # fmt: skip
def test_widths_are_those_of_the_font(text: str) -> None:
    """A text is as wide as a shaper sets it in FiraGO."""
    font = uharfbuzz.Font(uharfbuzz.Face(data(REGULAR)))
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    assert width(text, 1000) == pytest.approx(sum(each.x_advance for each in buffer.glyph_positions), rel=0.01)  # fmt: skip


def test_right_to_left_names_are_marked() -> None:
    """A name written from right to left says so to the viewer, and stands in the middle of its box."""
    root = drawn(awkward())
    lines = [text for text in root.iterfind(".//s:g[@class='nodes']//s:text", NS) if "وزارة" in text.text]
    assert [(text.get("direction"), text.get("text-anchor")) for text in lines] == [("rtl", "middle")]


class Opened:
    """A page opened from its file, without a network; ``seen`` is what it asked for, said or did that it mustn't."""

    def __init__(self, chromium: Browser, answer: Answer, at: Path, **options: Any) -> None:
        file = at / "page.html"
        file.write_bytes(written("html", answer))
        self.page = chromium.new_context(offline=True, **options).new_page()
        self.seen: list[str] = []
        self.page.on("console", lambda said: self.seen.append(said.text))
        self.page.on("pageerror", lambda error: self.seen.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.seen.append(dialog.message), dialog.dismiss()))
        self.page.on("request", lambda asked: self.seen.append(asked.url) if asked.url != file.as_uri() else None)  # fmt: skip
        self.page.add_init_script(
            "addEventListener('securitypolicyviolation', (event) => console.error(event.violatedDirective))"
        )
        self.page.goto(file.as_uri())

    def details(self) -> str:
        return str(self.page.inner_text("#details"))


def test_page_shows_what_a_thing_rests_on(chromium: Browser, tmp_path: Path) -> None:
    """A thing, a link or a row that is chosen shows its sentences, quotes, articles and who said it; by keys too."""
    opened = Opened(chromium, meetings(), tmp_path)
    page = opened.page
    claim, article = (
        "aurait retiré son offre",
        "Le Quotidien du Tage, 6 mars 2031, « Drones : l’offre en suspens »",
    )
    assert not page.is_visible("#details")
    page.click("[data-id='claim/c1']")
    details = opened.details()
    assert all(each in details for each in (claim, article, "selon Inès Valmont", "allégué", "https://example.org/p-2"))  # fmt: skip
    page.keyboard.press("Escape")
    assert not page.is_visible("#details")
    page.focus("[data-id='official/ines-valmont']")
    page.keyboard.press("Enter")
    details = opened.details()
    assert details.index("Inès Valmont a participé à Visite à Bruges") < details.index(claim)
    page.focus("[data-id='g4']")
    page.keyboard.press(" ")
    assert "Paulo Teixeira a participé à Entretien bilatéral en marge" in opened.details()
    assert "ils se sont vus" in opened.details()
    page.locator("[data-edge='e7']").click()
    assert page.inner_text("#details-title") == "Inès Valmont a participé à Visite à Bruges"
    assert page.inner_text("#details-about") == "prévu"
    page.click("tbody tr:nth-child(7)")
    assert "prévu · inféré" in opened.details()
    links = page.eval_on_selector_all("a", "all => all.map((each) => each.getAttribute('href'))")
    assert set(links) == {"https://example.org/a-1", "https://example.org/p-2"}
    assert opened.seen == []


def test_page_search_needs_no_accents(chromium: Browser, tmp_path: Path) -> None:
    """A search finds names without their accents or capitals, hides the other rows and facts, and marks the things."""
    opened = Opened(chromium, meetings(), tmp_path)
    page = opened.page
    page.fill("#search", "INES valmont")
    assert page.locator("tbody tr:visible td").all_inner_texts() == ["Inès Valmont", "Visite à Bruges", "g7"]
    assert page.inner_text("#matches") == "1 / 8"
    found = page.eval_on_selector_all(".match", "all => all.map((each) => each.dataset.id)")
    assert found == ["official/ines-valmont", "claim/c1"]
    assert page.locator("#facts > li:visible").count() == 2
    page.click("[data-id='official/anna-brenner']")
    assert page.locator("#details-facts > li:visible").count() == 5
    page.fill("#search", "")
    assert page.locator("tbody tr:visible").count() == 8
    assert page.locator(".match").count() == 0
    assert opened.seen == []


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_page_holds_awkward_texts_as_text(chromium: Browser, tmp_path: Path, lang: str) -> None:
    """Markup, scripts and controls in cells, names and quotes are text: nothing runs, nothing is asked for, nothing is lost."""
    answer = awkward(lang)
    bad = {"address": "javascript:alert(2)", "title": "</script><img src=x onerror=alert(3)>", "publisher": "a\u2028<!--"}  # fmt: skip
    opened = Opened(chromium, replace(answer, title="<script>alert(4)</script>", evidence=[each | bad for each in answer.evidence]), tmp_path)  # fmt: skip
    page = opened.page
    assert page.title() == "<script>alert(4)</script>"
    cells = page.eval_on_selector_all("tbody td:nth-child(2)", "all => all.map((each) => each.textContent)")
    read = [text.replace("\r\n", "\n") for text in map(xml_text, AWKWARD.values())]
    assert cells == [*read, ""]
    quotes = page.eval_on_selector_all("blockquote", "all => all.map((each) => each.textContent)")
    assert [text for text in read if text] == [text for text in quotes if text in read]
    names = page.evaluate("data.nodes.map((node) => node.name)")
    assert names[-len(AWKWARD) :] == [xml_text(text) or f"organization/{i}" for i, text in enumerate(AWKWARD.values())]  # fmt: skip
    for index in range(len(names)):
        page.dispatch_event(f"#n{index}", "click")
        assert page.inner_text("#details-title").split() == names[index].split()
    assert page.locator("a").count() == 0
    assert page.locator("script, img, iframe, object, link").count() == 2
    assert page.eval_on_selector("html", "all => all.lang") == lang
    assert opened.seen == []


def test_page_policy_lets_nothing_else_run(chromium: Browser, tmp_path: Path) -> None:
    """The page's policy holds: a script or a picture put into it is refused (so the tests above would see one)."""
    opened = Opened(chromium, meetings(), tmp_path)
    opened.page.evaluate("""() => {
        const script = document.createElement("script"); script.textContent = "window.ran = 1"; document.body.append(script);
        const image = document.createElement("img"); image.src = "https://example.org/x.png"; document.body.append(image);
    }""")  # fmt: skip
    opened.page.wait_for_timeout(200)
    assert opened.page.evaluate("window.ran") is None
    assert any("script-src" in each for each in opened.seen)
    assert any("img-src" in each or "default-src" in each for each in opened.seen)


def test_page_moves_its_picture(chromium: Browser, tmp_path: Path) -> None:
    """Buttons and dragging move the picture; the last button shows it whole again; dragging chooses nothing."""
    opened = Opened(chromium, meetings(), tmp_path)
    page = opened.page
    view = "document.querySelector('#picture svg').getAttribute('viewBox')"
    whole = page.evaluate(view)
    page.click("[data-zoom='0.8']")
    closer = page.evaluate(view)
    assert numbers(closer)[2] == pytest.approx(numbers(whole)[2] * 0.8)
    box = page.locator("[data-id='meeting/m1']").bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + 80, box["y"] + 60, steps=4)
    page.mouse.up()
    assert numbers(page.evaluate(view))[0] < numbers(closer)[0]
    assert not page.is_visible("#details")
    page.click("[data-zoom='0']")
    assert page.evaluate(view) == whole
    assert opened.seen == []


def test_page_is_read_without_its_script(chromium: Browser, tmp_path: Path) -> None:
    """Rows, facts with quotes and attribution, sources and coverage are in the markup; in the dark, and on paper."""
    opened = Opened(chromium, meetings("en"), tmp_path, java_script_enabled=False, color_scheme="dark")
    text = opened.page.inner_text("main")
    for each in ("Anna Brenner", "aurait retiré son offre", "alleged · in the words · by Inès Valmont", "Le Quotidien du Tage, 6 March 2031", "Looked at: 1 article"):  # fmt: skip
        assert each in text
    assert opened.page.pdf().startswith(b"%PDF")


def test_a_page_too_large_for_a_picture_says_so() -> None:
    """Beyond 1,500 links a page has its rows and facts, and says in place of the picture what to do."""
    page = html.fromstring(written("html", crowd(1_501)).decode())
    assert page.find(".//svg") is None
    assert "export svg" in page.get_element_by_id("picture").text_content()
    assert len(page.xpath("//tbody/tr")) == 8
    assert len(page.xpath("//*[@id='facts']/li")) == 1_501
    data = json.loads(page.get_element_by_id("data").text)
    assert (len(data["rows"]), len(data["edges"])) == (8, 1_501)
