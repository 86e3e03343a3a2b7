"""The explorer's upload: annotated files in, the report out, with a token and without."""

from __future__ import annotations

from pathlib import Path

import httpx
from annotated import write
from browsing import Open, opening, usable
from playwright.sync_api import Browser, Page, expect
from serving import served

from diplograph.api.settings import Settings
from diplograph.api.tokens import Scope, Tokens
from diplograph.neo4j_server.connection import Connection

TEXT = "Astrid Holmen a rencontré Pablo Riquelme à Bergen."
LINES = (
    "T1 Official Astrid Holmen",
    "T2 Official Pablo Riquelme",
    "T3 Meeting rencontré",
    "E1 Meeting:T3 participant:T1 participant2:T2",
    "A1 Status E1 held",
    "A2 Format E1 bilateral",
)
BROKEN = ("T4 Wizard Bergen", "R1 participant Arg1:E1 Arg2:T99")


def written(folder: Path, name: str, *more: str) -> list[Path]:
    """Write an article and return the files that one would send."""
    write(folder, name, TEXT, *LINES, *more, language="fr", issued="2031-03-20")
    return sorted(folder.iterdir())


def sent(page: Page, files: list[Path]) -> None:
    page.get_by_label("files, chosen or dropped here").set_input_files(files)
    page.get_by_role("button", name="Send").click()


def test_what_is_sent_is_in_the_graph(view: Open, explorer: str, tmp_path: Path) -> None:
    """On loopback, without a token: the report says all of it is there, and leads to the article and to what it changed."""
    page = view("#/upload?lang=en")
    expect(page.get_by_role("button", name="Send")).to_be_disabled()
    sent(page, written(tmp_path, "bergen"))
    expect(page.get_by_text("All of it is in the graph.")).to_be_visible()
    expect(page.get_by_text("No problems.")).to_be_visible()
    expect(page.get_by_role("row", name="spans 3 3")).to_be_visible()
    expect(page.get_by_role("button", name="Send")).to_be_disabled()  # there is nothing left to send
    assert httpx.get(f"{explorer}/v1/articles/bergen", timeout=60).status_code == 200
    page.get_by_role("link", name="What this changed in the graph").click()
    expect(page.get_by_role("heading", name="Changes by load")).to_be_visible()
    load = page.evaluate("() => new URLSearchParams(location.hash.split('?')[1]).get('load')")
    asked = {"load": load, "lang": "en"}
    rows = httpx.get(f"{explorer}/v1/queries/changes", params=asked, timeout=60).json()["rows"]
    assert {row["article"] for row in rows} == {"bergen"}
    lines = page.locator("tbody").get_by_role("row")
    expect(lines).to_have_count(len(rows))
    for line, row in zip(lines.all(), rows, strict=True):
        expect(line).to_contain_text(row["fact"])


def test_what_is_wrong_is_told_with_file_and_line(view: Open, explorer: str, tmp_path: Path) -> None:
    """A file that is broken in part: the report's table is what the API says, line by line."""
    files = written(tmp_path, "broken", *BROKEN)
    page = view("#/upload?lang=en")
    sent(page, files)
    table = page.get_by_role("region", name="What is wrong")
    expect(table).to_be_visible()
    parts = [("files", (each.name, each.read_bytes())) for each in files]
    told = httpx.post(
        f"{explorer}/v1/articles", files=parts, headers={"Origin": explorer}, timeout=60
    ).json()["problems"]
    assert {"refused"} <= {each["severity"] for each in told}
    rows = table.get_by_role("row")
    expect(rows).to_have_count(1 + len(told))
    for row, each in zip(rows.all()[1:], told, strict=True):
        for shown in ("file", "line", "annotation", "message", "hint"):
            expect(row).to_contain_text(str(each[shown] or ""))


def test_what_is_no_annotation_loads_nothing(view: Open, tmp_path: Path) -> None:
    """A file of no known format: the report says that nothing of it is in the graph, and why."""
    tmp_path.joinpath("letter.bin").write_bytes(b"\0\1\2")
    page = view("#/upload?lang=fr")
    page.get_by_label("fichiers, choisis ou déposés ici").set_input_files(tmp_path / "letter.bin")
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_text("Rien n’est dans le graphe.")).to_be_visible()
    expect(page.get_by_role("region", name="Ce qui ne va pas").get_by_role("row")).to_have_count(2)


def test_what_is_under_way_isnt_sent_again(view: Open, tmp_path: Path) -> None:
    """However often one presses, one request is sent."""
    page = view("#/upload?lang=en")
    posted: list[str] = []
    page.on("request", lambda asked: posted.append(asked.url) if asked.method == "POST" else None)
    page.get_by_label("files, chosen or dropped here").set_input_files(written(tmp_path, "twice"))
    page.evaluate("""() => {
        const form = document.querySelector('form.upload')
        for (let n = 0; n < 3; n++) form.requestSubmit()
    }""")
    expect(page.get_by_text("All of it is in the graph.")).to_be_visible()
    assert len(posted) == 1


def test_files_are_dropped(view: Open, tmp_path: Path) -> None:
    """Files that are dragged onto the form are those that are sent."""
    files = written(tmp_path, "dropped")
    page = view("#/upload?lang=en")
    form = page.locator("form.upload")
    expect(form).to_be_visible()
    carried = page.evaluate_handle(
        """files => {
            const carried = new DataTransfer()
            for (const [name, text] of files) carried.items.add(new File([text], name))
            return carried
        }""",
        [[each.name, each.read_text(encoding="utf-8")] for each in files],
    )
    form.dispatch_event("drop", {"dataTransfer": carried})
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("All of it is in the graph.")).to_be_visible()


def test_a_token_that_may_write_is_asked_for(
    chromium: Browser, connection: Connection, sample_graph: object, tmp_path: Path
) -> None:
    """Elsewhere than on loopback: one that may only read is told so, and one that may write loads what was chosen."""
    tokens = Tokens(tmp_path / "tokens.json")
    reads, writes = (tokens.create(each.name, each) for each in (Scope.read, Scope.write))
    files = written(tmp_path / "sent", "elsewhere")
    with (
        served(connection, Settings(tokens=tokens, public=True)) as address,
        opening(chromium, address) as view,
    ):
        page = view("#/upload?lang=en")
        page.get_by_label("Token").fill(reads)
        page.get_by_role("button", name="Use this token").click()
        sent(page, files)
        expect(page.get_by_role("alert")).to_contain_text("may only read")
        page.get_by_label("Token").fill(writes)
        page.get_by_role("button", name="Use this token").click()
        expect(page.get_by_text("All of it is in the graph.")).to_be_visible()


def test_usable(view: Open, tmp_path: Path) -> None:
    """The form and a report can be used by eye and by ear, in light and dark, on a telephone too."""
    page = view("#/upload?lang=en", width=390)
    expect(page.get_by_role("button", name="Send")).to_be_visible()
    usable(page)
    sent(page, written(tmp_path, "axe", *BROKEN))
    expect(page.get_by_role("heading", name="Report")).to_be_visible()
    usable(page)
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="Report")).to_be_visible()
    expect(page.get_by_role("button", name="Print")).to_be_hidden()
