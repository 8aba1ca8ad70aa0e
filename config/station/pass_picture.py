"""The QR code of a pass page as a picture file, for a program that reads pictures."""

import re
import struct
import zlib

MODULE_PX = 8


def png(svg):
    """The code as PNG. `svg` draws it as runs of modules: `M x y h width v1 …`, inside a square view box."""
    size = int(re.search(r'viewBox="0 0 (\d+)', svg)[1])
    rows = [bytearray(b"\xff" * size) for _ in range(size)]
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h", svg):
        rows[int(y)][int(x):int(x) + int(width)] = bytes(int(width))
    wide = (b"\0" + b"".join(bytes([value]) * MODULE_PX for value in row) for row in rows)
    pixels = b"".join(line * MODULE_PX for line in wide)
    head = struct.pack(">IIBBBBB", size * MODULE_PX, size * MODULE_PX, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(pixels)) + _chunk(b"IEND", b"")


def _chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
