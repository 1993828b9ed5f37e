"""Words that the rules of what is withheld have in common; and civil ones that look like military.

All are English, Ukrainian and Russian, for patterns that ignore case.
"""

import re
from typing import Final

_NOWHERE: Final = (
    r"(?!Ukrain|Russia|Europe|NATO|EU\b|US\b|UN\b|January|Febr|March|April|May\b|June|July|August"
    r"|Sept|Octo|Novem|Decem|Monday|Tuesday|Wednes|Thurs|Friday|Satur|Sunday|Украин|Україн|Росі"
    r"|Росс|Європ|Европ|НАТО|ЄС|ЕС|США|ООН|Збройн|Воор|Сил|РСЗВ|РСЗО|Град|Смерч|Ураган|САУ"
    r"|HIMARS|MLRS|Grad\b|FPV|Telegram|Reuters|DeepState|ISW)"
)
PROPER: Final = rf"(?-i:{_NOWHERE}[A-ZА-ЯІЇЄҐЁ][\w’'ʼ-]++)"
"""A word with a capital that may be a town's or a region's name."""
COMPASS: Final = r"(?:north|south|east|west)"
ARROW: Final = re.compile(rf"{PROPER}\s*(?:[-=—]>|>>|[←-⇿➔-➾⬀-⬑])\s*{PROPER}")
"""From one name to another."""
IN: Final = (
    r"(?:in|at|near|outside|inside|around|from|into|to|of|above|over"
    r"|у|в|під|біля|поблизу|за|неподалік|до|над|навколо|поза"
    r"|под|возле|около|близ|вблизи|из|із|зі|з|с|по|на)"
)
SITE: Final = (
    r"(?:(?:the|a|місті|селі|селищі|районі|районе|городе|селе|посёлке|поселке|центрі|центре"
    r"|north\w*|south\w*|east\w*|west\w*|central|downtown|town of|city of|village of"
    r"|північно\w*|південно\w*|східно\w*|західно\w*)\s+)"
)
AT_A_PLACE: Final = rf"\b{IN}\s+{SITE}{{0,2}}{PROPER}"
"""A name with what says that something is there."""

_CIVIL: Final = re.compile(
    r"\b(?:fire|ambulance|medical|emergency|repair|rescue|peace|press|diplomatic|building)"
    r"\s+(?:brigade|battalion|division|corps|company|crew)s?\b"
    r"|\b(?:ремонтн|аварійн|аварийн|медичн|медицинск|пожежн|пожарн|будівельн|строительн|виїзн"
    r"|слідч)\w*\s+(?:бригад|рот)\w*"
    r"|\bбригад\w*\s+(?:швидк|екстрен|энергет|енергет|медик|скорой|рятувальн|дснс|лікар|врач"
    r"|електр|электр|газов|комунал|коммунал)\w*"
    r"|\b(?:\d+-?\w{0,2}\s+)?корпус\w*\s+(?:лікарн|больниц|університет|университет|інститут"
    r"|институт|завод|школ|гімназ|гуртожит|общежит|санатор|цех|коледж|ліцею)\w*"
    r"|\b(?:навчальн|учебн|лікувальн|адміністративн|административн|заводськ|житлов)\w*\s+корпус\w*"
    r"|\bsea of azov\b|\bазовськ\w* мор\w*|\bазовск\w* мор\w*"
    r"|\bdivisions? (?:of|over|within|between)\b|\bdivision (?:one|two|three)\b",
    re.IGNORECASE,
)


def without_civil(words: str) -> str:
    """A sentence without fire brigades, hospital wings and the like."""
    return _CIVIL.sub(" ", words)
