"""Who may do what: tokens, uploads and removals over HTTP, limits, and how much text leaves the server."""

from __future__ import annotations

import json
import logging
import re
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import schemathesis
from conftest import EXAMPLE, MARK, Summary, wipe
from hypothesis import HealthCheck, settings
from neo4j import Driver
from schemathesis import Case
from serving import served
from test_api import problem, turned
from test_cli import run

from diplograph.api.app import create_app
from diplograph.api.settings import SHORT, Quotes, Settings
from diplograph.api.tokens import FILE, Scope, TokenError, Tokens
from diplograph.neo4j_server.connection import Connection

ARTICLE = "exemple"
SENT = [("files", (f"{ARTICLE}{ending}", EXAMPLE.joinpath(f"{ARTICLE}{ending}").read_bytes())) for ending in (".ann", ".txt")] + [
    ("files", ("metadata.csv", EXAMPLE.joinpath("metadata.csv").read_bytes()))
]  # fmt: skip


@pytest.fixture(scope="module")
def tokens(tmp_path_factory: pytest.TempPathFactory) -> Tokens:
    return Tokens(tmp_path_factory.mktemp("tokens") / FILE)


@pytest.fixture(scope="module")
def bearers(tokens: Tokens) -> dict[str, dict[str, str]]:
    """Make a token of each scope; give the header that sends it."""
    return {scope.value: {"Authorization": f"Bearer {tokens.create(scope, scope)}"} for scope in Scope}


@pytest.fixture(scope="module")
def home(
    connection: Connection, driver: Driver, tokens: Tokens, bearers: dict[str, dict[str, str]]
) -> Iterator[httpx.Client]:
    """Serve an empty graph to this machine, to which a token may write."""
    wipe(driver, connection)
    with (
        served(connection, Settings(tokens=tokens, most_body=200_000)) as base,
        httpx.Client(base_url=base) as client,
    ):
        yield client


@pytest.fixture(scope="module")
def abroad(
    connection: Connection, tokens: Tokens, bearers: dict[str, dict[str, str]], example_graph: Summary
) -> Iterator[httpx.Client]:
    """Serve the example as if to others: nothing without a token, and short quotes."""
    chosen = Settings(tokens=tokens, public=True, quotes=Quotes.short)
    with served(connection, chosen) as base, httpx.Client(base_url=base) as client:
        yield client


def test_a_token_is_kept_as_its_hash(tmp_path: Path) -> None:
    """The file of tokens holds no secret, and only its owner reads it; a revoked token ends at once."""
    kept = Tokens(tmp_path / FILE)
    secret = kept.create("newsroom", Scope.read)
    assert secret not in (tmp_path / FILE).read_text(encoding="utf-8")
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600
    other = Tokens(tmp_path / FILE)
    assert (other.scope(secret), other.scope(f"{secret}x"), other.scope("")) == (Scope.read, None, None)
    with pytest.raises(TokenError, match="already"):
        kept.create("newsroom", Scope.write)
    kept.revoke("newsroom")
    assert other.scope(secret) is None
    with pytest.raises(TokenError, match="no token"):
        kept.revoke("newsroom")


def test_a_file_of_tokens_that_is_none_lets_nobody_in(tmp_path: Path) -> None:
    """A file that can't be read as tokens is a sentence that says what to do."""
    (tmp_path / FILE).write_text("{}[", encoding="utf-8")
    with pytest.raises(TokenError, match="no file of tokens"):
        Tokens(tmp_path / FILE).scope("x")


def test_the_command_makes_lists_and_revokes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``diplograph token`` prints a token once, lists it without it, and takes it back."""
    monkeypatch.setenv("DIPLOGRAPH_HOME", str(tmp_path))
    made = run("token", "create", "newsroom", "--scope", "write")
    secret = made.stdout.strip()
    assert Tokens(tmp_path / FILE).scope(secret) is Scope.write
    listed = run("token", "list").stdout
    assert "newsroom" in listed
    assert secret not in listed
    assert run("token", "revoke", "newsroom").returncode == 0
    assert Tokens(tmp_path / FILE).all() == []


def test_it_listens_elsewhere_only_with_tokens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a token nobody is served from elsewhere; the message says how to make one."""
    monkeypatch.setenv("DIPLOGRAPH_HOME", str(tmp_path))
    for elsewhere in (("--host", "0.0.0.0"), ("--allow-host", "graph.example")):
        refused = run("serve", *elsewhere, "--port", "0")
        assert refused.returncode == 2
        assert "diplograph token create" in refused.stderr


READ = ("/v1/queries", "/v1/queries/coverage", "/v1/entities?q=x", "/v1/articles/exemple", "/metrics")


