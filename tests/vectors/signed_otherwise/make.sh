#!/bin/sh
# Makes certificates for localhost below an RSA root, each signed with another hash, with the openssl command (3.0 or
# newer). The keys are public and worth nothing. Good from 2026 to 2076; the tests say what time it is.
set -eu
cd "$(dirname "$0")"
rm -f ./*.pem ./*.key
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cat > "$work/config" <<END
[ca]
default_ca = here
[here]
database = $work/index
new_certs_dir = $work
rand_serial = yes
unique_subject = no
policy = any
[any]
commonName = supplied
[authority]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
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
: > "$work/index"

# certificate NAME SUBJECT SECTION HASH WHO-SIGNS
certificate() {
  openssl req -new -key "$1.key" -subj "/CN=$2" -out "$work/request"
  openssl ca -batch -notext -config "$work/config" -extensions "$3" -md "$4" -startdate 20260101000000Z \
    -enddate 20760101000000Z -in "$work/request" -out "$1.pem" $5 2> "$work/log" || cat "$work/log"
}

openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 > root.key
certificate root "test root of RSA" authority sha256 "-selfsign -keyfile root.key"
for hash in sha256 sha1 md5; do
  openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 > "$hash.key"
  certificate "$hash" localhost server "$hash" "-cert root.pem -keyfile root.key"
done
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 > agreement.key
certificate agreement localhost agreement sha256 "-cert root.pem -keyfile root.key"
rm root.key
