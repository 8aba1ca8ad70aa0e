#!/usr/bin/python3
"""Prints the common passwords that zxcvbn ranks guesses by (Debian's python3-zxcvbn), one a line: each, and each that is too short
to be taken, repeated until it is long enough."""

from zxcvbn.frequency_lists import FREQUENCY_LISTS

SHORTEST = 12


def long_enough(word):
    return word * -(-SHORTEST // len(word))


words = FREQUENCY_LISTS["passwords"]
assert len(words) >= 10_000, "zxcvbn's list has become short"
print(*sorted({*words, *map(long_enough, words)}), sep="\n")
