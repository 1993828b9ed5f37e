"""`sitmon serve`: a store over HTTP until somebody ends it."""

import asyncio
from pathlib import Path
from typing import Final, cast

from situation.errors import ExitCode, SitmonError, UsageError
from situation.opening import default_store, open_situation
from situation.store.log import LoggedStore
from tui.commandline.arguments import Options
from tui.commandline.console import Console

_LARGEST_PORT: Final = 65_535


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
            "nobody has a token that opens this store",
            do="make one: sitmon token new --role reader --name NAME, with the same --store",
        )
    opened = await open_situation(address, clock=console.clock, pack_path=options.pack_path)
    try:
        service = Service(
            # Every backend keeps a log; the protocol of the screens does not speak of it.
            cast("LoggedStore", opened.store),
            opened.pack,
            keyring,
            clock=console.clock,
            limits=Limits(),
        )
        log_to_standard_error()
        await run_service(service, listening, ready=lambda at: _say_ready(console, at, usable))
    finally:
        await opened.store.close()


def _say_ready(console: Console, address: str, usable: int) -> None:
    tokens = "1 token" if usable == 1 else f"{usable:,} tokens"
    console.say(f"serving at {address} for {tokens}; open it with sitmon --store {address}")
