"""The kiosk's window, found and pressed through the accessibility tree; the gallery stands for the counter behind it."""

import os
import subprocess
import sys
import threading
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "support"))
from own_desktop import OwnDesktop  # noqa: E402

PROGRAM = Path(os.environ["GISHE_PROGRAMS"]) / "kiosk_gallery"


class Window:
    """The running gallery: what it was told to show, and what it told the counter."""

    def __init__(self, environment, *options):
        self._process = subprocess.Popen([PROGRAM, *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                                         env=environment)
        self._told = []
        self._changed = threading.Condition()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self):
        for line in self._process.stdout:
            with self._changed:
                self._told.append(line.rstrip("\n"))
                self._changed.notify_all()

    def told(self, line, patience_s=20):
        """Waits until the window has told this, and forgets all that came before."""
        with self._changed:
            if not self._changed.wait_for(lambda: line in self._told, patience_s):
                raise AssertionError(f"„{line}“ was not told; but {self._told}")
            del self._told[:self._told.index(line) + 1]

    def heard_only(self, line, patience_s=20):
        """Whether the window has told this, and nothing before it since the last question."""
        with self._changed:
            self._changed.wait_for(lambda: line in self._told, patience_s)
            heard, self._told = self._told, []
            return heard == [line]

    def heard_until(self, line, patience_s=20):
        """What the window has told before this, since the last question."""
        with self._changed:
            if not self._changed.wait_for(lambda: line in self._told, patience_s):
                raise AssertionError(f"„{line}“ was not told; but {self._told}")
            at = self._told.index(line)
            heard, self._told = self._told[:at], self._told[at + 1:]
            return heard

    def order(self, line):
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()

    def show(self, scene):
        self.order(f"scene {scene}")
        self.told(f"shown {scene}")

    def close(self):
        self._process.stdin.close()
        self._reader.join(20)
        code = self._process.wait(20)
        self._process.stdout.close()
        return code


class WholeTextTest(unittest.TestCase):
    """Every state of the window, looked through by the program itself for words that are cut off and a question or focus out of sight."""

    @classmethod
    def setUpClass(cls):
        cls._desktop = cls.enterClassContext(OwnDesktop())

    def assert_nothing_is_cut(self, *options):
        done = subprocess.run([PROGRAM, "--check", *options], env=self._desktop.environment, check=False,
                              capture_output=True, text=True, timeout=120)
        self.assertEqual((done.stdout, done.returncode), ("", 0))

    def test_nothing_is_cut_in_bulgarian(self):
        self.assert_nothing_is_cut()

    def test_nothing_is_cut_in_english(self):
        self.assert_nothing_is_cut("--english")

    def test_nothing_is_cut_in_high_contrast(self):
        self.assert_nothing_is_cut("--contrast")

    def test_nothing_is_cut_in_large_letters(self):
        for look in [(), ("--english",), ("--contrast",)]:
            for scale in ("150", "200"):
                with self.subTest(look=look, scale=scale):
                    self.assert_nothing_is_cut(*look, "--scale", scale)

    def test_nothing_is_cut_in_a_narrow_window(self):
        for look in [(), ("--english",), ("--contrast",)]:
            with self.subTest(look=look):
                self.assert_nothing_is_cut(*look, "--width", "1024")


class WindowTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        desktop = cls.enterClassContext(OwnDesktop())
        from station.kiosk_driver import KioskDriver  # reads the display and the bus from the environment
        cls.driver = KioskDriver("kiosk_gallery", patience_s=20)
        cls.window = Window(desktop.environment)
        cls.window.told("shown sign-in")
        cls.driver.wait_for("Вход за служители")

    @classmethod
    def tearDownClass(cls):
        code = cls.window.close()
        if code != 0:
            raise AssertionError(f"the window ended with {code}")

    def show(self, scene, text):
        self.window.show(scene)
        self.driver.wait_for(text)

    def wait_for_value(self, field, value):
        self.driver._wait(lambda: self.driver.value_of("text", field) == value, f"„{value}“ in „{field}“")

    def extents_of(self, what, is_it):
        """Place and size on the screen of the first shown thing that this is true of. Waits for it: a window that is laid anew
        shows nothing for a moment."""
        return self.driver._wait(lambda: next((each.extents() for each in self.driver._everything() if is_it(each)), None), what)

    def row_is_seen(self, text):
        """Of a list of reasons: the tree counts rows as showing that are scrolled away."""
        def named(name):
            return self.extents_of(name, lambda each: each.name() == name)

        _, top, _, height = named("Основания за отказ")
        _, row_top, _, row_height = named(text)
        return top <= row_top and row_top + row_height <= top + height

    def place_of(self, text):
        """Of the shown label that begins so, on the screen."""
        return self.extents_of(text, lambda each: each.role() == "label" and each.name().startswith(text))

    def line_height(self, text):
        """Of the shown label that begins so, in pixels."""
        return self.extents_of(text, lambda each: each.role() == "label" and each.name().startswith(text))[3]

    def test_every_control_has_a_name(self):
        for scene, text in [("sign-in", "Вход за служители"), ("citizen", "Сканирайте талона"), ("compare", "Сравнете"),
                            ("document", "CAN"), ("document-by-hand", "Въведете документа"), ("refuse", "Защо отказвате"),
                            ("hidden", "Екранът е скрит")]:
            self.show(scene, text)
            for control in self.driver._everything():
                if control.role() in ("push button", "text", "password text", "combo box", "tree table"):
                    self.assertTrue(control.name(), f"a {control.role()} without a name in {scene}")

    def test_the_clerk_signs_in_by_keyboard(self):
        self.show("sign-in", "Вход за служители")
        self.driver.type("r.stoilova")
        self.driver.press("Return")
        self.driver.type("secret-words")
        self.driver.press("Return")
        self.window.told("sign_in r.stoilova 12")

    def test_an_empty_sign_in_is_told_once_nothing_is_left_to_go_to(self):
        self.show("citizen", "Сканирайте талона")
        self.show("sign-in", "Вход за служители")
        self.driver.press("Return")
        self.window.told("sign_in  0")
        self.driver.type("r.stoilova")
        self.driver.press("Return")  # to the password
        self.driver.press("Return")
        self.window.told("sign_in r.stoilova 0")

    def test_focus_is_where_the_scanner_types(self):
        self.show("citizen", "Сканирайте талона")
        self.driver.type("viki.k")
        self.wait_for_value("Талон или потребителско име", "viki.k")
        self.driver.press("Return")
        self.window.told("scanned viki.k")

    def test_the_next_citizen_finds_the_field_empty(self):
        self.show("citizen-unknown", "няма такова потребителско име")
        self.wait_for_value("Талон или потребителско име", "viki.konstantinov")
        self.show("citizen-next", "Сканирайте талона")
        self.wait_for_value("Талон или потребителско име", "")

    def test_a_scan_is_taken_wherever_the_focus_is_and_stays_out_of_the_fields(self):
        self.show("document", "Поставете картата")
        digits = "4821093755601170" * 3
        self.driver.scan(digits)
        self.window.told(f"scanned {digits}")
        self.assertEqual(self.driver.value_of("text", "CAN"), "")

    def test_a_code_that_the_scanner_marks_is_known_for_one_and_loses_its_mark(self):
        self.show("document", "Поставете картата")
        self.driver.scan("]Q3" + "4821093755601170" * 3)
        self.window.told("scanned_code " + "4821093755601170" * 3)
        self.driver.scan("]o2IDBGRAA1234566")
        self.window.told("scanned IDBGRAA1234566")

    def test_function_keys_do_what_they_say(self):
        self.show("compare", "Сравнете данните")
        for key, action in [("F4", "refuse"), ("F6", "other_road"), ("F9", "end_service"), ("Escape", "back"),
                            ("Return", "next")]:
            self.driver.press(key)
            self.window.told(f"press {action}")

    def test_enter_never_decides_and_only_f8_does(self):
        self.show("decide", "Същият човек ли е")
        self.driver.press("Return")
        self.driver.press("F8")
        self.window.told("press next")
        self.window.told("press decide")

    def test_a_screen_takes_no_key_that_was_pressed_before_it_showed(self):
        self.show("found", "Това ли е профилът")
        self.window.order("hold decide")
        self.window.told("held decide")
        for key in ("Return", "F8"):
            self.driver._xdotool("key", key)  # the driver's own hands wait for the painted screen
        self.window.order("go")
        self.window.told("shown decide")
        self.driver.press("F4")
        self.assertTrue(self.window.heard_only("press refuse"))

    def test_a_key_does_nothing_to_the_screen_that_comes_upon_it(self):
        for key, before, seen, after, shown in [
                ("F8", "found", "Това ли е профилът", "decide", "Същият човек ли е"),
                ("Return", "document-reading", "Оставете картата", "compare", "Сравнете данните"),
                ("F4", "found", "Това ли е профилът", "compare", "Сравнете данните")]:
            with self.subTest(key=key, after=after):
                self.show(before, seen)
                self.window.order(f"after-key {after}")
                self.window.told("waits")
                self.driver.press(key)
                self.driver.wait_for(shown)
                self.driver.press("F9")
                self.assertEqual(self.window.heard_until("press end_service"), [f"shown {after}"])

    def test_a_scan_that_began_before_a_screen_showed_is_not_for_it(self):
        self.show("citizen", "Сканирайте талона")
        self.window.order("hold done")
        self.window.told("held done")
        self.driver._xdotool("type", "--delay", "1", "4821093755601170")
        self.window.order("go")
        self.window.told("shown done")
        self.driver.press("F9")
        self.assertTrue(self.window.heard_only("press end_service"))

    def test_a_short_code_presses_no_button(self):
        self.show("found", "Това ли е профилът")
        self.driver.scan("12 4")
        self.driver.press("Escape")
        self.assertTrue(self.window.heard_only("press back"))

    # What a citizen's code may hold, typed as a keyboard scanner types it. F4 comes last, from the clerk.

    def scan_keys(self, delay_ms, *keys):
        self.driver._wait_until_seen()
        self.driver._xdotool("key", "--delay", str(delay_ms), *keys)

    def heard_before_refusing(self):
        """All that the counter has heard since the screen showed."""
        self.driver.press("F4")
        return self.window.heard_until("press refuse")

    def test_codes_of_tabs_and_blanks_do_not_decide(self):
        self.show("decide", "Същият човек ли е")
        self.scan_keys(0, "Tab", "Tab", "Tab", "Tab", "Return")
        self.scan_keys(0, "Tab", "space", "Return")
        self.scan_keys(0, "Tab", "Tab", "Tab", "Tab", "Tab", "space")
        self.assertNotIn("press decide", self.heard_before_refusing())

    def test_a_slow_scanners_tabs_and_blanks_do_not_decide(self):
        self.show("decide", "Същият човек ли е")
        self.scan_keys(90, "Tab", "Tab", "Tab", "Tab", "Tab", "space")  # xdotool waits about half of it
        self.assertNotIn("press decide", self.heard_before_refusing())

    def test_a_function_key_within_a_code_does_not_decide(self):
        self.show("decide", "Същият човек ли е")
        for keys in (("4", "8", "2", "F8", "1", "0", "9", "3"), ("F8", "4", "8"), ("4", "8", "F8")):
            self.scan_keys(0, *keys)
        self.assertNotIn("press decide", self.heard_before_refusing())

    def test_a_command_within_a_code_neither_signs_out_nor_ends_the_program(self):
        self.show("citizen", "Сканирайте талона")
        self.scan_keys(0, "4", "8", "ctrl+l", "2", "1", "ctrl+q", "0", "9")
        self.show("decide", "Същият човек ли е")
        self.assertNotIn("sign_out", self.heard_before_refusing())

    def test_no_key_but_its_own_reaches_a_button(self):
        self.show("decide", "Същият човек ли е")
        self.driver.press("Tab")
        self.assertFalse(any(button.is_focused() for button in self.driver._everything()
                             if button.role() == "push button" and "F8" in button.name()))

    # The features of a document, the first two of five ticked already

    def test_a_digit_ticks_its_line_or_takes_the_tick_back(self):
        self.show("decide-features", "Документът не е доказан с чип")
        self.assertTrue(self.driver.shows("Остават 3"))
        for key, told in (("3", "see fine_lines"), ("1", "unsee tilt_image"), ("5", "see number_on_both_sides")):
            self.driver.press(key)
            self.window.told(told)
        self.driver.press("6")
        self.driver.press("F4")
        self.assertTrue(self.window.heard_only("press refuse"))

    def test_space_and_assistive_technology_tick_the_line_that_they_are_at(self):
        self.show("decide-features", "Документът не е доказан с чип")
        self.driver.focus("check box", "Част от печата е релефна")
        self.driver.press("space")
        self.window.told("see raised_print")
        self.driver.find("check box", "Номерът отпред").do_action()
        self.window.told("see number_on_both_sides")

    def test_ticks_are_seen_by_assistive_technology(self):
        self.show("decide-features", "Документът не е доказан с чип")
        self.assertEqual(self.ticks(), [True, True, False, False, False])
        self.show("decide-features-seen", "Всичко е отметнато.")
        self.assertEqual(self.ticks(), [True] * 5)

    def ticks(self):
        return [each.is_checked() for each in self.driver._everything() if each.role() == "check box"]

    def test_no_code_ticks_anything(self):
        self.show("decide-features", "Документът не е доказан с чип")
        self.driver.focus("check box", "Част от печата е релефна")
        for keys in (("3", "Return"), ("3", "4", "5"), ("4", "8", "2", "1", "0", "9", "3", "7", "Return"),
                     ("space", "space", "Return"), ("Tab", "space", "Return"), ("Tab", "3", "Tab", "space", "4", "8")):
            self.scan_keys(0, *keys)
        heard = self.heard_before_refusing()
        self.assertFalse([line for line in heard if "see" in line.split()[0]], heard)

    def test_a_closed_key_does_nothing(self):
        self.show("compare-mismatch", "Спрете")
        self.driver.press("F8")
        self.driver.press("Escape")
        self.assertTrue(self.window.heard_only("press back"))

    def test_assistive_technology_presses_the_buttons(self):
        self.show("found", "Това ли е профилът")
        self.driver.click("F6 Друг профил")
        self.window.told("press other_road")

    def test_rows_of_the_comparison_are_readable_without_markup(self):
        self.show("compare", "Сравнете данните")
        shown = self.driver.texts()
        for text in ("Собствено име", "VIKTORIYA", "вариант", "съкратено", "850615****"):
            self.assertIn(text, shown)
        self.assertFalse([text for text in shown if "<span" in text or "<b>" in text])

    def test_a_refusal_carries_the_chosen_reason(self):
        self.show("refuse", "Защо отказвате")
        self.driver.press("Down")
        self.driver.press("F8")
        self.window.told("refuse different_person")

    def test_a_refusal_that_the_disk_refused_goes_on_with_the_same_key(self):
        self.show("compare", "Сравнете данните")
        self.show("refuse", "Защо отказвате")
        self.show("refuse-recording", "Записва се")
        self.show("refuse-disk-full", "Дискът")
        self.driver.press("F8")
        self.window.told("refuse document_expired")

    def test_the_reason_that_is_chosen_is_always_seen(self):
        self.show("refuse-many", "Защо отказвате")
        self.assertFalse(self.row_is_seen("Основание № 14"))
        for _ in range(13):
            self.driver.press("Down")
        self.driver._wait(lambda: self.row_is_seen("Основание № 14"), "the chosen reason")
        self.driver.press("F8")
        self.window.told("refuse reason_14")

    def test_help_moves_nothing_of_what_it_explains(self):
        for scene, text, help_text in [("compare", "Сравнете данните", "Машината сравнява данните"),
                                       ("citizen-wrong-scan", "Това е друг код", "Талонът посочва профила"),
                                       ("decide-disk-full", "Дискът отказва", "Машината сравни данните"),
                                       ("done-conflict", "Порталът не прие", "Порталът е получил записа")]:
            with self.subTest(scene):
                self.show(scene, text)
                before = self.place_of(text)
                self.driver.press("F1")
                self.driver.wait_for(help_text)
                self.assertEqual(self.place_of(text), before)
                self.driver.press("F1")
                self.driver._wait(lambda: not self.driver.shows(help_text), "the help gone")

    def test_help_on_a_result_that_the_portal_objects_to_says_to_what_and_what_follows(self):
        self.show("done-conflict", "Порталът не прие")
        self.driver.press("F1")
        self.driver.wait_for("Порталът е получил записа, но възразява: Лицето вече е потвърдено в друг профил.")
        self.assertTrue(self.driver.shows("не е нужно той да идва отново"))
        self.driver.press("F1")
        self.show("done-conflict-of-counter", "Порталът не прие")
        self.driver.press("F1")
        self.driver.wait_for("В профила на гражданина това посещение не се вижда")
        self.driver.press("F1")
        self.show("done", "Самоличността е потвърдена")
        self.driver.press("F1")
        self.driver.wait_for("Записът е на диска на гишето")
        self.driver.press("F1")

    def test_in_large_letters_the_decision_stands_among_the_keys(self):
        self.show("decide", "Същият човек ли е")
        self.driver.press("ctrl+plus")
        self.driver.press("ctrl+plus")
        self.window.told("appearance bg usual 150")
        self.addCleanup(self.window.told, "appearance bg usual 100")
        self.addCleanup(self.driver.press, "ctrl+0")

        def decision_is_in_the_bar():
            _, bar_top, _, _ = self.extents_of("Клавиши", lambda each: each.name() == "Клавиши")
            return any(bar_top <= each.extents()[1] for each in self.driver._everything()
                       if each.name() == "F8 Потвърждавам самоличността")
        self.driver._wait(decision_is_in_the_bar, "F8 in the bar")

    def test_nothing_is_promised_to_an_account_that_does_not_get_it(self):
        for scene, text in [("done-email-unconfirmed", "Електронното плащане се отваря след потвърждаване на електронния адрес"),
                            ("done-email-unconfirmed-sending", "Електронното плащане се отваря след потвърждаване на електронния адрес"),
                            ("done-account-not-known", "Порталът прие потвърждаването"),
                            ("done-offline", "Ще получи известие, ако електронният адрес е потвърден")]:
            with self.subTest(scene):
                self.show(scene, text)
                shown = " ".join(self.driver.texts())
                self.assertNotIn("Електронното плащане е отворено", shown)
                self.assertNotIn("Известие до", shown)
                self.assertNotIn("Ще получи известие на", shown)
        self.show("done", "Електронното плащане е отворено")
        self.assertTrue(self.driver.shows("Известие до v***a@example.com"))

    def test_enter_with_no_can_is_told_and_with_a_zone_goes_on(self):
        self.show("document", "Поставете картата")
        self.driver.press("Return")
        self.window.told("enter_can ")
        self.show("document-zone", "Продължете със зоната")
        self.driver.press("Return")
        self.window.told("press next")

    def test_language_changes_and_keeps_what_was_typed(self):
        self.show("citizen", "Сканирайте талона")
        self.driver.type("viki")
        self.wait_for_value("Талон или потребителско име", "viki")
        self.driver.press("F12")
        self.driver.wait_for("Scan the pass or type the username")
        self.wait_for_value("Pass or username", "viki")
        self.driver.press("F12")
        self.driver.wait_for("Сканирайте талона")

    def test_contrast_changes_by_key(self):
        self.show("sign-in", "Вход за служители")
        for offered, now_offered, appearance in [("F11 Висок контраст", "F11 Обичаен контраст", "contrast 100"),
                                                 ("F11 Обичаен контраст", "F11 Висок контраст", "usual 100")]:
            self.driver.find("push button", offered)
            self.driver.press("F11")
            self.window.told(f"appearance bg {appearance}")
            self.driver.find("push button", now_offered)

    def test_size_changes_by_key(self):
        self.show("compare", "Сравнете данните")
        usual = self.line_height("Сравнете данните")
        self.driver.press("ctrl+plus")
        self.window.told("appearance bg usual 125")
        self.driver._wait(lambda: self.line_height("Сравнете данните") > usual, "larger letters")
        self.driver.press("ctrl+minus")
        self.window.told("appearance bg usual 100")
        self.driver._wait(lambda: self.line_height("Сравнете данните") == usual, "letters as before")
        self.driver.press("F4")
        self.window.told("press refuse")


class QuietTest(unittest.TestCase):
    """A counter whose scanner is slow: keys that act wait for more silence."""

    def setUp(self):
        self.environment = self.enterContext(OwnDesktop()).environment
        self.window = Window(self.environment, "--scene", "decide", "--quiet", "1000")
        self.addCleanup(self.window.close)
        self.window.told("shown decide")

    def xdotool(self, *words):
        subprocess.run(["xdotool", *words], env=self.environment, check=True, stdout=subprocess.DEVNULL)

    def test_a_key_within_a_slow_scanners_code_does_not_act_and_a_lone_one_does(self):
        self.xdotool("key", "F4")
        self.window.told("press refuse")
        self.xdotool("key", "--delay", "200", "4", "F8", "2")  # xdotool waits about half of it
        self.window.order("scene found")
        self.assertEqual(self.window.heard_until("shown found"), [])


if __name__ == "__main__":
    unittest.main()
