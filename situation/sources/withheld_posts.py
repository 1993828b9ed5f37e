"""Whether a sentence tells where a store, a dug-in post or a mass of men and armour is.

A store or a post that was hit, taken or found by the police is a report of damage and passes.
"""

import re
from typing import Final

from situation.sources.withheld_settled import is_struck
from situation.sources.withheld_words import WHERE, WORD, within

_GOODS: Final = (
    r"(?:боєприпас\w*|боеприпас\w*|БК|боєкомплект\w*|боекомплект\w*|снаряд\w*|збро[їє]\w*|оружи\w+"
    r"|озброєн\w+|вооружен\w+|ПММ|ГСМ|дрон\w*|БпЛА|БПЛА|безпілотник\w*|беспилотник\w*)"
)
_POSTS: Final = re.compile(
    r"\b(?:(?:ammunition|ammo|munitions?|weapons?|arms|shell|field|drone) (?:depots?|dumps?|stores?"
    r"|caches?|warehouses?|stockpiles?)|dug-?outs?|strong ?points?|observation posts?"
    r"|(?:firing|artillery|mortar|gun|launch(?:ing)?) (?:points?|positions?|pits?|sites?)"
    r"|(?:drone )?control (?:points?|posts?)|staging (?:areas?|grounds?|points?)|assembly areas?"
    r"|(?:electronic warfare|EW|jamming) (?:stations?|systems?|complex\w*)|relay stations?"
    rf"|(?:польов\w+ |полев\w+ )?склад\w*(?: \w{{1,30}}+){{0,2}}? {_GOODS}|бліндаж\w*|блиндаж\w*"
    r"|опорник\w*|опорн\w+ пункт\w*|спостережн\w+ пункт\w*|наблюдательн\w+ пункт\w*"
    r"|вогнев\w+ (?:позиці|точк)\w*|огнев\w+ (?:позици|точк)\w*|пункт\w* (?:управлін|управлен)\w+"
    r"|вуз(?:ол|ла|лу|ли) зв[’']язку|уз(?:ел|ла|лу|лы) связи|район\w* зосеред\w+|ремонтн\w+ баз\w+"
    r"|field hospitals?|(?:польов|полев)\w+ (?:шпитал|госпіт|госпит)\w*|точк\w+ (?:вильоту|вылета"
    r"|старту|старта|запуску|запуска)"
    r"|район\w* сосредот\w+|станці\w+ РЕБ|(?:логістичн|логистич)\w+ (?:хаб|центр|вуз|уз)\w*"
    r"|logistics hubs?|ретранслятор\w*|блокпост\w*|пункт\w* (?:збору|сбора)|станци\w+ РЭБ"
    r"|(?:комплекс|установк)\w* Р[ЕЭ]Б"
    r"|(?:пускова|пускові|пусковая|пусковые) установк\w*"
    r"|(?-i:К?С?ПУ|КП|КСП|НП|ВПУ|ПВД|ПТД|ППД|ТПУ|ВОП|РОП)\b)",
    re.IGNORECASE,
)
_MEN: Final = (
    r"(?:infantry|armou?r|armou?red vehicles|equipment|hardware|manpower|reserves|reinforcements"
    r"|assault troops|піхот\w+|бронетехнік\w*|технік[иу]|жив\w+ сил\w+|особов\w+ склад\w*"
    r"|резерв\w*|підкріплен\w+|штурмовик\w+|пехот\w+|бронетехник\w*|техник[иу]"
    r"|личн\w+ состав\w*|подкреплен\w+|част(?:ей|и|ини)|підрозділ\w+|подразделени\w+)"
)
_MASS: Final = (
    r"(?:mass(?:es|ed|ing)|amass\w*|gather\w*|concentrat\w*|accumulat\w*|buil(?:t|d|ds|ding)[- ]?up"
    r"|(?:pull|draw|mov|bring)\w* up|brought up|assembl\w*|накопич\w*|стяг\w*|підтяг\w*"
    r"|зосере\w*|скупч\w*|перекид\w*|перекин\w*|підвоз\w*|підве[зл]\w*|накапл\w*|накопл\w*"
    r"|стянут\w*|стянул\w*|подтяг\w*|подтян\w*|сосредот\w*|скаплив\w*|скоплен\w*|подвоз\w*"
    r"|переброс\w*|переброш\w*|перебрас\w*)"
)
_STORED: Final = (
    r"(?:stores?|storing|keeps?|зберіга\w+|хран[яи]т|тримають) (?:\w{1,30}+ ){0,2}?(?:drones"
    r"|ammunition|shells|missiles|weapons|дрони|дроны|БК|боєприпас\w*|боеприпас\w*|снаряди|снаряды"
    r"|ракети|ракеты)|(?:ammunition|shells|drones|weapons|missiles) (?:is|are|was|were) (?:kept"
    r"|stored"
    rf"|stockpiled|hidden)|(?:боєприпас|боеприпас|снаряд){WORD}{within(3)}(?:зберіга|хран[яи]т"
    r"|везут"
    r"|звоз|своз|лежа|схован|спрятан)\w*"
)
_MASSED: Final = re.compile(
    rf"\b(?:{_MEN}{within(6)}{_MASS}|{_MASS}{within(5)}{_MEN}|{_STORED})", re.IGNORECASE
)


def tells_of_a_post(words: str) -> bool:
    """Whether clean words say where a store or a post is, or where men and armour gather."""
    is_post = _POSTS.search(words) is not None or _MASSED.search(words) is not None
    return is_post and WHERE.search(words) is not None and not is_struck(words)
