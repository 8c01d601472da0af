"""The tests that the table names: whether they exist, and which rules they break."""

import collections
import os
import pathlib
import re
import subprocess
import tempfile

EXECUTABLES = dict(pair.split("=", 1) for pair in os.environ.get("BOOST_TESTS", "").split(";") if pair)
DEADLINE = 250
# The others look at parts of the engine that nobody watches.
WATCHED = ("conformance", "hostile", "scenario")


def paths(listing):
    """The full names in what --list_content prints, where depth is four spaces and a star means "enabled"."""
    above = []
    for line in listing.splitlines():
        name = line.strip().removesuffix("*")
        above = [*above[: (len(line) - len(line.lstrip())) // 4], name]
        yield "/".join(above)


def names_of_executable(name):
    listing = subprocess.run([EXECUTABLES[name], "--list_content"], capture_output=True, text=True, timeout=DEADLINE)
    return set(paths(listing.stderr + listing.stdout))


def names_of_script(path):
    return set(re.findall(r"^    def (test_\w+)\(", path.read_text(encoding="utf-8"), re.MULTILINE))


def existing(places, root):
    """Every name of a test in the executables and scripts called `places`, as the table has them."""
    found = set()
    for place in places:
        script = pathlib.Path(root, "tests", place)
        names = names_of_script(script) if place.endswith(".py") else names_of_executable(place)
        found |= {f"{place} {name}" for name in names}
    return found


def broken(tests):
    """{test: {(section, words), …}} for those whose connections are watched, which are run for it."""
    by_executable = collections.defaultdict(list)
    for test in tests:
        place, name = test.split(" ", 1)
        if place in WATCHED:
            by_executable[place].append(name)
    found = collections.defaultdict(set)
    for place, names in by_executable.items():
        with tempfile.NamedTemporaryFile("r", encoding="utf-8", errors="replace") as file:
            command = [EXECUTABLES[place], *(f"--run_test={name}" for name in names)]
            environment = os.environ | {"VITRINE_BROKEN_RULES": file.name}
            ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=DEADLINE)
            if ended.returncode != 0:
                raise AssertionError(f"{place}: {ended.stderr[-2000:]}")
            for line in file:
                name, section, words = line.rstrip("\n").split("\t", 2)
                found[f"{place} {name}"].add((section, words))
    return found
