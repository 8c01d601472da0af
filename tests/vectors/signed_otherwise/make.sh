#!/bin/sh
# Makes certificates for localhost below an RSA root, each signed with another hash. The keys are public and worth nothing.
set -eu
cd "$(dirname "$0")"
rm -f ./*.pem ./*.key
# shellcheck source=tests/vectors/authority.sh
. ../authority.sh
cat >> "$work/config" <<END
[server]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectAltName = DNS:localhost
[agreement]
basicConstraints = critical, CA:false
keyUsage = critical, keyAgreement
extendedKeyUsage = serverAuth
subjectAltName = DNS:localhost
END

openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 > root.key
certificate root "test root of RSA" authority sha256 "-selfsign -keyfile root.key"
for hash in sha256 sha1 md5; do
  openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 > "$hash.key"
  certificate "$hash" localhost server "$hash" "-cert root.pem -keyfile root.key"
done
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 > agreement.key
certificate agreement localhost agreement sha256 "-cert root.pem -keyfile root.key"
rm root.key
