"""Placeholder."""
def figure(results):
    return ""
