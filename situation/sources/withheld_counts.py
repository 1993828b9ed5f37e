"""What stays of a count of attacks in a sector that goes on to say which way they led."""

import re
from typing import Final

_TURN: Final = re.compile(
    r"[\s,;]*(?:\b(?:та|і|й|а також|и|а также|and|as well as)\s+)?"
    r"\b(?:towards?|in the direction of|[ву] напрямку|[ву] бік|в направлении|в сторону"
    r"|(?:із|з|со?) напрямк\w+|с направлени\w+|from the directions?)\b",
    re.IGNORECASE,
)
_COUNT: Final = re.compile(
    r"(?<![\w.,-])\d{1,4}(?![\w-]|[.,]\d)|\b(?:one|two|three|four|five|six|seven|eight|nine|ten"
    r"|два|дві|двічі|три|тричі|чотири|п[’']ять|шість|сім|вісім|дев[’']ять|десять"
    r"|две|дважды|трижды|четыре|пять|шесть|семь|восемь|девять)\b",
    re.IGNORECASE,
)
_SECTOR: Final = re.compile(
    r"\b\w+(?:ому|ом|ем|ім|им)\s+(?:напрямк|напрям|направлени)\w*"
    r"|\b[\w-]+ (?:direction|sector|axis|front)\b|\b\w+ (?:атакува|атакова|attacked|launched)\w*",
    re.IGNORECASE,
)


def head_of_a_count(sentence: str) -> str:
    """What stands before the first direction, where that is a count in a sector; else empty.

    "45 assaults on the Pokrovsk axis, near A and towards B": the count is a figure that staffs
    publish for each sector, and only where it leads to is withheld.
    """
    turn = _TURN.search(sentence)
    head = sentence[: turn.start()] if turn else ""
    return head if _COUNT.search(head) and _SECTOR.search(head) else ""
