"""Opening a PostgreSQL store: its address, what may be there, and the one clear line for each."""

import socket
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from situation.errors import (
    StoreDamaged,
    StoreError,
    StoreMissing,
    StoreReadOnly,
    StoreTooNew,
    StoreUnreachable,
    UsageError,
)
from situation.store import postgres_migrations
from situation.store.migrations import Migration
from situation.store.postgres import open_postgres
from situation.store.postgres_address import Address
from tests.servers.postgres import Cluster, shared_cluster
from tests.situation.records import make_cast


@pytest.fixture
def schema() -> str:
    """A schema that is not there yet."""
    return f"o{uuid.uuid4().hex[:12]}"


@pytest.fixture(autouse=True)
def no_settings_of_the_developer(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PGSSLMODE", "PGSSLROOTCERT", "PGHOST", "PGUSER", "PGPASSWORD", "PGSERVICE"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://u:secret@h/db", "postgresql://u@h/db"),
        ("postgres://h/db?password=secret&user=u", "postgresql://u@h/db"),
        ("postgresql://u@a:1,b:2/db?schema=war", "postgresql://u@a:1,b:2/db?schema=war"),
        ("postgresql://u@a,b:2/db", "postgresql://u@a,b:2/db"),
        ("postgresql://%2Fvar%2Frun/db?sslpassword=secret", "postgresql://%2Fvar%2Frun/db"),
        ("postgresql://u:secret@h/db\x1b[2J", "postgresql://u@h/db%1B%5B2J"),
    ],
)
def test_an_address_is_shown_without_its_secrets(url: str, shown: str) -> None:
    address = Address(url)
    assert address.shown == shown
    assert "secret" not in repr(address)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://u:se/cret@h/db", "postgresql://u:secret@h/db?nonsense=1",
        "postgresql://u:secret@[h/db", "mysql://secret", "secret", "postgresql://u:secret@h/%00",
        "postgresql://u:secret@h/db?schema=A",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(UsageError) as refused:
        Address(url)
    assert "cret" not in refused.value.line


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("postgresql://u@h/db", ("sslmode=verify-full", "sslrootcert=system")),
        ("postgresql://u@localhost,h/db", ("sslmode=verify-full",)),
        ("postgresql://u@localhost/db?hostaddr=10.0.0.1", ("sslmode=verify-full",)),
        ("postgresql://u@h/db?sslmode=require", ("sslmode=require",)),
        ("postgresql://u@h/db?connect_timeout=60", ("connect_timeout=60",)),
    ],
)
def test_beyond_this_machine_the_server_must_prove_who_it_is(
    url: str, words: tuple[str, ...]
) -> None:
    given = Address(url).for_writing.split()
    assert {*words, "target_session_attrs=read-write"} <= set(given)


def test_on_this_machine_nothing_is_asked_of_it() -> None:
    assert "sslmode" not in Address("postgresql://u@127.0.0.1/db").for_reading


def test_only_several_hosts_have_a_replica() -> None:
    assert "target_session_attrs=any" in Address("postgresql://h/db").for_reading
    assert "target_session_attrs=prefer-standby" in Address("postgresql://a,b/db").for_reading


def test_nothing_there_until_it_is_made(schema: str) -> None:
    url = shared_cluster().url(schema=schema)
    with pytest.raises(StoreMissing, match="there is no store"):
        open_postgres(url)
    assert shared_cluster().execute(f"SELECT to_regnamespace('{schema}')") == [(None,)]


async def test_a_store_is_made_once(schema: str) -> None:
    url = shared_cluster().url(schema=schema)
    first = open_postgres(url, create=True)
    await first.append(make_cast(), author="test")
    second = open_postgres(url, create=True)
    assert (await second.info()).revision == 6
    await first.close()
    await second.close()


def test_a_server_that_is_not_there() -> None:
    with pytest.raises(StoreError, match="cannot be reached: No such file") as missing:
        open_postgres("postgresql://u:secret@%2Fnowhere/db")
    assert "secret" not in missing.value.line


def test_a_server_that_refuses() -> None:
    with pytest.raises(StoreError, match=r"server refused: role .* does not exist"):
        open_postgres(shared_cluster().url(user="stranger"))


