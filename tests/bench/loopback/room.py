"""A room full of members who listen: what a line costs the daemon, how many lines it can pass on, how late they come.

Read next: run.py.
"""

from processes import Usage
from servers import RoomDaemon

GROUP = "room"
STEADY = 20  # lines per second, far below what the fullest room can


class Size:
    """Everything that is measured with so many members, and as they come."""

    def __init__(self, plan, daemon, members, before_and_now):
        before, count = before_and_now
        with Usage(daemon) as joining:
            members.grow(count)
        self.count = count
        self.join_cost = joining.cpu / (count - before)
        self.met = (before + count) / 2  # by somebody who came, on average
        with Usage(daemon) as speaking:
            steady = members.talk(plan.talk_seconds, STEADY)
        self.line_cost = speaking.cpu / steady["lines"]
        fast = members.talk(plan.talk_seconds, 0)
        self.lines_per_second = fast["lines"] / fast["seconds"]
        self.deliveries_per_second = fast["deliveries"] / fast["seconds"]
        half = members.talk(plan.talk_seconds, self.lines_per_second / 2)
        self.p50, self.p99 = half["latency_us"]["p50"], half["latency_us"]["p99"]
        self.lost = half["lost"]
        self.missing = steady["missing"] + fast["missing"] + half["missing"]


def measure(plan, notes):
    with RoomDaemon() as daemon, plan.generator.members(daemon, "vitrine/1") as members:
        sizes = [Size(plan, daemon, members, pair) for pair in zip((0, *plan.members), plan.members)]
    for size in sizes:
        if size.lost or size.missing:
            notes.append(f"room of {size.count}: {size.lost} members were cut, {size.missing} deliveries are missing")
    notes.append("the members live in one process beside the daemon: how late a line comes holds what the generator takes to read it to all")
    return [row for size in sizes if size.count in plan.members_shown for row in rows_of(size)] + curves(sizes)


def rows_of(size):
    def row(name, unit, better, value):
        return {"group": GROUP, "name": f"{size.count} members, {name}", "unit": unit, "better": better, "ours": round(value, 2), "peers": {}}

    return [row("lines passed on", "lines per second", "more", size.lines_per_second),
            row("deliveries", "deliveries per second", "more", size.deliveries_per_second),
            row("p50 from saying to hearing, half of that load", "ms", "less", size.p50 / 1e3),
            row("p99 from saying to hearing, half of that load", "ms", "less", size.p99 / 1e3)]


def curves(sizes):
    def curve(name, unit, values, members=None):
        return {"group": GROUP, "name": name, "unit": unit, "better": "less",
                "x": {"name": "members", "values": members or [size.count for size in sizes]}, "y": [round(value, 2) for value in values]}

    return [curve("CPU time of the daemon for a line", "µs", [1e6 * size.line_cost for size in sizes]),
            curve("CPU time of the daemon for somebody who comes", "µs", [1e6 * size.join_cost for size in sizes], [size.met for size in sizes]),
            curve("p99 from saying to hearing", "ms", [size.p99 / 1e3 for size in sizes])]
