#!/bin/sh
# Makes the certificates and keys that the in-memory tests connect with, with the openssl command (3.0 or newer).
# The keys are public and worth nothing. Good from 2026 to 2076; the tests say what time it is.
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
default_md = sha256
policy = any
[any]
commonName = supplied
[authority]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[wild]
subjectAltName = DNS:*.wild.example
[host]
subjectAltName = DNS:a.wild.example
[server]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectAltName = DNS:localhost, IP:127.0.0.1, IP:::1
END
: > "$work/index"

key() {
  case $1 in
    p256) openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 ;;
    p384) openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384 ;;
    ed25519) openssl genpkey -algorithm ED25519 ;;
    rsa2048) openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 ;;
  esac
}

# certificate NAME SUBJECT SECTION WHO-SIGNS
certificate() {
  openssl req -new -config /dev/null -subj "/CN=$2" -key "$1.key" -out "$work/request" 2> /dev/null ||
    openssl req -new -key "$1.key" -subj "/CN=$2" -out "$work/request"
  openssl ca -batch -notext -config "$work/config" -extensions "$3" -startdate 20260101000000Z \
    -enddate 20760101000000Z -in "$work/request" -out "$1.pem" $4 2> "$work/log" || cat "$work/log"
}

key p256 > ca.key
certificate ca "test root" authority "-selfsign -keyfile ca.key"
for kind in p256 p384 ed25519 rsa2048; do
  key $kind > "$kind.key"
  certificate $kind localhost server "-cert ca.pem -keyfile ca.key"
done
key p256 > stranger.key
certificate stranger "another root" authority "-selfsign -keyfile stranger.key"
rm ca.key stranger.key

# Self-signed, with names that overlap: for choosing between certificates, where nobody judges them.
key p256 > wild.key
certificate wild wild wild "-selfsign -keyfile wild.key"
key ed25519 > host.key
certificate host host host "-selfsign -keyfile host.key"
