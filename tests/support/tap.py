"""unittest with a report in TAP (Test Anything Protocol): one line for each case, so that Meson counts cases.

A test file ends with   if __name__ == "__main__": tap.main()
Missing peers and tools are skips: self.skipTest("openssl is not installed").
"""

import sys
import unittest


def sentence(test):
    return test.id().removeprefix("__main__.")


class TapResult(unittest.TestResult):
    def __init__(self):
        super().__init__()
        self.count = 0

    def line(self, verdict, test, directive=""):
        self.count += 1
        print(f"{verdict} {self.count} - {sentence(test)}{directive}".replace("\n", " "), flush=True)

    def addSuccess(self, test):
        super().addSuccess(test)
        self.line("ok", test)

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.line("ok", test, f" # SKIP {reason}")

    def addFailure(self, test, error):
        super().addFailure(test, error)
        self.explain(test, self.failures[-1][1])

    def addError(self, test, error):
        super().addError(test, error)
        self.explain(test, self.errors[-1][1])

    def addSubTest(self, test, subtest, error):
        super().addSubTest(test, subtest, error)
        if error is None:
            self.line("ok", subtest)
        else:
            self.explain(subtest, self._exc_info_to_string(error, test))

    def addExpectedFailure(self, test, error):
        raise NotImplementedError("a test here is expected to pass")

    def explain(self, test, text):
        self.line("not ok", test)
        print(text, file=sys.stderr, flush=True)


def main():
    suite = unittest.defaultTestLoader.loadTestsFromModule(sys.modules["__main__"])
    result = TapResult()
    suite.run(result)
    print(f"1..{result.count}", flush=True)
