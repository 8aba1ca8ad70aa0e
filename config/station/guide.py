"""The short page that `./gishe run` prints when everything is up."""

import os

from . import cards, people

PAGE = """
Гише работи. Ctrl-C спира всичко, което тази команда е пуснала.

  Портал за гражданите     {citizens}   (браузърът ще предупреди за сертификата на демонстрацията)
  Страници на служителите  {staff}
  Поща                     {mail}   или файловете в {mailbox}
  Дневници                 {logs}
  Команди на оператора     {gishectl} --config {config} --help

  Всички пароли: {password}
{people}

  Какво да се направи
  1. {window}
  2. Въведете {chip} (или сканирайте талона от портала), Enter; профилът е на гражданката, пак Enter.
  3. Картата в четеца е нейната: въведете CAN {can}, Enter. Чипът се чете; на сравнението Enter, на решението F8.
  4. В портала влезте като {chip}: вижте задълженията си.
  5. Карта без чип: в друг терминал ./gishe card exchange {card}; на гишето Enter за следващия гражданин, {zone},
     Enter, Enter; в другия терминал ./gishe scan {card}; на гишето Enter, на сравнението Enter, на решението F8.

  От друг терминал, в същата папка
    ./gishe card remove         маха картата от четеца; insert я връща
    ./gishe card exchange ИМЕ   слага друга карта в четеца
    ./gishe scan ИМЕ            скенерът чете трите реда на гърба ѝ
    ./gishe scan СНИМКА         скенерът чете QR кода на снимка (PNG, JPEG), например на талона от портала
    ./gishe kiosk               отваря прозореца на гишето, когато е затворен (Ctrl+Q затваря само него)
    ./gishe run --stop          спира всичко

  Карти
{cards}

  Всичко записано стои в {state} и остава за следващия път; ./gishe run --afresh започва начисто.
"""
WITH_WINDOW = "Прозорецът на гишето е отворен. Влезте като {clerk}."
WITHOUT_WINDOW = "Прозорецът на гишето не е отворен: ./gishe kiosk от терминал с екран го отваря. Влезте като {clerk}."


def card_lines():
    return "\n".join(f"    {name:14} CAN {cards.read(name).can}   {what}" for name, what in cards.WHAT.items())


def page(station, window):
    everybody = [people.CLERK, people.SUPERVISOR, *people.CITIZENS]
    place = station.place
    return PAGE.format(
        citizens=station.citizens_url, staff=station.staff_url, mail=station.mail_url, mailbox=station.mail,
        logs=place.folder("log"), gishectl=os.path.relpath(place.program("gishectl")), config=station.portal.config,
        password=people.PASSWORD, chip=people.CITIZENS[0].username, can=cards.read(people.CITIZENS[0].card).can,
        zone=people.CITIZENS[1].username, card=people.CITIZENS[1].card, cards=card_lines(), state=place.root,
        people="\n".join(f"    {person.username:22} {person.what}" for person in everybody),
        window=(WITH_WINDOW if window else WITHOUT_WINDOW).format(clerk=people.CLERK.username))