@pytest.mark.parametrize("path", READ)
def test_elsewhere_every_answer_needs_a_token(
    abroad: httpx.Client, bearers: dict[str, dict[str, str]], path: str
) -> None:
    """Elsewhere than on loopback nothing of the graph is told without a token."""
    refused = abroad.get(path)
    assert problem(refused)["status"] == 401
    assert refused.headers["www-authenticate"] == "Bearer"
    assert problem(abroad.get(path, headers={"Authorization": "Bearer nonsense"}))["status"] == 401
    assert {abroad.get(path, headers=bearer).status_code for bearer in bearers.values()} == {200}


def test_elsewhere_nothing_is_read_without_a_token(abroad: httpx.Client) -> None:
    """A body that is none, or a path that leads nowhere, isn't looked at before the token is."""
    broken = {"Content-Type": "multipart/form-data; boundary=b"}
    assert problem(abroad.post("/v1/reconcile", content=b"x", headers=broken))["status"] == 401
    assert problem(abroad.get("/nowhere"))["status"] == 401
    assert {abroad.get(path).status_code for path in ("/healthz", "/docs", "/openapi.json")} == {200}


def test_a_file_of_tokens_that_is_none_tells_nothing(
    connection: Connection, example_graph: Summary, tmp_path: Path
) -> None:
    """Where the file of tokens can't be read nobody comes in, and nobody is told where it is."""
    (tmp_path / FILE).write_text("{}[", encoding="utf-8")
    with served(connection, Settings(tokens=Tokens(tmp_path / FILE), public=True)) as base:
        response = httpx.get(f"{base}/v1/queries", headers={"Authorization": "Bearer x"})
    assert problem(response)["status"] == 503
    assert str(tmp_path) not in response.text


def test_a_wrong_token_is_refused_at_home_too(home: httpx.Client) -> None:
    """Who shows a token that is none is told so, even where none is needed."""
    for value in ("Bearer nonsense", "Basic eDp5", "Bearer"):
        assert problem(home.get("/v1/queries", headers={"Authorization": value}))["status"] == 401


def test_writing_needs_a_token_that_may(home: httpx.Client, bearers: dict[str, dict[str, str]]) -> None:
    """Nobody writes without a token, nor with one that may only read."""
    for method, path, more in (
        ("POST", "/v1/articles", {"files": SENT}),
        ("DELETE", "/v1/articles/exemple", {}),
    ):
        assert problem(home.request(method, path, **more))["status"] == 401
        assert problem(home.request(method, path, headers=bearers["read"], **more))["status"] == 403


def test_an_upload_is_a_load(
    home: httpx.Client,
    bearers: dict[str, dict[str, str]],
    driver: Driver,
    connection: Connection,
    snapshot: Any,
) -> None:
    """What is uploaded is in the graph as a load of the same files would have it; again it changes nothing; it can go."""
    sent = home.post("/v1/articles", files=SENT, headers=bearers["write"])
    assert (sent.status_code, sent.json()["outcome"]["added"]) == (200, [ARTICLE]), sent.text
    assert [each for each in sent.json()["problems"] if each["severity"] == "refused"] == []
    by_upload = snapshot()
    again = home.post("/v1/articles", files=SENT, headers=bearers["write"]).json()
    assert (again["outcome"]["unchanged"], again["load"]) == ([ARTICLE], None)
    assert home.delete(f"/v1/articles/{ARTICLE}", headers=bearers["write"]).status_code == 204
    left = driver.execute_query(
        f"MATCH (n:Entity|Claim|Article) WHERE NOT n:{MARK} RETURN count(n) AS n",
        database_=connection.database,
    )
    assert left.records[0]["n"] == 0
    assert problem(home.delete(f"/v1/articles/{ARTICLE}", headers=bearers["write"]))["status"] == 404
    assert run("load", str(EXAMPLE)).returncode == 0
    assert snapshot() == by_upload


def test_our_own_page_writes_without_a_token(home: httpx.Client) -> None:
    """On loopback a page that was served from the same address may load and remove, whether its browser says more or not."""
    ours = {"Origin": str(home.base_url).rstrip("/")}
    for headers in (ours, ours | {"Sec-Fetch-Site": "same-origin"}):
        sent = home.post("/v1/articles", files=SENT, headers=headers)
        assert (sent.status_code, sent.json()["loaded"]) == (200, "all")
        assert home.delete(f"/v1/articles/{ARTICLE}", headers=headers).status_code == 204


