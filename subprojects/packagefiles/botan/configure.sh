#!/bin/sh
# configure.sh FOLDER COMPILER: writes botan_all.cpp and the public headers into FOLDER (COMPILER is gcc or clang), unless
# they are there already: written again they would be compiled again, which takes a minute.
set -e
cd "$(dirname "$0")"

known=$(python3 configure.py --list-modules | tr '\n' ' ')
modules=$(sed 's/#.*//' modules.txt | tr -s ' ' '\n' | while read -r name; do
  case " $known " in *" $name "*) printf '%s,' "$name" ;; esac
done)

source=$PWD
wanted="$(./version.sh) $2 $modules"
cd "$1" # where configure.py leaves the amalgamation
if [ -e botan_all.cpp ] && [ "$(cat configured 2>/dev/null)" = "$wanted" ]; then exit 0; fi
python3 "$source/configure.py" --quiet --cc="$2" --with-build-dir="$1" --link-method=copy \
  --amalgamation --minimized-build --enable-modules="${modules%,}" \
  --disable-shared-library --build-targets=static --without-documentation
echo "$wanted" >configured
