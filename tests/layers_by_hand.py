"""Layers by hand: a line as GeoJSON, and one tile of the whole earth as PMTiles."""

import json
import struct
import zlib

LINE = json.dumps(
    {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"name": "<script>window.ran = 1</script>", "stroke": "#ff0000"},
                "geometry": {"type": "LineString", "coordinates": [[-30, 20], [60, 20]]},
            }
        ],
    }
).encode()


def make_picture() -> bytes:
    """A red PNG of one pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\x00\xff\x00\x00")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def make_tiles() -> bytes:
    """PMTiles (version 3) of one picture at zoom 0: header, root directory, metadata, tile."""
    tile, metadata = make_picture(), b"{}"
    root = bytes((1, 0, 1)) + _varint(len(tile)) + bytes((1,))
    at = 127
    parts = ((at, len(root)), (at + len(root), len(metadata)), (0, 0), (at + len(root) + len(metadata), len(tile)))
    header = b"PMTiles\x03" + b"".join(struct.pack("<QQ", *part) for part in parts)
    header += struct.pack("<QQQ", 1, 1, 1) + bytes((1, 1, 1, 2, 0, 0))
    header += struct.pack("<iiii", -1_800_000_000, -850_000_000, 1_800_000_000, 850_000_000)
    header += bytes((0,)) + struct.pack("<ii", 0, 0)
    assert len(header) == at
    return header + root + metadata + tile


def _varint(number: int) -> bytes:
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes((*out, number))
