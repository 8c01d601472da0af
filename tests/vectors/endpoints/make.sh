#!/bin/sh
# Makes the certificates and keys that the in-memory tests connect with. The keys are public and worth nothing.
set -eu
cd "$(dirname "$0")"
rm -f ./*.pem ./*.key
# shellcheck source=tests/vectors/authority.sh
. ../authority.sh
cat >> "$work/config" <<END
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

key() {
  case $1 in
    p256) openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 ;;
    p384) openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384 ;;
    ed25519) openssl genpkey -algorithm ED25519 ;;
    rsa2048) openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 ;;
  esac
}

key p256 > ca.key
certificate ca "test root" authority sha256 "-selfsign -keyfile ca.key"
for kind in p256 p384 ed25519 rsa2048; do
  key $kind > "$kind.key"
  certificate $kind localhost server sha256 "-cert ca.pem -keyfile ca.key"
done
key p256 > stranger.key
certificate stranger "another root" authority sha256 "-selfsign -keyfile stranger.key"
rm ca.key stranger.key

# Self-signed, with names that overlap: for choosing between certificates, where nobody judges them.
key p256 > wild.key
certificate wild wild wild sha256 "-selfsign -keyfile wild.key"
key ed25519 > host.key
certificate host host host sha256 "-selfsign -keyfile host.key"
