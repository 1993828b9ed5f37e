"""Whether words name a military unit or its seat: beside a place, its name is its position.

"The staff of the 29th army in Volnovakha" needs no verb to say where that staff is. Who only
speaks for a unit is a public person: there the unit's name goes and the sentence stays.
"""

import re
from typing import Final

from situation.sources.withheld_words import without_civil

_ADJECTIVE: Final = (
    r"(?:[\w’'-]{0,20}(?:механіз|механиз|танков|штурмов|мотостріл|мотострел|десантн|гвард|єгер|егер"
    r"|артилер|артиллер|польов|полев|гірсько|горно|морськ|морск|піхотн|пехотн|окрем|отдельн"
    r"|армійськ|армейск|загальновійськ|общевойск|повітрян|воздушн|аеромоб|аэромоб|прикордон"
    r"|розвідув|разведыв|російськ|российск|українськ|украинск)[\w’'-]{0,20}"
    r"|separate|mechani[sz]ed|motori[sz]ed|motor|rifle|tank|assault|air(?:borne|mobile)?|marine"
    r"|naval|infantry|guards?|army|mountain|artillery|rapid|reaction|response|combined|arms"
    r"|special|operational|territorial|defen[cs]e|drone|unmanned|systems|ukrainian|russian)"
)
_GROUND: Final = (
    r"brigade(?!s)|battalion(?!s)|regiment(?!s)|division(?!s)|corps\b"
    r"|бригад(?:а|и|і|у|ою|е|ой|ы)\b|батальйон(?:у|ом|і)?\b|батальон(?:а|у|ом|е)?\b"
    r"|полк(?:у|ом|а|е|ові)?\b|дивізі(?:я|ї|ю|єю)\b|дивизи(?:я|и|ю|ей)\b"
    r"|корпус(?:у|ом|і|а|е)?\b"
    r"|(?-i:О?(?:МБр|ШБр|ТБр|ДШБр|МСБр|МСП|БрМП|БрТрО|ШП|ДШД|ВДД|МСД|ТД|ЗСА|ОА)\b)"
    # омбр, одшбр, обрмп: whatever ends like a brigade, and is no calibre and no month.
    r"|(?!кал|тем|зуб|дека|ноя|октя|сентя)[а-яіїє]{1,6}бр(?:мп|тро|сп)?\b"
)
_SEVERAL: Final = (
    r"brigades|battalions|regiments|divisions|(?:бригад|полків|полков|батальйонів|батальонов)\b"
)
_LARGE: Final = r"army(?!-)|armi(?:es)|армі(?:я|ї|ю|єю)\b|арми(?:я|и|ю|ей)\b|fleet\b"
_SMALL: Final = r"company\b|platoon\b|рот(?:а|и|і|у|ою|ы|е|ой)\b|взвод(?:у|ом|а|е)?\b"
_ENDING: Final = (
    r"(?:st|nd|rd|th|-?(?:[тшгмя]?[аяїй]|[ыио]й|[тшгмя]?[ую]|го|ої|о[юй]|му|[иі]м|ая|ую))"
)
_SPELT: Final = (
    r"(?:first|second|third|fourth|fifth|перш|друг|трет|четверт|п[’']ят|шост|перв|втор|пят)"
    r"(?:[аяуюїй]|ої|ою|ої|ій|ий|ый|ая|ую|ой|ье|ья|ей)?"
)
_MEN: Final = (
    r"(?:fighters|soldiers|troops|men|marines|paratroopers|gunners|elements) of"
    r"|комбриг\w*|комбат\w*|бійц\w+|бойц\w+|воїн\w*|десантник\w*|морп[іе]х\w*|штурмовик\w*"
    r"|підрозділ\w*|подразделени\w+|(?:розвід|развед)\w*ник\w*|(?:артил|танк)\w*ист\w*"
    r"|(?:артил|танк)\w*іст\w*|гвард[іе]йц\w*|мотостр[іе]л\w*"
)
_NUMBERED: Final = re.compile(
    rf"\b\d{{1,4}}{_ENDING}\s+(?:[\w’'-]{{1,30}}\s+){{0,4}}(?:{_GROUND}|{_LARGE}|{_SMALL}"
    rf"|{_SEVERAL})"
    rf"|(?<![\d.,])\b\d{{1,4}}\s+(?:{_ADJECTIVE}\s+){{0,4}}(?:{_GROUND})"
    rf"|\b{_SPELT}\s+(?:{_ADJECTIVE}\s+){{1,4}}(?:{_GROUND})"
    rf"|\b{_SPELT}\s+арм(?:ія|ії|ію|ия|ии|ию)\b(?!\s+(?:мир|світ|[ву] світ|в мир))"
    rf"|\b(?:{_MEN}) (?:the )?\d{{1,4}}{_ENDING}\b"
    r"|(?<=\bthe )\d{1,3}(?:st|nd|rd|th)(?= (?:fights?|holds?|defends?|stands?|operates?|is"
    r"|are)\b)",
    re.IGNORECASE,
)
_TAIL: Final = (
    r"(?:\s+(?:ДШВ|ЗСУ|ВСУ|НГУ|ВДВ|ТрО|of the (?:Russian|Ukrainian) Armed Forces))?"
    r"(?:\s+[«“\"][^«»“”\"]{1,40}[»”\"])?"
)
_UNIT: Final = rf"(?:the\s+)?(?:{_NUMBERED.pattern}){_TAIL}"
_SPOKEN_FOR: Final = re.compile(
    r"(?P<before>\b(?:(?:spokes(?:man|woman|person)|press (?:officer|service|office|secretary)"
    r"|commander|communications? (?:chief|officer|department))(?: of| for| at)"
    r"|according to|речни\w+|прес-?служб\w+|пресофіцер\w*|командир\w*|за (?:даними|словами)"
    r"|представитель\w*|пресс-(?:служб\w+|секретар\w+)|по (?:данным|словам))\s+)"
    rf"{_UNIT}",
    re.IGNORECASE,
)
_SPEAKING: Final = re.compile(
    rf"{_UNIT}(?=\s+(?:said|says|reported|reports|denied|denies|wrote|announced|confirmed"
    r"|повідоми\w+|заяви\w+|спростув\w+|написа\w+|сообщи\w+|опроверг\w+)\b)",
    re.IGNORECASE,
)
_CIVIL_SEAT: Final = (
    r"(?:генеральн\w+|general|un|nato|police|party|company|campaign|coordinat\w+|координац\w+"
    r"|виборч\w+|оперативн\w+|антикризов\w+|избирательн\w+|civil|election|red cross|emergency"
    r"|city|regional|bank|eu|начальник\w*|начальник\w*|chief of)"
)
_SEAT: Final = re.compile(
    rf"(?P<civil>\b{_CIVIL_SEAT}\s+)?\b(?:штаб(?:у|ом|і|и|а|е|ам|ов|ів)?(?![\w-])|headquarters|HQ"
    r"|command (?:post|point)s?|командн\w+ пункт\w*|(?:пункт\w*|місц\w+"
    r"|мест\w+) (?:\w+ )?(?:дислок|базув|базир)\w+"
    r"|staff of the (?:group|army|division|brigade|corps)\w*)\b"
    r"(?!\s+(?:координац|гуманіт|гуманит|допомог|помощ|ліквід|ликвид"
    r"|(?:з|по|із)\s+(?:питань|ліквід|вопрос|подол)))",
    re.IGNORECASE,
)


def names_a_unit(words: str) -> bool:
    """Whether clean words, in English, Ukrainian or Russian, name a numbered unit or a staff."""
    military = without_civil(words)
    return _NUMBERED.search(military) is not None or any(
        not seat["civil"] for seat in _SEAT.finditer(military)
    )


def without_speaking_units(words: str, mark: str) -> str:
    """A sentence with `mark` in place of a unit that only speaks, or that somebody speaks for."""
    return _SPEAKING.sub(mark, _SPOKEN_FOR.sub(rf"\g<before>{mark}", words))
