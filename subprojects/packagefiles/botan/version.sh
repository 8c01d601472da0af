#!/bin/sh
# Prints the version of the unpacked source, such as 3.13.0.
cd "$(dirname "$0")" || exit 1
sed -n 's/^release_\(major\|minor\|patch\) *= *\([0-9]*\).*/\2/p' src/build-data/version.txt | paste -s -d .
