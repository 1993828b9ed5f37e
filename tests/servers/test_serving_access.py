"""Who gets in: tokens, roles, rates and limits, and that no token is ever written down."""

import json
import logging
import re
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import httpx
import msgspec
import pytest

from situation.errors import InputError, StoreBusy, StoreError, StoreUnreachable
from situation.model import AnyRecord
from situation.serving.endpoints import Action
from situation.serving.keyring import Keyring
from situation.serving.pulse import Pulse
from situation.serving.routes import ENDPOINTS
from situation.serving.token_file import token_path
from situation.serving.tokens import PREFIX, Role
from tests.servers.served import Served, Tokens, up
from tests.situation.records import (
    Clock,
    make_assessment,
    make_claim,
    make_coverage,
    make_document,
    make_note,
    make_party,
    make_place,
    make_reading,
    make_source,
    make_statistic,
)

STATUS = "/v1/status"


@pytest.fixture
async def served(tmp_path: Path) -> AsyncIterator[Served]:
    async with up(tmp_path, make_source(), make_place()) as world:
        yield world


def sent(*records: AnyRecord, **more: object) -> dict[str, object]:
    return {"records": json.loads(msgspec.json.encode(records)), **more}


def detail(response: httpx.Response) -> str:
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert problem["status"] == response.status_code
    return str(problem["detail"])


@pytest.mark.parametrize("path", sorted({e.path for e in ENDPOINTS if e.role is not None}))
async def test_nothing_is_told_without_a_token(served: Served, path: str) -> None:
    async with served.client(None) as client:
        for method in ("GET", "POST", "HEAD", "PUT"):
            response = await client.request(method, path)
            assert response.status_code == 401
            assert response.headers["www-authenticate"].startswith("Bearer")
            assert "sitmon-revision" not in response.headers
        assert (await client.get("/nowhere")).status_code == 401
        assert (await client.get("/healthz")).json() == {"status": "ok"}


@pytest.mark.parametrize(
    ("role", "method", "path", "status"),
    [
        (None, "GET", STATUS, 401),
        (Role.READER, "POST", "/v1/append", 403),
        (Role.READER, "GET", "/nowhere", 404),
        (Role.READER, "DELETE", STATUS, 405),
        (Role.ADMIN, "POST", "/v1/append", 415),
    ],
)
async def test_a_refusal_says_what_to_do(
    served: Served, role: Role | None, method: str, path: str, status: int
) -> None:
    async with served.client(role) as client:
        response = await client.request(method, path)
    assert response.status_code == status
    assert response.json()["do"]


@pytest.mark.parametrize("role", [Role.READER, Role.ANALYST])
async def test_a_token_writes_only_where_its_role_may(served: Served, role: Role) -> None:
    before = (await served.store.info()).revision
    writes = [e for e in ENDPOINTS if isinstance(e, Action) and e.method != "GET"]
    assert len(writes) == 2
    async with served.client(role) as client:
        for endpoint in writes:
            if role.includes(endpoint.role or Role.READER):
                continue
            for body in (b"", b"{}", json.dumps(sent(make_note())).encode()):
                headers = {"Content-Type": endpoint.body_media_type}
                response = await client.post(endpoint.path, content=body, headers=headers)
                assert response.status_code == 403
                assert f"of the role {endpoint.role};" in detail(response)
                assert f"yours has the role {role}" in detail(response)
        for route in ENDPOINTS:
            for method in ("PUT", "PATCH", "DELETE"):
                path = route.path.replace("{", "").replace("}", "")
                assert (await client.request(method, path)).status_code == 405
    assert (await served.store.info()).revision == before


async def test_wrong_expired_and_revoked_tokens(served: Served) -> None:
    good = served.token(Role.READER, "good")
    short = served.token(Role.READER, "short", hours=1)
    wrong = [
        "", "x", "Basic abc", f"Bearer {PREFIX}", f"Bearer {good}x", f"Bearer {good[:-1]}",
        f"Token {good}", good, f"Bearer {good} {good}", f"Bearer {'x' * 5000}",
    ]  # fmt: skip
    async with served.client_with(None) as client:
        for header in wrong:
            response = await client.get(STATUS, headers={"Authorization": header})
            assert response.status_code == 401, header
        raw = await client.get(STATUS, headers={b"Authorization": b"Bearer \xff\xfe\xe9"})
        assert raw.status_code == 401
    async with served.client_with(short) as client:
        assert (await client.get(STATUS)).status_code == 200
        served.clock.move(hours=2)
        assert (await client.get(STATUS)).status_code == 401
    async with served.client_with(good) as client:
        assert (await client.get(STATUS)).status_code == 200
        served.file.change(lambda tokens: tuple(t for t in tokens if t.name != "good"))
        assert (await client.get(STATUS)).status_code == 401


