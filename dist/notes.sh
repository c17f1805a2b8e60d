#!/bin/sh
# Prints what CHANGELOG.md says of a version, for its release: notes.sh VERSION. Fails if pom.xml has another version, or the
# changelog no such section; of Unreleased nothing is asked but the section.
set -eu
version=${1:?a version, as 0.1.0}
home=$(dirname "$0")/..
fail() {
    printf 'notes.sh: %s\n' "$1" >&2
    exit 1
}

built=$(sed -n 's|^  <version>\(.*\)</version>$|\1|p' "$home/pom.xml")
[ "$version" = Unreleased ] || [ "$version" = "$built" ] || fail "pom.xml has the version $built, not $version."
notes=$(awk -v heading="## [$version]" '/^## \[/ { in_it = index($0, heading) == 1; next } in_it' "$home/CHANGELOG.md")
[ -n "$notes" ] || fail "CHANGELOG.md has no section [$version]."
printf '%s\n' "$notes"
