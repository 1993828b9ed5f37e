"""Whether a sentence tells which way an attack goes, or where from."""

import re
from typing import Final

from situation.sources.withheld_words import ARROW, COMPASS, PROPER, within

_ATTACK: Final = re.compile(
    r"\b(?:(?:counter)?attack\w*|assault\w*|advanc(?:e|es|ed|ing)|offensive|storm(?:s|ed|ing)"
    r"|br(?:eak|oke|eaking) through|push(?:es|ed|ing)?|thrusts?|spearhead\w*|infiltrat\w*|bypass\w*"
    r"|outflank\w*|strikes? at|(?:контр)?атак\w*|штурм\w*|(?:контр)?наступ(?!н)\w*|просува\w*"
    r"|просуну\w*|продвига\w*|продвин\w*|прор[ви]\w*|прорыв\w*|рвут\w*|ломит\w*|обійти|обойти"
    r"|обход\w*|(?:інфільтр|инфильтр)\w*|тисне|тиснуть|давит|давят|накат\w*|клин\w*|вклин\w*|wedge"
    r"|лізе"
    r"|лізуть|лез[еу]т|суне|сунуть|пр[уе]ть|прут|охоп\w*"
    r"|охват\w*|просоч\w*|просач\w*|розвива[єю]\w*|развива[ею]\w*|прагн\w+|стрем[ия]т\w*|замкну\w+"
    r"|(?:struck|hit|hitting|striking) back|удар\w* (?:спрямован|направлен|націлен|нацелен)\w*"
    r"|удар (?:ВСУ|ЗСУ|ВС РФ) (?:із|из|з|с)|заїжджа\w*|заезжа\w*|кліщ[іа]\w*|клещ[иа]\w*|ломят\w*"
    r"|envelop\w*"
    r"|press(?:es|ed|ing)"
    r"|dash|squeez\w*|breakthroughs?|incursion\w*|encircl\w*|рив(?:ок|ка|ком)|рыв(?:ок|ка|ком)"
    r"|брос(?:ок|ка|ком)|натиск\w*|клешн\w*|посуну\w*|повз(?:е|уть|ли)\b|полз(?:[её]т|ут)|продав\w*"
    r"|підпира\w*|подпира\w*|оточити|оточують|окружить|окружают"
    r"|flank\w*|main effort|ax[ei]s of (?:advance|attack)"
    r"|(?:головн|главн|основн)\w* (?:удар|зусил|усил)\w*|напрям\w* (?:удару|наступу))",
    re.IGNORECASE,
)
_TROOPS: Final = re.compile(
    r"\b(?:enem(?:y|ies)|troops|forces|soldiers|infantry|armou?r(?!y)\w*|columns?|tanks?|russians"
    r"|invaders|occupiers|army|marines|paratroopers|(?:assault|storm) (?:groups?|units?)|units"
    r"|fighters|saboteurs|ворог\w*|ворож\w+|противник\w*|окупант\w*|оккупант\w*|росіян\w*"
    r"|россиян\w*|піхот\w*|пехот\w*|штурмовик\w*|штурмов\w+ груп\w*|десант\w*|військ(?:а|о)?\b"
    r"|войск\w*|сил\w* оборони|ЗСУ|ВСУ|загарбник\w*|колон[аи]|колонн\w*|бронетехні\w*"
    r"|бронетехник\w*|танки|ДРГ|рф|мотоцикл\w*|motorcycl\w*|convoys?|морп[іе]х\w*|бійц\w+|бойц\w+"
    r"|(?:наші|наши) (?:уже |вже )?(?:захо|зайш|ид|йд|ід|прод|прос|вош|ввій|увій|бь|б[’']|выш|вийш"
    r"|бер)\w+|their (?:vehicles|men)|vehicles|угруп[оу]ван\w*|группировк\w*|оборон[уы]"
    r"|диверсант\w*|группы|груп(?:и|ами|ы|пами|пы))\b",
    re.IGNORECASE,
)
_SIDES: Final = r"(?:двух|тр[её]х|нескольких|всех|двох|трьох|кількох|усіх|обох)"
_GOAL: Final = (
    rf"(?:{PROPER}|(?:the )?(?:cit|town|cent|river|railway|{COMPASS})|міст|центр|город|річк|залізн"
    r"|рек[еиу]|трас[иуе]|околиц|окраин)"
)
_STRONG: Final = (
    rf"(?<!km )(?<!miles )(?<!away )from (?:the )?(?:{PROPER}|{COMPASS}\w*(?! of {PROPER}))"
    rf"|{COMPASS}\w{{0,6}}ward\w*"
    rf"|(?:towards?|in the direction of) {_GOAL}|to the {COMPASS}\w*(?! of)"
    rf"|(?:push|advanc|mov|attack|driv|roll|head)\w* (?:further )?{COMPASS}\w*(?! of)"
    r"|from (?:two|three|four|several|both|all) (?:directions|sides|flanks)|from the (?:flanks?"
    r"|direction)"
    r"|along (?:the )?(?:[\w-]{1,20} ){0,2}?(?:(?-i:[A-Z])-?\d{1,5}|railway|road|highway|river"
    r"|tracks|pipeline|line)"
    r"|pincers?|(?:main|principal) (?:axis|thrust"
    rf"|blow|effort)|{COMPASS}\w{{0,6}}bound|ax[ei]s of (?:advance|attack)"
    rf"|(?:[ву] напрямку|[ву] бік|у сторону|в направлении|в сторону) {_GOAL}|(?:з боку"
    rf"|со стороны|зі сторони) {PROPER}"
    r"|(?:із|зі|з|со|с) (?:північ|півноч|півд|сход|заход|север|юг|запад|восток)\w*"
    rf"|(?:зі?|із|со?) {_SIDES} (?:напрямк|бок|бік|сторін|фланг|направлен|сторон)\w*"
    r"|на (?:північ|південь|захід|схід|север|юг|запад|восток)\b(?!\s+(?:від|от)\b)|[зс] фланг(?:у"
    r"|а|ів|ов)\b"
    r"|с флангов"
    r"|(?:вздовж|уздовж|вдоль) \w+|(?:головн|главн|основн)\w* (?:удар|зусил|усил)\w*"
    r"|(?:зі?|із|из|со?) (?:району|района|плацдарм\w*)|from the area of|[ву] (?:тил|фланг)\b"
    r"|во фланг"
    r"|в тыл\b|в об(?:хід|ход)|по (?:труб[іе]\b|залізниці|железной|трас|балц|балк|шос|русл|дамб)\w*"
    rf"|(?:converg|clos|head)\w* (?:on|for|towards?) {PROPER}|[ву] стик|в стык"
    rf"|(?:spearhead|offensive|thrust|push|advance|wedge)\w*{within(3)}(?:points?|pointing|aim\w*"
    rf"|directed) (?:at|towards?) {PROPER}|(?:по ліні[їю]|по линии) {PROPER}"
    rf"|(?:вийти|выйти|вихо\w+|выхо\w+|дійти|дойти|прорват\w+) (?:до|к|на) {_GOAL}"
    rf"|(?:просува|продвига|прорива|прорыва|рвут|рух|движ|наступа|розвива|развива|вийти|выйти"
    rf"|обійти|обойти|тисн|давл|прагн|стрем)\w*{within(5)}через {PROPER}"
    rf"|{PROPER}\s[–—-]\s{PROPER}\s[–—-]\s{PROPER}|(?:going|goes|come|coming) {COMPASS}\w* "
    rf"|(?:от|від) {PROPER}(?: \w+){{0,2}} (?:к|до|на) {PROPER}|(?:на|до|к) {PROPER} через {PROPER}"
    rf"|через {PROPER} (?:на|до|к) {PROPER}|[a-z]{{4,20}} {COMPASS}(?:-{COMPASS})?(?=[.,;]|$)"
    rf"|(?:com(?:e|es|ing)|came|out|drove|driv(?:e|es|ing)|creep\w*|crept|go(?:es)?|going|w[eo]nt"
    rf"|mov(?:e|es|ed|ing)) (?:out )?(?:of|from|through|to|into) {PROPER}"
    rf"|(?:enter|arriv|strik|hit|attack|assault)\w*{within(5)}from {PROPER}"
    rf"|(?:вдар|удар|б[’']ю|бьют|зайш|зайт|увійш|заход|войт|вошл|зашл|атак"
    rf"|штурм)\w*{within(3)}(?:зі?|із|со?|из) {PROPER}"
    rf"|(?:просува|продвига|прорива|прорыва|рвут|рух|движ|двин|наступа|розвива|развива|л[іе]з|сун"
    rf"|прут)\w*{within(2)}(?:на|до|к|через|від|от|зі?|із|со?|из) {_GOAL}"
    rf"|(?:наносит\w*|іде|йде|йдуть|ид[её]т|идут|захо\w+|заш\w+|вийш\w+|выш\w+|вы?еха\w+"
    rf"|ви?їха\w+){within(2)}(?:зі?|із|со?|из|через|від|от) {PROPER}"
)
_FROM_TO: Final = (
    rf"(?:from|зі?|із|из|со?) {PROPER}{within(2)}(?:(?:up )?to|towards?|into|на|до|к|у бік|в бік"
    rf"|в сторону) {_GOAL}"
)
_LEADS: Final = re.compile(rf"(?<!\w)(?:{_STRONG}|{_FROM_TO})", re.IGNORECASE)
_LEADS_AN_ATTACK: Final = re.compile(
    rf"(?<!\w)(?:(?:towards?|in the direction of|[ву] напрямку|[ву] бік|в направлении|в сторону)"
    r"(?! (?:an?|peace|ceasefire|talks|compromise|victory|миру|перемир\w*|перемог\w*|побед\w*)\b)"
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
