"""Results as text: a table for each group of rows, the growth curves, and what was wanted. Read before: targets.py."""

from targets import best_peer, measured, reached, targets_of, wanted

NOTHING = "–"


def number(figure):
    if figure is None:
        return NOTHING
    if figure == int(figure) or abs(figure) >= 1000:
        return f"{figure:,.0f}"
    return f"{figure:.1f}" if abs(figure) >= 100 else f"{figure:.3g}"


def ratio(figure, to):
    return NOTHING if not to or figure is None else f"{figure / to:.2f}"


def aligned(lines):
    """Columns as wide as they need be; the first to the left, the others to the right."""
    widths = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))]
    return [f"{line[0]:<{widths[0]}}" + "".join(f"  {cell:>{width}}" for cell, width in zip(line[1:], widths[1:])) for line in lines]


def groups_of(rows):
    """(group, unit) and its rows, in the order in which they came."""
    groups = {}
    for row in rows:
        groups.setdefault((row["group"], row["unit"]), []).append(row)
    return groups.items()


def peers_of(rows):
    return list(dict.fromkeys(name for row in rows for name in row.get("peers", {})))


def line_of(row, peers, with_floor, with_rate):
    figures = [number(row["ours"])] + [number(row.get("peers", {}).get(name)) for name in peers]
    figures.append(ratio(row["ours"], row.get("peers", {}).get(best_peer(row))))
    if with_floor:
        figures += [number(row.get("floor")), ratio(row["ours"], row.get("floor"))]
    if with_rate:
        figures.append(number(1e9 / row["ours"]))
    return [row["name"], *figures]


def table(group, unit, rows):
    peers = peers_of(rows)
    with_floor = any("floor" in row for row in rows)
    with_rate = unit == "ns"
    head = [f"{group}, {unit}", "vitrine", *peers, "of best"]
    head += ["floor", "of floor"] if with_floor else []
    head += ["per second"] if with_rate else []
    return aligned([head] + [line_of(row, peers, with_floor, with_rate) for row in rows])


def curve(row):
    points = "   ".join(f"{number(x)}: {number(y)}" for x, y in zip(row["x"]["values"], row["y"]))
    fit = row.get("fit", {})
    law = f"{fit['law']}, exponent {fit['exponent']:.2f}{', ' + fit['verdict'] if 'verdict' in fit else ''}" if fit else "no fit"
    return [f"{row['group']}: {row['name']}, {row['unit']}, against {row['x']['name']}", f"  {points}", f"  {law}"]


def verdict(row, target):
    answer = reached(row, target)
    return NOTHING if answer is None else "reached" if answer else "NOT REACHED"


def targets(rows):
    """One line for each target."""
    lines = [[f"{row['group']}: {row['name']}", wanted(row, target), measured(row, target), verdict(row, target)]
             for row in rows for target in targets_of(row)]
    return aligned([["targets", "wanted", "measured", ""]] + lines) if lines else []


def described(machine):
    return [f"{key}: {words}" for key, words in machine.items()]


def all_of(results):
    """The whole of it, as one text."""
    rows = [row for row in results["rows"] if "x" not in row]
    curves = [row for row in results["rows"] if "x" in row]
    parts = [described(results.get("machine", {}))]
    parts += [table(group, unit, members) for (group, unit), members in groups_of(rows)]
    parts += [curve(row) for row in curves]
    parts += [[f"· {note}" for note in results.get("notes", [])], targets(rows)]
    return "\n\n".join("\n".join(part) for part in parts if part)
