"""A mail server that delivers nowhere: it keeps each message as an .eml file and shows them in the browser.

    python3 -m station.mail FOLDER SMTP_PORT PAGE_PORT
"""

import datetime
import email
import email.policy
import html
import itertools
import os
import re
import signal
import sys
import zoneinfo
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

from aiosmtpd.controller import Controller

PAGE = """<!doctype html><html lang="bg"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Демонстрационна поща</title><style>
body {{ font: 16px/1.5 system-ui, sans-serif; color: #1B1F24; max-width: 44rem; margin: 2rem auto; padding: 0 1rem }}
a {{ color: #0A5AA8 }} li {{ padding: .5rem 0; border-top: 1px solid #C8CED6; list-style: none }} ul {{ padding: 0 }}
pre {{ white-space: pre-wrap; background: #F4F6F8; padding: 1rem; font: inherit }} small {{ color: #4A535E }}
a, pre, small {{ overflow-wrap: anywhere }}
</style><body>{body}</body></html>"""


# A page of elsewhere may call itself by a name that leads to this machine, and would then read the letters.
OWN_NAMES = re.compile(r"(localhost|127\.0\.0\.1|\[::1\])(:[0-9]{1,5})?", re.IGNORECASE)
SOFIA = zoneinfo.ZoneInfo("Europe/Sofia")


def sent_at(message):
    """When the message was sent, as the clocks in Sofia and the readers of Bulgarian have it; empty if it does not say."""
    when = message["Date"].datetime if message["Date"] else None
    if when is None:
        return ""
    return (when if when.tzinfo else when.replace(tzinfo=datetime.timezone.utc)).astimezone(SOFIA).strftime("%d.%m.%Y, %H:%M ч.")


class Mailbox:
    """The folder of messages, numbered as they came."""

    def __init__(self, folder):
        self._folder = Path(folder)
        self._numbers = itertools.count(len(list(self._folder.glob("*.eml"))) + 1)

    def keep(self, content, sender, recipients):
        heads = f"X-Envelope-From: {sender}\r\nX-Envelope-To: {', '.join(recipients)}\r\n".encode()
        name = f"{next(self._numbers):05}.eml"
        partial = self._folder / f"{name}.part"
        partial.write_bytes(heads + content)
        partial.rename(self._folder / name)  # a reader never sees half a message

    def names(self):
        """Newest first."""
        return sorted((path.name for path in self._folder.glob("*.eml")), reverse=True)

    def message(self, name):
        """The parsed message, or nothing if the name is not one of ours."""
        if not re.fullmatch(r"\d+\.eml", name) or not (self._folder / name).exists():
            return None
        return email.message_from_bytes((self._folder / name).read_bytes(), policy=email.policy.default)


def text_of(message):
    """The message's plain text."""
    body = message.get_body(preferencelist=("plain", "html"))
    return body.get_content() if body else ""


def messages_to(folder, address):
    """Plain texts of the messages to this address, oldest first."""
    box = Mailbox(folder)
    found = (box.message(name) for name in reversed(box.names()))
    return [text_of(message) for message in found if address in message["X-Envelope-To"].split(", ")]


class Receiver:
    """What aiosmtpd calls for each message."""

    def __init__(self, box):
        self._box = box

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 (aiosmtpd's name)
        self._box.keep(envelope.original_content, envelope.mail_from, envelope.rcpt_tos)
        return "250 kept"


def pages(box):
    class Page(BaseHTTPRequestHandler):
        def do_GET(self):  # noqa: N802 (http.server's name)
            if not OWN_NAMES.fullmatch(self.headers.get("Host", "")):
                self.send_error(421, "Misdirected Request", "This page is there for this machine alone.")
                return
            name = unquote(self.path.strip("/"))
            body = self._list() if not name else self._message(name)
            content = PAGE.format(body=body or "<p>Няма такова писмо.</p>").encode()
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
            self.end_headers()
            self.wfile.write(content)

        def _list(self):
            items = []
            for name in box.names():
                message = box.message(name)
                items.append(f'<li><a href="/{name}">{html.escape(message["Subject"] or "(без тема)")}</a><br>'
                             f'<small>до {html.escape(message["X-Envelope-To"])}, {html.escape(sent_at(message))}'
                             "</small></li>")
            return "<h1>Демонстрационна поща</h1>" + (f"<ul>{''.join(items)}</ul>" if items else "<p>Още няма писма.</p>")

        def _message(self, name):
            message = box.message(name)
            if message is None:
                return None
            text = re.sub(r"https?://[^\s&]+(?:&amp;[^\s&]+)*", r'<a href="\g<0>">\g<0></a>', html.escape(text_of(message)))
            return f'<p><a href="/">Всички писма</a></p><h1>{html.escape(message["Subject"] or "")}</h1>' \
                   f'<p><small>{html.escape(sent_at(message))}</small></p><pre>{text}</pre>'

        def log_message(self, *_):
            pass

    return Page


def main(folder, smtp_port, page_port):
    os.umask(0o077)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    box = Mailbox(folder)
    smtp = Controller(Receiver(box), hostname="127.0.0.1", port=int(smtp_port))
    smtp.start()
    try:
        ThreadingHTTPServer(("127.0.0.1", int(page_port)), pages(box)).serve_forever()
    finally:
        smtp.stop()


if __name__ == "__main__":
    main(*sys.argv[1:])
