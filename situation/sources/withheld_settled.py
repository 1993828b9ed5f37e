"""Whether a sentence tells what a strike has done, or what is bought: that is no route and no post.

Where something blew up is known to whoever aimed at it; where something flies or lies is not.
"""

import re
from typing import Final

_SETTLED: Final = re.compile(
    r"\b(?:kill\w*|wound\w*|injur\w*|hit|hits|struck|damag\w*|destroy\w*|burn\w*|fires?\b(?! from)"
    r"|fell|crash\w*"
    r"|shot down|downed|intercept\w*|explo\w*|attacked|strikes?|deliver\w*|debris|buy\w*|produc\w*"
    r"|bought"
    r"|загин\w*|загибл\w*|поран\w*|пошкод\w*|знищ\w*|обстр[іе]л\w*|зби[тв]\w*|збил[аи]?\b|влуч\w*"
    r"|впа[вл]\w*"
    r"|удари\w*"
    r"|вдари\w*"
    r"|горить|пожеж\w*|висади\w*|запали\w*|підірва\w*|підпал\w*|знеструм\w*|спалах\w*|blew up"
    r"|ablaze|атак(?:а|у|и|ою|ой|і)?\b|приліт\w*|прил[её]т\w*|прильот\w*|атакува\w*|уразил\w*"
    r"|ураже\w*|вибух\w*|удар(?!н)\w*|уламк\w*|наслідк\w*|передал\w*"
    r"|погиб\w*|ранен\w*|поврежд\w*|уничтож\w*|сби[тв]\w*|сбил[аи]?\b|попал\w*|попада\w*|упал\w*"
    r"|горит"
    r"|пожар\w*"
    r"|атакова\w*|порази\w*|взрыв\w*|обломк\w*|последств\w*|пострада\w*|взорва\w*|подорва\w*"
    r"|поджег\w*|загоре\w*"
    r"|funds?|sanction\w*|contract\w*|agree\w*|sold|sells?\b|suppl\w+|sends?|sent|packages?|closed"
    r"|suspend\w*"
    r"|закуп\w*|вироб\w*|произв\w*|закон\w*|санкц\w*|допомог\w*|помощ\w*|призупин\w*|приостан\w*)",
    re.IGNORECASE,
)
_STRUCK: Final = re.compile(
    r"\b(?:det[oe]nat\w*|eliminat\w*|demolish\w*|blast\w*|bomb(?:ed|ing)|blown|shell(?:ed|ing)"
    r"|air ?strikes?|targeted|captur\w*|seiz\w*|trophy|police|arrest\w*|detain\w*|demin\w*"
    r"|детон\w*|бавовн\w*|ліквід\w*|розби(?:т|л)\w*|розгром\w*|спали\w*|згорі\w*|накри(?:л|т)\w*"
    r"|палає|палала|дим(?:ить)?\b|бомб(?:или|ард)\w*|захоп\w*|поліці\w*|затрим\w*"
    r"|розмін\w*|вилуч\w*|підрив\w*|авіауд\w*|рознес\w*|скину\w*|скида\w*|у повітря"
    r"|ликвид\w*|разби(?:т|л)\w*|разгром\w*|сгоре\w*|сож[жг]\w*|накры(?:л|т)\w*"
    r"|захват\w*|трофе\w*|полици\w*|задерж\w*|размин\w*|изъя\w*|подрыв\w*|пораж\w*|нанес\w*"
    r"|хлопк\w*|хлоп[ао]к|авиауд\w*|разнес\w*|сброс\w*|сбрас\w*|на воздух)",
    re.IGNORECASE,
)


def is_settled(sentence: str) -> bool:
    """Whether clean words tell that something came of what flew, or that it is bought or sent."""
    return _SETTLED.search(sentence) is not None


def is_struck(sentence: str) -> bool:
    """The same of a post or a store: it was hit, taken or found by the police."""
    return is_settled(sentence) or _STRUCK.search(sentence) is not None
