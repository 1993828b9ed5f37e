"""Ukrainian and Russian words by which a headline says that somebody took, lost or holds a place.

As in English: what is taken is a settlement, or a name that stands alone, and verbs that do much
else besides («взяли», «зайняли», «втратили», «держат» …) need a side or its forces as their
subject, before them or behind.
"""

from typing import Final

from situation.sources.control_english import any_of

_BEHIND: Final = any_of(
    r"""на у в під под після после поблизу біля возле і й та и з із зі с со за до від от по але но а
    як как каже кажуть пише пишет повідом\w+ сообщ\w+ заяв\w+ утвержд\w+ стверджу\w+ говор\w+
    район\w* област\w+ сьогодні сегодня вчора вчера вночі ночью знову снова силами военн\w+
    войск\w+ військ\w+ армі\w+ арми\w+"""
)
_END: Final = rf"(?=$|\s*[^\w\s’'ʼ-]|\s+[–—-]\s|\s+{_BEHIND}\b)"
"""What may stand behind the name of a place: not what is only called after it."""
_NO_PLACE: Final = any_of(
    r"""Росі\w+ Росси\w+ Україн\w+ Украин\w+ Європ\w+ Европ\w+ Путін Путин Зеленськ Зеленск Трамп
    Кремл"""
)
_WORD: Final = r"[А-ЯІЇЄҐ][а-яіїєґё’'ʼ][\w’'ʼ-]*"
_NAME: Final = rf"(?-i:\b(?!{_NO_PLACE})(?![\w’'ʼ-]*\d){_WORD}(?: {_WORD}){{0,2}})"
_SETTLEMENT_WORDS: Final = any_of(
    r"""міст(?:о|а|ом) містечк\w+ город(?:а|ом|ов|ок|ка|ком)? с[её]л(?:о|а|ом|ами)? сіл селищ\w*
    насел[её]н\w+\sпункт\w* пос[её]л(?:ок|ка|ком|ки|ков) хутор\w* смт"""
)
_SETTLEMENT: Final = rf"{_SETTLEMENT_WORDS}\b"
_ADJECTIVE: Final = any_of(
    r"""[\w’'ʼ-]+(?:[еєуюі]|ий|ый|ой|ое|ие|ые|их|ых|ого|им|ым) два дві двух три чотири четыре
    п[’'ʼ]ять пять \d+"""
)
_TOWN: Final = rf"(?:{_ADJECTIVE} ){{0,3}}{_SETTLEMENT}"
_PART: Final = any_of(
    r"""(?:част|половин|околиц|окраин|район|квартал|центр|більшіст|большинств)\w*
    \d+\s(?:%|(?:відсотк|процент)\w+)"""
)
_PLACE: Final = rf"(?:(?:[\w’'ʼ-]+ )?{_PART} )?(?:{_TOWN}|{_NAME}{_END})"
_SUBJECT: Final = rf"(?:{_NAME}|\b{_SETTLEMENT})"
_OF: Final = rf"(?:(?P<settlement>\b{_SETTLEMENT})|(?P<name>{_NAME}))"

