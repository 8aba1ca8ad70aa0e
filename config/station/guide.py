"""The short page that `./gishe run` prints when everything is up."""

from . import cards, people

PAGE = """
Гише работи. Ctrl-C спира всичко, което тази команда е пуснала.

  Портал за гражданите   {citizens}   (браузърът ще предупреди за сертификата на демонстрацията)
  Страници на служителите {staff}
  Поща                    {mail}   или файловете в {mailbox}
  Записки на частите      {logs}

  Всички пароли: {password}
{people}

  Какво да се направи
  1. {window}
  2. На гишето въведете потребителско име (или сканирайте талона от портала) и натиснете Enter.
  3. Картата в четеца е на viki: въведете CAN, изчакайте четенето, Enter, после F8.
  4. В портала влезте като същия гражданин: вижда задълженията си.

  Картата в четеца
    ./gishe card remove              маха я
    ./gishe card insert              връща я
    ./gishe card exchange ИМЕ        сменя я; има: {cards}
"""
WITH_WINDOW = "Прозорецът на гишето е отворен. Влезте като {clerk}."
WITHOUT_WINDOW = "Няма екран за прозореца на гишето: пуснете с DISPLAY, или ./gishe run --headless, за да го видите на снимки."


def page(station, window):
    everybody = [people.CLERK, people.SUPERVISOR, *people.CITIZENS]
    return PAGE.format(
        citizens=station.citizens_url, staff=station.staff_url, mail=station.mail_url, mailbox=station.mail,
        logs=station.place.folder("log"), password=people.PASSWORD, cards=", ".join(cards.names()),
        people="\n".join(f"    {person.username:22} {person.what}" for person in everybody),
        window=WITH_WINDOW.format(clerk=people.CLERK.username) if window else WITHOUT_WINDOW)
