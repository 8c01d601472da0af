"""What was to be reached, as data, and whether it was. A row may bring targets of its own (tests/bench/loopback does); those of the
measurements in memory are here.

A target is one of
  {"of": "best peer" | "floor" | a peer's name without its version, "ratio": r}     r times that figure
  {"of": "ours", "value": v}                                                         this figure
at most, where less is better, and at least, where more is. "words" says it, where it was thought of the other way round.
"""

AES_128 = "TLS_AES_128_GCM_SHA256"


def named(of):
    return {"best peer": "the best peer", "floor": "the floor"}.get(of, of)


def at_most(ratio, of):
    return {"of": of, "ratio": ratio}


def as_fast(ratio, of):
    """So many times as fast, of a figure that is a time."""
    return {"of": of, "ratio": 1 / ratio, "words": f"at least {ratio:.2f} of the speed of {named(of)}"}


def value(number):
    return {"of": "ours", "value": number}


# (group, name): targets
TARGETS = {
    ("full handshake", "p256 x25519 server"): [at_most(0.90, "GnuTLS"), at_most(0.80, "OpenSSL"), at_most(1.12, "floor")],
    ("full handshake", "p256 x25519 client"): [at_most(0.80, "best peer"), at_most(1.15, "floor")],
    ("full handshake, chain new to the client", "p256 x25519 client"): [at_most(0.80, "best peer"), at_most(1.15, "floor")],
    ("resumption", "x25519 server"): [at_most(0.90, "best peer")],
    ("resumption", "x25519 client"): [at_most(0.90, "best peer")],
    ("record", f"{AES_128} 16384 B seal"): [as_fast(0.95, "floor")],
    ("record", f"{AES_128} 16384 B open"): [as_fast(0.95, "floor")],
    ("record", f"{AES_128} 64 B seal"): [as_fast(1.5, "best peer")],
    ("record", f"{AES_128} 64 B open"): [as_fast(1.5, "best peer")],
    **{("allocations", f"record of {size} B, {what}"): [value(0)] for size in (16384, 1024, 64) for what in ("seal", "open")},
    ("idle connection", "server"): [value(6 * 1024)],
    ("idle connection", "client"): [value(6 * 1024)],
}


def add_targets(rows):
    """Gives each row that has one in the table its targets."""
    for row in rows:
        found = TARGETS.get((row["group"], row["name"]))
        if found:
            row["target"] = found


def targets_of(row):
    found = row.get("target", [])
    return found if isinstance(found, list) else [found]


def more_is_better(row):
    return row.get("better") == "more"


def best_peer(row):
    """The name of the best of the others; None: there are none."""
    peers = row.get("peers") or {}
    if not peers:
        return None
    return (max if more_is_better(row) else min)(peers, key=peers.get)


def reference(row, of):
    """The figure that a ratio is to; None: it was not measured here."""
    if of == "floor":
        return row.get("floor")
    if of == "best peer":
        return row["peers"].get(best_peer(row)) if row.get("peers") else None
    return next((figure for name, figure in row.get("peers", {}).items() if name.split(" ")[0] == of), None)


def bound(row, target):
    """The figure that ours must not be worse than; None: what it is compared with is not here."""
    if "value" in target:
        return target["value"]
    figure = reference(row, target["of"])
    return None if figure is None else figure * target["ratio"]


def reached(row, target):
    limit = bound(row, target)
    if limit is None:
        return None
    return row["ours"] >= limit if more_is_better(row) else row["ours"] <= limit


def wanted(row, target):
    """In words."""
    if "words" in target:
        return target["words"]
    side = "at least" if more_is_better(row) else "at most"
    if "value" in target:
        return f"{side} {target['value']:g} {row['unit']}"
    return f"{side} {target['ratio']:.2f} of {named(target['of'])}"


def measured(row, target):
    """The same figure as it is; for a speed, as a speed."""
    if "value" in target:
        return f"{row['ours']:.4g} {row['unit']}"
    figure = reference(row, target["of"])
    if figure is None:
        return "not compared"
    return f"{figure / row['ours']:.2f}" if "words" in target and row["ours"] else f"{row['ours'] / figure:.2f}"
