"""What the figures were measured on: kept with them, since they mean little elsewhere."""

import datetime
import os
import pathlib
import platform
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]


def first(file, key):
    """The value of the first `key` in a file of lines `key : value` or `key=value`; empty: none."""
    try:
        lines = pathlib.Path(file).read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    for line in lines:
        name, _, words = line.replace("=", ":", 1).partition(":")
        if name.strip() == key:
            return words.strip().strip('"')
    return ""


def commit():
    command = ["git", "-C", ROOT, "describe", "--always", "--dirty"]
    try:
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def particulars():
    return {
        "processor": first("/proc/cpuinfo", "model name") or platform.processor() or "unknown",
        "cores": str(os.cpu_count()),
        "system": f"{first('/etc/os-release', 'PRETTY_NAME')}, {platform.system()} {platform.release().split('-')[0]}",
        "commit": commit(),
        "date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
        "load before": f"{os.getloadavg()[0]:.2f}",
    }
