"""Headlines that say who took, lost or holds a place, and such as only sound like it.

Written beside the rules, in English, Ukrainian and Russian.
"""

TAKEN_LOST_OR_HELD = """
Russia captured Pokrovsk, Defence Ministry claims
Ukraine withdrew from Siversk, General Staff says
Forces seized the village of Novopavlivka
Army takes full control of the city
The town remains under Ukrainian control
Most of the town is a grey zone
Russian forces took Myrnohrad
Ukrainian forces hold Pokrovsk
Russia takes Pokrovsk after months of fighting
Russia has taken Chasiv Yar, ministry says
Russian troops seized Novopavlivka
Russia claims capture of Siversk
Moscow says it captured Rodynske
Russian Forces Captured Pokrovsk After Months Of Fighting
Russian army occupied Uspenivka – DeepState
Ukraine liberated Kherson in November
Ukrainian forces retook Kindrativka
Ukrainian forces have retaken two villages in Sumy region
Ukraine recaptured the village of Andriivka
Ukraine still holds Pokrovsk, Syrskyi says
Ukraine holds most of Vovchansk
Ukraine lost Avdiivka in February 2024
Ukraine loses control of Vuhledar
Ukrainian troops withdrew from Velyka Novosilka
Ukraine pulls back from Siversk
Army abandons Avdiivka
Pokrovsk was captured by Russian forces
Pokrovsk has been taken, Gerasimov claims
Toretsk is occupied, DeepState says
Bakhmut has fallen, Wagner says
The town of Selydove has fallen to Russia
The village was liberated on Monday
Russian forces control 80 percent of Toretsk
Wagner controls Bakhmut
RSF takes El Fasher
Sudan's army retakes Khartoum
Russia denies it lost Kupiansk
Ukraine denies that Russian troops took Pokrovsk
Russia captured Bakhmut in May 2023
Enemy took the northern outskirts of Kostiantynivka
Ukraine continues to hold Kupiansk
Ukrainian forces managed to hold the town
We hold Kupiansk, brigade commander says
Kupiansk under full control of Ukraine
Pokrovsk remains under Ukrainian control
Kremlin says Russian forces have fully captured Luhansk region
Ukraine's General Staff denies loss of Pokrovsk
Russian military says it has taken control of Huliaipole
Ukrainian defenders keep Kostiantynivka
Kyiv confirms troops pulled out of Siversk
Russian troops have occupied Rivnopillia, monitors say
ISW: Russian forces seized Predtechyne
Half of Myrnohrad is held by Russian troops
Lyman remains under the control of Ukrainian forces
Village of Zelene recaptured by Ukrainian army
Russia says its troops took two more villages in Ukraine
Russia’s army takes Ukrainian village of Yablunivka
Ukrainian marines lost Krynky
Ukraine no longer controls Vuhledar
"""

TAKEN_LOST_OR_HELD_IN_CYRILLIC = """
Ворог окупував Новоекономічне
Сили оборони звільнили Кучерів Яр
Покровськ перебуває під повним контролем
ВС РФ освободили населенный пункт Новопавловка
Російські війська зайняли Мирноград
Окупанти зайняли Новоекономічне
Росіяни захопили село Зарічне
Ворог взяв Торецьк
ЗСУ утримують Покровськ
Сили оборони звільнили три села на Донеччині
Україна втратила Авдіївку
Сили оборони відступили з Сіверська
ЗСУ вийшли з Авдіївки
Ворог окупував Удачне та просунувся поблизу Родинського
Росія захопила Покровськ – Пєсков
Мирноград захоплено
Бахмут втрачено, визнали у Генштабі
Сіверськ окуповано, пише DeepState
ЗС РФ взяли під контроль Родинське
Контроль над Куп'янськом: ЗСУ втратили контроль над містом
Российские войска заняли Часов Яр
ВС РФ взяли Торецк
ВСУ удерживают Красноармейск
Российские военные захватили Мирноград
Армия России освободила Димитров
ВСУ потеряли Купянск
ВС РФ контролируют большую часть Волчанска
Военные РФ освободили два села в ДНР
Торецк освобождён
Красноармейск полностью под контролем ВС РФ
Минобороны заявило об освобождении Северска
Бойцы взяли под контроль посёлок Гришино
Ворог не зайняв Покровськ
Россия не захватила Покровск, заявил Генштаб
Ворог захопив більшу частину Покровська
Військові РФ окупували Рівнопілля – DeepState
Українські військові звільнили Кіндратівку
Генштаб спростував захоплення Куп'янська
Наші бійці втримали Родинське
Захисники вийшли із Сіверська
Минобороны РФ: взят населённый пункт Ровнополье
Наши войска взяли Северск
ВСУ отступили из Угледара
Росіяни контролюють половину Торецька
Гуляйполе залишається під контролем України
"""

