"""The citizen's part in the portal, page by page as in a browser without pictures."""

import json
import re
import subprocess
import tempfile
from dataclasses import dataclass
from urllib.parse import urlsplit

from . import mail, pass_picture, proof
from .parts import wait_until
from .web import Browser

OPEN = "Your obligations today"
CLOSED = "E-payment is still closed"


class Unexpected(AssertionError):
    """The portal answered something else; the text shows what."""


@dataclass(frozen=True)
class Answers:
    """What a citizen fills in."""

    username: str
    password: str
    email: str
    given: str
    fathers: str
    family: str
    number: str
    phone: str = "0888 123 456"


def expect(page, path):
    """The page, if it is a good answer at this path."""
    if page.status != 200 or urlsplit(page.url).path != path:
        raise Unexpected(f"{path} was expected, but {page.url} answered {page.status}:\n{page.text[:1500]}")
    return page


class Citizen:
    """`tr` gives the portal's Bulgarian words for its English ones."""

    def __init__(self, origin, authority, tr):
        self.browser = Browser(origin, authority)
        self._tr = tr

    def begin_registration(self, email):
        """The page after the first question, for which the browser has worked."""
        page = expect(self.browser.open("/registration"), "/registration")
        return self._answer(page, "names", email=email)

    def register(self, answers):
        page = self.begin_registration(answers.email)
        page = self._answer(page, "phone", given=answers.given, fathers=answers.fathers, family=answers.family)
        page = self._answer(page, "username", phone=answers.phone)
        page = self._answer(page, "password", username=answers.username)
        page = self._answer(page, "check", password=answers.password)
        sent = self.browser.submit(page, page.form_with("step"))
        if self._tr("Open your mailbox") not in sent.text:
            raise Unexpected(sent.text)

    def _answer(self, page, following, **answers):
        """The question that comes after this one. A page may ask for the button once more."""
        form = page.form_with("step", *answers)
        if "<altcha-widget" in page.body.decode():
            answers["altcha"] = proof.solved(json.loads(self.browser.open("/registration/challenge").body))

        def arrived():
            answered = self.browser.submit(page, form, **answers)
            if "error-summary" in answered.body.decode():
                raise Unexpected(answered.text)
            return answered.form_with("step").fields["step"] == following

        wait_until(arrived, f"the page after {', '.join(answers)}")
        return self.browser.page

    def confirm_email(self, mailbox, answers):
        """Opens the link of the newest message and presses the button there: opening alone confirms nothing."""
        wait_until(lambda: mail.messages_to(mailbox, answers.email), "the message with the link")
        link = re.search(r"https://\S+/confirm-email\S*", mail.messages_to(mailbox, answers.email)[-1])[0]
        page = expect(self.browser.open(link), "/confirm-email")
        done = self.browser.submit(page, page.form_to("/confirm-email"))
        if done.status != 200:
            raise Unexpected(done.text)

    def sign_in(self, username, password):
        page = expect(self.browser.open("/login"), "/login")
        expect(self.browser.submit(page, page.form_with("username", "password"), username=username, password=password),
               "/account")

    def give_number(self, number):
        page = expect(self.browser.open("/account/number"), "/account/number")
        expect(self.browser.submit(page, page.form_with("number"), number=number), "/account")

    def counter_pass(self, scan_program):
        """The digits of the pass's QR code, read from its picture as the counter's scanner would."""
        page = expect(self.browser.open("/account/pass"), "/account/pass")
        svg = re.search(rb"<svg[^>]*>.*?</svg>", page.body, re.DOTALL)
        if not svg:  # no pass yet: the page offers one
            page = expect(self.browser.submit(page, page.form_to("/account/pass")), "/account/pass")
            svg = re.search(rb"<svg[^>]*>.*?</svg>", page.body, re.DOTALL)
        with tempfile.NamedTemporaryFile(suffix=".png") as picture:
            picture.write(pass_picture.png(svg[0].decode()))
            picture.flush()
            return subprocess.run([scan_program, "--kind", "qr", picture.name], check=True, text=True,
                                  capture_output=True).stdout.split()[-1]

    def payment_is_open(self):
        """Whether the payments page lists obligations. Raises `Unexpected` if it neither does so nor says it is closed."""
        page = expect(self.browser.open("/payments"), "/payments")
        shown = [self._tr(text) in page.text for text in (OPEN, CLOSED)]
        if sum(shown) != 1:
            raise Unexpected(page.text)
        return shown[0]
