#!/bin/sh
# Puts what else is released beside the archive, and the sums of everything. Called by `./mvnw -Pdist package`.
set -eu
umask 022
product=../cli/target
cp "$product/footfall.jar" "target/footfall-$VERSION.jar"
cp "$product/footfall.cdx.json" "target/footfall-$VERSION.cdx.json"
sed "s|@url@|$URL|" install.sh >target/install.sh

cd target
sha256sum "footfall-$VERSION.jar" "footfall-$VERSION.cdx.json" "footfall-$VERSION"-*.tar.gz "footfall_$VERSION"_*.deb install.sh >SHA256SUMS
rm -f SHA256SUMS.asc
[ -z "$KEY" ] || gpg --batch --armor --detach-sign --local-user "$KEY" SHA256SUMS
