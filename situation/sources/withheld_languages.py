"""Whether a text is in a language that the rules of what is withheld know.

They know English, Ukrainian and Russian. In any other one a unit or a route would pass unnoticed,
so that nothing of it is kept. Told apart are scripts, letters and the commonest small words.
"""

import re
from typing import Final

KNOWN: Final = ("en", "uk", "ru")

_CYRILLIC_OTHERS: Final = re.compile(r"[ўЎјЈљЉњЊћЋђЂџЏѓЃќЌѕЅқҚңҢғҒүҮұҰөӨәӘһҺ]")
_LATIN_OTHERS: Final = re.compile(r"[äöüßąćęłńśźżğşçñõãåøæœřžšěůőűțșâêîôûàèù]", re.IGNORECASE)
_WORD: Final = re.compile(r"[^\W\d_]+")
_KNOWN_SCRIPTS: Final = re.compile(r"[A-Za-zÀ-ɏЀ-ӿʼ’']+\Z")
_MOST_OTHER: Final = 0.2
"""The part of the letters that a name in another script may make up."""


def _words(*lines: str) -> frozenset[str]:
    return frozenset(" ".join(lines).split())


_ENGLISH: Final = _words(
    "the of and to in a is was were are for on that with by at from has have had said says after",
    "over not it its be as an this they their will",
)
_OTHERS: Final = _words(
    # German, French, Spanish, Italian, Polish, Czech, Romanian, Turkish.
    "der das und ist nicht mit auf nach von zu bei dem den ein eine sich wird wurde wurden aus",
    "durch sagte über im am zum zur les des est dans sur une du le la et au aux vers pour par qui",
    "sont el los las del que una por con para il che della nel per sono gli w z jest są że nie się",
    "po przez nad oraz ve bir için ile și din",
)
_FEWEST: Final = 2
"""Small words of other languages before a text counts as one of theirs."""


def is_without_rules(text: str, language: str = "") -> bool:
    """Whether the rules cannot judge a text.

    Args:
        text: clean text.
        language: that its source says it is in; empty: it does not say.
    """
    if language and language not in KNOWN:
        return True
    words = _WORD.findall(text)
    letters = sum(map(len, words))
    others = sum(len(word) for word in words if not _KNOWN_SCRIPTS.match(word))
    if others > _MOST_OTHER * letters or _CYRILLIC_OTHERS.search(text):
        return True
    return _is_other_latin(text, words)


def _is_other_latin(text: str, words: list[str]) -> bool:
    small = [word.lower() for word in words if word.isascii() or _LATIN_OTHERS.search(word)]
    english = sum(word in _ENGLISH for word in small)
    other = sum(word in _OTHERS for word in small)
    has_letters = _LATIN_OTHERS.search(text) is not None
    return other >= _FEWEST - has_letters and other > english
