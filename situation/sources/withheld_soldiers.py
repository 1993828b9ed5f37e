"""Whether a sentence tells where soldiers of an arm, a small unit or the crew of a weapon are.

Nobody is named by number: "marines hold the industrial zone" gives a position as a brigade's number
does. Who is smaller than "the troops" has a position as soon as a place stands beside him, unless
the sentence tells of losses, damage or honours; a weapon only with a word for standing somewhere.
"""

import re
from collections.abc import Iterator
from typing import Final

from situation.sources.withheld_honours import is_of_honour
from situation.sources.withheld_presence import is_there
from situation.sources.withheld_settled import is_struck
from situation.sources.withheld_words import WHERE

_GUN: Final = (
    r"(?:drone|UAV|FPV|mortar|gun|tank|missile|artillery|howitzer|rocket|HIMARS|Grad|Buk|EW|radar)"
)
_FLYING: Final = r"(?:БпЛА|БПЛА|дрон\w*|безпілотн\w+|беспилотн\w+|FPV)"
_SOLDIERS: Final = re.compile(
    r"(?<![\w-])(?:brigades?|regiments?|battalions?|platoons?|squads?|marines?|paratroopers?"
    r"|commandos?|spetsnaz|tankers|special (?:operations )?forces|stormtroopers?|gunners"
    r"|artillerymen"
    r"|(?:national )?guardsmen|mercenaries|saboteurs|garrison|territorials|reinforcements"
    r"|(?:assault|storm|sabotage|reconnaissance|infiltration|reserve) (?:troops|teams?|groups?"
    r"|detachments?|part(?:y|ies)|compan(?:y|ies)|units?)"
    rf"|{_GUN} (?:operators?|pilots?|crews?|teams?|gunners?|compan(?:y|ies))"
    r"|(?:fresh|enemy|tactical|operational|infantry|tank) reserves"
    r"|(?:fighters|soldiers|men) of the|compan(?:y|ies) of (?:soldiers|infantry|tanks|marines)"
    r"|бригад\w*|батальйон\w*|батальон\w*|полк(?:у|ом|и|ів|ов|ами)|рот(?:а|и|ы|ою|ой|у)"
    r"|взвод(?:и|ы|ом|у)?|морп[іе]х\w*|морськ\w+ піхот\w+|морск\w+ пехот\w+|десантник\w*"
    r"|спецпризначен\w*|спецназ\w*|штурмовик(?:и|ів|ов|ам|ами|ах)|мотостріл(?:ьц|к)\w*"
    r"|мотострелк\w*|(?:танк|артилер|артиллер)(?:іст|ист)\w*|(?:нац)?гвард[іе]йц\w*"
    r"|єгер(?:і|ів)|егер(?:и|ей)|найманц\w*|на[её]мник\w*|кад[иы]ровц\w*|вагнер[іо]вц\w*"
    r"|тероборон\w*|теробор\w*|ДРГ|снайпер(?:и|ів|ы|ов|ами)|(?:розвід|развед)груп\w*"
    r"|гарн[іи]зон\w*|диверсант(?:и|ів|ы|ов)"
    r"|штурмов\w+ (?:груп\w*|загон\w*|отряд\w*|підрозділ\w*|подразделен\w*)"
    r"|(?:підрозділ|подразделени|загін|загон|отряд)\w* (?:спец\w+ призн\w+|[«“\"]\w+)"
    r"|(?:п[іе]хотн\w+|диверсійн\w+|диверсионн\w+|розвідувальн\w+) груп\w+"
    r"|мін[оа]метник\w*|мином[её]тчик\w*|зенітник\w*|зенитчик\w*|дроновод\w*|дроняр\w*"
    rf"|(?:оператор|п[іи]лот|екіпаж|экипаж|розрахун|расч[её]т)\w* {_FLYING}|резерви|резервы"
    r"|підкріплен\w*|подкреплен\w*)(?![\w-])",
    re.IGNORECASE,
)
_MEN: Final = re.compile(
    r"\b(?:(?:his|their|our) (?:men|soldiers|fighters|guys|boys|positions)|на(?:ші|ших) хлопц\w+"
    r"|(?:наші|наши|наших) (?:бійц\w+|бойц\w+|захисник\w*|защитник\w*|позиці\w+|позици\w+)"
    r"|на(?:ши|ших) парн\w+|військов(?:і|их|ослужбов\w+)|военнослужащи\w+"
    r"|бійц(?:і|ів)|бойцы|бойцов|пацани|пацаны|fighters)\b",
    re.IGNORECASE,
)
_ARMS: Final = re.compile(
    r"(?<![\w-])(?:howitzers?|artillery|mortars?|tanks?|self-propelled guns?|Pantsirs?|Buks?|IRIS-T"
    r"|NASAMS|Patriots?|Grads?|HIMARS|M777s?|Mstas?|D-30s?|guns|Bohdanas?|Krabs?|(?-i:[SС])-[34]00"
    r"|radars?|jammers?"
    r"|launchers?|гармат\w*|пушк[иу]|пушек|орудия|Мст[аиы]|Д-30|артилері[яїюйє]\w*"
    r"|артиллери[яиюй]\w*|гаубиц\w*|самохідк\w*|самоход\w*"
    r"|(?-i:САУ|РСЗВ|РСЗО|ЗРК|ЗРПК|РЛС|РЕБ|РЭБ|ПУ)|панцир\w*|танк(?:и|ів|ов|у|ами)?|Бук(?:и|ів)?"
    r"|Богдан(?:а|и|у|ы)|Град(?:и|ів|ы|ов)|Хаймарс\w*|ретранслятор\w*|антен\w*|міномет\w*"
    r"|мином[её]т\w*)(?![\w-])",
    re.IGNORECASE,
)
_FAR: Final = 90
"""Letters around soldiers in which a verb and a place count as theirs."""


def tells_of_soldiers(words: str) -> bool:
    """Whether clean words say in which place soldiers of an arm, or a weapon, are."""
    is_news = None
    for around in _around(_SOLDIERS, words):
        if not WHERE.search(around):
            continue
        if is_news is None:
            is_news = is_struck(words) or is_of_honour(words)
        if not is_news or is_there(around):
            return True
    stand = any(
        is_there(around) and WHERE.search(around)
        for pattern in (_MEN, _ARMS)
        for around in _around(pattern, words)
    )
    return stand and not is_struck(words)


def _around(pattern: re.Pattern[str], words: str) -> Iterator[str]:
    """What stands around each of whom a pattern finds, up to a semicolon."""
    for found in pattern.finditer(words):
        before = words[max(0, found.start() - _FAR) : found.start()].rpartition(";")[2]
        behind = words[found.end() : found.end() + _FAR].partition(";")[0]
        yield f"{before}{found[0]}{behind}"
