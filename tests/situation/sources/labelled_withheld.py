"""Texts labelled by hand: what must not be kept of an item, and what must.

All are made up in the manner of channels, agencies and reports, in English, Ukrainian and Russian.
`FORBIDDEN` holds texts with the words that may not be left of them; `LEGITIMATE` holds texts that
stay whole; `HALVES` holds texts of which a part stays.
"""

from typing import Final

UNITS: Final = (
    ("155-та окрема бригада тримає оборону у Покровську.", "155"),
    ("The brigade's headquarters is in Dobropillia.", "Dobropillia"),
    ("The 7th Corps is deployed near Pokrovsk.", "7th"),
    ("Soldiers of the 425th Assault Regiment were filmed at the railway station.", "425th"),
    ("Штаб угруповання перенесли до Добропілля.", "Добропілля"),
    ("Командный пункт армии находится в Волновахе.", "Волновах"),
    ("Подразделения 76-й дивизии вошли в Ямполь.", "76-й"),
    ("38 ОБрМП обороняє північ Мирнограда.", "38"),
    ("Полк «Скеля» воює у центрі Покровська.", "Скеля"),
    ("Azov fighters are in Dobropillia.", "Azov"),
    ("Бійці «Азову» закріпились у Шаховому.", "Азову"),
    ("Отряд «Рубикон» работает под Родинским.", "Рубикон"),
    ("A marine battalion holds the northern outskirts of Myrnohrad.", "battalion"),
    ("У Гришиному розміщений батальйон територіальної оборони.", "Гришин"),
    ("В Селидово стоит мотострелковый полк.", "Селидово"),
    ("Позиції гаубиць розташовані за териконом.", "териконом"),
    ("Patriot air defence battery is stationed outside Kryvyi Rih.", "Kryvyi"),
    ("Зенитный комплекс С-400 развернут под Джанкоем.", "Джанко"),
    ("HIMARS launchers are hidden in a forest near Druzhkivka.", "Druzhkivka"),
    ("Two brigades were moved from Kupiansk to Pokrovsk.", "Kupiansk"),
    ("На Покровське направлення перекинули морську піхоту: дві бригади з Херсона.", "Херсона"),
    ("The 90th Tank Division operates in Novohrodivka.", "90th"),
    ("1-й корпус «Азов» відповідає за Добропілля.", "Добропілля"),
    ("Elements of the 132nd Motorized Rifle Brigade entered Shakhove.", "132nd"),
    ("Рота штурмовиків 47 бригади зайшла у Новоекономічне.", "47"),
    ("The 155th Brigade was formed last year. It is now in Pokrovsk.", "Pokrovsk"),
    ("Бригада пишається собою. Її штаб у Дружківці.", "Дружківці"),
    ("68-а єгерська бригада показала відео.", "68-а"),
)
"""Where units stand."""

ATTACKS: Final = (
    ("Ворог наступає із Селидового на Покровськ.", "Селидов"),
    ("Противник атакует Покровск со стороны Селидово.", "Селидово"),
    ("Російські війська штурмують місто з боку Новогродівки.", "Новогродівки"),
    ("Russian forces advance toward Myrnohrad.", "Myrnohrad"),
    ("They attacked the city from the north-east.", "north"),
    ("The main thrust comes from Novohrodivka, the analyst said.", "Novohrodivka"),
    ("Russian troops are advancing on Dobropillia.", "Dobropillia"),
    ("Enemy infantry pushes north along the railway.", "north"),
    ("Assault groups move from Selydove to Pokrovsk.", "Selydove"),
    ("Ворог просувається вздовж залізниці до центру.", "залізниці"),
    ("Противник продвигается к Родинскому.", "Родинскому"),
    ("Росіяни прориваються у бік Білицького.", "Білицького"),
    ("Наступ іде з трьох напрямків одночасно.", "трьох"),
    ("Войска рвутся на север, в обход города.", "север"),
    ("Штурмові групи рухаються в напрямку Гришиного.", "Гришин"),
    ("Главный удар наносится из Новоэкономического.", "Новоэкономич"),
    ("Селидове → Покровськ: тут ворог штурмує щодня.", "Селидове"),
    ("The offensive is developing westward from Toretsk.", "westward"),
    ("Ворог атакує із південного сходу.", "південного"),
    ("Штурмы идут с юга и юго-востока.", "юга"),
    ("The enemy keeps attacking. They come from Selydove.", "Selydove"),
    ("Russian units are trying to break through to Rodynske from the east.", "Rodynske"),
    ("Окупанти намагаються обійти місто з півночі.", "півночі"),
)
"""Which way an attack goes."""

