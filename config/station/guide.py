"""The short page that `./gishe run` prints when everything is up."""

import os

from . import cards, people
from .language import told

BULGARIAN = """
Гише работи. Ctrl-C спира всичко, което тази команда е пуснала.

  Портал за гражданите     {citizens}   (браузърът ще предупреди за сертификата на демонстрацията)
  Страници на служителите  {staff}
  Поща                     {mail}   или файловете в {mailbox}
  Текстови съобщения       файловете в {texts}
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
     Enter, Enter; в другия терминал ./gishe scan {card}; на гишето Enter, на сравнението Enter; отметнете с цифрите
     каквото се вижда по картата, после F8.

  От друг терминал, в същата папка
    ./gishe card remove         маха картата от четеца; insert я връща
    ./gishe card exchange ИМЕ   слага друга карта в четеца
    ./gishe card read --can N   какво казва програмата на техника за картата в четеца
    ./gishe scan ИМЕ            скенерът чете трите реда на гърба ѝ
    ./gishe scan СНИМКА         скенерът чете QR кода на снимка (PNG, JPEG), например на талона от портала
    ./gishe kiosk               отваря прозореца на гишето, когато е затворен (Ctrl+Q затваря само него)
    ./gishe run --stop          спира всичко

  Карти
{cards}

  Всичко записано стои в {state} и остава за следващия път; ./gishe run --afresh започва начисто.
"""
ENGLISH = """
Gishe runs. Ctrl-C ends all that this command has started.

  Portal for citizens      {citizens}   (the browser will warn of the demo's certificate)
  Pages for staff          {staff}
  Mail                     {mail}   or the files in {mailbox}
  Text messages            the files in {texts}
  Logs                     {logs}
  The operator's commands  {gishectl} --config {config} --help

  Every password: {password}
{people}

  What to do
  1. {window} F12 there changes to English.
  2. Type {chip} (or scan the pass from the portal), Enter; the account is the citizen's, Enter again.
  3. The card in the reader is hers: type CAN {can}, Enter. The chip is read; at the comparison Enter, at the decision F8.
  4. Sign in to the portal as {chip}: see your obligations.
  5. A card without a chip: in another terminal ./gishe card exchange {card}; at the counter Enter for the next citizen,
     {zone}, Enter, Enter; in the other terminal ./gishe scan {card}; at the counter Enter, at the comparison Enter;
     tick with the digits what the card shows, then F8.

  From another terminal, in the same folder
    ./gishe card remove         takes the card from the reader; insert brings it back
    ./gishe card exchange NAME  puts another card into the reader
    ./gishe card read --can N   what the technician's program says of the card on the reader
    ./gishe scan NAME           the scanner reads the three lines on its back
    ./gishe scan PICTURE        the scanner reads the QR code of a picture (PNG, JPEG), such as the pass from the portal
    ./gishe kiosk               opens the counter's window when it is closed (Ctrl+Q closes only that)
    ./gishe run --stop          ends everything

  Cards
{cards}

  All that was recorded stands in {state} and stays for the next time; ./gishe run --afresh begins anew.
"""
WITH_WINDOW = ("Прозорецът на гишето е отворен. Влезте като {clerk}.", "The counter's window is open. Sign in as {clerk}.")
WITHOUT_WINDOW = ("Прозорецът на гишето не е отворен: ./gishe kiosk от терминал с екран го отваря. Влезте като {clerk}.",
                  "The counter's window is not open: ./gishe kiosk opens it from a terminal with a screen. Sign in as {clerk}.")

def page(station, window):
    everybody = [people.CLERK, people.SUPERVISOR, *people.CITIZENS]
    place = station.place
    return told(BULGARIAN, ENGLISH).format(
        citizens=station.citizens_url, staff=station.staff_url, mail=station.mail_url, mailbox=station.mail,
        texts=station.portal.texts, logs=place.folder("log"), gishectl=os.path.relpath(place.program("gishectl")), config=station.portal.config,
        password=people.PASSWORD, chip=people.CITIZENS[0].username, can=cards.read(people.CITIZENS[0].card).can,
        zone=people.CITIZENS[1].username, card=people.CITIZENS[1].card, cards=cards.listed("    "), state=place.root,
        people="\n".join(f"    {person.username:22} {told(*person.what)}" for person in everybody),
        window=told(*(WITH_WINDOW if window else WITHOUT_WINDOW)).format(clerk=people.CLERK.username))
