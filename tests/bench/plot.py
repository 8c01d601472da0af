"""Draws the README's figure from what was measured:  tests/bench/plot.py RESULTS.json OUT.svg

What was not measured has no panel. Read before: panels.py.
"""

import json
import pathlib
import sys

import panels
import svg
from targets import best_peer

COLUMNS = 3
MARGIN = 20
GAP = 24


def found(rows, group, name):
    return next((row for row in rows if row["group"] == group and row["name"] == name and "x" not in row), None)


def compared(row):
    """How ours stands to the best of the others."""
    best = best_peer(row)
    if not best or not row["peers"][best]:
        return ""
    return f", {row['ours'] / row['peers'][best]:.2f} of the best peer"


def as_rate(row):
    """Nanoseconds for one as thousands a second."""
    def rate(figure):
        return 1e9 / figure

    return row | {"unit": "per second", "better": "more", "ours": rate(row["ours"]), "peers": {name: rate(figure) for name, figure in row["peers"].items()},
                  "floor": rate(row["floor"]) if "floor" in row else None}


def together(rows, name):
    """Both sides' rows as one."""
    if None in rows:
        return None
    one, other = rows
    return one | {"name": name, "ours": one["ours"] + other["ours"], "floor": one["floor"] + other["floor"],
                  "peers": {peer: figure + other["peers"][peer] for peer, figure in one["peers"].items()}}


def bars(title, row):
    if row is None:
        return []
    entries = [("vitrine", row["ours"]), *row["peers"].items()]
    return [panels.Bars(title, f"{row['unit']}{compared(row)}", entries, row.get("floor"))]


def handshake_panels(rows):
    full = [found(rows, "full handshake", f"p256 x25519 {side}") for side in ("server", "client")]
    resumed = [found(rows, "resumption", f"x25519 {side}") for side in ("server", "client")]
    return (bars("Full handshake, server", full[0]) + bars("Full handshake, client", full[1])
            + bars("Resumption, both sides", together(resumed, "both")))


def record_panels(rows):
    sizes = {16384: "16 KiB", 1024: "1 KiB", 64: "64 B"}
    row_of = {size: found(rows, "record", f"TLS_AES_128_GCM_SHA256 {size} B seal") for size in sizes}
    return [panel for size, words in sizes.items() if row_of[size] for panel in bars(f"Records of {words} sealed", as_rate(row_of[size]))]


def loopback_panels(rows):
    return [panel for row in rows if "x" not in row and row["unit"] == "handshakes per second" and row.get("peers")
            for panel in bars(f"Daemon, {row['name'].partition(',')[0]}", row)]


def memory_panels(rows):
    return bars("Idle connection, server", found(rows, "idle connection", "server"))


def curve_panels(rows):
    """Curves that share a group, a unit and what they grow with share a panel."""
    shared = {}
    for row in rows:
        if "x" in row:
            shared.setdefault((row["group"], row["unit"], row["x"]["name"]), []).append(row)
    return [panels.Curves(f"{group[:1].upper()}{group[1:]}", f"{unit}, against {what}", [(row["name"], row["x"]["values"], row["y"], row.get("fit")) for row in members])
            for (group, unit, what), members in shared.items()]


def lines_of(*kinds):
    """Panels of each kind, so many in a line."""
    return [kind[first : first + COLUMNS] for kind in kinds for first in range(0, len(kind), COLUMNS)]


def caption(machine):
    words = ", ".join(machine[key] for key in ("processor", "system", "commit", "date") if machine.get(key))
    return f"p256, x25519, TLS_AES_128_GCM_SHA256. {words}"


def figure(results):
    rows = results["rows"]
    parts, y = [], MARGIN
    compared_ones = handshake_panels(rows) + record_panels(rows) + loopback_panels(rows) + memory_panels(rows)
    for line in lines_of(compared_ones, curve_panels(rows)):
        for number, panel in enumerate(line):
            parts += svg.moved(MARGIN + number * (panels.WIDTH + GAP), y, panel.drawn())
        y += line[0].height + GAP
    width = 2 * MARGIN + COLUMNS * panels.WIDTH + (COLUMNS - 1) * GAP
    return svg.document(width, y + MARGIN, [*parts, svg.text(MARGIN, y + 4, caption(results.get("machine", {})), "quiet")])


if __name__ == "__main__":
    kept, drawn = map(pathlib.Path, sys.argv[1:])
    drawn.write_text(figure(json.loads(kept.read_text(encoding="utf-8"))), encoding="utf-8")
