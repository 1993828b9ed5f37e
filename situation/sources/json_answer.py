"""An interface's JSON answer, decoded strictly and only when its size in items is sane."""

from typing import Final, TypeVar

import msgspec

from situation.errors import InputError
from situation.text import clean

MOST_COMMAS: Final = 1_000_000
"""Every item of a list but one follows a comma: this bounds what decoding can cost."""

AnswerT = TypeVar("AnswerT")


def decoded(content: bytes, kind: type[AnswerT], *, what: str, where: str, do: str) -> AnswerT:
    """Decode an answer.

    Args:
        content: the body as it came, UTF-8.
        kind: the type that it must have; members without a field there are passed over.
        what: what it should be, for the error: "a list of posts".
        where: what to call it in the error.
        do: what a reader can do where it is something else.

    Raises:
        InputError: it is something else, or has more than `MOST_COMMAS` commas.
    """
    if content.count(b",") > MOST_COMMAS:
        raise InputError(f"far too long for {what}", where=where, do=do)
    try:
        return msgspec.json.decode(content, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(f"not {what}: {clean(error, 160)}", where=where, do=do) from None
