"""Whether a sentence tells where a unit, a staff or a weapon's crew stands."""

import re
from typing import Final

from situation.sources.named_units import names_a_unit
from situation.sources.withheld_honours import is_of_honour
from situation.sources.withheld_posts import tells_of_a_post
from situation.sources.withheld_soldiers import tells_of_soldiers
from situation.sources.withheld_words import AT_A_PLACE, within, without_civil

_TROOPS: Final = (
    r"\b(?:brigades?|regiments?|battalions?|platoons?|corps"
    r"|(?:infantry|armou?red|airborne|tank|rifle|guards|mechani[sz]ed|motori[sz]ed|assault|marine)"
    r" (?:division|company|platoon|unit)s?"
    r"|(?:howitzer|mortar|drone|artillery|FPV|tank|gun) (?:crew|batter|team|position)\w*|BTGs?"
    r"|бригад\w*|батальйон\w*|батальон\w*|дивізі[яїюй]\w*|дивизи[яиюй]\w*"
    r"|(?:армійськ|армейск)\w+ корпус\w*|полк(?:у|ом|и|а|ів|ов|ами)?|морськ\w+ піхот\w+"
    r"|морск\w+ пехот\w+|БТГ\w?|(?-i:О?(?:МБр|ШБр|ТБр|ДШБр|МСБр|МСП|БрМП)|ДРГ))(?![\w-])"
)
_WEAPONS: Final = (
    r"\b(?:(?:artillery|drone|special|enemy|russian|ukrainian) units?|howitzers?|artillery"
    r"|mortars?|(?-i:ЗРК|ЗРПК|Бук|САУ|РСЗВ|РСЗО)|арт[аиуы]|tanks?|танк(?:и|ів|ов|у)?|HIMARS"
    r"|air[- ]defen[cs]e|Patriots?|(?-i:[SС])-[34]00|radars?"
    r"|гаубиц\w*|зенітн\w+|зенитн\w+|ППО|ПВО|РЛС"
    r"|артил+ерист\w*|розрахун(?:ок|ки|ків)|расч[её]т(?:ы|ов|а|ом)?|екіпаж\w*|экипаж\w*"
    r"|мінометник\w*"
    r"|мином[её]тчик\w*|резерв\w*|launchers?|jammers?|РЕБ|РЭБ|дивізіон\w*|дивизион\w*"
    r"|(?:артил|артиллер|мінометн|мином[её]тн|зенітн|зенитн|ракетн|гаубичн)\w* батаре\w*)(?![\w-])"
)
_PLACED: Final = (
    r"\b(?:(?:re)?deploy\w*|station(?:ed|ing)|positioned|positions? (?:in|at|near|around|outside)"
    r"|(?:located|based|concentrat\w+|massing|massed|holed up|hid(?:es?|den|ing)|dug in|quartered)"
    r" (?:in|at|near|around|outside)|gather(?:s|ed|ing)? (?:in|at|near|by)|fir(?:e|es|ing) from"
    r"|стріля\w+ (?:зі?|із)|стреля\w+ (?:из|со?)"
    r"|(?:transferred|sent|moved) (?:to|from|into)"
    r"|дислок\w*|дислоц\w*|розташован\w*|розміщен\w*|размещ[её]н\w*|розміст\w+|размест\w+"
    r"|располож\w*|перекин\w*"
    r"|перекид\w*|переброс\w*|переброш\w*|позиці(?:ї|ях|й|ю)|позици(?:и|ях|й|ю)|зосередж\w*"
    r"|сосредоточ\w*|скупч\w*|скоплен\w*|(?:за)?хова\w+|(?:с)?пря[тч]\w+|скрыва\w+|развернут\w*"
    r"|розгорнут\w*"
    r"|облаштова\w+|обустро\w+|оборудован\w*|вскрыт\w*|замаск[уи]р?ован\w*|замаскован\w*"
    r"|укры(?:т|л)\w*|camouflag\w*|conceal\w*|emplac\w*|parked|set up (?:in|at|near|on)"
    r"|(?:stands?|sits?|lies?) (?:in|on|near|behind|by)|(?:work|operat)(?:s|es|ing)? (?:from"
    r"|out of)"
    r"|перемісти\w+|перемести\w+|переїха\w*|переехал\w*|позиці[яю]|позици[яю]"
    r"|базується|базуются|базируется|сто[їи]ть|стоять|стоит|стоят)(?!\w)"
)
_FIGHTS: Final = (
    r"\b(?:holds?|defends?|occup(?:y|ies)|operates?|fights?|stands?|serves?"
    r"|(?:operating|fighting|standing|holding|defending) (?:in|at|near|the)"
    r"|трима(?:є|ють|ла|в)|держ(?:ит|ат)|оборон(?:яє|яють|яла|яет|яют)|воює|воюють|воюет|воюют"
    r"|діє|діють|действует|перебува\w+|находится|находятся|закріпи\w+|закрепи\w+|окопа\w+"
    r"|працю[єю]\w*|работает|работают)(?!\w)"
)
_NAMED: Final = (
    r"(?-i:\b(?:Azov|Kraken|Akhmat|Wagner|Rubi[kc]on|Skel[iy]a|Khartiia|Achilles|K-2|Magyar|Lyut"
    r"|Da Vinci|Magura|Aidar|Sparta|Edelweiss|Kholodnyi Yar|Shkval|Pyatnashka|Storm-?Z|BARS-?\d*"
    r"|Азов(?:у|ом|ці|цы|ців|цев)?|Кракен\w{0,2}|Ахмат\w{0,2}"
    r"|Вагнер\w{0,3}|Рубікон\w{0,2}|Рубикон\w{0,2}|Скел[яеіїю]\w?|Хартія|Хартії|Ахіллес|Лють"
    r"|Да Вінчі|Магур\w|Айдар\w{0,2}|Спарт\w|Едельвейс\w{0,2}|Эдельвейс\w{0,2}|Холодн\w+ Яр\w{0,2}"
    r"|Шквал\w{0,2}"
    r"|Птах\w+ Мадяра|Пятнашк\w|Рубіж\w{0,2}|Рубежу|Шторм-?Z|БАРС-?\d*))(?![\w-])"
)
_NEAR: Final = within(4)
_STANDS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_TROOPS}{_NEAR}{AT_A_PLACE}",
        rf"{_NAMED}{_NEAR}{AT_A_PLACE}",
        rf"{AT_A_PLACE}{_NEAR}(?:{_TROOPS}|{_NAMED})",
        rf"{_NAMED}{_NEAR}(?:{_PLACED}|{_FIGHTS})",
    )
)
_BOTH: Final = tuple(
    (re.compile(thing, re.IGNORECASE), re.compile(verb, re.IGNORECASE))
    for thing, verb in ((f"{_TROOPS}|{_WEAPONS}", _PLACED), (_TROOPS, _FIGHTS))
)


def tells_a_unit(sentence: str) -> bool:
    """Whether clean words name a unit, or say of one without a name where it is.

    A unit that is only honoured, judged or remembered is none: see `is_of_honour`.
    """
    words = without_civil(sentence)
    stands = any(thing.search(words) and verb.search(words) for thing, verb in _BOTH)
    if stands or tells_of_soldiers(words) or tells_of_a_post(words):
        return True
    is_named = names_a_unit(sentence) or any(pattern.search(words) for pattern in _STANDS)
    return is_named and not is_of_honour(words)
