"""What sitmon does not show is left out when a text is read, and never stored.

Left out, sentence by sentence, is what tells where units stand, which way an attack or a drone or
missile goes, exact positions, and how to find a private person. The rule is one of words: two of
them in one sentence, such as a weapon and a course. It rather takes too much than too little, and
cannot know the names of private persons.
"""

import re
from typing import Final

from msgspec import Struct

MARK: Final = "[…]"
"""Stands where a sentence was left out."""

_SENTENCES: Final = re.compile(r"((?<=[.!?…])\s+|\n+)")


def _words(*alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(alternatives)})", re.IGNORECASE)


_UNIT: Final = _words(
    r"(?:brigade|regiment|battalion|division|platoon|command post|howitzer)s?\b",
    r"corps\b|air[- ]defen[cs]e\b|artillery batter(?:y|ies)\b|HIMARS\b",
    r"бригад|батальйон|батальон|дивізі|дивизи|(?:армійськ|армейск)\w+ корпус",
    r"полк(?:у|ом|и|а|ів|ов)?\b",
    r"(?:ОМБр|ОШБр|ОТБр|ДШБр|МСП|МСБр|ОМСБр|ДРГ|ППО|ПВО)\b|командн\w+ пункт|гаубиц",
)
_POSITION: Final = _words(
    r"(?:re)?deploy|station(?:ed|ing)\b|positioned\b|positions? (?:in|at|near|around|outside)\b",
    r"(?:located|based|concentrat\w+|massing|massed|holed up) (?:in|at|near|around|outside)\b",
    r"(?:transferred|sent) (?:to|from|into)\b",
    r"дислок|дислоц|розташован|розміщен|размещ[её]н|располож|перекин|перекид|переброс|переброш",
    r"позиці(?:ї|ях|й|ю)\b|позици(?:и|ях|й|ю)\b|зосередж|сосредоточ|скупч|скоплен",
)
_WEAPON: Final = _words(
    r"drones?\b|UAVs?\b|Shaheds?\b|Geran|missiles?\b|rockets?\b|glide bombs?\b",
    r"БпЛА|БПЛА|БЛА\b|дрон|безпілот|беспилот|шахед|герань|гераней|ракет|КАБ(?:и|ів|ы|ов)?\b|баліст|баллист",
)
_COURSE: Final = _words(
    r"(?:heading|headed|bound) (?:for|to|towards?)\b|(?:on )?(?:a )?course (?:for|to|towards?)\b",
    r"(?:flying|moving) (?:to|towards?|over|past|from|in the direction)\b|flight path|trajector",
    r"approaching\b|launch sites?\b|routes?\b",
    r"курс на\b|курсом\b|летить|летять|летит|летят|рухаєть|рухають|движет|движут|прямує|прямують",
    r"[ву] напрямку\b|[ву] бік\b|в направлении\b|в сторону\b|маршрут|траєктор|траектор",
)
_ATTACK: Final = _words(
    r"attack(?:s|ed|ing)?\b|assault(?:s|ed|ing)?\b|advanc(?:e|es|ed|ing)\b|offensive\b",
    r"storm(?:s|ed|ing)\b|br(?:eak|oke|eaking) through\b",
    r"атак|штурм|наступа|наступ(?:у|ом|и|ів)?\b|просува|просуну|продвига|продвин|прорв|прорив|прорыв",
)
_DIRECTION: Final = _words(
    r"from (?:the )?(?:north|south|east|west)|towards?\b|in the direction of\b",
    r"from (?:two|three|four|several|both) (?:directions|sides)\b",
    r"[ву] напрямку\b|[ву] бік\b|в направлении\b|в сторону\b",
    r"[зсі]з? (?:північ|півд|сход|заход)|со? (?:север|юг|восток|запад)",
)
_COORDINATES: Final = re.compile(r"(?<![\d.])\d{1,2}\.\d{3,}\s?°?[NS]?\s*[,;/\s]\s*\d{1,3}\.\d{3,}")
_PERSONAL: Final = re.compile(
    r"(?:\+?38|\+7|\b8)?[\s(-]{0,2}\b0?\d{2,3}[\s)-]{1,2}\d{3}[\s-]?\d{2}[\s-]?\d{2}\b"
    r"|\+\d{10,13}\b|\b(?:\d{4}[ -]?){3}\d{4}\b|\bUA\d{27}\b|[\w.+-]{1,64}@[\w-]{1,64}\.\w"
    r"|\b(?:19|20)\d\d\s?(?:р\.?\s?н\b|г\.?\s?р\b)|\bborn (?:on|in) \w+ ?\d"
)

_RULES: Final = (
    ("where a unit stands", (_UNIT, _POSITION)),
    ("the way of a drone or missile", (_WEAPON, _COURSE)),
    ("the direction of an attack", (_ATTACK, _DIRECTION)),
    ("an exact position", (_COORDINATES,)),
    ("how to find a private person", (_PERSONAL,)),
)


class Kept(Struct, frozen=True, kw_only=True):
    """What of a text may be kept."""

    text: str
    """With `[…]` in place of each sentence that was left out."""
    reasons: tuple[str, ...] = ()
    """What the left out sentences told, each once."""


def without_withheld(text: str) -> Kept:
    """Leave out the sentences that tell what sitmon does not show.

    Args:
        text: clean text; a line break ends a sentence.
    """
    pieces = _SENTENCES.split(text)
    reasons: dict[str, None] = {}
    for index in range(0, len(pieces), 2):
        reason = _reason(pieces[index])
        if reason:
            pieces[index] = MARK
            reasons[reason] = None
    return Kept(text="".join(pieces), reasons=tuple(reasons))


def _reason(sentence: str) -> str:
    """What of the withheld a sentence tells; empty: nothing."""
    for reason, patterns in _RULES:
        if all(pattern.search(sentence) for pattern in patterns):
            return reason
    return ""