WAYS: Final = (
    ("Шахеди на Павлоград!", "Павлоград"),
    ("Ballistic missile from Bryansk to Kyiv.", "Bryansk"),
    ("Kh-101 cruise missiles are flying west.", "west"),
    ("Shaheds over Sumy region. Course: Poltava.", "Poltava"),
    ("Shaheds over Sumy region. Course: Poltava.", "Sumy"),
    ("Ворожі БпЛА курсом на Полтаву.", "Полтаву"),
    ("БпЛА через Полтавщину на Київ.", "Київ"),
    ("Група ударних дронів з моря на Одесу.", "Одесу"),
    ("Х-101 летять у бік Вінниці.", "Вінниці"),
    ("Балістика з Брянська!", "Брянська"),
    ("КАБи на Запоріжжя.", "Запоріжжя"),
    ("Пуски КАБ на Харківщину.", "Харківщину"),
    ("Швидкісна ціль на Дніпро.", "Дніпро"),
    ("Ракета в направлении Днепра.", "Днепра"),
    ("Беспилотники летят в сторону Сум.", "Сум"),
    ("Герани заходят на Чернигов с севера.", "Чернигов"),
    ("Drones are heading for Odesa from the Black Sea.", "Odesa"),
    ("A group of UAVs passed Hlukhiv, moving south.", "Hlukhiv"),
    ("Missiles have changed course and approach Starokostiantyniv.", "Starokost"),
    ("Kalibr launched from the Black Sea, bound for Vinnytsia.", "Vinnytsia"),
    ("MiG-31K took off from Savasleyka.", "Savasleyka"),
    ("Зліт МіГ-31К з аеродрому Саваслейка.", "Саваслейка"),
    ("Увага! Шахеди! На Синельникове!", "Синельникове"),
    ("Шахеди:\n▪️2х на Павлоград\n▪️3х на Кривий Ріг", "Кривий"),
    ("Мопеди повз Пирятин.", "Пирятин"),
    ("Искандер из Крыма на Одессу.", "Одессу"),
    ("дрони на чернігів, будьте обережні", "чернігів"),
    ("Unmanned aircraft circle above Bila Tserkva.", "Bila"),
    ("Ударні безпілотники на межі Сумщини та Чернігівщини, рухаються на південь.", "південь"),
    ("The drone flew along the Dnipro to Cherkasy.", "Cherkasy"),
    ("Reactive drones: Chernihiv -> Nizhyn.", "Nizhyn"),
    ("Flight path of the missile: Kursk, Konotop, Kyiv.", "Konotop"),
)
"""The way of a drone or a missile."""

POSITIONS: Final = (
    ("Тут: 48.2801, 37.1772", "48.2801"),
    ("Знято за координатами 48,28013 37,17722.", "48,28013"),
    ("Target at 37U DQ 13250 47890.", "13250"),
    ("Grid 37UDQ1325047890 was shelled.", "1325047890"),
    ("N 48°16.9' E 37°10.6'", "16.9"),
    ("48°16′55″N 37°10′33″E", "16′55"),
    ("Координаты: 48 16 55 с.ш., 37 10 33 в.д.", "16 55"),
    ("The point is 48.28N 37.18E.", "48.28"),
    ("Plus code 8GXX75JG+6V.", "75JG"),
    ("https://maps.example/@48.28013,37.17722,15z", "48.28013"),
)
"""Exact positions."""