async def test_what_an_analyst_may_record(served: Served) -> None:
    own = (
        make_claim(),
        make_note(claims=("claim",)),
        make_assessment(claims=("claim",)),
        make_reading(claim="claim"),
        make_statistic(claim="claim"),
    )
    others = (
        make_party("XX"), make_source("new"), make_place("new"), make_document(),
        make_reading("of-no-claim"), make_statistic("of-no-claim"), make_coverage(),
    )  # fmt: skip
    async with served.client(Role.ANALYST) as client:
        for record in others:
            response = await client.post("/v1/append", json=sent(make_note("n"), record))
            assert response.status_code == 403
            assert "may not record" in detail(response)
        response = await client.post("/v1/append", json=sent(*own, author="somebody else"))
        assert response.json()["appended"] == len(own)
        assert response.json()["author"] == "a analyst"
    (version,) = await served.store.claim_history("claim")
    assert version.author == "a analyst"
    assert await served.store.notes(["n"]) == ()


async def test_an_admin_records_for_others_and_in_its_own_name(served: Served) -> None:
    async with served.client(Role.ADMIN) as client:
        await client.post("/v1/append", json=sent(make_claim("a"), author="sync"))
        await client.post("/v1/append", json=sent(make_claim("b"), act="correct"))
    authors = [(await served.store.claim_history(key))[0].author for key in ("a", "b")]
    assert authors == ["sync", "a admin"]


