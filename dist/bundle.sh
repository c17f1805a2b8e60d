#!/bin/sh
# Makes what needs no Java: the launcher with its own runtime, the jar, the classes as that runtime keeps them, completion and
# units, as a directory and an archive in target/. Called by `./mvnw -Pdist package`.
set -eu
umask 022
home=$(dirname "$PWD")
out=target/$NAME

# The JDK that is asked for, else Temurin 25, else the one that builds.
jdk=$DIST_JDK
for other in "$BUILD_JDK" /usr/lib/jvm/* /opt/java/*; do
    [ -z "$jdk" ] && grep -qs '^JAVA_VERSION="25' "$other/release" && grep -qs Adoptium "$other/release" && jdk=$other
done
[ -n "$jdk" ] || jdk=$BUILD_JDK
major=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$jdk/release")
echo "The runtime is that of $jdk, Java $major"

rm -rf "$out"
mkdir -p "$out/lib" "$out/completion"

# jdk.jcmd is for operators. Nothing draws, but log4j needs java.beans: of each other package of java.desktop, the smallest file
# is enough for jlink.
rm -rf target/desktop
"$jdk/bin/jimage" extract --include 'regex:/java.desktop/.*' --dir target/desktop "$jdk/lib/modules"
(cd target/desktop && find java.desktop -type f ! -path '*/beans/*' ! -name module-info.class -printf '%h %s /%p\n') \
    | LC_ALL=C sort -k1,1 -k2,2n -k3 | awk '$1 == last { print $3 } { last = $1 }' >target/undrawn
modules=java.base,java.compiler,java.desktop,java.instrument,java.management,java.naming,java.net.http,java.rmi,java.scripting
modules=$modules,java.security.jgss,java.security.sasl,java.sql,java.xml,jdk.crypto.cryptoki,jdk.crypto.ec,jdk.jcmd,jdk.management
modules=$modules,jdk.naming.dns,jdk.net,jdk.unsupported,jdk.zipfs
"$jdk/bin/jlink" --add-modules "$modules" --output "$out/runtime" --strip-debug --no-man-pages --no-header-files \
    --exclude-files '/java.desktop/lib/*.so' \
    --exclude-resources=@target/undrawn
find "$out/runtime" -type f \( -name '*.so' -o -path '*/bin/*' -o -name jexec -o -name jspawnhelper \) -exec strip --strip-unneeded {} +
chmod -R u+w "$out/runtime/legal"

# Stored, not deflated: the archive compresses the whole better, and nothing is inflated at a start.
"$jdk/bin/java" SlimJar.java "$home/cli/target/footfall.jar" "$out/lib/footfall.jar" "$TIME"

cp "$home/footfall" "$home/LICENSE" "$out"
cp -r systemd "$out"
cp "$home/cli/target/footfall.cdx.json" "$out/lib"
"$out/footfall" completion >"$out/completion/footfall"

# For the package: its changelog in Debian's form, and the manual.
mkdir -p target/doc
printf 'footfall (%s) unstable; urgency=medium\n\n  * See CHANGELOG.md of the sources.\n\n -- The Footfall authors <footfall@localhost>  %s\n' \
    "$(echo "$VERSION" | sed 's/-SNAPSHOT/~SNAPSHOT/')" "$(LC_ALL=C date -u -R -d "$TIME")" | gzip -9n >target/doc/changelog.gz
gzip -9n <doc/footfall.1 >target/doc/footfall.1.gz

# The cache is valid for a jar of this size and time.
find "$out" -exec touch -h -d "$TIME" {} +
[ -z "$CACHE" ] || cp "$CACHE" "$out/lib"
[ -n "$CACHE" ] || "$out/footfall" --train
find "$out" -exec touch -h -d "$TIME" {} +

tar --create --format=gnu --sort=name --owner=0 --group=0 --numeric-owner --mode=go+rX,go-w --mtime="$TIME" -C target "$NAME" \
    | gzip -9n >"$out.tar.gz"
