"""`sitmon token new`, `list` and `revoke`: who may read and write a store that is served."""

from datetime import datetime

from msgspec.structs import replace

from situation.errors import ExitCode, UsageError
from situation.opening import default_store
from situation.periods import format_minute
from situation.reports.jsontext import Json, instant, json_text
from situation.reports.table import Column, aligned
from situation.serving.token_file import TokenFile, token_path
from situation.serving.tokens import Role, Standing, Token, new_token, parse_expiry
from tui.commandline.arguments import Options
from tui.commandline.console import Console
from tui.commandline.serving_parsers import LIST_TOKENS, NEW_TOKEN

_COLUMNS = (
    Column("id"),
    Column("role"),
    Column("standing"),
    Column("expires"),
    Column("last used"),
    Column("name"),
)


def run_token(options: Options, console: Console) -> ExitCode:
    """Make a token and print it once, list all, or revoke one.

    Raises:
        UsageError: a name, a time or an id is none.
        InputError: the file of tokens cannot be used.
    """
    file = TokenFile(token_path(options.store or default_store(options.pack_path)))
    if options.command == NEW_TOKEN:
        _new(file, options, console)
    elif options.command == LIST_TOKENS:
        _list(file, options, console)
    else:
        _revoke(file, options, console)
    return ExitCode.OK


def _new(file: TokenFile, options: Options, console: Console) -> None:
    now = console.clock()
    expires_at = parse_expiry(options.expires, now)
    token, secret = new_token(options.name, Role(options.role), now=now, expires_at=expires_at)
    file.change(lambda tokens: _with_new(tokens, token, now))
    console.data(secret)
    console.say(
        f"token {token.id} for {token.name}, {token.role} until {format_minute(expires_at)}; "
        "it is not shown again: keep it in a file that only its user may read"
    )


def _with_new(tokens: tuple[Token, ...], token: Token, now: datetime) -> tuple[Token, ...]:
    for other in tokens:
        if other.name == token.name and other.standing(now) is Standing.VALID:
            # Two authors of one name could not be told apart.
            raise UsageError(
                f"{token.name} has a token already: {other.id}",
                where="--name",
                do=f"give another name, or revoke it: sitmon token revoke {other.id}",
            )
    return (*tokens, token)


def _list(file: TokenFile, options: Options, console: Console) -> None:
    now = console.clock()
    tokens = sorted(file.read(), key=lambda token: token.created_at)
    if options.json:
        listed: list[Json] = [_json(token, now) for token in tokens]
        console.data(json_text({"tokens": listed}, ascii_only=console.ascii_only))
    elif tokens:
        console.data("\n".join(aligned(_COLUMNS, [_cells(token, now) for token in tokens])))
    else:
        console.data("no tokens")


def _revoke(file: TokenFile, options: Options, console: Console) -> None:
    now = console.clock()
    wanted = options.token

    def revoked(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
        if all(token.id != wanted for token in tokens):
            raise UsageError(f"there is no token “{wanted}”", do="see sitmon token list")
        return tuple(
            replace(token, revoked_at=token.revoked_at or now) if token.id == wanted else token
            for token in tokens
        )

    file.change(revoked)
    console.data(f"revoked {wanted}")


def _cells(token: Token, now: datetime) -> list[str]:
    return [
        token.id,
        token.role.value,
        token.standing(now).value,
        format_minute(token.expires_at),
        format_minute(token.used_at) if token.used_at else "never",
        token.name,
    ]


def _json(token: Token, now: datetime) -> Json:
    return {
        "id": token.id,
        "name": token.name,
        "role": token.role.value,
        "standing": token.standing(now).value,
        "created_at": instant(token.created_at),
        "expires_at": instant(token.expires_at),
        "revoked_at": instant(token.revoked_at),
        "used_at": instant(token.used_at),
    }
