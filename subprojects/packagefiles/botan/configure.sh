#!/bin/sh
# configure.sh FOLDER COMPILER MODULES...: writes botan_all.cpp and the public headers into FOLDER (COMPILER is gcc or
# clang, MODULES are files with names of modules), unless they are there already: written again they would be compiled
# again, which takes a minute.
set -e
cd "$(dirname "$0")"

folder=$1 compiler=$2
shift 2
known=$(python3 configure.py --list-modules | tr '\n' ' ')
modules=$(sed 's/#.*//' "$@" | tr -s ' ' '\n' | while read -r name; do
  case " $known " in *" $name "*) printf '%s,' "$name" ;; esac
done)

source=$PWD
wanted="$(./version.sh) $compiler $modules"
cd "$folder" # where configure.py leaves the amalgamation
if [ -e botan_all.cpp ] && [ "$(cat configured 2>/dev/null)" = "$wanted" ]; then exit 0; fi
python3 "$source/configure.py" --quiet --cc="$compiler" --with-build-dir="$folder" --link-method=copy \
  --amalgamation --minimized-build --enable-modules="${modules%,}" \
  --disable-shared-library --build-targets=static --without-documentation
echo "$wanted" >configured
