"""Whether a sentence tells which way an attack goes, or where from."""

import re
from typing import Final

from situation.sources.withheld_words import ARROW, COMPASS, PROPER

_ATTACK: Final = re.compile(
    r"\b(?:(?:counter)?attack\w*|assault\w*|advanc(?:e|es|ed|ing)|offensive|storm(?:s|ed|ing)"
    r"|br(?:eak|oke|eaking) through|push(?:es|ed|ing)?|thrusts?|spearhead\w*|infiltrat\w*|bypass\w*"
    r"|outflank\w*|strikes? at|(?:контр)?атак\w*|штурм\w*|(?:контр)?наступ(?!н)\w*|просува\w*"
    r"|просуну\w*|продвига\w*|продвин\w*|прор[ви]\w*|прорыв\w*|рвут\w*|ломит\w*|обійти|обойти"
    r"|обход\w*|(?:інфільтр|инфильтр)\w*|тисне|тиснуть|давит|давят|накат\w*|клин\w*|wedge|лізе"
    r"|лізуть|лез[еу]т|суне|сунуть|пр[уе]ть|прут|охоп\w*"
    r"|охват\w*|(?:головн|главн)\w* удар\w*)",
    re.IGNORECASE,
)
_TROOPS: Final = re.compile(
    r"\b(?:enem(?:y|ies)|troops|forces|soldiers|infantry|armou?r(?!y)\w*|columns?|tanks?|russians"
    r"|invaders|occupiers|army|marines|paratroopers|(?:assault|storm) (?:groups?|units?)|units"
    r"|fighters|saboteurs|ворог\w*|ворож\w+|противник\w*|окупант\w*|оккупант\w*|росіян\w*"
    r"|россиян\w*|піхот\w*|пехот\w*|штурмовик\w*|штурмов\w+ груп\w*|десант\w*|військ(?:а|о)?\b"
    r"|войск\w*|сил\w* оборони|ЗСУ|ВСУ|загарбник\w*|колон[аи]|колонн\w*|бронетехні\w*"
    r"|бронетехник\w*|танки|ДРГ|рф)\b",
    re.IGNORECASE,
)
_SIDES: Final = r"(?:двух|тр[её]х|нескольких|всех|двох|трьох|кількох|усіх|обох)"
_GOAL: Final = (
    rf"(?:{PROPER}|(?:the )?(?:cit|town|cent|river|railway|{COMPASS})|міст|центр|город|річк|залізн)"
)
_STRONG: Final = (
    rf"(?<!km )(?<!miles )(?<!away )from (?:the )?(?:{PROPER}|{COMPASS}\w*(?! of {PROPER}))"
    rf"|{COMPASS}\w{{0,6}}ward\w*"
    rf"|(?:towards?|in the direction of) {_GOAL}|to the {COMPASS}\w*(?! of)"
    rf"|(?:push|advanc|mov|attack|driv|roll|head)\w* (?:further )?{COMPASS}\w*(?! of)"
    r"|from (?:two|three|four|several|both|all) (?:directions|sides|flanks)|from the (?:flanks?"
    r"|direction)"
    r"|along the (?:railway|road|highway|river|tracks)|pincers?|(?:main|principal) (?:axis|thrust"
    r"|blow)"
    rf"|(?:[ву] напрямку|[ву] бік|у сторону|в направлении|в сторону) {_GOAL}|(?:з боку"
    rf"|со стороны) {PROPER}"
    r"|(?:із|зі|з|со|с) (?:північ|півноч|півд|сход|заход|север|юг|запад|восток)\w*"
    rf"|(?:зі?|із|со?) {_SIDES} (?:напрямк|бок|бік|сторін|фланг|направлен|сторон)\w*"
    r"|на (?:північ|південь|захід|схід|север|юг|запад|восток)\b(?!\s+(?:від|от)\b)|[зс] флангів"
    r"|с флангов"
    r"|(?:вздовж|уздовж|вдоль) \w+|(?:головн|главн)\w* удар\w*"
    rf"|(?:от|від) {PROPER}(?: \w+){{0,2}} (?:к|до|на) {PROPER}"
    rf"|(?:com(?:e|es|ing)|came|out|drove|driv(?:e|es|ing)|creep\w*|crept|go(?:es)?|going|w[eo]nt"
    rf"|mov(?:e|es|ed|ing)) (?:out )?(?:of|from|through|to|into) {PROPER}"
    rf"|(?:enter|arriv|strik|hit|attack|assault)\w*(?:\W+[\w’-]+){{0,5}}? from {PROPER}"
    rf"|(?:вдар|удар|зайш|зайт|увійш|заход|войт|вошл|зашл|атак"
    rf"|штурм)\w*(?:\W+[\w’'-]+){{0,3}}? (?:зі?|із|со?|из) {PROPER}"
    rf"|(?:просува|продвига|прорива|прорыва|рвут|рух|движ|наступа|л[іе]з|сун"
    rf"|прут)\w*(?:\W+[\w’'-]+){{0,2}}?"
    rf" (?:на|до|к|через|від|от|зі?|із|со?|из) {PROPER}"
    rf"|(?:наносит\w*|іде|йде|йдуть|ид[её]т|идут|захо\w+|заш\w+|вийш\w+|выш\w+|вы?еха\w+"
    rf"|ви?їха\w+)(?:\W+[\w’'-]+){{0,2}}? (?:зі?|із|со?|из|через|від|от) {PROPER}"
)
_FROM_TO: Final = (
    rf"(?:from|зі?|із|из|со?) {PROPER}(?:\W+[\w’'-]+){{0,2}}?"
    rf" (?:(?:up )?to|towards?|into|на|до|к|у бік|в бік|в сторону) {_GOAL}"
)
_LEADS: Final = re.compile(rf"(?<!\w)(?:{_STRONG}|{_FROM_TO})", re.IGNORECASE)
_LEADS_AN_ATTACK: Final = re.compile(
    rf"(?<!\w)(?:towards?|in the direction of|[ву] напрямку|[ву] бік|в направлении|в сторону"
    rf"|вектор\w*"
    rf"|(?:advanc|push)\w* (?:on|to) {PROPER})",
    re.IGNORECASE,
)
_TRAVEL: Final = re.compile(
    r"\b(?:trains?|bus(?:es)?|evacuat\w*|evacuation|refugees?|residents?|civilians?|humanitarian"
    r"|children"
    r"|prisoners?|bodies|returned|withdr[ae]w\w*|retreat\w*|pushed back|driven (?:out|back)"
    r"|drove (?:the|them|back)|expell\w*|поїзд\w*|потяг\w*|поезд\w*|автобус\w*"
    r"|евакуа\w*|евакую\w*|эвакуа\w*|мешкан\w*|жител\w*|людей|дітей|детей|гуманіт\w*|гуманит\w*"
    r"|полонен\w*|пленн\w*|відійш\w*|відведен\w*|отош\w*|відкин\w*|витісн\w*|выби\w*)",
    re.IGNORECASE,
)


def tells_a_direction(sentence: str) -> bool:
    """Whether clean words tell of an attack, or of troops, where they come from or go."""
    is_attack = _ATTACK.search(sentence) is not None
    if not is_attack and not _TROOPS.search(sentence):
        return False
    if is_attack and (_LEADS_AN_ATTACK.search(sentence) or ARROW.search(sentence)):
        return True
    return _LEADS.search(sentence) is not None and not _TRAVEL.search(sentence)
