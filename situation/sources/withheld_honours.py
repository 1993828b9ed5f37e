"""Whether a sentence names a unit only to honour it, to judge it or to tell its past.

A brigade that is decorated in the capital, or whose former commander stands before a court, is
politics or history. As soon as the sentence holds another place, or a word for being somewhere
under arms, it counts as a position.
"""

import re
from typing import Final

from situation.sources.withheld_presence import is_there
from situation.sources.withheld_words import IN, WHERE

_HONOURS: Final = re.compile(
    r"\b(?:anniversar\w*|ceremon\w*|award(?:s|ed)?|medals?|decorated|honou?r(?:s|ed|ary)?|funeral"
    r"|buried|burial|coffins?|memorial\w*|monuments?|commemorat\w*|veterans?|parade|(?:re)?named"
    r"|former|ex-\w+|courts?|trial|tribunal|sentenced|convicted|charged|indicted|prosecut\w*"
    r"|negligence|(?:was|were) (?:founded|formed|created|established)|funds?|financ\w+"
    r"|first received"
    r"|річниц\w*|церемон\w*|нагород\w*|орден\w*|медал\w*|відзнач\w+|відзнак\w*|вшанув\w*"
    r"|похорон\w*|похова\w*|про(?:ща|стил)\w*|пам[’']ятник\w*|ветеран\w*|парад\w*|на честь|імені"
    r"|перейменува\w*|колишн\w+|екс-?\w+|суд(?:у|і|ом|ив|имуть)?|вирок\w*|засуд\w+|підозр\w*"
    r"|обвинува\w*|розслідув\w*|заснова\w*|сформова\w*|фінанс\w*|профінанс\w*|звання"
    r"|годовщин\w*|наград\w*|похорон\w*|памятник\w*|в честь|имени|переименова\w*|бывш\w+"
    r"|экс-?\w+|суд(?:е|ом|ит|ят)|приговор\w*|осужд\w*|обвин\w*|расследов\w*|уголовн\w+"
    r"|кримінальн\w+|дело против|справ\w+ (?:проти|щодо)|основана?|звание"
    r"|сформирован\w*)\b",
    re.IGNORECASE,
)
_SEATS: Final = re.compile(
    # A capital, or the place of a court, a ceremony or a street.
    rf"\b{IN}\s+(?:the )?(?:Kyiv|Kiev|Lviv|Moscow|Kremlin|Berlin|Brussels|London|Paris|Warsaw"
    r"|Washington|Києв\w+|Київ\w*|Киев\w*|Львов\w+|Льв[іо]в\w*|Москв\w+|Кремл\w+|Берлін\w*"
    r"|Берлин\w*|Брюссел\w+|Лондон\w*|Париж\w*|Варшав\w+|Вашингтон\w*)\b"
    r"|\b(?:courts?|ceremony|funeral|parade|cemetery|museum|street|square"
    r"|суд(?:у|і|е|ом)?|церемон\w+|похорон\w*|прощан\w+|кладовищ\w+|кладбищ\w+|парад\w*|музе\w+"
    rf"|вулиц\w+|площ\w+|улиц\w+) {IN}\s+(?-i:[A-ZА-ЯІЇЄҐЁ])[\w’'-]{{1,40}}+",
    re.IGNORECASE,
)


def is_of_honour(sentence: str) -> bool:
    """Whether clean words tell of honours, courts or the past, and of no place but theirs."""
    if _HONOURS.search(sentence) is None or is_there(sentence):
        return False
    return WHERE.search(_SEATS.sub(" ", sentence)) is None