_WHO_WORDS: Final = any_of(
    r"""сил[аи] силы війська війсков\w+ військов\w+ армі[яї] армия ЗСУ ЗС ВС ВСУ РФ Росія Россия
    Україна Украина росіян\w* россияне українці окупант\w* оккупант\w* ворог\w* враг\w* противник\w*
    загарбник\w* захисник\w* защитник\w* бійці бойц\w* боевики підрозділ\w* подразделени\w*
    десантник\w* морпіх\w* гвардейц\w* бригад\w* полк батальйон войска военн\w* ми мы"""
)
_WHO: Final = rf"\b{_WHO_WORDS}"
_SOME: Final = r" (?:[^\s,;:.!?–—“”\"«»()]+ ){0,4}?"
_ENDING: Final = r"(?:в|л|ла|ло|ли)"
_TOOK: Final = any_of(
    """зайня захопи окупува звільни деокупува відби відвоюва взя заня захвати оккупирова освободи
    отби утрима втрима удержа втрати потеря залиши остави покину"""
)
_HOLD: Final = any_of(
    r"""утриму[єю]\w* тримають удержива[ею]\w* держат контролю[єю]\w* контролиру[ею]\w* займають
    занимают"""
)
_VERB: Final = rf"(?:{_TOOK}{_ENDING}|{_HOLD})"
_TAKEN_WORDS: Final = any_of(
    r"""звільнен захоплен окупован деокупован втрачен зайнят взят освобожд[её]н захвачен оккупирован
    потерян занят"""
)
_TAKEN: Final = rf"{_TAKEN_WORDS}(?:о|а|ы|ий|і)?\b"
_TAKING: Final = any_of(
    "взятт взяти захоплен захват звільнен освобожден окупаці оккупаци втрат потер"
)
_OF_SIDE: Final = any_of(
    """сил зсу рф вс всу росі росси україн украин противник ворог враг окупант оккупант військ
    войск арм"""
)
# What is under fire is called «під вогневим контролем», and is not held.
_UNDER: Final = r"(?:під|под) (?!вогнев|огнев)(?:\w+ ){0,2}контролем"

STATED: Final = (
    rf"\b(?:захопи|окупува|деокупува|захвати|оккупирова){_ENDING} {_PLACE}",
    # A court frees people, and a minister is dismissed, by the same words.
    rf"\b(?:звільни|освободи){_ENDING} {_TOWN}",
    rf"{_WHO}{_SOME}{_VERB} {_PLACE}",
    rf"{_SUBJECT} (?:\w+ )?{_VERB} (?:[\w-]+ ){{0,2}}?{_WHO}",
    rf"\b{_TAKEN} {_PLACE}",
    rf"\b(?:відійшли|відступили|отошли|отступили) (?:з|із|зі|из|с|со|от|від) {_PLACE}",
    rf"{_WHO}{_SOME}(?:вийшли|вышли) (?:з|із|зі|из|с|со) {_PLACE}",
    (
        r"\b(?:взя|встанови|установи|втрати|потеря|зберіга|сохраня)\w+ (?:\w+ )?(?:під |под )?"
        rf"контрол\w+ (?:над )?{_PLACE}"
    ),
    rf"\b{_UNDER} {_OF_SIDE}",
    r"\b(?:перейш|переш)\w+ (?:під|под) (?:\w+ )?контроль\b",
    rf"\b(?:про|о|об|спростува\w+|підтверди\w+|опроверг\w*|подтверди\w+) {_TAKING}\w* {_PLACE}",
    r"сір(?:а|ій|у|ої) зон|сер(?:ая|ой|ую) зон|\bоточен(?:о|ий|а|і)\b|\bокруж[её]н(?:о|а|ы)?\b",
)
"""Any of these is enough."""
OF_SUBJECT: Final = (
    rf"{_OF} (?:(?:[–—-]|не|уже|вже|був|була|було|были|был|полностью|повністю) ){{0,2}}{_TAKEN}",
    (
        rf"{_OF} (?:(?:[–—-]|не|\w+(?:ться|тся|є)|остается|остаётся|повністю|полностью) ){{0,2}}"
        rf"{_UNDER}\b"
    ),
)
"""These are enough where what they are said of is called a settlement, or has a place's name."""
NOT_OF_IT: Final = r"(?:^|\s)(?:в|во|у|на|под|під|біля|возле|із|из|з|с|до|для|от|від|за|при)\s*$"
"""Before a name: it says where something is, and not what."""
NOT_YET: Final = (
    r"\b(?:якщо|если)\b",
    r"\b(?:намага|спроб|плану|хоче|хочуть|пыта|попыт|планир|намер)",
    r"\b(?:[ву] полон|в плен|заручник|заложник|під варту|под стражу)",
)
"""An intention, a mere possibility, or people taken."""
