#!/bin/sh
# Makes the client's certificate for mutual TLS, and the CA behind it. The key is public and worth nothing.
set -eu
cd "$(dirname "$0")"
rm -f ./*.pem ./*.key
# shellcheck source=tests/vectors/authority.sh
. ../../vectors/authority.sh
cat >> "$work/config" <<END
[client]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = clientAuth
END

for name in ca client; do
  openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 > $name.key
done
certificate ca "root of clients" authority sha256 "-selfsign -keyfile ca.key"
certificate client ana client sha256 "-cert ca.pem -keyfile ca.key"
rm ca.key
