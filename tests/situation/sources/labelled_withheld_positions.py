"""A third lot of texts that must not be kept: where units, soldiers, guns and stores are.

Each lot was written before the rules were tried on it; what they missed was mended, but for
`MISSED`.
"""

from typing import Final

UNITS: Final = (
    (
        (
            "Elements of the Russian 30th Motorised Rifle Brigade are reportedly operating"
            " near Novopavlivka."
        ),
        "Novopavlivka",
    ),
    (
        'The 425th Assault Regiment "Skelia" has dug in on the northern outskirts of Pokrovsk.',
        "Pokrovsk",
    ),
    (
        "Geolocated footage shows soldiers of the 5th Guards Tank Brigade inside Myrnohrad.",
        "Myrnohrad",
    ),
    (
        (
            "Ukraine's 38th Marine Brigade is holding the southern blocks of Myrnohrad, a"
            " frontline officer told us."
        ),
        "Myrnohrad",
    ),
    (
        (
            "Two battalions of North Korean troops have been moved to the Sudzha area, South"
            " Korean intelligence said."
        ),
        "Korean",
    ),
    ("Drone operators of the Rubikon centre are now based in Selydove.", "Selydove"),
    (
        "A company of the 79th Air Assault Brigade rotated into Kostiantynivka overnight.",
        "Kostiantynivka",
    ),
    (
        (
            "Fresh reserves, about three hundred men with armour, are gathering in the woods"
            " south of Kreminna."
        ),
        "Kreminna",
    ),
    ("Підрозділи 90-ї танкової дивізії ворога зосереджені в Новогродівці.", "Новогродівці"),
    ("Бійці 7-го корпусу ДШВ тримають позиції на північній околиці Покровська.", "Покровська"),
    ("155-та бригада морської піхоти рф закріпилася у Родинському.", "Родинському"),
    ("До Гуляйполя перекинули 114-ту мотострілецьку бригаду окупантів.", "Гуляйполя"),
    ("68-ма єгерська бригада стоїть під Удачним.", "Удачним"),
    ("Ворог накопичує піхоту та бронетехніку в районі Білицького.", "Білицького"),
    ("Спецпризначенці ГУР висадилися з гелікоптера на заході Покровська.", "Покровська"),
    ("Наші морпіхи зараз обороняють промзону Мирнограда.", "Мирнограда"),
    ("Бойцы 506-го полка закрепились в многоэтажках на юге Красноармейска.", "Красноармейска"),
    ("90-я танковая дивизия действует в районе Новоэкономического.", "Новоэкономического"),
    ("По нашим данным, 32-я омбр ВСУ находится в Димитрове.", "Димитрове"),
    ("Противник перебросил под Купянск два батальона 92-й штурмовой бригады.", "Купянск"),
    ("Расчёты «Рубикона» работают из Селидово.", "Селидово"),
    ("Наши штурмовики уже в районе вокзала Покровска, держат два дома.", "Покровска"),
    (
        "Остатки 38-й бригады морской пехоты ВСУ заперты в западных кварталах Димитрова.",
        "Димитрова",
    ),
    (
        (
            "Elements of the Russian 27th and 30th motorized rifle brigades are reportedly"
            " operating in the Chasiv Yar direction."
        ),
        "Chasiv",
    ),
    ("Chechen Akhmat fighters were photographed at a checkpoint outside Rubizhne.", "Rubizhne"),
    (
        "Russia has pulled its naval infantry out of Kherson and put them near Novopavlivka.",
        "Novopavlivka",
    ),
    ("The commander said his men control the high ground at Pishchane.", "Pishchane"),
    (
        "Ukraine committed its reserve assault regiments to the area around Dobropillia.",
        "Dobropillia",
    ),
    (
        "Footage shows a Russian assault group walking down Shevchenka Street in Rodynske.",
        "Rodynske",
    ),
    ("The Armed Forces have reinforced the garrison of Siversk with two companies.", "Siversk"),
    ("Special Operations Forces are clearing Rodynske house by house.", "Rodynske"),
    (
        "A Ukrainian reconnaissance company was cut off in Myrnohrad's southern district.",
        "Myrnohrad's",
    ),
    ("National Guardsmen took over the defence of Hryshyne.", "Hryshyne"),
    ("Тут воюють морпіхи 36-ї та десантники 79-ї.", "десантники"),
    ("Нацгвардійці з «Рубежу» стримують ворога у Торському.", "Торському"),
    ("До Вовчанська зайшов підрозділ спеціального призначення «Ахмат».", "Ахмат"),
    ("Росіяни завели у Покровськ до батальйону піхоти.", "Покровськ"),
    ("У селищі зосереджено дві роти штурмовиків.", "зосереджено"),
    ("Екіпажі «Мадяра» переїхали під Гуляйполе.", "Гуляйполе"),
    ("Механізований батальйон зайняв оборону вздовж річки Вовча.", "Вовча"),
    ("Окупанти встановили блокпост на виїзді з Токмака.", "Токмака"),
    ("Танковий взвод росіян стоїть у капонірах за Очеретиним.", "Очеретиним"),
    ("За Мирноград відповідає 38-ма бригада морської піхоти.", "Мирноград"),
    ("Группа «О» 40-й обрмп заняла рубеж у Новохатского.", "Новохатского"),
    ("ВСУ завели в Константиновку резервы нацгвардии.", "Константиновку"),
    ("Бригада «Рубеж» снята с фронта и отправлена под Сумы.", "Сумы"),
    ("В Северске остаётся гарнизон до двух батальонов.", "Северске"),
    ("Спецназ ГУР МО Украины высадился с вертолётов в Красноармейске.", "Красноармейске"),
    ("Наши бойцы закрепились на улице Мира в Волчанске.", "Волчанске"),
    ("1-й штурмовой полк ВСУ воюет на окраине Гуляйполя.", "Гуляйполя"),
    ("Штурмовики «Центра» зачищают микрорайон Лазурный.", "Лазурный"),
    ("Украинские морпехи держатся на территории шахты «Центральная».", "Центральная"),
    (
        "Servicemen of the 24th were rotated out of Chasiv Yar and replaced by a fresh regiment.",
        "Chasiv",
    ),
    ("Russian tankers lurk behind the railway embankment at Udachne.", "Udachne"),
    (
        "Border guards of the Steel Frontier brigade are dug in along the Siverskyi Donets.",
        "Donets",
    ),
    ("The bulk of Russia's 8th army is now south of Kostiantynivka.", "Kostiantynivka"),
    ("Several hundred Cuban mercenaries train near Rostov.", "Rostov"),
    (
        (
            "Ukrainian units regained positions on the eastern edge of Toretsk held by an"
            " assault battalion."
        ),
        "Toretsk",
    ),
    ("There is a Russian sabotage group on Lermontov street in Pokrovsk.", "Pokrovsk"),
    ("Військові 117-ї тримають оборону під Малою Токмачкою.", "Токмачкою"),
    ("Прикордонники бригади «Гарт» окопалися біля Вовчанська.", "Вовчанська"),
    ("Угорі на териконі засіло відділення російських снайперів.", "відділення"),
    ("Бригаду «Едельвейс» перевели з-під Сіверська на Краматорськ.", "Краматорськ"),
    ("На заміну виснаженим штурмовикам у Шевченко привезли буряток із 5-ї армії.", "Шевченко"),
    ("У районі Новоселівки з'явився новий полк окупантів.", "Новоселівки"),
    ("«Кракени» зайшли у Куп'янськ-Вузловий.", "Куп'янськ-Вузловий"),
    ("Вблизи Боровой сосредоточен ударный кулак из двух дивизий.", "Боровой"),
    ("В лесах под Кременной действуют разведгруппы ССО.", "Кременной"),
    ("Польские наёмники сидят в Часовом Яре.", "Часовом"),
    ("Наши парни стоят уже на северном въезде в Родинское.", "Родинское"),
    ("Остатки гарнизона Димитрова сбились в кучу у шахты.", "Димитрова"),
)
"""Where soldiers and units are."""

