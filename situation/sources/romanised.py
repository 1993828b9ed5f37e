"""Ukrainian names in Latin letters.

The official table of the Cabinet of Ministers of Ukraine, resolution 55 of 27 January 2010, which
the United Nations took over in 2012: one spelling at the beginning of a word, one elsewhere.
"""

import re
from typing import Final

_LETTERS: Final = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "ж": "zh", "з": "z",
    "и": "y", "і": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh",
    "щ": "shch", "ь": "",
}  # fmt: skip
_SOFT: Final = {"є": ("ye", "ie"), "ї": ("yi", "i"), "й": ("y", "i"), "ю": ("yu", "iu"),
                "я": ("ya", "ia")}  # fmt: skip
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")


def romanised(text: str) -> str:
    """The text with every Ukrainian word in Latin letters: "Часів Яр" is "Chasiv Yar"."""
    return _WORD.sub(lambda match: _word(match.group()), text)


def _word(word: str) -> str:
    letters = re.sub("['’ʼ]", "", word)
    latin: list[str] = []
    for index, letter in enumerate(letters):
        low = letter.lower()
        if low == "г" and index and letters[index - 1].lower() == "з":
            spelt = "gh"
        elif low in _SOFT:
            spelt = _SOFT[low][1 if index else 0]
        else:
            spelt = _LETTERS.get(low, letter)
        latin.append(spelt.capitalize() if letter.isupper() else spelt)
    return "".join(latin)
