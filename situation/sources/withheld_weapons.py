"""Words for what flies and strikes: missiles, drones, bombs and the aircraft that carry them."""

import re
from typing import Final

_MISSILES: Final = (
    r"(?:inbound )?missiles?|rockets?|(?-i:КР)|ballistics?|Kalibrs?|Iskanders?|Kinzhals?|Zircons?"
    r"|Tsirkons?|Tomahawks?|Oniks|Oreshnik|Neptunes?|Flamingos?|Нептун\w*|Фламінго|Фламинго"
    r"|ATACMS|Storm Shadows?|ракет(?:а|и|у|ы|ою|ой|ам|ами)?|баліст\w+|баллист\w+|калібр(?:и|ів|у)?"
    r"|калибр(?:ы|ов|а)?|іскандер\w*|искандер\w*|кинджал\w*|кинжал\w*|циркон\w*"
    r"|крилат(?:а|у|і|их)|крылат(?:ая|ую|ые|ых)|онікс\w*|оникс\w*|орешник\w*|орєшнік\w*|тактичк\w+"
    r"|(?-i:[XХK]h?-?(?:101|55|22|32|35|47|59|69|555))\w*"
)
_DRONES: Final = (
    r"drones?(?! (?:footage|video|imag|photo|pictur|mak|manufactur|show|wall|school|deal"
    r"|technolog))"
    r"|UAVs?|UAS|unmanned (?:aircraft|aerial vehicles?)|Shaheds?|Gerans?|Gerberas?|Lancets?"
    r"|loitering munitions?|swarms?|БпЛА|БПЛА|БЛА|(?<![зс]\s)дрон(?:и|а|у|ів|ы|ов|ами|ам)?"
    r"|безпілотник\w*"
    r"|беспилотник\w*|безпілотн\w+|беспилотн\w+|шахед(?:и|а|у|ів|ы|ов|ами|ам)?|герань|герані"
    r"|герани|гераней|геранк\w+|геран(?:ь|ей)|гербер\w*|ланцет\w*|мопед(?:и|ів|ы|ов|а|у)?"
    r"|ударник(?:и|ів|и|ов)?|FPV|молні[яїй]|шахід\w*|орлан\w*|(?:розвід|развед)\w*ник(?= над)"
    r"|Orlans?|суперкам\w*|Supercams?"
    r"|камікадзе|камикадзе|квадрокоптер\w*|quadcopters?|геран(?:ями|ям|ях)"
)
_BOMBS: Final = (
    r"(?:(?:glide|guided|aerial) )?bombs?|бомб(?:и|а)|KABs?|FABs?"
    r"|(?-i:КАБ|УМПК|ФАБ)(?:и|ів|ы|ов|у|а|ами|ам)?"
    r"|авіабомб\w*|авиабомб\w*"
)
_AIRCRAFT: Final = (
    r"(?:MiG|МіГ|МиГ)-31\w?|(?:Su|Су)-(?:24|25|3[045]|57)\w*|(?:тактичн|стратегічн)\w+ авіаці\w+"
    r"|(?:тактическ|стратегическ)\w+ авиаци\w+|(?:tactical|strategic) aviation|ракетонос\w+"
    r"|(?<![-\w])борт(?:и|ів|а|ов)|стратег(?:и|ів|ов)|(?:Tu"
    r"|Ту)-(?:22|95|160)\w*|bombers?"
    r"|бомбардувальник\w*|бомбардировщик\w*"
)
_TARGETS: Final = (
    r"пуск(?:и|ів|ов)?(?= (?:зі?|із|со?|из|по) (?-i:[А-ЯІЇЄҐ]))|"
    r"(?:швидкісн|повітрян|ворож|скоростн|воздушн|реактивн|високошвидк|fast|high-speed|aerial"
    r"|hostile|enemy)"
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