SOMETHING_ELSE = """
Police seized drugs in Kyiv
Soldiers captured Russian soldiers
Russia could capture Pokrovsk within weeks
Troops are trying to take control of Pokrovsk
Shelling of Pokrovsk kills two
Ukraine took part in peace talks in Istanbul
Russian forces took part in drills
The meeting took place in Kyiv
Peace talks took place in Moscow
Russian forces took 20 prisoners near Pokrovsk
Ukrainian troops took Russian soldiers prisoner
Ukraine holds talks with Russia in Istanbul
Zelensky held a meeting in Dnipro
Ukraine holds Elections
Russia holds Victory Day parade in Moscow
Ukraine Holds Talks With Partners
Russia Takes Part In Summit
Ukraine took Russia to court
Ukraine holds Putin responsible
Ukraine lost 235 troops
Russia lost Su-34 over Kursk
Russia lost a tank near Pokrovsk
Ukraine lost Patriot battery
Police seized a car in Lviv
Police in Kyiv captured a robber
Explosion in occupied Melitopol
Russian-held Donetsk shelled
Ukrainian forces strike Russian-held Donetsk
Fighting for Pokrovsk continues
Russia tries to take Pokrovsk
Battle to hold Pokrovsk
Ukraine vows to hold Pokrovsk
Russia will take Pokrovsk by winter
Russia prepares to capture Pokrovsk
Russia could take Pokrovsk
Russian forces close in on Pokrovsk
A controlled explosion in Kharkiv
The fire in Kharkiv is under control
He lost control of his car in Odesa
The rouble fell to a record low
Debris fell on a school in Poltava
A concert was held in Kyiv
A meeting in Pokrovsk was held
Talks with Kyiv were held
The summit in the city was held on Monday
Two people were taken to hospital in Kherson
Zelensky took office
Russia took control of the negotiations
Soldiers took up positions in Rodynske
The mayor of Melitopol was captured
Prokopenko was captured
Ukrainian forces holding their lines in the Pokrovsk sector
Ukraine's army lost its best commander
Russian troops shelled the village of Bilohorivka
Kyiv takes steps to free prisoners
Evacuees left the city
Kyiv holds first Pride parade
Russia occupied with elections
Ukraine takes Donetsk case to the court
MiG-31K took off from Savasleyka
Dozens of buses withdrew from the route
Ukraine withdrew from the Ottawa convention
Residents of the city were taken to shelters
Russian missile took lives of five in Ternopil
Ukrainian boxer took gold in Paris
Ukraine's parliament held Tuesday session
Russian forces lost 1,000 soldiers near Pokrovsk in a day
Ukrainian troops lost contact with the garrison
Trump holds Zelensky call
Kyiv Court took bribes case
Russians hold Mariupol residents in basements
The army took delivery of new tanks
Ukrainian soldier held in Crimea released
Russia holds first trial in Donetsk
EU takes over Ukraine funding
Ukrainian military takes care of the wounded in Kharkiv
Ukraine takes its time
Ukrainian forces held off attacks near Kupiansk
Troops kept moving
Ukraine marks day of Kherson liberation
Fire seized the warehouse in the city
Kharkiv was left without power
Odesa was hit by drones
They held the funeral in Lviv
"""

SOMETHING_ELSE_IN_CYRILLIC = """
Міністра звільнили з посади
Ворог намагався захопити Гришине
Взрыв в оккупированной Феодосии
Україна взяла участь у саміті в Києві
Взяли участь у навчаннях
Росія взяла участь у параді
Ворог взяв у полон двох військових у Покровську
Окупанти захопили в полон бійця
Сили оборони взяли окупантів у полон
Україна зайняла друге місце
Команда зайняла перше місце в Харкові
Росія втратила 920 військових
Втрати ворога біля Покровська: 1150 осіб
Пожежа під контролем
Ситуація в Покровську під контролем
Прокуратура взяла справу під контроль
Зеленський провів нараду в Дніпрі
Звільнили директора школи
Звільнили людей із села
Захопили заручників у місті
Сили оборони взяли мешканців села в укриття
Траса Покровськ – Костянтинівка під вогневим контролем
Поїзд вийшов з Києва
Люди вийшли з міста
Спроба захопити Покровськ
Ворог намагається зайняти Покровськ
Взрыв в оккупированном Мелитополе
Обстрел Покровска
Российские войска взяли в плен бойца
Россия приняла участие в саммите
Войска заняли оборону
Военные заняли позиции у Гришино
Бойцы взяли высоту
ВСУ потеряли танк у Волчанска
Киев занял 8 место в рейтинге
Город занял второе место
Суд освободил Иванова
Полиция захватила банду в городе
Переговоры в Москве под контролем МИД
Россия планирует захватить Покровск
Противник пытается занять Часов Яр
Встреча состоялась в городе
Окупанти вивезли дітей з міста
Депутати взяли відпустку
Бійці тримають оборону в Покровську
Украина сохраняет контроль над ситуацией
Росіяни вдарили по Херсону
У Києві зайняли оборону
Військові взяли кредит
Сили ППО збили 20 дронів над Одесою
Ворог втратив гелікоптер під Бахмутом
Росіяни захопили судно
В Одесі затримали агента ворога
Окупанти тримають мешканців Маріуполя в заручниках
Украина потеряла поддержку
Военные взяли деньги у жителей города
Войска удерживают позиции
Зеленский занял второе место
В Волчанске оккупанты взяли под контроль дорогу
Місто зайняте підготовкою до зими
"""
