"""Words for being somewhere under arms: holding, hiding, arriving, being cut off."""

import re
from typing import Final

_THERE: Final = re.compile(
    r"\b(?:holds?|holding|held|controls?|controlled|defend(?:s|ed|ing)?|operat(?:e|es|ed|ing)"
    r"|fight(?:s|ing)?|fought|stand(?:s|ing)? (?:in|at|near|behind|on)|serv(?:e|es|ing) (?:in|at)"
    r"|(?:work|fir)(?:s|es|ing|e)? (?:from|out|in|near|behind|at)|clear(?:s|ed|ing)"
    r"|remain(?:s|ing)? (?:in|at|near)|enter(?:s|ed|ing)?|land(?:s|ed|ing)"
    r"|br(?:oke|eak|eaking|oken) in(?:to)?|mov(?:ed|ing) in(?:to)?|rotat(?:ed|ing)"
    r"|arriv(?:ed|es|ing)|infiltrat\w+|seen|spotted|sighted|filmed|photographed|trapped|cut off"
    r"|surrounded|hol(?:ed|ing) up|dug in|digging in|hid(?:es?|ing|den)|wait(?:s|ing)?|parked"
    r"|s[ia]t(?:s|ting)? (?:in|at|near|on|behind)|gather(?:s|ed|ing)?|assembl(?:e|es|ed|ing)"
    r"|station\w+|(?:re)?deploy\w+|based|positioned|mass(?:ing|ed)|reinforc(?:e|es|ed|ing)"
    r"|are (?:now |already |still )?(?:in|at|near|inside|around|on)|set up|emplaced|placed|lurk\w*"
    r"|train(?:s|ing)? (?:in|at|near)"
    r"|трима(?:є|ють|ла|в|ли)\w*|утриму[єю]\w*|контролю[єю]\w*|оборон(?:я|ю)\w+|воює|воюють"
    r"|ді(?:є|ють|яв\w*)|перебува\w+|знаход(?:ит|ят)\w*|закріп\w+|окопа\w+|працю[єю]\w*|зайш\w+"
    r"|заход(?:ить|ять)|увійш\w+|заїха\w+|заїжджа\w+|займа[єю]\w*|зайнял\w* оборон\w+|висад\w+"
    r"|помі[чт]\w+|бачили|заблокован\w+|оточен\w+|сид(?:ить|ять)|засі[вл]\w*|хова\w+|стриму[єю]\w*"
    r"|замаскован\w*|прибу\w+|відійш\w+|відступ\w+|чека\w+|літа[єю]\w*|баз(?:у[єю]\w*|увал\w*)"
    r"|сто(?:їть|ять|яли) (?:вже )?(?:у|в|на|під|біля|за)|розмі[щс]\w+|розташ\w+|зосередж\w*"
    r"|стяг\w+"
    r"|(?:по|ви|роз)став\w+|переїха\w*|завел[иа]\w*|перекин\w+|перекид\w+|підтяг\w+"
    r"|б[’']ють (?:зі?|із)|стріля\w+ (?:зі?|із)|бьют (?:из|со?)|стреля\w+ (?:из|со?)"
    r"|держ(?:ит|ат)\w*|удержив\w+|контролиру\w+|обороня[ею]\w+|воюет|воюют|действу[ею]т"
    r"|наход(?:ит|ят)ся|закреп\w+|работа[ею]т|за(?:шли|шёл|шел|ходят|ходит)|вошли|вош[её]л"
    r"|заня(?:л|ли|ла) (?:оборону|позици\w+|рубеж)|высад\w+|замечен\w*|заперт\w*"
    r"|заблокирован\w*|окружен\w*|сид(?:ит|ят)|засе[лв]\w*|пря[тч]\w+|укры(?:ва|л)\w*|прибы\w+"
    r"|перебро\w+|отош\w+|отступ\w+|жд[её]т|ждут|вед[ёеу]т зачистк\w+|зачища\w+|летают|базиру\w+"
    r"|сто[ия]т (?:уже )?(?:в|на|под|у|возле|за)|разме[щс]\w+|располож\w+|сосредот\w+|стягива\w+"
    r"|стянут\w*"
    r"|подтян\w+|подтягив\w+)\b",
    re.IGNORECASE,
)


def is_there(words: str) -> bool:
    """Whether clean words say of somebody that he holds, hides, arrives or is cut off there."""
    return _THERE.search(words) is not None
