# Sourced by ./run, for the tests on Debian 12, whose own OpenSSL, GnuTLS and NSS know no post-quantum groups: those of the next
# release, unpacked (not installed) into a folder of their own, where each runs with that folder's loader and libraries.
# Read next: ../support/peers.py, which starts them.
# shellcheck shell=bash
# shellcheck disable=SC2154  # build, log and apt_options are ./run's

newer_peers=$build/peers
newer_programs=(openssl gnutls-cli gnutls-serv certutil pk12util selfserv tstclnt curl)

# unpack_newer_peers: once. Without a network their tests are skips; where CI runs, that would hide too much.
unpack_newer_peers() {
  [[ $(distribution) == 'debian 12' && ! -e $newer_peers ]] || return 0
  fetch_newer_peers "${VITRINE_PEERS_SUITE:-stable}" && return
  say "They are not to be had, so the tests with them are skips. apt said: $(apt_error) ($log)"
  [[ -z ${CI:-} ]] || fail 'In CI that is an error.'
}

fetch_newer_peers() {
  local suite=$1 private apt_options
  say "Fetching OpenSSL, GnuTLS, NSS and curl of Debian $suite, for the tests only (20 MB, once) ..."
  private=$(mktemp -d)
  private_apt deb "$suite" "$private" &&
    apt-get "${apt_options[@]}" -y --no-install-recommends --download-only install openssl gnutls-bin libnss3-tools curl \
      >>"$log" 2>&1 &&
    unpack_packages "$private/cache/archives" "$newer_peers"
  rm -rf "$private"
  [[ -e $newer_peers ]]
}

unpack_packages() {
  local package
  rm -rf "$2.new"
  mkdir -p "$2.new/bin"
  for package in "$1"/*.deb; do
    dpkg-deb -x "$package" "$2.new" >>"$log" 2>&1 || return
  done
  starter >"$2.new/bin/start"
  chmod 755 "$2.new/bin/start"
  for package in "${newer_programs[@]}"; do ln -s start "$2.new/bin/$package"; done
  mv "$2.new" "$2"
}

# starter: a script that starts the program whose name it is called by.
starter() {
  cat <<'END'
#!/bin/sh
folder=${0%/bin/*}
libraries=$(echo "$folder"/usr/lib/*-linux-gnu)
loader=$(echo "$libraries"/ld-linux*.so.*)
export OPENSSL_CONF="$folder/etc/ssl/openssl.cnf" OPENSSL_MODULES="$libraries/ossl-modules"
exec "$loader" --library-path "$libraries" --argv0 "${0##*/}" "$folder/usr/bin/${0##*/}" "$@"
END
}
