# Sourced by the make.sh of a folder whose certificates are signed below a root that is thrown away: `certificate`, and $work, a
# folder that goes away by itself. Before the first certificate, sections of extensions go to the end of $work/config; that of an
# authority is there. Needs the openssl command, 3.0 or newer. Good from 2026 to 2076; the tests say what time it is.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
: > "$work/index"
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
END

# certificate NAME SUBJECT SECTION HASH WHO-SIGNS: NAME.pem for NAME.key
certificate() {
  openssl req -new -config /dev/null -subj "/CN=$2" -key "$1.key" -out "$work/request" 2> /dev/null ||
    openssl req -new -key "$1.key" -subj "/CN=$2" -out "$work/request"
  # shellcheck disable=SC2086  # several words say who signs
  openssl ca -batch -notext -config "$work/config" -extensions "$3" -md "$4" -startdate 20260101000000Z \
    -enddate 20760101000000Z -in "$work/request" -out "$1.pem" $5 2> "$work/log" || cat "$work/log"
}
