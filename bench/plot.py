"""A small plot as SVG: microseconds against rows, both by powers of ten."""

from collections.abc import Mapping, Sequence
from math import log10

WIDE, HIGH, LEFT, LOW = 560, 320, 70, 270
COLOURS = ("#0b6e4f", "#a23b3b", "#30408d")


def drawn(sizes: Sequence[int], found: Mapping[str, Sequence[float]]) -> str:
    """One line for each name in `found`, with a value for each of `sizes`."""
    top = max(4, *(log10(value) for values in found.values() for value in values))
    across = [
        LEFT + 20 + 400 * (log10(size) - log10(sizes[0])) / log10(sizes[-1] / sizes[0]) for size in sizes
    ]
    parts = [
        _axis(top),
        *(_text(x, LOW + 20, f"{size:,} rows", "middle") for x, size in zip(across, sizes, strict=True)),
    ]
    for colour, (name, values) in zip(COLOURS, found.items(), strict=False):
        points = [(x, _up(value, top)) for x, value in zip(across, values, strict=True)]
        line = " ".join(f"{x:.0f},{y:.0f}" for x, y in points)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        for (x, y), value in zip(points, values, strict=True):
            parts.append(f'<circle cx="{x:.0f}" cy="{y:.0f}" r="3" fill="{colour}"/>')
            parts.append(_text(x, y - 8, f"{value:.0f} µs", "middle"))
        parts.append(_text(points[-1][0] + 10, points[-1][1] + 4, name, "start"))
    box = f'viewBox="0 0 {WIDE} {HIGH}" font-family="sans-serif" font-size="12"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {box}>'
    return "\n".join([head, f'<rect width="{WIDE}" height="{HIGH}" fill="white"/>', *parts, "</svg>\n"])


def _axis(top: float) -> str:
    lines = []
    for power in range(int(top) + 1):
        y = _up(10**power, top)
        lines.append(f'<line x1="{LEFT}" x2="{WIDE - 60}" y1="{y:.0f}" y2="{y:.0f}" stroke="#ddd"/>')
        lines.append(_text(LEFT - 6, y + 4, f"{10**power:,} µs", "end"))
    return "\n".join(lines)


def _up(value: float, top: float) -> float:
    return LOW - 240 * log10(max(value, 1)) / top


def _text(x: float, y: float, words: str, anchor: str) -> str:
    return f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}">{words}</text>'
