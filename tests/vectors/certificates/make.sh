#!/bin/sh
# Makes every file of this folder anew, with the openssl command (3.0 or newer). Takes a minute: RSA of 9216 bits.
# The dates are fixed, and the tests say what time it is, so nothing here ever grows old.
set -eu
cd "$(dirname "$0")"
rm -f ./*.pem
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
from=20260101000000Z
until=20760101000000Z

config() {  # the smallest that `openssl ca` takes
  : > "$work/index"
  cat > "$work/config" <<END
[ca]
default_ca = here
[here]
database = $work/index
new_certs_dir = $work
rand_serial = yes
unique_subject = no
default_md = ${digest:-sha256}
policy = any
email_in_dn = no
[any]
commonName = optional
organizationName = optional
[extensions]
$1
END
}

key() {  # key NAME KIND: the private key of NAME, kept outside this folder
  case $2 in
    rsa-pss) openssl genpkey -quiet -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 ;;
    rsa*) openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:"${2#rsa}" ;;
    ed25519) openssl genpkey -algorithm ED25519 ;;
    *) openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:"$2" ;;
  esac > "$work/$1.key" 2> "$work/log" || { cat "$work/log" >&2; exit 1; }
}

# certificate NAME SUBJECT ISSUER EXTENSIONS: NAME.pem for NAME's key, signed by ISSUER's (its own, when they are equal)
certificate() {
  [ -e "$work/$1.key" ] || key "$1" "${kind:-P-256}"
  config "$4"
  openssl req -new -key "$work/$1.key" -subj "$2" -out "$work/$1.csr" -config "$work/config" \
    -section here 2> "$work/log" || { cat "$work/log" >&2; exit 1; }
  if [ "$1" = "$3" ]; then self=-selfsign; else self="-cert $3.pem"; fi
  # shellcheck disable=SC2086
  openssl ca -batch -notext -preserveDN -config "$work/config" -extensions extensions $self \
    -keyfile "$work/$3.key" -startdate "${start:-$from}" -enddate "${end:-$until}" \
    -in "$work/$1.csr" -out "$1.pem" 2> "$work/log" || { cat "$work/log" >&2; exit 1; }
}

ca='basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid'
last_ca=$(echo "$ca" | sed 's/CA:true/CA:true, pathlen:0/')
leaf='basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid'
server="$leaf
extendedKeyUsage = serverAuth
subjectAltName = DNS:good.example"

certificate ca "/CN=Test Root" ca "$ca"
certificate other_ca "/CN=Other Root" other_ca "$ca"
certificate twin_ca "/CN=Test Root" twin_ca "$ca"

certificate good "/CN=good" ca "$leaf
extendedKeyUsage = serverAuth
subjectAltName = DNS:good.example, DNS:*.wild.example, IP:127.0.0.1, IP:2001:db8::1"
certificate client "/CN=ana" ca "$leaf
extendedKeyUsage = clientAuth"
certificate cn_only "/CN=good.example" ca "$leaf
extendedKeyUsage = serverAuth"
certificate san_only "/O=Nobody" ca "$server"
certificate agreement_only "/CN=good" ca "$(echo "$server" | sed 's/digitalSignature/keyAgreement/')"
certificate critical "/CN=good" ca "$server
1.3.6.1.4.1.99999.1 = critical, ASN1:NULL"
end=20260601000000Z certificate expired "/CN=good" ca "$server"
start=20500101000000Z certificate future "/CN=good" ca "$server"
end=30001231235959Z certificate long_lived "/CN=good" ca "$server"
digest=sha1 certificate sha1 "/CN=good" ca "$server"
certificate self_signed "/CN=good" self_signed "$server"
certificate signed_by_leaf "/CN=good" good "$server"

certificate intermediate "/CN=Test Intermediate" ca "$last_ca"
certificate below_intermediate "/CN=good" intermediate "$server"
certificate deep_ca "/CN=Test Deep CA" intermediate "$ca"
certificate too_deep "/CN=good" deep_ca "$server"
end=20260601000000Z certificate expired_ca "/CN=Test Expired CA" ca "$last_ca"
certificate below_expired "/CN=good" expired_ca "$server"
kind=P-521 certificate p521_ca "/CN=Test P-521 CA" ca "$last_ca"
certificate below_p521 "/CN=good" p521_ca "$server"
kind=rsa1024 certificate weak_ca "/CN=Test Weak CA" ca "$last_ca"
certificate below_weak "/CN=good" weak_ca "$server"

for kind in P-384 P-521 ed25519 rsa1024 rsa2048 rsa9216 rsa-pss; do
  certificate "$(echo "$kind" | tr 'A-Z' 'a-z' | tr -d -)" "/CN=good" ca "$server"
done
unset kind

# Private keys, in each wrapping that is read and some that are not.
for each in good:p256 p384:p384 ed25519:ed25519 rsa2048:rsa p521:p521; do
  cp "$work/${each%:*}.key" "key_${each#*:}.pem"
done
openssl pkey -in "$work/good.key" -traditional > key_p256_sec1.pem
openssl pkey -in "$work/rsa2048.key" -traditional > key_rsa_pkcs1.pem
openssl pkcs8 -topk8 -v2 aes-256-cbc -in "$work/good.key" -passout pass:secret > key_encrypted.pem
