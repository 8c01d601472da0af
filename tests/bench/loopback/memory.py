"""Memory of a server against sessions that are there and say nothing. Read next: run.py."""

from fit import line
from servers import Haproxy, Nginx, RoomDaemon, Vitrined
from programs import wait_until

GROUP = "memory"
LOOKS = 10  # some 10 ms apart
FOUR_PAGES = 16384
SERVERS = (("vitrined, room", RoomDaemon, "vitrine/1"), ("vitrined, --echo", Vitrined, ""), ("nginx", Nginx, ""), ("haproxy", Haproxy, ""))


def measure(plan, notes):
    found = {}
    for name, server, alpn in SERVERS if plan.peers else SERVERS[:2]:
        if reason := server.cannot(1):
            notes.append(reason)
        else:
            found[name if "vitrined" in name else server.title()] = sizes_of(plan, server, alpn)
    return rows(plan.sessions, found)


def sizes_of(plan, kind, alpn):
    with kind() as server, plan.generator.members(server, alpn) as members:
        sizes = []
        for count in plan.sessions:
            if count:
                members.grow(count)
            server.check()
            sizes.append(settled(server))
    return sizes


def settled(server):
    """As soon as a tenth of a second changes next to nothing: the last handshakes may still be under way."""
    looks = []

    def same():
        looks.append(server.memory())
        return len(looks) >= LOOKS and max(looks[-LOOKS:]) - min(looks[-LOOKS:]) <= FOUR_PAGES

    wait_until(same, "the memory to settle")
    return looks[-1]


def rows(counts, found):
    each = {name: line(counts, sizes)[1] for name, sizes in found.items()}
    peers = {name: round(value / 1024, 2) for name, value in each.items() if "vitrined" not in name}
    result = [{"group": GROUP, "name": f"{name}, an idle session", "unit": "KiB", "better": "less", "ours": round(each[name] / 1024, 2),
               "peers": peers, "target": {"of": "ours", "value": 12}} for name in each if "vitrined" in name]
    return result + [curve(name, counts, sizes) for name, sizes in found.items()]


def curve(name, counts, sizes):
    return {"group": GROUP, "name": name, "unit": "MiB", "better": "less", "x": {"name": "idle sessions", "values": list(counts)},
            "y": [round(size / 2 ** 20, 3) for size in sizes]}
