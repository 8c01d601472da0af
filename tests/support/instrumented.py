"""A copy of the sources and a build of it without optimisation, in which the compiler counts what runs. Coverage and mutants
share it: tests/mutants/. Read before: source_copy.py.
"""

import os
import pathlib
import subprocess
import unittest

import botan
from source_copy import SourceCopy

SUITES = ("hostile", "scenario", "unit", "machine", "vectors", "conformance")
SILENT = botan.environment() | {"LLVM_PROFILE_FILE": "/dev/null"}  # what is counted while building is of no interest
COUNTING = ("-fprofile-instr-generate", "-fcoverage-mapping")


class Tree:
    def __init__(self):
        if "VITRINE_CLANG" not in os.environ:
            raise unittest.SkipTest("clang with llvm-cov and llvm-profdata is not installed")
        folder = pathlib.Path(os.environ["VITRINE_INSTRUMENTED"])
        self.copy = SourceCopy(folder / "source")
        self.source = self.copy.folder
        self.build = folder / "build"
        self.copy.refresh()
        if not (self.build / "build.ninja").exists():
            self.configure()

    def configure(self):
        counting = " ".join(COUNTING)
        environment = SILENT | {"CXX": os.environ["VITRINE_CLANG"]}
        subprocess.run(
            ["meson", "setup", self.build, self.source, "-Doptimization=0", "-Dwerror=false", "-Dwarning_level=0",
             f"-Dcpp_args={counting}", f"-Dcpp_link_args={COUNTING[0]}"],
            env=environment, check=True, capture_output=True)

    def program(self, suite):
        return self.build / "tests" / suite / f"{suite}-tests"

    def compile(self, *suites):
        """Nothing when all went well, else the compiler's words."""
        targets = [str(self.program(suite).relative_to(self.build)) for suite in suites]
        done = subprocess.run(["ninja", "-C", self.build, *targets], env=SILENT, capture_output=True, text=True, check=False)
        return "" if done.returncode == 0 else done.stdout + done.stderr

    def run(self, suite, profile="/dev/null", cases=()):
        """Whether all of these cases (none: every one) pass. A crash is no pass, nor ten minutes without an end."""
        command = [self.program(suite), *(f"--run_test={case}" for case in cases)]
        environment = os.environ | {"LLVM_PROFILE_FILE": str(profile), "VITRINE_SOURCE_ROOT": str(self.source)}
        try:
            done = subprocess.run(command, env=environment, capture_output=True, timeout=600, check=False)
        except subprocess.TimeoutExpired:
            return False
        return done.returncode == 0
