"""Where `sitmon serve` listens, how safely, and what it says where it cannot."""

import errno
import socket
import ssl
from pathlib import Path

import httpx
import pytest
import trustme
from msgspec.structs import replace

from situation.errors import ExitCode, SitmonError, UsageError
from situation.serving.limits import Limits
from situation.serving.listening import Listening, is_loopback, open_listener
from situation.serving.running import running
from situation.serving.tokens import Role
from tests.servers.served import opened
from tests.situation.reports.samples import filled_store
from tests.tui.consoles import run


@pytest.mark.parametrize(
    ("host", "loopback"),
    [
        ("127.0.0.1", True), ("127.8.8.8", True), ("::1", True), ("localhost", True),
        ("0.0.0.0", False), ("::", False), ("192.0.2.1", False), ("example.org", False),  # noqa: S104 - to be refused
        ("", False),
    ],
)  # fmt: skip
def test_where_it_listens_without_tls(host: str, *, loopback: bool) -> None:
    assert is_loopback(host) is loopback
    listening = Listening(host=host)
    if loopback:
        listening.check()
    else:
        with pytest.raises(UsageError, match="without TLS"):
            listening.check()
        replace(listening, insecure=True).check()
        replace(listening, certificate=Path("c"), key=Path("k")).check()


def test_a_port_that_is_taken_says_so_and_what_to_do(tmp_path: Path) -> None:
    store = filled_store(tmp_path / "s.db")
    new = run("token", "new", "--store", store, "--role", "reader", "--name", "x")
    assert new.code == ExitCode.OK
    first = open_listener(Listening(port=0), Limits())
    port = first.getsockname()[1]
    try:
        ran = run("serve", "--store", store, "--port", str(port))
    finally:
        first.close()
    assert ran.code == ExitCode.FAILED
    assert f"127.0.0.1:{port}: something listens there already (give another --port" in ran.err
    assert "Errno" not in ran.err


@pytest.mark.parametrize(
    ("host", "said"),
    [
        ("192.0.2.7", r"192.0.2.7:0: this machine does not have that address \(.* --host"),
        ("a" * 70, r"this cannot be the name of a machine \(.* --host"),
        ("2001:db8::1", r"\[2001:db8::1\]:0: .* \(give .*--host"),
    ],
)
def test_an_address_that_nobody_can_listen_at(host: str, said: str) -> None:
    with pytest.raises(SitmonError, match=said):
        open_listener(Listening(host=host, port=0, insecure=True), Limits())


@pytest.mark.parametrize(
    ("failing", "error", "said"),
    [
        ("getaddrinfo", socket.gaierror(-2, "Name or service not known"), "no address is known"),
        ("create_server", PermissionError(errno.EACCES, "denied (x)"), "this account may not"),
        ("create_server", OSError(errno.EMFILE, "too (x)"), "cannot listen there: Too many open"),
    ],
)
def test_what_else_keeps_a_server_from_listening(
    failing: str, error: OSError, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(socket, failing, fail)
        with pytest.raises(SitmonError, match=said) as raised:
            open_listener(Listening(port=80), Limits())
    assert raised.value.where == "127.0.0.1:80"
    assert "--port" in raised.value.do or "--host" in raised.value.do
    assert "(x)" not in raised.value.line


async def test_tls_with_an_authority_of_one_s_own(tmp_path: Path) -> None:
    authority = trustme.CA()
    issued = authority.issue_cert("127.0.0.1")
    issued.private_key_pem.write_to_path(tmp_path / "key.pem")
    issued.cert_chain_pems[0].write_to_path(tmp_path / "cert.pem")
    listening = Listening(port=0, certificate=tmp_path / "cert.pem", key=tmp_path / "key.pem")
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    async with opened(tmp_path) as served, running(served.service, listening) as (_, address):
        assert address.startswith("https://")
        headers = {"Authorization": f"Bearer {served.token(Role.READER)}"}
        async with httpx.AsyncClient(verify=trusting, trust_env=False) as client:
            assert (await client.get(f"{address}/v1/status", headers=headers)).status_code == 200
        async with httpx.AsyncClient(trust_env=False) as client:
            with pytest.raises(httpx.ConnectError):
                await client.get(f"{address}/v1/status", headers=headers)


DAMAGED = b"-----BEGIN CERTIFICATE-----\nnonsense\n-----END CERTIFICATE-----\n"


@pytest.mark.parametrize(
    ("certificate", "key", "where", "what"),
    [
        (b"nonsense", b"own", "--tls-cert", "the file holds no certificate"),
        (b"own", b"nonsense", "--tls-key", "the file holds no private key"),
        (b"own", b"another", "--tls-key", "the key does not belong to the certificate"),
        (DAMAGED, b"own", "--tls-cert", "one of them is damaged"),
        (None, b"own", "--tls-cert", "there is no such file"),
        (b"own", None, "--tls-key", "there is no such file"),
    ],
)
async def test_a_certificate_or_key_that_cannot_be_used(
    tmp_path: Path, certificate: bytes | None, key: bytes | None, where: str, what: str
) -> None:
    authority = trustme.CA()
    own, another = authority.issue_cert("127.0.0.1"), authority.issue_cert("127.0.0.1")
    if certificate is not None:
        chain = {b"own": own.cert_chain_pems[0].bytes()}
        (tmp_path / "cert.pem").write_bytes(chain.get(certificate, certificate))
    if key is not None:
        made = {b"own": own, b"another": another}
        keys = {name: pair.private_key_pem.bytes() for name, pair in made.items()}
        (tmp_path / "key.pem").write_bytes(keys.get(key, key))
    listening = Listening(port=0, certificate=tmp_path / "cert.pem", key=tmp_path / "key.pem")
    async with opened(tmp_path) as served:
        with pytest.raises(SitmonError) as refused:
            async with running(served.service, listening):
                pass
    assert what in refused.value.what
    assert refused.value.where.startswith(where)
    assert refused.value.do
    assert "SSL" not in refused.value.line
