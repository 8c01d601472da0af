"""Rows, curves and notes as text."""


def of(rows, notes):
    return "\n".join([*(lines_of_rows([row for row in rows if "x" not in row])), "", *(line for row in rows if "x" in row for line in curve(row)),
                      *(f"· {note}" for note in notes)])


def number(value):
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"


def best(row):
    return (max if row["better"] == "more" else min)(row["peers"].values())


def lines_of_rows(rows):
    group = None
    for row in rows:
        if row["group"] != group:
            group = row["group"]
            yield f"\n{group}"
        against = "".join(f"  {name} {number(value)}" for name, value in row["peers"].items())
        ratio = f"  ({row['ours'] / best(row):.2f} of the best)" if row["peers"] else ""
        yield f"  {row['name']:<52} {number(row['ours']):>9} {row['unit']}{ratio}{against}{judged(row)}"


def judged(row):
    target = row.get("target")
    if not target or (target["of"] == "best peer" and not row["peers"]):
        return ""
    bound = target["value"] if "value" in target else target["ratio"] * best(row)
    good = row["ours"] >= bound if row["better"] == "more" else row["ours"] <= bound
    return "  ✔" if good else f"  ✘ wanted {'at least' if row['better'] == 'more' else 'at most'} {number(bound)}"


def curve(row):
    points = "  ".join(f"{number(x)}: {number(y)}" for x, y in zip(row["x"]["values"], row["y"]))
    law = row["fit"]
    words = f"exponent {law['exponent']:.2f}, {law['last_step']:.2f} in the last step" + (f": {law['verdict']}" if "verdict" in law else "")
    yield f"{row['group']}: {row['name']}, {row['unit']} against {row['x']['name']}"
    yield f"  {points}\n  {law['law']}, {words}"
