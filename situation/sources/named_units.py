"""Whether words that are placed on a map name a military unit or its seat.

Beside a place, the name of a unit is its position, which is never stored: "the staff of the 29th
army in Volnovakha" needs no verb to say where that staff is.
"""

import re
from typing import Final

_NUMBERED: Final = re.compile(
    r"\b\d{1,4}(?:st|nd|rd|th|-?[а-яіїє]{1,3})?\s(?:[\w'’-]{1,30}\s){0,3}"
    r"(?:brigade|battalion|regiment|division|army|armies|corps"
    r"|бригад|батальйон|батальон|полк|дивізі|дивизи|армі|арми|корпус)",
    re.IGNORECASE,
)
_SEAT: Final = re.compile(
    r"\b(?:штаб\w*|headquarters|command (?:post|point)s?|командн\w+ пункт\w*)\b", re.IGNORECASE
)


def names_a_unit(words: str) -> bool:
    """Whether clean words, in English, Ukrainian or Russian, name a numbered unit or a staff."""
    return _NUMBERED.search(words) is not None or _SEAT.search(words) is not None
