"""What `./gishe run|kiosk|scan|card` understands. Run as a program it only says whether it does, before anything is built."""

import argparse
import os
import sys
from pathlib import Path

from . import cards

FIRST_PORT = 8443


class Parser(argparse.ArgumentParser):
    """Ends with 64 on a wrong command, as all programs here do. Source: sysexits.h."""

    def error(self, message):
        self.print_usage(sys.stderr)
        self.exit(os.EX_USAGE, f"gishe: {message}\n")


def card_name(text):
    """A demo card."""
    if text in cards.names():
        return text
    raise argparse.ArgumentTypeError(f"no card is called {text}; cards: {', '.join(cards.names())}")


def scannable(text):
    """A demo card by its name, or a picture by its file."""
    if text in cards.names() or Path(text).is_file():
        return text
    if Path(text).is_dir():
        raise argparse.ArgumentTypeError(f"{text} is a folder, and no picture")
    raise argparse.ArgumentTypeError(f"no card and no file is called {text}; cards: {', '.join(cards.names())}")


def parse(words=None):
    parser = Parser(prog="./gishe", description="One station on this machine.")
    parser.add_argument("--state", type=Path, help="folder of the station's state (a short path)")
    parser.add_argument("--programs", type=Path, help="folder of the built programs")
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="bring up the station")
    run.add_argument("--headless", action="store_true", help="drive the kiosk through two verifications, then end")
    run.add_argument("--afresh", action="store_true", help="forget what earlier runs of this station left, then bring it up")
    run.add_argument("--stop", action="store_true", help="end a station that runs in another terminal, and nothing else")
    run.add_argument("--no-window", action="store_true", help="do not open the kiosk's window")
    run.add_argument("--port", type=int, default=FIRST_PORT, help="first of the ports; taken ones are skipped")
    run.add_argument("--screenshots", type=Path, help="where --headless leaves its pictures")
    run.add_argument("--requests-per-second", type=int, default=30, help="nginx's limit for one address")
    commands.add_parser("kiosk", help="open the kiosk's window of the running station again")
    scan = commands.add_parser("scan", help="what the demo scanner reads")
    scan.add_argument("what", type=scannable, metavar="NAME|PICTURE",
                      help="a card, whose back is read, or a PNG or JPEG with a QR code, such as a screenshot of a pass")
    card = commands.add_parser("card", help="the card in the demo reader")
    actions = card.add_subparsers(dest="action", required=True)
    of_card = {"type": card_name, "metavar": "NAME", "help": "one of: " + ", ".join(cards.names())}
    actions.add_parser("insert", help="put it back, or another one").add_argument("name", nargs="?", **of_card)
    actions.add_parser("exchange", help="put another one there").add_argument("name", **of_card)
    actions.add_parser("read", help="what gishe-card says of it; takes the options of gishe-card read", add_help=False)
    for action, what in (("remove", "take it away"), ("status", "what is in the reader"), ("list", "which cards there are")):
        actions.add_parser(action, help=what)
    arguments, others = parser.parse_known_args(words)
    if getattr(arguments, "action", None) == "read":
        arguments.words = others
    elif others:
        parser.error(f"unrecognized arguments: {' '.join(others)}")
    return arguments


if __name__ == "__main__":
    parse()
