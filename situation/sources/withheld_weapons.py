"""Words for what flies and strikes: missiles, drones, bombs and the aircraft that carry them."""

import re
from typing import Final

_MISSILES: Final = (
    r"(?:inbound )?missiles?|rockets?|(?-i:КР)|ballistics?|Kalibrs?|Iskanders?|Kinzhals?|Zircons?"
    r"|Tsirkons?|Tomahawks?"
    r"|ATACMS|Storm Shadows?|ракет(?:а|и|у|ы|ою|ой|ам|ами)?|баліст\w+|баллист\w+|калібр(?:и|ів|у)?"
    r"|калибр(?:ы|ов|а)?|іскандер\w*|искандер\w*|кинджал\w*|кинжал\w*|циркон\w*"
    r"|(?-i:[XХK]h?-?(?:101|55|22|32|35|47|59|69|555))\w*"
)
_DRONES: Final = (
    r"drones?|UAVs?|UAS|unmanned (?:aircraft|aerial vehicles?)|Shaheds?|Gerans?|Gerberas?|Lancets?"
    r"|loitering munitions?|swarms?|БпЛА|БПЛА|БЛА|дрон(?:и|а|у|ів|ы|ов|ами|ам)?|безпілотник\w*"
    r"|беспилотник\w*|безпілотн\w+|беспилотн\w+|шахед(?:и|а|у|ів|ы|ов|ами|ам)?|герань|герані"
    r"|герани|гераней|геранк\w+|геран(?:ь|ей)|гербер\w*|ланцет\w*|мопед(?:и|ів|ы|ов|а|у)?"
    r"|ударник(?:и|ів|и|ов)?|FPV|молні[яїй]"
)
_BOMBS: Final = (
    r"(?:(?:glide|guided|aerial) )?bombs?|бомб(?:и|а)|KABs?|FABs?"
    r"|(?-i:КАБ|УМПК|ФАБ)(?:и|ів|ы|ов|у|а)?"
    r"|авіабомб\w*|авиабомб\w*"
)
_AIRCRAFT: Final = (
    r"(?:MiG|МіГ|МиГ)-31\w?|(?:Tu|Ту)-(?:22|95|160)\w*|bombers?"
    r"|бомбардувальник\w*|бомбардировщик\w*"
)
_TARGETS: Final = (
    r"(?:швидкісн|повітрян|ворож|скоростн|воздушн|реактивн|високошвидк|fast|aerial|hostile|enemy)"
    r"\w*\s+(?:ціл(?:ь|і|ей)|цел(?:ь|и|ей)|targets?)"
    r"|(?:ціль|цілі|цель|цели)(?=[\w\s]{0,25},? (?:рухає|рухають|летить|летять|летит|летят|движет"
    r"|движут|курс))"
)
WEAPON: Final = rf"(?<![\w-])(?:{_MISSILES}|{_DRONES}|{_BOMBS}|{_AIRCRAFT}|{_TARGETS})(?![\w-])"
"""Without flags; for patterns that ignore case."""
_WEAPONS: Final = re.compile(WEAPON, re.IGNORECASE)


def names_a_weapon(words: str) -> bool:
    """Whether words name a drone, a missile, a glide bomb or a bomber."""
    return _WEAPONS.search(words) is not None
