"""Makes tests/fuzz/corpus anew: of the seeds, and of what fuzzing found since, those that reach something that nothing
before them reached, up to a few KB for each target. Inputs whose names begin with "found_" showed a bug
once and stay.

    ./run fuzz                                  builds the fuzzer and writes the seeds
    ./run fuzz TARGET -max_total_time=300       for each target, if there is to be more than the seeds
    tests/fuzz/corpora.py [TARGET...]
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = ROOT / "build-fuzz/tests/fuzz"
CORPUS = ROOT / "tests/fuzz/corpus"
BYTES_OF_SEEDS = 12_000
BYTES_IN_ALL = 16_000
INPUTS_IN_ALL = 40


def merge(target, into, *folders):
    """libFuzzer copies into the first folder what adds coverage to it, smallest first."""
    environment = os.environ | {"VITRINE_FUZZ_TARGET": target, "VITRINE_SOURCE_ROOT": str(ROOT)}
    subprocess.run([HERE / "fuzzer", "-merge=1", "-max_len=4096", into, *folders], env=environment, check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def by_size(folder):
    return sorted((file for file in folder.iterdir() if file.is_file()), key=lambda file: (file.stat().st_size, file.name))


def keep(files, folder, name_of, limit):
    size = sum(file.stat().st_size for file in folder.iterdir())
    for file in files:
        if size + file.stat().st_size <= limit:
            shutil.copy(file, folder / name_of(file))
            size += file.stat().st_size


def make(target):
    folder = CORPUS / target
    folder.mkdir(parents=True, exist_ok=True)
    for file in folder.iterdir():
        if not file.name.startswith("found_"):
            file.unlink()
    names = {file.read_bytes(): file.name.replace(" ", "_") for file in (HERE / "seeds" / target).iterdir()}
    with tempfile.TemporaryDirectory() as scratch:
        merged = pathlib.Path(scratch)
        merge(target, merged, folder, HERE / "seeds" / target)
        seeds = by_size(merged)
        keep(seeds, folder, lambda file: names.get(file.read_bytes(), file.name), BYTES_OF_SEEDS)
        if (HERE / "found" / target).exists():
            merge(target, merged, HERE / "found" / target)
            known = {seed.name for seed in seeds}
            found = [file for file in by_size(merged) if file.name not in known]
            every = len(found) // max(1, INPUTS_IN_ALL - len(list(folder.iterdir()))) + 1  # small ones and large ones
            keep(found[::every], folder, lambda file: file.name[:8], BYTES_IN_ALL)
    files = list(folder.iterdir())
    print(f"{target}: {len(files)} inputs, {sum(file.stat().st_size for file in files)} bytes")


if __name__ == "__main__":
    for name in sys.argv[1:] or sorted(folder.name for folder in (HERE / "seeds").iterdir() if folder.is_dir()):
        make(name)