FOREIGN = {
    "no page": {},
    "no page, but same-origin": {"Sec-Fetch-Site": "same-origin"},
    "another page": {"Origin": "https://evil.example"},
    "another port": {"Origin": "http://127.0.0.1:1"},
    "another scheme": {"Origin": "https://{host}"},
    "another name of this machine": {"Origin": "http://localhost:{port}"},
    "a name that begins like ours": {"Origin": "http://{host}.evil.example"},
    "a file, or a sandboxed page": {"Origin": "null"},
    "a browser that says it is another": {"Origin": "http://{host}", "Sec-Fetch-Site": "cross-site"},
    "a page of the same machine": {"Origin": "http://{host}", "Sec-Fetch-Site": "same-site"},
    "an empty origin": {"Origin": ""},
}


@pytest.mark.parametrize("case", FOREIGN)
def test_no_other_page_writes(home: httpx.Client, bearers: dict[str, dict[str, str]], case: str) -> None:
    """Without a token nobody else writes, on loopback either; with one, wherever it is sent from, who may does."""
    base = home.base_url
    known = {"host": f"{base.host}:{base.port}", "port": str(base.port)}
    headers = {name: value.format(**known) for name, value in FOREIGN[case].items()}
    for method, path, more in (
        ("POST", "/v1/articles", {"files": SENT}),
        ("DELETE", f"/v1/articles/{ARTICLE}", {}),
    ):
        assert problem(home.request(method, path, headers=headers, **more))["status"] == 401
    assert home.post("/v1/articles", files=SENT, headers=headers | bearers["write"]).status_code == 200


def test_a_page_of_ours_with_a_token_is_what_the_token_is(
    home: httpx.Client, bearers: dict[str, dict[str, str]]
) -> None:
    """A token that may only read, or is none, is refused on our own page too."""
    ours = {"Origin": str(home.base_url).rstrip("/")}
    path = f"/v1/articles/{ARTICLE}"
    assert problem(home.delete(path, headers=ours | bearers["read"]))["status"] == 403
    assert problem(home.delete(path, headers=ours | {"Authorization": "Bearer x"}))["status"] == 401


def test_elsewhere_our_own_page_needs_a_token(
    abroad: httpx.Client, bearers: dict[str, dict[str, str]]
) -> None:
    """Where others reach it, a page of ours writes with a token only, and with no other site's leave."""
    ours = {"Origin": str(abroad.base_url).rstrip("/"), "Sec-Fetch-Site": "same-origin"}
    assert problem(abroad.post("/v1/articles", files=SENT, headers=ours))["status"] == 401
    assert problem(abroad.post("/v1/articles", files=SENT, headers=ours | bearers["read"]))["status"] == 403


BAD: dict[str, list[tuple[str, tuple[str, bytes]]]] = {
    "no format": [("files", ("notes.txt", b"nothing annotated"))],
    "broken": [("files", ("a.ann", b"T1\tState 0 9\tabc\n")), ("files", ("a.txt", b"abc"))],
    "twice": [("files", ("a.ann", b"x")), ("files", ("a.ann", b"y"))],
    "a path": [("files", ("../../etc/x.ann", b"x"))],
}


@pytest.mark.parametrize("case", BAD)
def test_what_can_t_be_used_says_why(
    home: httpx.Client, bearers: dict[str, dict[str, str]], case: str
) -> None:
    """Of an upload that can't be used the report says why, with file and line, and nothing of the server's folders."""
    response = home.post("/v1/articles", files=BAD[case], headers=bearers["write"])
    body = response.json()
    assert (response.status_code, body["loaded"]) == (200, "part" if case == "broken" else "nothing")
    refused = [each for each in body["problems"] if each["severity"] == "refused"]
    assert refused
    assert "/tmp" not in response.text
    assert "upload-" not in response.text
    if case == "broken":
        assert ("a.ann", 1) in {(each["file"], each["line"]) for each in refused}


@pytest.mark.parametrize("name", ["..", "a/..", "n" * 300 + ".ann", "", "2"])
def test_a_file_may_be_called_anything(
    home: httpx.Client, bearers: dict[str, dict[str, str]], name: str
) -> None:
    """A file's name is no path, and no mistake of the server's, whatever it is and however often it comes."""
    sent = [("files", (each, b"x")) for each in (name, "a.ann", "a.ann", name)]
    assert home.post("/v1/articles", files=sent, headers=bearers["write"]).status_code in (200, 422)


def test_an_upload_of_nothing(home: httpx.Client, bearers: dict[str, dict[str, str]]) -> None:
    """A request without files is told how to send some."""
    assert "curl -F" in problem(home.post("/v1/articles", headers=bearers["write"]))["hint"]