PERSONS: Final = (
    ("Call 0501234567.", "0501234567"),
    ("Телефонуйте: +38 (067) 123-45-67", "123-45"),
    ("Звоните 8-800-555-35-35.", "555"),
    ("She was born 12.03.1991.", "12.03.1991"),
    ("Petro S., born on 12 March 1991, is missing.", "1991"),
    ("Розшукується Іван П., 1987 р.н.", "1987"),
    ("Мешкає за адресою: вул. Шевченка 12, кв. 4.", "Шевченка 12"),
    ("He lives at 14 Shevchenko Street, apt. 3.", "Shevchenko"),
    ("Проживает: ул. Мира, д. 5, кв. 17.", "Мира"),
    ("Паспорт КВ 123456 знайдено біля вокзалу.", "123456"),
    ("Her passport number is FE123456.", "FE123456"),
    ("ІПН 2987654321 оприлюднено у каналі.", "2987654321"),
    ("Write to @ivan_petrov91 on Telegram.", "ivan_petrov91"),
    ("Пишіть на ivan@example.org.", "ivan@"),
    ("Картка для зборів 4149 4999 1234 5678.", "4149"),
    ("His page: instagram.com/olena.k91", "olena.k91"),
    ("Загинула 34-річна Олена Коваленко.", "Коваленко"),
    ("Oleh Marchenko, 41, was killed by shrapnel.", "Marchenko"),
    ("Погиб 52-летний Сергей Ткаченко.", "Ткаченко"),
    ("Автомобіль АН 1234 ВС шукає поліція.", "1234"),
)
"""How to find a private person."""

FOREIGN: Final = (
    ("الدعم السريع ينشر لواء في الفاشر", "الفاشر"),
    ("مسيرات في طريقها إلى الأبيض", "الأبيض"),
    ("Russische Drohnen fliegen auf die Stadt Poltawa zu, sagte der Sprecher.", "Poltawa"),
    ("Die 155. Brigade liegt nach Angaben des Offiziers in Pokrowsk.", "Pokrowsk"),
    ("Les drones se dirigent vers la ville de Soumy.", "Soumy"),
    ("Rosyjskie drony lecą w kierunku miasta Sumy i są już nad Połtawą.", "Połtawą"),
    ("155-я брыгада стаіць ў Пакроўску.", "Пакроўску"),
    ("ロシアのドローンがキーウに向かう", "キーウ"),
)
"""In languages that there are no rules for."""

FORBIDDEN: Final = (*UNITS, *ATTACKS, *WAYS, *POSITIONS, *PERSONS, *FOREIGN)

HALVES: Final = (
    (
        (
            "На Покровському напрямку захисники зупинили 45 штурмових дій у районах Шахового,"
            " Родинського, Покровська та у напрямку Білицького."
        ),
        (
            "На Покровському напрямку захисники зупинили 45 штурмових дій у районах Шахового,"
            " Родинського, Покровська […]"
        ),
    ),
    (
        "На Лиманському напрямку ворог атакував 12 разів поблизу Колодязів та в бік Ставків.",
        "На Лиманському напрямку ворог атакував 12 разів поблизу Колодязів […]",
    ),
    (
        "На Покровском направлении отражены 38 атак у Шахово и в сторону Белицкого.",
        "На Покровском направлении отражены 38 атак у Шахово […]",
    ),
    (
        "In the Pokrovsk sector 45 assaults were stopped near Shakhove and towards Bilytske.",
        "In the Pokrovsk sector 45 assaults were stopped near Shakhove […]",
    ),
    (
        "Покровськ не оточений, сказала речниця 7-го корпусу ДШВ Олена Мельник.",
        "Покровськ не оточений, сказала речниця […] Олена Мельник.",
    ),
    (
        "Pokrovsk is not encircled, said a spokesman for the 7th Rapid Response Corps.",
        "Pokrovsk is not encircled, said a spokesman for […].",
    ),
    (
        "According to the 3rd Army Corps, civilians were evacuated from Izium.",
        "According to […], civilians were evacuated from Izium.",
    ),
    (
        "Протягом доби ворог атакував 117 ударними БпЛА із напрямків Курськ, Орел, Міллерово.",
        "Протягом доби ворог атакував 117 ударними БпЛА […]",
    ),
    (
        "The 93rd Brigade said that the station in Pokrovsk burned down.",
        "[…] said that the station in Pokrovsk burned down.",
    ),
)
"""Each with what is left of it."""

