"""Whether a sentence tells which way a drone, a missile or a bomber goes, and from where."""

import re
from typing import Final

from situation.sources.withheld_settled import is_settled
from situation.sources.withheld_weapons import WEAPON, names_a_weapon
from situation.sources.withheld_words import COMPASS, GAP, POLE, PROPER, WORD, within

_AIM: Final = (
    rf"(?:(?:м\.|н\.?\s?п\.?)\s*)?(?:{PROPER}|{POLE}|міст|центр|город|столиц|населен|сел|аеродром"
    r"|аэродром|област|район|мор"
    r"|кордон"
    r"|границ|узбереж|побереж|[а-яіїє]{2,20}(?:щин|ськ|ск)\w)"
)
"""What is aimed at: exports and independence are not."""
_WAY: Final = (
    r"\b(?:(?:heading|headed|heads?|bound|course)(?: is| set)? (?:for|to|towards?|from|north|south"
    r"|east|west)"
    r"|(?:on )?(?:a )?course:|changed course|(?:flying|flies|fly|flew|moving|moves?|passed|passing"
    r"|pass)"
    r" (?:to|towards?|over|past|from|along|in the direction|through|north|south|east|west)\w*"
    rf"|pass(?:ed|es|ing) {PROPER}|bearing (?:for |on )?(?:{PROPER}|{COMPASS})|next {PROPER}"
    r"|in the air|[ву] повітрі\b|в воздухе\b|рубіж пуск|рубеж пуск|(?:heading|direction|напрямок"
    r"|напрям|направление)\s*[:—–-]|along the"
    rf"|flight path|trajector\w+|approach(?:es|ed|ing)?|launch sites?|routes?"
    rf"|launch(?:ed|es)? (?:from|towards?)|took off|take-?off|airborne|circl(?:e|es|ing)|en route"
    rf"|inbound|loiter\w*|closing in"
    rf"|(?:turn|veer|enter|cross|reach)\w* (?:towards?|to|over|into|past) {PROPER}|via {PROPER}"
    rf"|(?:to|reach(?:es|ed)?) {PROPER} via|from (?:the )?{COMPASS}\w*(?! of)"
    rf"|{COMPASS}\w* of {PROPER}"
    r"|towards? the (?:north|south|east|west|city|capital)|in the direction of"
    rf"|{COMPASS}\w{{0,6}}bound"
    rf"|(?:[вус]|з|із|зі|со) {POLE}[\w-]{{0,20}} (?:напрям|направлен)\w*"
    rf"|{POLE}[\w-]{{0,20}} курс\w*"
    rf"|(?:йдуть|йде|ідуть|іде|идут|ид[её]т) (?:на|до|к|через|повз|зі?|із|со?|из) {PROPER}"
    r"|(?:вил[еі]т|зл[еі]т)\w+ (?:зі?|із)|(?:вылет|взлет)\w+ (?:со?|из)|(?:з боку|со стороны"
    rf"|зі сторони) {PROPER}"
    rf"|курс\w*(?:\s+на {_AIM}|\s*[—–-]|:\s*(?!на\b)|\s+{POLE})|курсом|бо[йе]в\w+ курс\w*"
    r"|входжен\w+|вхождени\w+"
    r"|летить|летять|летит|летят|рухаєть\w*|рухають\w*"
    r"|движет\w*|движут\w*|прямує|прямують|пролітає|пролітають|пролетіл\w+|пролета\w+|пролетел\w+"
    r"|зайш\w+|обходять|обходить|обходят|обходит|пошл[иа]|пош[её]л|пішли|пішов|звернул\w+"
    r"|поверну\w+|розверну\w+"
    r"|увійш\w+|пройш\w+|прош[её]л|прошли|перетну\w+|тримають|тримає|(?:із|зі|з|со|с) (?:північ"
    r"|півноч|півд|сход|заход|север|юг|запад|восток)\w*"
    r"|заходить|заходять|заходила|заходили|заходит|заходят|захід на|заход на|облітає|облітають"
    r"|облетает|кружля\w*"
    r"|маневру\w+"
    r"|курсу[єюе]\w*|вздовж|уздовж|вдоль|\bпуск(?:и|ів|ов)?\b|вектор\w*|траєктор\w*|траектор\w*"
    r"|маршрут(?!к)\w*|підліт\w*|подл[её]т\w*|зліт|взл[её]т"
    r"|(?:пуск|запуск|старт)\w*\s+(?:з|із|зі|из|с|со|КАБ\w*|ракет|БпЛА|шахед\w*|баліст\w*)"
    r"|запущен\w*\s+(?:з|із|из|с)|із напрямк\w+|з напрямк\w+|с направлени\w+"
    rf"|(?:[ву] напрямку|[ву] бік|[ву] сторону|в направлении) {_AIM}|на (?:північ|південь|захід"
    r"|схід|север|юг|запад"
    r"|восток)\b(?!\s+(?:від|от)))"
)
_BARE: Final = rf"(?:{GAP}(?!на\b|через\b|повз\b|over\b){WORD}){{0,2}}?{GAP}"
_CITY: Final = r"(?:міст(?:ом|а|у)|город(?:ом|а|у)|центром|the (?:city|town|capital)|столице[юй])\b"
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
_WAYS: Final = re.compile(_WAY, re.IGNORECASE)
_UNDER_WAY: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{WEAPON}{_BARE}{_TO}",
        (
            rf"{WEAPON}{within(6)}(?:to|into|near|above|over|via|towards?|across|біля"
            rf"|над|до|повз|через|возле|к|довкола|навколо|поблизу|вблизи|около|[ву] районі"
            rf"|в районе) (?:{PROPER}|{_CITY})"
        ),
        rf"{WEAPON}{within(6)}{_ONTO}",
        rf"{WEAPON}\W{{1,4}}(?-i:[А-ЯІЇЄҐ][а-яіїєґ’]+(?:щина|чина|область))",
        rf"{WEAPON}\s*[:—–-]\s*{PROPER}",
        rf"{WEAPON} on {PROPER}",
        # A cry: "Ballistic, Pavlohrad, two minutes".
        (
            rf"\A\W{{0,8}}(?:{WORD}{GAP}){{0,3}}?{WEAPON}\W{{1,3}}{PROPER}"
            rf"(?:{GAP}(?!для\b|for\b){WORD}){{0,4}}\W{{0,8}}\Z"
        ),
        rf"{WEAPON}(?: have| has)?(?: been)? (?:launch|releas|dropp)ed (?:at|on|against) {PROPER}",
        rf"\b(?:launch(?:es)?|releases?) of {WEAPON}",
        (
            r"\b(?:launching|launches|dropping|drops|firing|скида[єю]\w*|запуска[єюе]\w*"
            rf"|сбрасыва[ею]\w*)(?:{GAP}{WORD}){{0,2}}?{GAP}"
            rf"{WEAPON}{GAP}(?:at|on|against|на|по) {PROPER}"
        ),
        (
            rf"{WEAPON}{within(6)}(?:(?:(?:за|в|під)л[іе]та|(?:за|в|под)лета|наближа|приближа"
            rf"|уход|рухал|двигал|летел|леті[вл]|летевш|направлял|прямувал)\w*(?:{GAP}{WORD})?"
            r"|(?:зафіксов|фіксу|поміч|виявл|зафиксиров|фиксиру|замеч"
            rf"|обнаруж)\w*){within(2)}{PROPER}"
        ),
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
    return not is_settled(sentence) and any(pattern.search(sentence) for pattern in _UNDER_WAY)
