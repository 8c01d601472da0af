"""Least squares for growth: y = a x^b on logarithms; y = a + b x; y = a + b x^c where much is there before anything grows."""

import math

WORSE = "worse than linear"
WORSE_THAN_LINEAR = 1.05
WORSE_AT_THE_END = 1.3  # between the last two points alone, where noise counts for more


def line(xs, ys):
    """(a, b) of the straight line y = a + b x that is nearest."""
    if len(set(xs)) < 2:
        raise ValueError("a line needs two different x")
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    b = sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys)) / sum((x - mean_x) ** 2 for x in xs)
    return mean_y - b * mean_x, b


def power(xs, ys):
    """(a, b) of the power law y = a x^b that is nearest on logarithmic axes."""
    log_a, b = line([math.log(x) for x in xs], [math.log(y) for y in ys])
    return math.exp(log_a), b


def power_above(xs, ys):
    """(a, b, c) of y = a + b x^c that is nearest, with c in hundredths from 0.5 to 2."""

    def fitted(c):
        bent = [x ** c for x in xs]
        a, b = line(bent, ys)
        return sum((a + b * x - y) ** 2 for x, y in zip(bent, ys)), (a, b, c)

    return min(fitted(c / 100) for c in range(50, 201))[1]


def last_step(xs, ys):
    """The exponent between the last two points."""
    return math.log(ys[-1] / ys[-2]) / math.log(xs[-1] / xs[-2])


def growth(xs, ys):
    """For what begins with next to nothing."""
    a, b = power(xs, ys)
    return {"law": "y = a x^b", "a": a, "exponent": b, "last_step": last_step(xs, ys)}


def growth_above(xs, ys):
    """For what begins with something: its straight line, and the exponent of what comes on top."""
    first, _, exponent = power_above(xs, ys)
    a, b = line(xs, ys)
    return {"law": "y = a + b x", "a": a, "b": b, "exponent": exponent, "last_step": last_step(xs, [y - first for y in ys])}


def verdict(fit):
    worse = fit["exponent"] > WORSE_THAN_LINEAR or fit["last_step"] > WORSE_AT_THE_END
    return WORSE if worse else "not worse than linear"
