#!/usr/bin/python3
"""The package `station`: state is private, what is asked of it is understood, forms are read as a browser reads them."""

import contextlib
import email.message
import email.policy
import http.client
import io
import json
import locale
import os
import re
import socket
import stat
import subprocess
import sys
import threading
import tty
import unittest
import unittest.mock
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from own_desktop import OwnDesktop  # noqa: E402
from station_parts import WithFolder  # noqa: E402

from station import arguments, cards, guide, mail, pass_picture, reader, web  # noqa: E402
from station.certificates import Certificates  # noqa: E402
from station.control import Control, ask  # noqa: E402
from station.entrance import Entrance  # noqa: E402
from station.language import told  # noqa: E402
from station.parts import PartFailed  # noqa: E402
from station.place import CLONE, AlreadyRunning, Place  # noqa: E402
from station.portal import toml  # noqa: E402
from station.ports import claim_port, claims_folder  # noqa: E402
from station.scanner import Scanner, text_on  # noqa: E402

FIRST_PORT = 18643


class PlaceTest(WithFolder):
    def test_a_station_runs_once(self):
        place = Place(self.folder / "state")
        place.lock()
        with self.assertRaises(AlreadyRunning) as refused:
            Place(self.folder / "state").lock()
        self.assertEqual(refused.exception.pid, os.getpid())

    def test_others_pass_through_the_state_folder_and_see_nothing(self):
        place = Place(self.folder / "state")
        self.assertEqual(place.root.stat().st_mode & 0o777, 0o711)
        self.assertEqual(place.folder("keys").stat().st_mode & 0o777, 0o700)

    def test_a_folder_with_other_things_in_it_is_left_alone(self):
        (self.folder / "letters").touch()
        with self.assertRaisesRegex(PermissionError, "holds other things"):
            Place(self.folder)

    def test_what_is_set_aside_never_replaces_what_was_set_aside_before(self):
        place = Place(self.folder / "state")
        kept = []
        for text in ("first", "second"):
            (place.folder("kiosk") / "text").write_text(text, encoding="ascii")
            kept.append(place.set_aside("kiosk", "refused-kiosk-1"))
        self.assertEqual([(path / "text").read_text(encoding="ascii") for path in kept], ["first", "second"])

    def test_a_link_is_no_state_folder(self):
        (self.folder / "others").mkdir()
        (self.folder / "others/lock").touch()
        (self.folder / "state").symlink_to(self.folder / "others")
        with self.assertRaisesRegex(PermissionError, "no folder of this user"):
            Place(self.folder / "state")

    def test_what_the_web_server_left_is_not_written_through(self):
        certificates = Certificates(self.folder)
        certificates.create()
        others = self.folder / "others"
        others.write_text("as it was", encoding="ascii")
        nginx = self.folder / "nginx"
        nginx.mkdir()
        for name in ("server.pem", "gishe.conf", "else"):
            (nginx / name).symlink_to(others)
        ports = {"citizens": 1, "kiosks": 2, "staff": 3}
        owner = others.stat().st_uid
        Entrance(nginx, ports, self.folder, 1).configure(certificates, certificates.authority)
        self.assertEqual((others.read_text(encoding="ascii"), others.stat().st_uid), ("as it was", owner))
        self.assertFalse((nginx / "gishe.conf").is_symlink())

    def test_a_taken_port_is_skipped(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            self.assertGreater(claim_port(taken.getsockname()[1]), taken.getsockname()[1])

    def claimed_elsewhere(self, port, *enter):
        """What other processes are given that want this port, each after the end of the one before."""
        claim = f"{sys.executable} -c 'from station.ports import claim_port; print(claim_port({port}))'"
        environment = {**os.environ, "PYTHONPATH": str(CLONE / "config")}
        done = subprocess.run([*enter, "sh", "-c", f"{claim} && {claim}"], env=environment, check=True, text=True,
                              capture_output=True)
        return [int(line) for line in done.stdout.split()]

    def test_a_claimed_port_is_free_for_its_part_and_for_no_other_station(self):
        port = claim_port(FIRST_PORT)
        self.assertNotIn(port, self.claimed_elsewhere(port))
        with socket.socket() as part:
            part.bind(("127.0.0.1", port))

    @unittest.skipIf(os.geteuid() != 0, "needs root for a network namespace")
    def test_a_claim_holds_in_its_network_namespace_alone_and_ends_with_its_process(self):
        port = claim_port(FIRST_PORT)
        enter = ["unshare", "--net", "sh", "-c", 'ip link set lo up && exec "$@"', "sh"]
        self.assertEqual(self.claimed_elsewhere(port, *enter), [port, port])

    def test_no_other_user_can_take_the_names_of_claims(self):
        self.assertEqual(stat.S_IMODE(claims_folder().stat().st_mode) & 0o077, 0)


class ControlTest(WithFolder):
    def answer(self, act, **arguments):
        def refuse():
            raise PartFailed("no such card")
        with Control(self.folder / "socket", {"greet": lambda name: f"hello {name}", "refuse": refuse}) as control:
            served = threading.Thread(target=control.serve, args=(30,))
            served.start()
            self.addCleanup(served.join)
            return ask(self.folder / "socket", act, **arguments)

    def test_another_terminal_is_answered(self):
        self.assertEqual(self.answer("greet", name="viki"), "hello viki")

    def test_a_refusal_comes_as_it_was_said(self):
        with self.assertRaisesRegex(PartFailed, "^no such card$"):
            self.answer("refuse")

    def test_what_is_not_understood_is_refused(self):
        for act, arguments in (("shred", {}), ("greet", {}), ("refuse", {"more": 1})):
            with self.assertRaisesRegex(PartFailed, "^not understood$"):
                self.answer(act, **arguments)

    def test_a_line_that_is_no_request_ends_nothing(self):
        for line in (b'"x"\n', b"\xff\n", b"[" * 100_000 + b"\n", b"\n", b"7\n", b'{"act": []}\n'):
            with self.subTest(line[:10]), Control(self.folder / "socket", {}) as control, \
                    socket.socket(socket.AF_UNIX) as caller:
                served = threading.Thread(target=control.serve, args=(30,))
                served.start()
                caller.connect(str(self.folder / "socket"))
                with contextlib.suppress(BrokenPipeError):  # of what is too long the rest is not read
                    caller.sendall(line)
                self.assertEqual(caller.makefile().readline(), '{"failed": "not understood"}\n')
                served.join()

    def test_where_nobody_listens_the_caller_is_told(self):
        with self.assertRaisesRegex(PartFailed, told("още не е готова", "not up yet")):
            ask(self.folder / "socket", "greet", name="viki")


class ScannerTest(WithFolder):
    def setUp(self):
        super().setUp()
        self.scanner = Scanner(self.folder)
        self.addCleanup(self.scanner.unplug)

    def test_what_is_scanned_reaches_whoever_has_opened_the_device(self):
        self.scanner.plug_in()
        self.assertFalse(self.scanner.is_read())
        device = os.open(self.scanner.link, os.O_RDWR | os.O_NOCTTY)
        self.addCleanup(os.close, device)
        tty.setraw(device)
        self.assertTrue(self.scanner.is_read())
        self.scanner.scan("IDBGR\n7903")
        self.assertEqual(os.read(device, 100), b"IDBGR\r7903\r")

    def test_where_nobody_has_opened_it_the_scan_is_refused(self):
        with self.assertRaisesRegex(PartFailed, told("никой не чува скенера", "nobody hears the scanner")):
            self.scanner.scan("7903")


class PictureTest(WithFolder):
    def seen(self, found, code=0):
        """What is scanned where gishe-scan finds this on a picture."""
        program = self.folder / "gishe-scan"
        answer = json.dumps(found, ensure_ascii=False)
        program.write_text(f"#!/bin/sh\ncat <<'end'\n{answer}\nend\necho 'gishe-scan: снимка.png: damaged' >&2\nexit {code}\n",
                           encoding="utf-8")
        program.chmod(0o700)
        return text_on("a.png", program)

    def test_the_one_code_is_scanned_as_it_is(self):
        self.assertEqual(self.seen({"qr": [{"text": "Здравей C:\\x"}], "mrz": None, "no_mrz": None}), "Здравей C:\\x")
        self.assertEqual(self.seen({"qr": [], "mrz": {"lines": ["IDBGR", "7903"]}}), "IDBGR\n7903")

    def test_letters_are_read_alike_in_every_locale(self):
        self.addCleanup(locale.setlocale, locale.LC_CTYPE, locale.setlocale(locale.LC_CTYPE))
        locale.setlocale(locale.LC_CTYPE, "C")
        self.assertEqual(self.seen({"qr": [{"text": "Здравей"}], "mrz": None}), "Здравей")

    def test_a_picture_of_several_documents_is_refused(self):
        for codes in ([], [{"text": "a"}]):
            with self.assertRaisesRegex(PartFailed, told("няколко документа", "several documents")):
                self.seen({"qr": codes, "mrz": None, "no_mrz": "several_documents"})

    def test_a_picture_of_several_or_of_none_is_refused(self):
        with self.assertRaisesRegex(PartFailed, told("няколко кода", "several codes")):
            self.seen({"qr": [{"text": "a"}, {"text": "b"}], "mrz": None})
        with self.assertRaisesRegex(PartFailed, told("няколко кода", "several codes")):
            self.seen({"qr": [{"text": "a"}], "mrz": {"lines": ["IDBGR", "7903"]}})
        with self.assertRaisesRegex(PartFailed, told("не се разчитат", "can be read")):
            self.seen({"qr": [], "mrz": None})

    def test_what_the_program_complains_of_is_told(self):
        with self.assertRaisesRegex(PartFailed, "^снимка.png: damaged$"):
            self.seen({}, code=2)


class GuideTest(unittest.TestCase):
    def test_the_page_tells_every_step_in_both_languages(self):
        steps = [[re.findall(r"F8|Enter|CAN|\./gishe \w+", line) for line in page.splitlines()]
                 for page in (guide.BULGARIAN, guide.ENGLISH)]
        self.assertEqual(*steps)
        self.assertIn("отметнете с цифрите", guide.BULGARIAN)
        self.assertIn("tick with the digits", guide.ENGLISH)


class DesktopTest(WithFolder):
    def test_nobody_presses_a_key_without_the_cookie(self):
        desktop = self.enterContext(OwnDesktop())
        press = ["xdotool", "key", "F8"]
        environment = {**desktop.environment, "XAUTHORITY": "/dev/null"}
        self.assertEqual(subprocess.run(press, env=desktop.environment, check=False).returncode, 0)
        self.assertNotEqual(subprocess.run(press, env=environment, check=False, capture_output=True).returncode, 0)


class TomlTest(unittest.TestCase):
    def test_values_are_written_as_toml_reads_them(self):
        self.assertEqual(toml({"a.b": {"text": 'Гише "12"', "number": 5, "flag": True, "list": ["x"]}}),
                         '[a.b]\ntext = "Гише \\"12\\""\nnumber = 5\nflag = true\nlist = ["x"]\n')


class CardsTest(unittest.TestCase):
    def test_check_digits_agree_with_the_worked_example_in_icao_9303_11_appendix_d(self):
        self.assertEqual(cards.check_digit("L898902C<"), "3")

    def test_the_list_the_page_and_the_readme_tell_of_every_card(self):
        readme = (cards.CARDS / "README.md").read_text(encoding="utf-8")
        station = [sys.executable, "-m", "station", "card", "list"]
        listed = subprocess.run(station, env={**os.environ, "PYTHONPATH": str(CLONE / "config"), "PYTHONUTF8": "1"},
                                check=True, text=True, encoding="utf-8", stdout=subprocess.PIPE).stdout
        for name in cards.names():
            card = rf"(?m)^ *{name} +CAN {cards.read(name).can} +\S"
            self.assertRegex(listed, card)
            self.assertRegex(cards.listed("    "), card)
            self.assertRegex(readme, rf"\| `{name}.toml` \| {cards.read(name).can} \| \S")

    def test_every_card_has_a_zone_of_three_lines(self):
        for name in cards.names():
            self.assertEqual([len(line) for line in cards.read(name).zone.split("\n")], [30, 30, 30], name)


class ArgumentsTest(WithFolder):
    def refusal(self, *words):
        """What is said of a command that is not understood."""
        said = io.StringIO()
        with contextlib.redirect_stderr(said), self.assertRaises(SystemExit) as end:
            arguments.parse(words)
        self.assertEqual(end.exception.code, os.EX_USAGE)
        return said.getvalue().splitlines()[-1]

    def test_a_card_that_there_is_not_is_named_beside_those_that_there_are(self):
        known = ", ".join(cards.names())
        for words in (("card", "insert", "nobody"), ("card", "exchange", "nobody")):
            self.assertEqual(self.refusal(*words), f"gishe: argument NAME: no card is called nobody; cards: {known}")
        self.assertEqual(arguments.parse(("card", "insert", "viki")).name, "viki")
        self.assertIsNone(arguments.parse(("card", "insert")).name)

    def test_a_folder_is_no_picture_and_is_there_all_the_same(self):
        self.assertIn(f"{self.folder} is a folder, and no picture", self.refusal("scan", str(self.folder)))


class LanguageTest(unittest.TestCase):
    def language(self, **variables):
        with unittest.mock.patch.dict(os.environ, variables):
            for name in {"LC_ALL", "LC_MESSAGES", "LANG"} - variables.keys():
                os.environ.pop(name, None)
            return told("български", "English")

    def test_english_is_for_a_terminal_that_asks_for_it_and_bulgarian_for_every_other(self):
        self.assertEqual(self.language(LANG="en_GB.UTF-8"), "English")
        for variables in ({}, {"LANG": "bg_BG.UTF-8"}, {"LANG": "C.UTF-8"}, {"LC_ALL": "", "LANG": "de_DE"},
                          {"LC_ALL": "bg_BG.UTF-8", "LANG": "en_GB.UTF-8"}):
            self.assertEqual(self.language(**variables), "български", variables)

    def test_the_pages_of_both_languages_tell_the_same(self):
        def names(page):
            return sorted(re.findall(r"{\w+}|\./gishe [a-z]+(?: --?[a-z]+| [a-z]+)?|Ctrl.[A-Z]|F\d+", page))
        self.assertEqual(names(guide.BULGARIAN), names(guide.ENGLISH.replace(" F12 there changes to English.", "")))


class PcscdTest(WithFolder):
    def command(self, help_page):
        program = self.folder / "pcscd"
        program.write_text(f"#!/bin/sh\ntest $1 = --help && echo '{help_page}'\n", encoding="ascii")
        program.chmod(0o755)
        with unittest.mock.patch.object(reader, "PCSCD", program):
            return reader.pcscd("--config", "drivers")[1:]

    def test_one_that_asks_polkit_is_told_not_to(self):
        self.assertEqual(self.command("  --disable-polkit disable polkit support"),
                         ["--foreground", "--disable-polkit", "--config", "drivers"])

    def test_one_that_knows_no_polkit_starts_as_ever(self):
        self.assertEqual(self.command("  --foreground"), ["--foreground", "--config", "drivers"])


class PassPictureTest(unittest.TestCase):
    def test_runs_of_modules_become_black_pixels(self):
        svg = '<svg viewBox="0 0 4 4"><path d="M0 0h4v4h-4z"/><path d="M1 2h2v1h-2z"/></svg>'
        picture = pass_picture.png(svg)
        data = picture[picture.index(b"IDAT") + 4:]
        side = 4 * pass_picture.MODULE_PX
        lines = zlib.decompressobj().decompress(data)
        line = lines[2 * pass_picture.MODULE_PX * (side + 1) + 1:][:side]
        self.assertEqual(line[::pass_picture.MODULE_PX], b"\xff\0\0\xff")
        self.assertEqual(lines.count(0), 2 * pass_picture.MODULE_PX**2 + side)  # and a filter byte a line


class MailTest(WithFolder):
    def test_messages_are_found_by_the_address_they_went_to(self):
        box = mail.Mailbox(self.folder)
        for number, address in enumerate(("viki@example.bg", "ivan@example.bg")):
            message = email.message.EmailMessage()
            message["Subject"] = "Потвърдете"
            message.set_content(f"писмо {number}")
            box.keep(message.as_bytes(), "portal@example.bg", [address])
        self.assertEqual(mail.messages_to(self.folder, "ivan@example.bg"), ["писмо 1\n"])
        self.assertEqual(mail.messages_to(self.folder, "ivan@example"), [])

    def test_a_letters_time_is_the_one_of_sofia_in_winter_and_in_summer(self):
        for date, shown in (("Wed, 25 Nov 2026 22:30:00 +0000", "26.11.2026, 00:30 ч."),
                            ("Sat, 25 Jul 2026 22:30:00 -0000", "26.07.2026, 01:30 ч."),
                            ("Sat, 25 Jul 2026 12:00:00 +0200", "25.07.2026, 13:00 ч."), (None, ""), ("soon", "")):
            text = f"Date: {date}\n\nписмо" if date else "\nписмо"
            message = email.message_from_string(text, policy=email.policy.default)
            self.assertEqual(mail.sent_at(message), shown, date)

    def test_the_page_answers_by_names_of_this_machine_alone(self):
        server = ThreadingHTTPServer(("127.0.0.1", 0), mail.pages(mail.Mailbox(self.folder)))
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        threading.Thread(target=server.serve_forever, daemon=True).start()

        def status(host):
            with contextlib.closing(http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)) as connection:
                connection.putrequest("GET", "/", skip_host=True)
                if host is not None:
                    connection.putheader("Host", host)
                connection.endheaders()
                return connection.getresponse().status

        for host in ("localhost", f"localhost:{server.server_port}", "LOCALHOST", "127.0.0.1:80", "[::1]:8025"):
            self.assertEqual(status(host), 200, host)
        for host in ("mail.example.com", f"mail.example.com:{server.server_port}", "localhost.example.com", "127.0.0.1.example.com",
                     "x@localhost", "10.0.0.1", "localhost:80:80", "", None):
            self.assertEqual(status(host), 421, host)

    def test_only_messages_can_be_asked_for(self):
        (self.folder / "secret").write_text("x")
        self.assertIsNone(mail.Mailbox(self.folder).message("secret"))
        self.assertIsNone(mail.Mailbox(self.folder / "box").message("../secret"))