def test_a_removal_with_a_strange_parameter_removes_nothing(
    home: httpx.Client, bearers: dict[str, dict[str, str]]
) -> None:
    """What the route doesn't know is refused before anything is taken out."""
    home.post("/v1/articles", files=SENT, headers=bearers["write"])
    assert (
        problem(home.delete(f"/v1/articles/{ARTICLE}?dry_run=1", headers=bearers["write"]))["status"] == 422
    )
    assert home.get(f"/v1/articles/{ARTICLE}").status_code == 200


def test_cut_passages_replace_no_whole_ones(
    abroad: httpx.Client,
    bearers: dict[str, dict[str, str]],
    snapshot: Callable[[], object],
    tmp_path: Path,
) -> None:
    """An article whose passages were cut on the way out is refused where the whole one is; nothing changes."""
    cut = abroad.get(f"/v1/articles/{ARTICLE}/graph?format=turtle", headers=bearers["read"])
    assert "…" in cut.text
    (tmp_path / "cut.ttl").write_bytes(cut.content)
    before = snapshot()
    loaded = run("load", str(tmp_path / "cut.ttl"))
    assert "comes without" in loaded.stderr
    assert snapshot() == before


def test_too_much_is_refused(home: httpx.Client, bearers: dict[str, dict[str, str]]) -> None:
    """A body of more than may be is a 413, whether it says its size or comes in pieces."""
    big = [("files", ("a.txt", b"x" * 300_000))]
    assert problem(home.post("/v1/articles", files=big, headers=bearers["write"]))["status"] == 413
    head = b'--b\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
    pieces = (piece for piece in [head, *[b"x" * 10_000] * 30])
    form = bearers["write"] | {"Content-Type": "multipart/form-data; boundary=b"}
    assert problem(home.post("/v1/articles", content=pieces, headers=form))["status"] == 413
    assert (
        problem(
            home.post(
                "/v1/reconcile",
                content=(b"queries=" + b"x" * 10_000 for _ in range(30)),
                headers={"Content-Type": "application/x-www-form-urlencoded"},
            )
        )["status"]
        == 413
    )


def quotes(value: Any) -> set[str]:
    """Return every passage of an answer."""
    if isinstance(value, list):
        return {quote for each in value for quote in quotes(each)}
    if not isinstance(value, dict):
        return set()
    own = {text for name, text in value.items() if name in ("quote", "citation") and text}
    return own | {quote for each in value.values() for quote in quotes(each)}


@pytest.mark.parametrize(
    "path",
    [
        "/v1/queries/evidence?of=Ingrid Solheim",
        "/v1/articles/exemple/claims",
        "/v1/entities/official/ingrid-solheim/claims",
        "/v1/entities/official/ingrid-solheim/neighbours",
    ],
)
def test_elsewhere_quotes_are_short(
    abroad: httpx.Client, bearers: dict[str, dict[str, str]], path: str
) -> None:
    """Elsewhere than on loopback no passage leaves whole that is long, in whatever part of an answer."""
    text = (EXAMPLE / "exemple.txt").read_text(encoding="utf-8")
    body = abroad.get(path, headers=bearers["read"]).json()
    found = quotes(body)
    assert found
    for end in range(SHORT + 1, len(text), 10):
        assert text[end - SHORT - 1 : end] not in json.dumps(body, ensure_ascii=False)


def test_no_quotes(connection: Connection, example_graph: Summary) -> None:
    """Where quotes are none, no passage leaves, and a citation says where it stands without it."""
    with served(connection, Settings(quotes=Quotes.none)) as base:
        body = httpx.get(f"{base}/v1/queries/evidence?of=Ingrid Solheim").json()
    assert body["rows"]
    assert {row["quote"] for row in body["rows"]} == {None}
    assert {each["quote"] for each in body["evidence"]} == {None}
    assert not any("«" in each["citation"] for each in body["evidence"])


@pytest.mark.parametrize(
    ("quotes", "said", "cited"),
    [
        (Quotes.full, "long " * 40, f"P, 2024, « {'long ' * 40} », address"),
        (Quotes.short, ("long " * 24).strip() + " …", f"P, 2024, « {('long ' * 24).strip()} … », address"),
        (Quotes.none, None, "P, 2024, address"),
    ],
)
def test_a_citation_quotes_no_more_than_its_quote(quotes: Quotes, said: str | None, cited: str) -> None:
    """A passage is cut behind a word, and its citation with it; one without its quote is still a citation."""
    quote = "long " * 40
    told = {"rows": [{"quote": quote, "citation": f"P, 2024, « {quote} », address"}]}
    assert quotes.within(told) == {"rows": [{"quote": said, "citation": cited}]}
    assert Quotes.short.of(" " * 200 + "x")


