"""Words that the rules of what is withheld have in common; and civil ones that look like military.

All are English, Ukrainian and Russian, for patterns that ignore case.
"""

import re
from typing import Final

GAP: Final = r"\W{1,12}+"
"""What stands between two words."""
WORD: Final = r"\w[\w’'ʼ-]{0,40}+"
"""Bounded, and never given back: what hostile words cost grows with their length alone."""


def within(most: int) -> str:
    """A gap, with at most so many words in it."""
    return rf"(?:{GAP}{WORD}){{0,{most}}}?{GAP}"


_NOWHERE: Final = (
    r"(?!Ukrain|Russia|Europe|NATO|EU\b|US\b|UN\b|January|Febr|March|April|May\b|June|July|August"
    r"|Sept|Octo|Novem|Decem|Monday|Tuesday|Wednes|Thurs|Friday|Satur|Sunday|Украин|Україн|Росі"
    r"|Росс|Європ|Европ|НАТО|ЄС|ЕС|США|ООН|Збройн|Воор|Сил|РСЗВ|РСЗО|Град|Смерч|Ураган|САУ"
    r"|HIMARS|MLRS|Grad\b|FPV|Telegram|Reuters|DeepState|ISW|ЗСУ\b|ВСУ\b|РФ\b|ВС\b|AFU\b)"
)
PROPER: Final = rf"(?-i:{_NOWHERE}[A-ZА-ЯІЇЄҐЁ][\w’'ʼ-]{{1,40}}+)"
"""A word with a capital that may be a town's or a region's name."""
COMPASS: Final = r"(?:north|south|east|west)"
POLE: Final = r"(?:північ|півден|півдн|західн|заход|заході|схід|сході|север|южн|юг|запад|восто)"
ARROW: Final = re.compile(rf"{PROPER}\s*(?:[-=—]>|>>|[←-⇿➔-➾⬀-⬑])\s*{PROPER}")
"""From one name to another."""
IN: Final = (
    r"(?:in|at|near|outside|inside|around|from|into|to|of|above|over|beyond|behind|opposite|between"
    r"|у|в|під|біля|поблизу|за|неподалік|до|над|навколо|поза|між|навпроти|коло|вздовж|уздовж|along"
    r"|вдоль|под|возле|около|близ|вблизи|из|із|зі|з|с|по|на|между|напротив|вокруг)"
)
SITE: Final = (
    r"(?:(?:the|a|місті|селі|селищі|район\w*|городе|селе|посёлке|поселке|центрі|центре"
    r"|north\w*|south\w*|east\w*|west\w*|central|downtown|town of|city of|village of"
    r"|околиц\w+|окраин\w+|квартал\w*|частині|части|передмісті|пригород\w*|стороні|стороне"
    r"|вулиц\w+|проспект\w*|улиц\w+|мікрорайон\w*|микрорайон\w*|станці\w+|станци\w+|шахт\w*"
    r"|річк\w+|рек[иеу]|берег\w*|river"
    rf"|{POLE}\w*)\s+)"
)
AT_A_PLACE: Final = rf"\b{IN}\s+{SITE}{{0,3}}{PROPER}"
"""A name with what says that something is there."""
_SPOT: Final = (
    r"(?:forests?|woods?|tree ?lines?|forest belts?|groves?|orchards?|quarr(?:y|ies)|basements?"
    r"|cellars?|hangars?|schools?|hospitals?|(?:chemical |coke |coking )?plants?|factor(?:y|ies)"
    r"|mines?|slag heaps?|stations?|outskirts|industrial zone|elevators?|gardens?|high-rises?"
    r"|ліс(?:і|ах)|лісосмуг\w*|посадк\w*|сад(?:у|ах)|кар[’']єр\w*|підвал\w*|ангар\w*|школ\w+"
    r"|лікарн\w+|завод\w*|шахт\w*|терикон\w*|вокзал\w*|околиц\w*|промзон\w*|елеватор\w*|ферм\w+"
    r"|сел(?:ищ)?і|горищ\w+|дах(?:у|ах)|веж\w+|будин\w+|депо|поверхів\w*|капонір\w*|балц\w+"
    r"|багатоповерхів\w*|дач\w+|гараж\w*"
    r"|лес(?:у|ах)|лесополос\w*|карьер\w*|подвал\w*|больниц\w*|окраин\w*|элеватор\w*|чердак\w*"
    r"|пос[её]лке|селе|крыш\w+|башн\w+|гараж\w*|\w*этажк\w+|капонир\w*|балк\w+|овраг\w*"
    r"|barns?|sheds?|farms?|towers?|roofs?|villages?|fields?)"
)
WHERE: Final = re.compile(
    rf"{AT_A_PLACE}|\b{IN}{within(2)}{_SPOT}\b|\b{COMPASS}\w* (?:of|from) {PROPER}"
    rf"|\b(?:(?:північн|південн|західн|східн)іше|(?:север|юж|запад|восточ)н(?:ее|ей)|(?:від|от)"
    rf"|околиц\w+|окраин\w+|квартал\w*|промзон\w*) {PROPER}"
    r"|\b(?:clear|hold|defend|enter|storm|guard|control|зачищ|оборон|утрим|трима|контрол|держ"
    rf"|удерж|охран)\w*{within(2)}{PROPER}",
    re.IGNORECASE,
)
"""A place: a name, or such a spot as a wood, a cellar or a hangar."""

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
    # Who speaks has a unit, which is no news of where it is.
    r"|\b(?:brigade|battalion|regiment|company|platoon)(?:['’]s)? (?:medic|commander|officer|chief"
    r"|spokes\w+|doctor|soldier|sergeant|press)\w*"
    r"|\b(?:командир|комбат|речни[кц]|медик|офіцер|сержант|боєць|боец|офицер|врач|пресс-служб"
    r"|прес-служб|начштаб)\w*\s(?:[^\W\d]{1,30}+\s){0,3}?(?:бригад|батальйон|батальон|полк|рот)\w*"
    r"|\bdivisions? (?:of|over|within|between)\b|\bdivision (?:one|two|three)\b",
    re.IGNORECASE,
)


def without_civil(words: str) -> str:
    """A sentence without fire brigades, hospital wings and the like."""
    return _CIVIL.sub(" ", words)
