"""Whether a sentence tells which way a drone, a missile or a bomber goes, and from where."""

import re
from typing import Final

from situation.sources.withheld_weapons import WEAPON, names_a_weapon
from situation.sources.withheld_words import COMPASS, PROPER

_WAY: Final = (
    r"\b(?:(?:heading|headed|heads?|bound|course)(?: is| set)? (?:for|to|towards?|from|north|south"
    r"|east|west)"
    r"|(?:on )?(?:a )?course:|changed course|(?:flying|flies|fly|flew|moving|moves?|passed|passing"
    r"|pass)"
    r" (?:to|towards?|over|past|from|along|in the direction|through|north|south|east|west)\w*"
    rf"|passed {PROPER}|(?:heading|direction|напрямок|напрям|направление)\s*[:—–-]|along the"
    rf"|flight path|trajector\w+|approach(?:es|ed|ing)?|launch sites?|routes?"
    rf"|launch(?:ed|es)? (?:from|towards?)|took off|take-?off|airborne|circl(?:e|es|ing)|en route"
    rf"|inbound|loiter\w*|closing in"
    rf"|(?:turn|veer|enter|cross|reach)\w* (?:towards?|to|over|into|past) {PROPER}|via {PROPER}"
    rf"|(?:to|reach(?:es|ed)?) {PROPER} via|from (?:the )?{COMPASS}\w*(?! of)"
    rf"|{COMPASS}\w* of {PROPER}"
    r"|towards? the (?:north|south|east|west|city|capital)|in the direction of"
    r"|курс\w*(?:\s+на|\s*[:—–-])|курсом|летить|летять|летит|летят|рухаєть\w*|рухають\w*"
    r"|движет\w*|движут\w*|прямує|прямують|пролітає|пролітають|пролетіл\w+|пролета\w+|пролетел\w+"
    r"|зайш\w+|обходять|обходить|обходят|обходит|пошл[иа]|пош[её]л|пішли|пішов|звернул\w+"
    r"|поверну\w+|розверну\w+"
    r"|увійш\w+|пройш\w+|прош[её]л|прошли|перетну\w+|тримають|тримає|(?:із|зі|з|со|с) (?:північ"
    r"|півноч|півд|сход|заход|север|юг|запад|восток)\w*"
    r"|заходить|заходять|заходит|заходят|захід на|заход на|облітає|облітають|облетает|кружля\w*"
    r"|маневру\w+"
    r"|курсу[єюе]\w*|вздовж|уздовж|вдоль|\bпуск(?:и|ів|ов)?\b|вектор\w*|траєктор\w*|траектор\w*"
    r"|маршрут(?!к)\w*|підліт\w*|подл[её]т\w*|зліт|взл[её]т"
    r"|(?:пуск|запуск|старт)\w*\s+(?:з|із|зі|из|с|со|КАБ\w*|ракет|БпЛА|шахед\w*|баліст\w*)"
    r"|запущен\w*\s+(?:з|із|из|с)|[ву] напрямку|із напрямк\w+|з напрямк\w+|с направлени\w+"
    r"|[ву] бік|у сторону|в сторону|в направлении|на (?:північ|південь|захід|схід|север|юг|запад"
    r"|восток)\b(?!\s+(?:від|от)))"
)
_BARE: Final = r"(?:\W+(?!на\b|через\b|повз\b|over\b)[\w’'/-]+){0,2}?\W+"
_ONTO: Final = rf"на {PROPER}(?<!щині)(?<!щине)(?<!басі)(?<!бассе)(?<!чині)"
_TO: Final = (
    rf"(?:на|через|повз|над|до|к|із|зі|з|с|из|over|past|near|towards?|to)\s+(?:межі\s+|границе\s+)?"
    rf"{PROPER}(?<!щині)(?<!щине)(?<!басі)(?<!бассе)(?<!чині)"
)
_FROM_TO: Final = (
    rf"from (?:the )?{PROPER}.{{0,30}}? (?:to|towards?|on|at) {PROPER}"
    rf"|(?:з|із|зі|из|с|со) {PROPER}.{{0,30}}? (?:на|до|к|в|у) {PROPER}"
)
_MADE_IN: Final = (
    r"(?!Iran|China|North|Germany|the US|США|Іран|Иран|Кита|Німеч|Герман|Бельг|Швец|Север|Північ)"
)
_SETTLED: Final = re.compile(
    r"\b(?:kill\w*|wound\w*|injur\w*|hit|hits|struck|damag\w*|destroy\w*|burn\w*|fire|fell|crash\w*"
    r"|shot down|downed|intercept\w*|explo\w*|attacked|strikes?|deliver\w*|debris|buy\w*|produc\w*"
    r"|bought"
    r"|загин\w*|загибл\w*|поран\w*|пошкод\w*|знищ\w*|збит\w*|збил\w*|влуч\w*|впа[вл]\w*|удари\w*"
    r"|вдари\w*"
    r"|горить|пожеж\w*|висади\w*|запали\w*|підірва\w*|підпал\w*|знеструм\w*|спалах\w*|blew up"
    r"|ablaze|атак(?:а|у|и|ою|ой|і)?\b|приліт\w*|прил[её]т\w*|прильот\w*|атакува\w*|уразил\w*"
    r"|ураже\w*|вибух\w*|удар(?!н)\w*|уламк\w*|наслідк\w*|передал\w*"
    r"|погиб\w*|ранен\w*|поврежд\w*|уничтож\w*|сбит\w*|сбил\w*|попал\w*|попада\w*|упал\w*|горит"
    r"|пожар\w*"
    r"|атакова\w*|порази\w*|взрыв\w*|обломк\w*|последств\w*|пострада\w*|взорва\w*|подорва\w*"
    r"|поджег\w*|загоре\w*"
    r"|funds?|sanction\w*|contract\w*|agree\w*|s[eo]ld?l?|suppl\w+|sends?|sent|packages?|closed"
    r"|suspend\w*"
    r"|закуп\w*|вироб\w*|произв\w*|закон\w*|санкц\w*|допомог\w*|помощ\w*|призупин\w*|приостан\w*)",
    re.IGNORECASE,
)
_WAYS: Final = re.compile(_WAY, re.IGNORECASE)
_UNDER_WAY: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{WEAPON}{_BARE}{_TO}",
        (
            rf"{WEAPON}(?:\W+[\w’'-]+){{0,6}}?\W+(?:to|into|near|above|over|via|towards?|across|біля"
            rf"|над|до|повз|через|возле|к) {PROPER}"
        ),
        rf"{WEAPON}(?:\W+[\w’'-]+){{0,6}}? {_ONTO}",
        rf"{WEAPON}\W{{1,4}}(?-i:[А-ЯІЇЄҐ][а-яіїєґ’]+(?:щина|чина|область))",
        rf"{WEAPON}\s*[:—–-]\s*{PROPER}",
        rf"{WEAPON}{_BARE}from (?:the )?{_MADE_IN}{PROPER}",
        rf"{WEAPON}{_BARE}(?:з|із|из|с) {_MADE_IN}{PROPER}",
    )
)
_LINE: Final = re.compile(
    rf"{WEAPON}.{{0,80}}?(?:{_FROM_TO})|{_FROM_TO}.{{0,40}}?{WEAPON}", re.IGNORECASE
)
_ARROWS: Final = re.compile(r"[-=—]>|>>|[←-⇿➔-➾⬀-⬑]")


def tells_a_way(sentence: str) -> bool:
    """Whether clean words tell of a weapon in the air where it is, goes or comes from.

    A bare "drones over Sumy" counts unless the sentence says that something came of it, or that
    they are bought or sent: where a strike has happened is no route.
    """
    if not names_a_weapon(sentence):
        return False
    if _WAYS.search(sentence) or _LINE.search(sentence) or _ARROWS.search(sentence):
        return True
    is_settled = _SETTLED.search(sentence) is not None
    return not is_settled and any(pattern.search(sentence) for pattern in _UNDER_WAY)