LEGITIMATE: Final = (
    # Strikes that have happened.
    "A missile hit Kyiv.",
    "A Russian missile hit an apartment building in Kyiv, killing four people.",
    "Drone strike on Odesa kills two.",
    "Air defence shot down 12 drones over Kyiv overnight.",
    "Debris of a drone fell on a school in Poltava.",
    "Shaheds hit a substation in Sumy region.",
    "Two guided bombs struck the centre of Kramatorsk on Monday.",
    "A power plant near Dnipro was damaged by rockets.",
    "Ukrainian drones attacked an oil depot in Feodosia.",
    "Russia launched 450 drones and 45 missiles at Ukraine overnight, the Air Force said.",
    "Росія вдарила ракетою по Харкову: є загиблі.",
    "Шахеди вночі атакували Павлоград, горить склад.",
    "Внаслідок удару дрона на Харківщині загинули двоє людей.",
    "Протиповітряна оборона збила 78 із 100 безпілотників.",
    "Над Києвом збили дрони.",
    "КАБ влучив у лікарню в Сумах.",
    "Ракетний удар по Дніпру: пошкоджено підприємство.",
    "Дрони вдарили по нафтобазі у Криму.",
    "Удар по Харькову нанесён ночью.",
    "В Одессе после атаки беспилотников горит порт.",
    "Беспилотник попал в жилой дом в Белгороде.",
    "Над Крымом за ночь сбили 40 беспилотников.",
    "Обломки ракеты упали на школу в Полтаве.",
    "Росія спрямувала на місто 31 КАБ: є загиблі й поранені.",
    "Drones from Iran were found in the depot.",
    "Germany will deliver missiles for the air defence of Kyiv.",
    "Ракетна небезпека у Києві минула.",
    # Casualties and other figures.
    "Three people were killed and 14 wounded in Kostiantynivka.",
    "The number of dead in Ternopil rose to 28.",
    "Fewer than 1,300 people are left in Pokrovsk.",
    "Half of all glide bombs are aimed at the city, the president said.",
    "За добу поранено 12 мирних жителів Донеччини.",
    "Втрати ворога: 1 150 військових, 20 танків російської армії.",
    "Кількість загиблих зросла до семи, серед них троє дітей.",
    "За сутки погибли двое жителей Херсона.",
    "A 34-year-old man was wounded in Nikopol.",
    "У Нікополі поранено 61-річну жінку.",
    "Пострадал 40-летний водитель автобуса.",
    "Population on 05.11.2025 at 10:30: 1,250, losses 2,345,678",
    "The air raid lasted 3.5 hours, 12.75 points.",
    "Over 300 soldiers of the Russian army surrendered in October.",
    # Clashes by sector.
    "На Покровському напрямку ворог здійснив 45 атак поблизу Покровська.",
    "Fighting goes on in the Pokrovsk direction.",
    "The General Staff counted 60 clashes in the Pokrovsk sector.",
    "На Покровском направлении за сутки 52 боевых столкновения.",
    "Наші захисники відбили 14 атак у районі Костянтинівки.",
    "Ukrainian troops repelled 31 assaults near Shakhove and Rodynske.",
    "213 бойових зіткнень сталося на фронті минулої доби.",
    "The enemy advanced in Pokrovsk and near Novoekonomichne.",
    "Ворог просунувся поблизу Новопавлівки та у Покровську.",
    "Russia renewed its offensive in Donetsk oblast.",
    # Control.
    "Ukrainian forces hold Pokrovsk.",
    "Russia captured Pokrovsk, the Defence Ministry claims.",
    "Ukraine withdrew from Siversk, the General Staff says.",
    "Most of the town is a grey zone.",
    "Сили оборони звільнили Кучерів Яр.",
    "Покровськ перебуває під контролем Сил оборони.",
    "Ворог окупував Новоекономічне.",
    "ВС РФ освободили населенный пункт Новопавловка.",
    "Российские войска вошли в Покровск.",
    "Ukrainian troops around Pokrovsk and Myrnohrad are encircled, Gerasimov said.",
    "Russian troops are not in full control of any district of the city.",
    "Russia is massing troops against Pokrovsk.",
    "В Купянске идут уличные бои.",
    "Town north of Pokrovsk has fallen.",
    # Spokesmen and other public persons.
    "Vladyslav Voloshyn, spokesman of Ukraine’s Southern Defence Forces, denied it.",
    "Речник Сил оборони півдня Владислав Волошин спростував це.",
    "Официальный представитель Минобороны Игорь Конашенков не ответил.",
    "Zelensky, 47, arrived in Brussels as president.",
    "Governor Vadym Filashkin said three villages were shelled.",
    "Начальник Генерального штабу доповів президентові.",
    "Генеральний штаб повідомив про удар по нафтобазі.",
    "The Coordination Headquarters for prisoners of war named no date.",
    "UN headquarters in New York hosted the talks.",
    "Мер Харкова Ігор Терехов повідомив про вибухи.",
    "Глава области Синегубов сообщил о трёх раненых.",
    # Streets, and other things with words that units and ways use, too.
    "Shops on Sumska Street in Kharkiv were damaged.",
    "На вулиці Шевченка пошкоджено два будинки.",
    "На вулиці Шевченка 12 людей поранено.",
    "На улице Мира выбиты окна.",
    "The hospital on Soborna Avenue has no light.",
    "Бригада швидкої допомоги потрапила під обстріл у Нікополі.",
    "A fire brigade worked at the plant in Odesa.",
    "Ремонтні бригади відновили світло у Чернігові.",
    "Корпус лікарні у Краматорську зруйновано.",
    "The Peace Corps left Kyiv.",
    "Ukraine needs ten new brigades, the minister said.",
    "Peace talks moved toward compromise.",
    "Наступного тижня в напрямку Києва піде потяг.",
    "A train from Dnipro to Pavlohrad was late after the attack.",
    "Evacuation from Pokrovsk to Pavlohrad goes on under shelling.",
    "Поїзд із Києва до Харкова затримується через обстріл.",
    "Дрони на оптоволокні змінили війну.",
    "Ukraine will buy drones worth 40 million.",
    "Переговори в Стамбулі тривали три години.",
    "Курс гривні до долара зріс.",
    "Прапор підняли біля мерії.",
    "El Fasher: el hospital is out of service, die-hard residents say.",
    "An Orthodox church in Pokrovsk burned down.",
    "Солдати показали відео з міста.",
    "Мешканців Добропілля просять виїхати.",
    "Pokrovsk is “gradually being absorbed”, DeepState wrote.",
    "Енергетики повернули світло 5 000 родин на Сумщині.",
    "Минулого року на базі школи відкрили укриття.",
    "The Sea of Azov coast was closed to swimmers.",
    "Мінералка, 12, 34 і 56 — номери автобусів.",
)
"""Texts that stay as they are."""
