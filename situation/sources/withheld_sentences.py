"""Where a sentence ends, and whether it goes on with what the one before it says."""

import re
from typing import Final

_ENDS: Final = re.compile(r"((?<=[.!?…])[»”\"')]*\s+|\n+)")
_ABBREVIATED: Final = re.compile(
    r"(?:(?<![\w’'])(?:\w|вул|ул|кв|буд|корп|смт|пгт|пос|обл|просп|пров|пер|бульв|ст|ім|им|тис|тыс"
    r"|млн|млрд|гр|рр|гг|нар|тел|прибл|mr|mrs|ms|dr|prof|gen|lt|col|maj|sgt|capt|st|no|apt|approx"
    r"|jr|sr|[a-z]\.[a-z]|р\.н|г\.р|с\.ш|в\.д|т\.д|т\.п))\.\Z",
    re.IGNORECASE,
)
_LONGEST: Final = 12
"""Letters at the end of a sentence that an abbreviation, and what must stand before it, take."""
_BULLET: Final = r"\s*[▪️▫️•◾◽🔹🔸➖–—*·-]*\s*"
_GOES_ON: Final = re.compile(
    rf"{_BULLET}(?:(?:it|its|they|their|them|there|both|all of them|another|one more|next|then"
    rf"|also|now"
    r"|course|direction|heading|moving|flying|towards?|speed|altitude|approaching"
    r"|вон[оиа]|він|її|їх|їхн\w+|його|там|далі|потім|ще|також|обидв\w+|курс\w*|напрям\w*|летять"
    r"|летить"
    r"|рух\w*|далее|затем|ещ[её]|также|он[иао]?|его|их|ими|направлени\w+|летят|летит|движ\w+|оба)\b"
    r"|(?:на|до|з|із|с|из|через|повз|to|from"
    r"|over)\s+(?-i:[A-ZА-ЯІЇЄҐЁ])[\w’'-]{0,40}+(?:\W{1,12}+[\w’'-]{1,40}+){0,3}\W{0,40}\Z"
    r"|\d{1,3}\s?[xх×]?\s+(?:на|до|через|повз|to|over)\b)",
    re.IGNORECASE,
)
_FEW_WORDS: Final = 3
"""Of two cries such as "Missile! Kyiv!"."""
_LISTED: Final = re.compile(r"\s*(?:[▪▫•◾◽🔹🔸➖–—*·-]|\d{1,3}\s?[xх×])")


def sentences_of(text: str) -> list[str]:
    """Sentences at even places and what stands between them at odd ones; joined, the text.

    Args:
        text: clean text; a line break ends a sentence, a full stop behind an abbreviation does not.
    """
    pieces = _ENDS.split(text)
    parts: list[str] = []
    sentence = [pieces[0]]
    for index in range(1, len(pieces), 2):
        gap, following = pieces[index], pieces[index + 1]
        if "\n" not in gap and _ABBREVIATED.search(sentence[-1][-_LONGEST:]):
            sentence += (gap, following)
        else:
            parts += ("".join(sentence), gap)
            sentence = [following]
    return [*parts, "".join(sentence)]


def goes_on(sentence: str, before: str) -> bool:
    """Whether a sentence says more of what the one before it is about.

    It begins with a pronoun or a course, is a bare "to Pavlohrad", as short as a cry, or an item of
    a list that the one before it opens with a colon.
    """
    is_listed = before.rstrip().endswith(":") or _LISTED.match(before) is not None
    are_cries = all(
        len(cry.split()) <= _FEW_WORDS and cry.rstrip().endswith("!") for cry in (before, sentence)
    )
    return (
        are_cries
        or _GOES_ON.match(sentence) is not None
        or (is_listed and _LISTED.match(sentence) is not None)
    )
