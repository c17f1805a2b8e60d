#!/bin/sh
# Installs Footfall for the user who calls it: sh install.sh [--key KEYRING] [FROM]
# FROM is the address or the directory of a release. The sum of the archive is checked before it is unpacked; with --key also
# the signature of the sums, by the public keys in that file (gpgv).
set -eu
url='@url@'

fail() {
    printf 'install.sh: %s\n' "$1" >&2
    exit 1
}

key=
[ "${1:-}" != --key ] || { key=${2:?a file of public keys}; shift 2; }
from=${1:-$url}
case $from in '' | @*) fail 'from where? Give the address or the directory of a release.' ;; esac

case "$(uname -s) $(uname -m)" in
    "Linux x86_64") platform=linux-x86_64 ;;
    *) fail "there is no archive for $(uname -s) $(uname -m): take footfall-VERSION.jar and a Java 17 or newer." ;;
esac
! ldd --version 2>&1 | grep -qi musl || fail 'the archive needs glibc: take footfall-VERSION.jar and a Java 17 or newer.'

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
get() {
    case $from in
        *://*) if command -v curl >/dev/null; then curl -fsSL -o "$work/$1" "$from/$1"; else wget -qO "$work/$1" "$from/$1"; fi ;;
        *) cp "$from/$1" "$work/$1" ;;
    esac || fail "$from/$1 cannot be read."
}

get SHA256SUMS
if [ -n "$key" ]; then
    get SHA256SUMS.asc
    gpgv --keyring "$(readlink -f "$key")" "$work/SHA256SUMS.asc" "$work/SHA256SUMS" || fail 'the sums are not signed by that key.'
fi
archive=$(sed -n "s/^[0-9a-f]*  \(footfall-.*-$platform\.tar\.gz\)$/\1/p" "$work/SHA256SUMS")
[ -n "$archive" ] || fail "the release has no archive for $platform."
get "$archive"
(cd "$work" && grep "  $archive\$" SHA256SUMS | sha256sum -c --quiet -) || fail "$archive is not what SHA256SUMS says: nothing was installed."

share=${XDG_DATA_HOME:-$HOME/.local/share}/footfall
mkdir -p "$share" "$HOME/.local/bin"
rm -rf "${share:?}/${archive%.tar.gz}"
tar -xzf "$work/$archive" -C "$share"
ln -sfn "$share/${archive%.tar.gz}/footfall" "$HOME/.local/bin/footfall"

echo "Installed in $share/${archive%.tar.gz}. Next:"
case :$PATH: in
    *":$HOME/.local/bin:"*) footfall=footfall ;;
    *) footfall=$HOME/.local/bin/footfall ;;
esac
echo "  $footfall run --demo"
echo "  $footfall trending"