def test_pages_of_others_read_nothing_unless_asked(connection: Connection, example_graph: Summary) -> None:
    """No other website's page may read answers, but for one that the settings name."""
    asking = {"Origin": "https://atlas.example"}
    with served(connection) as base:
        assert "access-control-allow-origin" not in httpx.get(f"{base}/v1/queries", headers=asking).headers
    with served(connection, Settings(origins=("https://atlas.example",))) as base:
        headers = httpx.get(f"{base}/v1/queries", headers=asking).headers
        assert headers["access-control-allow-origin"] == "https://atlas.example"
        other = httpx.get(f"{base}/v1/queries", headers={"Origin": "https://other.example"})
        assert "access-control-allow-origin" not in other.headers


def test_logs_carry_the_request_and_no_secret(
    abroad: httpx.Client, bearers: dict[str, dict[str, str]], caplog: pytest.LogCaptureFixture
) -> None:
    """A request is a line with its id, which the answer carries; neither what was asked nor the token is in it."""
    with caplog.at_level(logging.INFO, "diplograph"):
        asked = abroad.get("/v1/entities?q=Solheim", headers=bearers["read"] | {"X-Request-ID": "reader-7"})
        # an answer leaves before its line is written
        (line,) = eventually(
            lambda: [vars(each) for each in caplog.records if each.getMessage() == "request"]
        )
    assert asked.headers["x-request-id"] == "reader-7"
    assert (line["method"], line["route"], line["status"]) == ("GET", "/v1/entities", 200)
    assert bearers["read"]["Authorization"].split()[1] not in str(line)
    assert "Solheim" not in str(line)
    assert len(abroad.get("/healthz", headers={"X-Request-ID": "a b"}).headers["x-request-id"]) == 32


def eventually(look: Callable[[], list[Any]]) -> list[Any]:
    """Return what comes up within seconds: a request is logged when its answer is out already."""
    deadline = time.monotonic() + 5
    while not (found := look()) and time.monotonic() < deadline:
        time.sleep(0.01)
    return found


LOGGED = """
import logging
from structlog.contextvars import bound_contextvars
from diplograph.api.logs import configure
configure(logging.INFO)
with bound_contextvars(request_id="7"):
    logging.getLogger("diplograph.api").info("request", extra={"path": "/é"})
    try:
        1 / 0
    except ZeroDivisionError:
        logging.getLogger("other").exception("failed")
logging.getLogger("other").info("silent")
"""


def test_logs_are_json() -> None:
    """Each line of the log is JSON, with its request's id, a library's and a traceback's too."""
    done = subprocess.run([sys.executable, "-c", LOGGED], capture_output=True, text=True, check=True)
    ours, other = map(json.loads, done.stderr.splitlines())
    assert {name: ours[name] for name in ("event", "path", "level", "request_id", "logger")} == {
        "event": "request", "path": "/é", "level": "info", "request_id": "7", "logger": "diplograph.api",
    }  # fmt: skip
    assert (other["event"], other["request_id"]) == ("failed", "7")
    assert "ZeroDivisionError" in other["exception"]


def test_metrics(abroad: httpx.Client, bearers: dict[str, dict[str, str]]) -> None:
    """Metrics count requests by route, not by path, and by status."""

    def unknown() -> float:
        text = abroad.get("/metrics", headers=bearers["read"]).text
        assert "/v1/articles/none" not in text
        found = re.findall(r'_total\{method="GET",route="/v1/articles/\{id:path}",status="404"} (.+)', text)
        return float(found[0]) if found else 0.0

    for made_up in ("ONE", "TWO"):
        abroad.request(made_up, "/healthz")
    assert "ONE" not in abroad.get("/metrics", headers=bearers["read"]).text
    before = unknown()
    for name in ("none-a", "none-b"):
        abroad.get(f"/v1/articles/{name}", headers=bearers["read"])
    assert eventually(lambda: [1] if unknown() == before + 2 else [])


described = schemathesis.openapi.from_dict(
    create_app(Connection("bolt://127.0.0.1:1", "", "", ""), Settings(public=True)).openapi()
)


described.config.phases.coverage.enabled = False  # every parameter's limits are tested without a token


@described.parametrize()
@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_answers_are_as_described_with_a_token(
    case: Case[Any], abroad: httpx.Client, bearers: dict[str, dict[str, str]]
) -> None:
    """Elsewhere, with a token that may write, each route answers as its description says; without one it refuses."""
    response = turned(case).call_and_validate(base_url=str(abroad.base_url), headers=bearers["write"])
    assert response.status_code < 500
