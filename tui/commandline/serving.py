"""`sitmon serve`: a store over HTTP until somebody ends it."""

import asyncio
from pathlib import Path
from typing import Final, cast

from situation.errors import ExitCode, SitmonError, UsageError
from situation.opening import default_store, open_situation
from situation.pack_header import PackHeader, load_header
from situation.store import open_store
from situation.store.log import LoggedStore
from tui.commandline.arguments import Options
from tui.commandline.console import Console

_LARGEST_PORT: Final = 65_535
_EVERYWHERE: Final = {"0.0.0.0": "0.0.0.0", "::": "[::]", "": ""}  # noqa: S104 - to be told apart


def run_serve(options: Options, console: Console) -> ExitCode:
    """Serve until SIGINT or SIGTERM.

    Raises:
        UsageError: it may not listen there, or nobody has a token.
        SitmonError: the libraries, the store, the tokens or the socket are not what they should be.
    """
    if not 0 <= options.port <= _LARGEST_PORT:
        raise UsageError(f"a port is a number up to {_LARGEST_PORT}", where="--port")
    asyncio.run(_serve(options, console))
    console.say("the server has ended")
    return ExitCode.OK


async def _serve(options: Options, console: Console) -> None:
    try:
        # An extra: whoever only looks at stores need not install a server.
        from situation.serving.keyring import Keyring  # noqa: PLC0415
        from situation.serving.limits import Limits  # noqa: PLC0415
        from situation.serving.listening import Listening  # noqa: PLC0415
        from situation.serving.logs import log_to_standard_error  # noqa: PLC0415
        from situation.serving.running import run_service  # noqa: PLC0415
        from situation.serving.service import Service  # noqa: PLC0415
        from situation.serving.token_file import TokenFile, token_path  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise SitmonError(
            f"the server needs {error.name}, which is not installed",
            do="pip install sitmon[server]",
        ) from None
    listening = Listening(
        host=options.host,
        port=options.port,
        certificate=Path(options.tls_cert) if options.tls_cert else None,
        key=Path(options.tls_key) if options.tls_key else None,
        insecure=options.insecure_listen,
    )
    listening.check()
    address = options.store or default_store(options.pack_path)
    keyring = Keyring(TokenFile(token_path(address)), console.clock)
    usable = keyring.usable()
    if not usable:
        raise UsageError(
            "nobody has a token that opens this store", do=_how_to_let_in(token_path(address))
        )
    store, pack = await _opened(address, options, console)
    try:
        service = Service(store, pack, keyring, clock=console.clock, limits=Limits())
        log_to_standard_error()
        await run_service(
            service,
            listening,
            ready=lambda at: _say_ready(console, shown_address(at, options.host), usable),
        )
    finally:
        await store.close()


async def _opened(
    address: str, options: Options, console: Console
) -> tuple[LoggedStore, PackHeader]:
    """The store that is served: filled from its pack where it is empty and may not stay so."""
    if options.empty:
        store = open_store(address, clock=console.clock, create=True)
        try:
            if (await store.info()).revision == 0:
                return store, load_header(options.pack_path)
        except BaseException:
            await store.close()
            raise
        await store.close()
    opened = await open_situation(address, clock=console.clock, pack_path=options.pack_path)
    # Every backend keeps a log; the protocol of the screens does not speak of it.
    return cast("LoggedStore", opened.store), opened.pack


def _how_to_let_in(tokens: Path) -> str:
    from situation.serving.token_file import former_path  # noqa: PLC0415 - see above

    advice = "make one: sitmon token new --role reader --name NAME, with the same --store"
    if tokens.exists() or not tokens.name.startswith("tokens-") or not former_path().exists():
        return advice
    return f"{advice}; or move those of before: mv {former_path()} {tokens}"


def _say_ready(console: Console, address: str, tokens: int) -> None:
    counted = "1 token" if tokens == 1 else f"{tokens:,} tokens"
    console.say(f"serving at {address} for {counted}; open it with sitmon --store {address}")


def shown_address(address: str, host: str) -> str:
    """The address that clients use: where a server listens everywhere, that is none."""
    if host not in _EVERYWHERE:
        return address
    return address.replace(f"//{_EVERYWHERE[host]}", "//NAME-OF-THIS-MACHINE")