POSTS: Final = (
    ("The brigade's command post sits in the basement of a school in Druzhkivka.", "Druzhkivka"),
    ("Russian gunners keep an ammunition dump in the grain elevator at Ocheretyne.", "Ocheretyne"),
    ("Position of the Buk launcher: 48.2712, 37.1891.", "Position"),
    (
        "A HIMARS crew is working from a tree line two kilometres east of Novotroitske.",
        "Novotroitske",
    ),
    ("Командний пункт батальйону розташований у підвалі лікарні в Гришиному.", "Гришиному"),
    ("Склад боєприпасів окупанти облаштували в ангарі біля Очеретиного.", "Очеретиного"),
    ("Екіпаж безпілотників працює з посадки за два кілометри на схід від Сергіївки.", "Сергіївки"),
    ("Командный пункт 155-й омбр размещён в шахте на окраине Родинского.", "Родинского"),
    ("Позиция расчёта РСЗО «Град» вскрыта в посадке севернее Гродовки.", "Гродовки"),
    ("Склад БК противника находится в промзоне Дружковки.", "Дружковки"),
    ("Russian troops store drones in a poultry farm outside Selydove.", "Selydove"),
    ("A Pantsir sits on a tower in the suburbs of Kazan.", "Kazan"),
    ("The crossing point used by the brigade is a pontoon at Zarichne.", "Zarichne"),
    ("A Russian command and observation post was set up in the Orlivka school.", "Orlivka"),
    ("Grad launchers fire from a field near Novoluhanske.", "Novoluhanske"),
    ("Ukrainian gunners hide their Bohdana in a barn in Novodonetske.", "Novodonetske"),
    ("Пілоти FPV сидять у підвалі дев'ятиповерхівки на Лазурному.", "Лазурному"),
    ("Зенітники поставили «Панцир» на даху заводу в Єнакієвому.", "Єнакієвому"),
    ("Логістичний хаб росіян — депо в Іловайську.", "Іловайську"),
    ("Ретранслятор висить на вежі в Удачному.", "Удачному"),
    ("Пункт тимчасової дислокації 155-ї бригади — профілакторій у Макіївці.", "Макіївці"),
    ("Артилерія стоїть у садах за Шевченком.", "Шевченком"),
    ("Танк ВСУ прячется в гаражах на Школьной улице.", "Школьной"),
    ("Гаубицы М777 работают из лесопосадки под Белицким.", "Белицким"),
    ("ПУ «Хаймарс» замечена в районе Славянска.", "Славянска"),
    ("Склад топлива и БК размещён в депо станции Удачная.", "Удачная"),
    ("Дроноводы ВСУ базируются в пятиэтажке на проспекте Победы.", "Победы"),
    ("Пункт сбора мобилизованных развёрнут в школе №7 Снежного.", "Снежного"),
    ("The unit's ammunition is kept in a bakery in Toretsk.", "Toretsk"),
    ("Two Msta guns were placed behind the cemetery in Khromove.", "Khromove"),
    ("The drone team's antenna is on the water tower in Bilytske.", "Bilytske"),
    ("Наш опорник — за лісосмугою під Ямполем.", "Ямполем"),
    ("Гармати Д-30 стоять на полі біля Новолуганського.", "Новолуганського"),
    ("Паливо і снаряди везуть на базу в Розівці.", "Розівці"),
    ("Польовий шпиталь окупантів розгорнули у школі Волновахи.", "Волновахи"),
    ("Точка вылета дронов — крыша пятиэтажки в Лимане.", "Лимане"),
    ("Миномёты ВСУ бьют из двора школы в Гришино.", "Гришино"),
    ("Ремонтная база танков находится в цехах завода в Токмаке.", "Токмаке"),
)
"""Where stores, posts and guns are."""

MISSED: Final = (
    "Позиції наших хлопців у приватному секторі на півдні Костянтинівки.",
    "Kadyrov's men keep a base in the old sanatorium in Berdiansk.",
    "Bombers left Olenya; arrival in launch area by 02:30.",
    "Ціль на Миргород, швидкісна.",
    "Стратеги на бойовому курсі.",
)
"""Of these lots, what still passes and should not."""

FORBIDDEN: Final = (*UNITS, *POSTS)
