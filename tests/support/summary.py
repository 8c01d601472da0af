"""Counts the cases in Meson's testlog.json, prints the failed and the skipped, and `N passed, N failed, N skipped`.

One JSON object a line, for one test executable each; the cases are the TAP lines in its standard output. A test that has
something to show to whoever reads the summary begins the line with "#| ".
"""

import json
import re
import sys

CASE = re.compile(r"^(?P<verdict>ok|not ok) \d+ - (?P<name>.*?)(?: # SKIP (?P<reason>.*))?$", re.MULTILINE)


def cases(test):
    """(verdict, words) for each case of one executable."""
    found = []
    name = test["name"].split(" / ")[-1]  # without project and suite
    for case in CASE.finditer(test.get("stdout", "")):
        words = f"{name}: {case['name']}"
        if case["reason"] is not None:
            found.append(("skipped", f"{words}: {case['reason']}"))
        else:
            found.append(("passed" if case["verdict"] == "ok" else "failed", words))
    verdicts = [verdict for verdict, _ in found]
    if test["result"] == "SKIP" and not found:
        found.append(("skipped", name))
    elif test["result"] not in ("OK", "SKIP") and ("failed" not in verdicts or test["result"] != "FAIL"):
        found.append(("failed", f"{name}: ended as {test['result']}, exit code {test['returncode']}"))
    return found


def show(tests):
    for test in tests:
        for line in test.get("stdout", "").splitlines():
            if line.startswith("#| "):
                print(line.removeprefix("#| "))


def main(path):
    with open(path, encoding="utf-8") as log:
        tests = [json.loads(line) for line in log]
    show(tests)
    found = [case for test in tests for case in cases(test)]
    counts = {"passed": 0, "failed": 0, "skipped": 0}
    for verdict, words in found:
        counts[verdict] += 1
        if verdict != "passed":
            print(f"{verdict}: {words}")
    print(", ".join(f"{count} {verdict}" for verdict, count in counts.items()))
    return 1 if counts["failed"] or not counts["passed"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