async def test_no_token_is_ever_written_down(
    served: Served, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    logging.getLogger("sitmon.serving").propagate = True
    canary = served.token(Role.READER, "canary")
    answers: list[str] = []
    async with served.client_with(canary) as client:
        for path in (
            STATUS, f"{STATUS}?token={canary}", f"/v1/{canary}", f"{STATUS}/{canary}",
            f"/v1/claims?search={canary}", f"/ogc/collections/{canary}", "/metrics",
        ):  # fmt: skip
            response = await client.get(path)
            assert response.status_code < 500
        answers.append((await client.get("/metrics")).text)
        answers.append((await client.post("/v1/append", json={"records": canary})).text)
    async with served.client_with(canary + "x") as client:
        answers.append((await client.get(STATUS)).text)
    # The client's own library logs what it asks for; the server's words are the matter here.
    said = [r.getMessage() + str(r.exc_info) for r in caplog.records if r.name != "httpx"]
    assert any("/v1/status" in line for line in said)
    kept = served.file.path.read_text()
    for text in (*said, *answers, kept, repr(served.service.keyring.grant(f"Bearer {canary}"))):
        assert canary not in text
        assert canary.removeprefix(PREFIX) not in text


async def test_every_answer_s_headers(served: Served) -> None:
    async with served.client(Role.READER, Origin="https://elsewhere.test") as client:
        for path in (STATUS, "/v1/log", "/metrics", "/nowhere", "/healthz", "/v1/status?x=1"):
            headers = (await client.get(path)).headers
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["cache-control"] in ("no-store", "private, no-cache")
            assert not [name for name in headers if name.startswith("access-control")]
            assert "set-cookie" not in headers
            assert "server" not in headers


async def test_an_error_of_ours_tells_nothing(
    served: Served, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError("the secret of the house")

    monkeypatch.setattr(served.store, "entries", broken)
    async with served.client(Role.READER) as client:
        response = await client.get("/v1/log")
    assert response.status_code == 500
    assert "secret" not in response.text
    assert "Traceback" not in response.text
    assert "RuntimeError" not in response.text
    assert "the secret of the house" in caplog.text


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (StoreUnreachable("the store's server cannot be reached: refused"), 503),
        (StoreBusy("another process is writing"), 503),
        (StoreError("the place “atlantis” that it names is not in the store"), 422),
    ],
)
async def test_a_store_that_is_away_is_no_fault_of_the_records(
    served: Served, monkeypatch: pytest.MonkeyPatch, error: StoreError, status: int
) -> None:
    async def append(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(served.store, "append", append)
    async with served.client(Role.ANALYST) as client:
        response = await client.post("/v1/append", json=sent(make_claim()))
    assert response.status_code == status
    assert detail(response) == error.what
    assert ("retry-after" in response.headers) is (status == 503)


@pytest.mark.parametrize("year", [1989, 2099])
@pytest.mark.parametrize("make", [make_claim, make_reading, make_statistic, make_coverage])
async def test_what_was_never_said_is_not_recorded(
    served: Served, make: Callable[..., AnyRecord], year: int
) -> None:
    record = make(said_at=served.clock().replace(year=year))
    before = await served.store.info()
    async with served.client(Role.ADMIN) as client:
        response = await client.post("/v1/append", json=sent(make_claim("good"), record))
    assert response.status_code == 422
    assert "would have been said" in detail(response)
    assert await served.store.info() == before


async def test_every_answer_says_what_the_token_is_for(served: Served) -> None:
    for role in Role:
        async with served.client(role) as client:
            for path in (STATUS, "/v1/log", "/nowhere"):
                assert (await client.get(path)).headers["sitmon-role"] == role
    async with served.client(None) as client:
        assert "sitmon-role" not in (await client.get("/healthz")).headers


async def test_what_watches_over_the_server_hears_of_a_store_that_is_away(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = 0

    async def info() -> None:
        nonlocal asked
        asked += 1
        raise StoreUnreachable("away")

    async with served.client(Role.READER) as client:
        told = await client.get("/metrics")
        assert "sitmon_store_up 1\n" in told.text
        assert "sitmon_store_revision" in told.text
        now = [0.0]
        served.service.pulse = Pulse(served.store, clock=lambda: now[0])
        monkeypatch.setattr(served.store, "info", info)
        for _ in range(9):
            health = await client.get("/healthz")
            assert (health.status_code, health.headers["retry-after"]) == (503, "5")
        told = await client.get("/metrics")
        assert told.status_code == 200
        assert "sitmon_store_up 0\n" in told.text
        assert "sitmon_store_revision" not in told.text
        assert asked == 1
        now[0] = 1.0
        await client.get("/healthz")
        assert asked == 2


def test_a_file_of_tokens_that_others_can_read_is_refused(tmp_path: Path) -> None:
    tokens = Tokens(tmp_path / "s.db", Clock())
    secret = tokens.token(Role.READER)
    path = tokens.file.path
    keyring = Keyring(tokens.file, tokens.clock)
    assert keyring.grant(f"Bearer {secret}") is not None
    path.chmod(0o640)
    with pytest.raises(InputError, match="others may read"):
        tokens.file.read()
    assert keyring.grant(f"Bearer {secret}") is None
    path.chmod(0o600)
    moved = path.rename(path.with_name("elsewhere"))
    path.symlink_to(moved)
    with pytest.raises(InputError):
        tokens.file.read()
    path.unlink()
    path.write_text("[")
    path.chmod(0o600)
    with pytest.raises(InputError, match="no list of tokens"):
        tokens.file.read()


def test_the_last_use_is_noted(tmp_path: Path) -> None:
    tokens = Tokens(tmp_path / "s.db", Clock())
    keyring = Keyring(tokens.file, tokens.clock)
    secret = tokens.token(Role.READER)
    assert keyring.grant(f"Bearer {secret}") is not None
    keyring.note_uses()
    (token,) = tokens.file.read()
    assert token.used_at == tokens.clock()
    assert tokens.file.path.stat().st_mode & 0o777 == 0o600


def test_each_store_has_tokens_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    same = [
        "postgresql://ingest@db.example.org/sitmon",
        "postgres://sitmon_owner:se/c@ret@DB.example.org/sitmon?password=x&sslmode=require",
    ]
    others = [
        "postgresql://ingest@db.example.org/other",
        "postgresql://ingest@db.example.org/sitmon?schema=second",
        "postgresql://ingest@db2.example.org/sitmon",
        "postgresql:///sitmon?host=/run/postgresql",
        "https://sitmon.example.org",
    ]
    paths = [token_path(store) for store in (*same, *others)]
    assert paths[0] == paths[1]
    assert len(set(paths)) == 6
    for path in paths:
        assert path.parent == tmp_path / "sitmon"
        assert re.fullmatch(r"tokens-[a-zA-Z0-9.-]+-[0-9a-f]{12}\.json", path.name)
        assert "ret" not in path.name
    assert token_path("a/s.db") == Path("a/s.db.tokens")
