"""The two kinds of panel in the figure: bars beside each other, and curves with their laws. Read before: svg.py; next: plot.py."""

import math

import svg

WIDTH = 286   # of a panel
COLOURS = ("ours", "second", "third", "fourth")
FIGURES = 52  # pixels for a bar's figure, behind it
LETTER = 5.9  # of the width that text may take


def short(figure):
    """At most five characters or so."""
    for size, sign in (1e9, "G"), (1e6, "M"), (1e4, "k"):
        if abs(figure) >= size:
            scaled = figure / (1e3 if sign == "k" else size)
            return f"{scaled:.3g}{sign}" if scaled < 1000 else f"{scaled:.0f}{sign}"
    return f"{figure:,.0f}" if abs(figure) >= 100 else f"{figure:.3g}"


def heading(title, words):
    return [svg.text(0, 12, title, "title ink"), svg.text(0, 28, words, "quiet")]


def fitting(words, width):
    """Cut to what a line of that many pixels holds."""
    most = int(width / LETTER)
    return words if len(words) <= most else words[: most - 1].rstrip(" ,") + "…"


class Bars:
    """`entries` are (name, figure), ours first; `floor` is a figure that nobody can be beyond, or None."""

    height = 156

    def __init__(self, title, words, entries, floor=None):
        self.title, self.words, self.entries, self.floor = title, words, entries, floor

    def drawn(self):
        greatest = max([figure for _, figure in self.entries] + [self.floor or 0]) or 1
        names = min(150, LETTER * max(len(name) for name, _ in self.entries)) + 10
        step = min(24, 100 / len(self.entries))

        def across(figure):
            return names + (WIDTH - names - FIGURES) * figure / greatest

        parts = heading(self.title, fitting(self.words, WIDTH))
        ends = [(name, figure, across(figure), 40 + number * step) for number, (name, figure) in enumerate(self.entries)]
        parts += [svg.bar(names, y, end - names, step - 6, "peer" if number else "ours") for number, (_, _, end, y) in enumerate(ends)]
        parts += self.floor_drawn(across, 40 + len(ends) * step)
        for number, (name, figure, end, y) in enumerate(ends):
            parts += [svg.text(names - 6, y + step / 2 + 1, fitting(name, names - 4), "quiet" if number else "ink", "end"),
                      svg.text(end + 5, y + step / 2 + 1, short(figure), "ink halo")]
        return parts

    def floor_drawn(self, across, bottom):
        if not self.floor:
            return []
        x = across(self.floor)
        words = f"the primitives alone: {short(self.floor)}"
        half = LETTER * len(words) / 2
        return [svg.line((x, 36), (x, bottom), "ink", "2 2"), svg.text(min(x, WIDTH - half), bottom + 11, words, "quiet", "middle")]


def spans_much(figures):
    return min(figures) > 0 and max(figures) / min(figures) >= 10


class Scale:
    """An axis: where a figure lies between `start` and `end`, `how`: "logarithmic", or "linear" and from zero."""

    def __init__(self, how, figures, start, end):
        self.logarithmic = how == "logarithmic"
        self.low, self.high = (min(figures), max(figures)) if self.logarithmic else (0, max(figures) or 1)
        if self.logarithmic and self.low == self.high:
            self.high = 2 * self.low
        self.start, self.end = start, end

    def place(self, figure):
        if self.logarithmic:
            share = math.log(figure / self.low) / math.log(self.high / self.low)
        else:
            share = (figure - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


def law_at(fit, x):
    """What the law of a curve gives there."""
    return fit["a"] + fit["b"] * x if "b" in fit else fit["a"] * x ** fit["exponent"]


class Curves:
    """`series` are (name, xs, ys, fit); a fit is {"a", "exponent"} for y = a x^exponent, or {"a", "b", "exponent"} for a line."""

    height = 200

    def __init__(self, title, words, series):
        self.title, self.words, self.series = title, words, series[: len(COLOURS)]

    def drawn(self):
        top = 42 + 15 * len(self.series)
        every_x = [x for _, each, _, _ in self.series for x in each]
        every_y = [y for _, _, each, _ in self.series for y in each]
        how = "logarithmic" if spans_much(every_x) and min(every_y) > 0 else "linear"  # both axes: a law is a straight line then
        xs = Scale(how, every_x, 44, WIDTH - 12)
        ys = Scale(how, every_y, self.height - 18, top)
        parts = heading(self.title, fitting(self.words, WIDTH)) + self.axes(xs, ys, top)
        for number, one in enumerate(self.series):
            parts += self.one_drawn(COLOURS[number], 44 + 15 * number, one, (xs, ys))
        return parts

    def axes(self, xs, ys, top):
        bottom = self.height - 18
        return [svg.line((40, bottom), (WIDTH, bottom)), svg.line((40, top), (40, bottom)),
                svg.text(xs.start, self.height - 4, short(xs.low), "quiet", "middle"), svg.text(xs.end, self.height - 4, short(xs.high), "quiet", "middle"),
                svg.text(36, top + 8, short(ys.high), "quiet", "end"), svg.text(36, bottom, short(ys.low), "quiet", "end")]

    @staticmethod
    def one_drawn(colour, legend, one, scales):
        name, xs, ys, fit = one
        words = f"x^{fit['exponent']:.2f}  {name}" if fit else name
        parts = [svg.dot(4, legend - 4, colour), svg.text(12, legend, fitting(words, WIDTH - 12), "quiet")]
        if fit:
            law = [(x, law_at(fit, x)) for x in xs]
            inside = [(x, min(max(y, scales[1].low), scales[1].high)) for x, y in law]
            parts.append(svg.path([(scales[0].place(x), scales[1].place(y)) for x, y in inside], colour, "3 3"))
        return parts + [svg.dot(scales[0].place(x), scales[1].place(y), colour) for x, y in zip(xs, ys)]