FORM = """<html><head><title>не</title></head><body><p>Вход</p><form action="/login" method="post">
<input type="hidden" name="csrf" value="a&amp;b"><input name="username"><input type="checkbox" name="keep">
<select name="language"><option value="en">E</option><option value="bg" selected>Б</option></select>
<button name="go" value="1">Вход</button></form><a href="/help">Помощ</a></body></html>"""


class Site(BaseHTTPRequestHandler):
    def do_GET(self):  # noqa: N802 (http.server's name)
        self._answer(FORM, [("Set-Cookie", "visit=7; Path=/")])

    def do_POST(self):  # noqa: N802
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self._answer(f"<p>{sorted(parse_qs(body, keep_blank_values=True).items())} {self.headers['Cookie']}</p>", [])

    def _answer(self, text, headers):
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_):
        pass


class WebTest(unittest.TestCase):
    def test_a_form_goes_back_with_what_the_page_filled_in(self):
        server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = web.Browser(f"http://127.0.0.1:{server.server_port}", None)
        page = browser.open("/")
        self.assertEqual(page.links, ["/help"])
        self.assertNotIn("не", page.text)
        answer = browser.submit(page, page.form_with("username"), username="viki")
        self.assertIn("[('csrf', ['a&b']), ('language', ['bg']), ('username', ['viki'])] visit=7", answer.text)


if __name__ == "__main__":
    unittest.main()
