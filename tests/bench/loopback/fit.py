"""Least squares for growth: y = a x^b on logarithms, and y = a + b x."""

import math

WORSE_THAN_LINEAR = 1.05


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


def verdict(exponent):
    return "worse than linear" if exponent > WORSE_THAN_LINEAR else "not worse than linear"