def test_a_password_that_is_missing_or_wrong(
    schema: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cluster = shared_cluster()
    cluster.execute(f"CREATE ROLE {schema} LOGIN PASSWORD 'right'")
    url, place = cluster.url(user=schema), f"{schema}@{cluster.directory}"
    kept = tmp_path / "pgpass"
    monkeypatch.setenv("PGPASSFILE", str(kept))
    with asked_for_a_password(cluster, schema):
        with pytest.raises(StoreUnreachable) as missing:
            open_postgres(url)
        assert missing.value.what == f"no password for {place} is known"
        assert "~/.pgpass" in missing.value.do
        kept.write_text("*:*:*:*:wrong\n")
        kept.chmod(0o600)
        with pytest.raises(StoreUnreachable) as wrong:
            open_postgres(url)
        assert wrong.value.what == f"the password for {place} is not accepted"
        kept.write_text("*:*:*:*:right\n")
        with pytest.raises(StoreMissing):
            open_postgres(cluster.url(user=schema, schema=schema))


@contextmanager
def asked_for_a_password(cluster: Cluster, role: str) -> Iterator[None]:
    """Have the server ask a role for its password."""
    rules = cluster.data / "pg_hba.conf"
    before = rules.read_text()
    rules.write_text(f"local all {role} scram-sha-256\n{before}")
    cluster.execute("SELECT pg_reload_conf()")
    try:
        yield
    finally:
        rules.write_text(before)
        cluster.execute("SELECT pg_reload_conf()")


def test_a_port_that_nobody_listens_at() -> None:
    with socket.socket() as taken:
        # Bound, but not listening: whoever comes is refused.
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        with pytest.raises(StoreUnreachable) as refused:
            open_postgres(f"postgresql://u:secret@127.0.0.1:{port}/db")
    assert refused.value.what == (
        f"no server answers at u@127.0.0.1:{port}: the connection is refused"
    )
    assert "secret" not in refused.value.line


def test_a_host_that_is_not_known() -> None:
    with pytest.raises(StoreUnreachable, match=r"the host of u@nowhere\.invalid is not known"):
        open_postgres("postgresql://u@nowhere.invalid/db?sslmode=disable")


def test_the_schema_of_another_program_is_left_alone(schema: str) -> None:
    shared_cluster().execute(f"CREATE SCHEMA {schema}", f"CREATE TABLE {schema}.migration (n int)")
    with pytest.raises(StoreMissing, match="another program"):
        open_postgres(shared_cluster().url(schema=schema), create=True)


def test_a_database_that_cannot_hold_every_text(schema: str) -> None:
    cluster = shared_cluster()
    cluster.execute(f"CREATE DATABASE {schema} ENCODING 'LATIN1' TEMPLATE template0")
    with pytest.raises(StoreError, match="encoded in LATIN1"):
        open_postgres(cluster.url(database=schema), create=True)


def test_somebody_who_may_not_make_a_store(schema: str) -> None:
    shared_cluster().execute(f"CREATE ROLE {schema} LOGIN")
    with pytest.raises(StoreReadOnly):
        open_postgres(shared_cluster().url(user=schema, schema=schema), create=True)


async def test_a_store_of_a_newer_or_another_sitmon(
    schema: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = shared_cluster().url(schema=schema)
    await open_postgres(url, create=True).close()
    known = postgres_migrations.postgres_migrations()
    newer = (*known, Migration(number=99, name="later", script="SELECT 1"))
    altered = (Migration(number=1, name="store", script="SELECT 2"), *known[1:])
    monkeypatch.setattr(postgres_migrations, "postgres_migrations", lambda: newer)
    await open_postgres(url).close()
    monkeypatch.setattr(postgres_migrations, "postgres_migrations", lambda: known)
    with pytest.raises(StoreTooNew, match="schema 99"):
        open_postgres(url)
    monkeypatch.setattr(postgres_migrations, "postgres_migrations", lambda: (*altered, newer[-1]))
    with pytest.raises(StoreDamaged, match="migration 1"):
        open_postgres(url)


async def test_a_migration_that_fails_leaves_nothing(
    schema: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = postgres_migrations.postgres_migrations()
    broken = (*known, Migration(number=99, name="broken", script="SELECT 1/0"))
    monkeypatch.setattr(postgres_migrations, "postgres_migrations", lambda: broken)
    with pytest.raises(StoreError, match="division by zero"):
        open_postgres(shared_cluster().url(schema=schema), create=True)
    assert shared_cluster().execute(f"SELECT to_regnamespace('{schema}')") == [(None,)]
