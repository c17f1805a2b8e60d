#!/bin/sh
# Proves a release where no Java is: in a root file system made for it, whose network is a loopback of its own. As root, with
# mmdebstrap, buildah, gpg and lintian, after `./mvnw -Pdist package`: dist/proof.sh [archive] [deb] [image]
set -eu
cd "$(dirname "$0")"
[ $# -gt 0 ] || set -- archive deb image
release=$PWD/target
bundle=$(basename "$(ls -d target/footfall-*-linux-x86_64)")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

say() { printf '\n== %s\n' "$*"; }

# A fresh Debian in the given directory.
debian() {
    [ -f "$work/debian.tar" ] || mmdebstrap --quiet --variant=minbase --include="ca-certificates,curl,gpgv,passwd,systemd" bookworm "$work/debian.tar"
    mkdir -p "$1/release"
    tar -xf "$work/debian.tar" -C "$1"
}

# Runs a script there, alone with its processes, its network and, with a mode, its disk: inside ROOT rw|ro USER SCRIPT
inside() {
    export root="$1" mode="$2" user="$3" script="$4" release
    unshare --mount --net --pid --uts --fork --kill-child sh -euc '
        ip link set lo up
        hostname localhost
        mount --rbind "$root" "$root"
        [ ! -d "$root/release" ] || mount --bind "$release" "$root/release"
        mount -t proc proc "$root/proc"
        mount -t tmpfs -o mode=1777,exec tmpfs "$root/tmp"
        [ ! -d "$root/var/lib/footfall" ] || [ "$mode" = rw ] || {
            mount -t tmpfs -o "mode=0700,uid=${user%:*},gid=${user#*:}" tmpfs "$root/var/lib/footfall"
            mount -o remount,bind,ro "$root"
        }
        exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/tmp chroot --userspec="$user" "$root" bash -euc "$script"'
}

# Starts `run` by the command in $1, which must use the cache of classes; one event, one answer.
answers='
if command -v java; then exit 1; fi
ask() { exec 3<>"/dev/tcp/127.0.0.1/$1" || return; printf "%b HTTP/1.0\r\nHost: localhost\r\n%b" "$2" "${3-\r\n}" >&3; cat <&3; } 2>/dev/null
patiently() { # as long as the process lives, and no longer than a minute
    for _ in $(seq 1200); do
        ! "$@" || return 0
        kill -0 $process || break
        sleep 0.05
    done
    cat /tmp/output; exit 1
}
ready() { ask 28080 "GET /ready" | grep -q "^HTTP/1.1 200"; }
counted() { ask 28080 "GET /models/myorg/mymodel/stats" | grep "\"downloads\":1"; }
begin=$(date +%s%N)
since() { echo "$1 after $(( ($(date +%s%N) - begin) / 1000000 )) ms"; }
export FOOTFALL_JAVA_OPTS=-XX:AOTMode=on
$start run --data-dir "$data" > /tmp/output 2>&1 & process=$!
patiently ready
since ready
body="{\"id\":\"1\",\"time\":\"$(date -u +%Y-%m-%dT%H:%M:%SZ)\",\"repo_type\":\"model\",\"repo\":\"myorg/mymodel\",\"path\":\"config.json\",\"method\":\"GET\",\"status\":200,\"bytes\":643,\"user\":\"alice\"}"
ask 28081 "POST /v1/events" "Content-Type: application/json\r\nContent-Length: ${#body}\r\n\r\n$body" | tail -n 1; echo
patiently counted
since "first answer"
grep VmRSS "/proc/$process/status"
cat /tmp/output
'

archive() {
    say "archive: install.sh checks signature and sums, unpacks; ready; an answer"
    export GNUPGHOME="$work/gpg"
    mkdir -m 0700 "$GNUPGHOME"
    gpg --quiet --batch --passphrase '' --quick-generate-key proof default default never
    gpg --quiet --batch --yes --armor --output "$release/SHA256SUMS.asc" --detach-sign "$release/SHA256SUMS"
    debian "$work/archive"
    gpg --export >"$work/archive/key.gpg"
    inside "$work/archive" rw 0:0 '
        sh /release/install.sh --key /key.gpg /release
        cp -r /release/SHA256SUMS* /release/*.tar.gz /tmp; printf x >> /tmp/'"$bundle"'.tar.gz
        if sh /release/install.sh /tmp; then exit 1; fi
        begin=$(date +%s%N); tar -xzf /release/'"$bundle"'.tar.gz -C /; echo "tar took $(( ($(date +%s%N) - begin) / 1000000 )) ms"
        start=/tmp/.local/bin/footfall data=/data '"$answers"'
        curl -s http://127.0.0.1:28080/models/myorg/mymodel/stats; echo'
    rm "$release/SHA256SUMS.asc"
}

deb() {
    say "deb: installs; its units hold; ready as its user; an answer; purged, the data stay"
    lintian --fail-on error,warning "$release"/*.deb
    debian "$work/deb"
    inside "$work/deb" rw 0:0 '
        dpkg --install /release/*.deb
        dpkg-query --show --showformat="\${Package} \${Version} \${Installed-Size} KiB,\${Conffiles}\n" footfall
        systemd-analyze verify footfall.service footfall-tail@var-log-nginx-access.log.service
        systemd-analyze security --offline=true --no-pager footfall.service | tail -n 1
        footfall --version; stat -c "%A %U:%G %n" /etc/footfall/footfall.properties
        install -d -o footfall -g footfall -m 0700 /var/lib/footfall
        export data=/var/lib/footfall start="setpriv --reuid=footfall --regid=footfall --init-groups /usr/bin/footfall"
        '"$answers"'
        kill $process; wait $process || [ $? = 143 ]
        dpkg --purge footfall
        ls -A /var/lib/footfall /usr/lib/footfall 2>&1 || true'
}

image() {
    say "image: built by the Dockerfile; ready with a read-only root as user 10001; health; an answer"
    export STORAGE_DRIVER=vfs BUILDAH_ISOLATION=chroot
    mmdebstrap --quiet --variant=minbase bookworm "$work/base.tar"
    base=$(buildah from scratch)
    buildah add --quiet "$base" "$work/base.tar" /
    buildah commit --quiet "$base" docker.io/library/debian:bookworm-slim
    sed 's/@sha256:[0-9a-f]*//' ../Dockerfile >"$work/Dockerfile" # the base is the one made here
    buildah build --quiet --file "$work/Dockerfile" --format docker --pull-never --timestamp "$(stat -c %Y "$release/$bundle")" --build-context "bundle=$release/$bundle" --tag footfall ..
    buildah inspect --type image --format '{{.Docker.Config.User}} {{.Docker.Config.Entrypoint}} {{.Docker.Config.Healthcheck}}' footfall
    container=$(buildah from --pull-never footfall)
    inside "$(buildah mount "$container")" ro 10001:10001 'start=/opt/footfall/footfall data=/var/lib/footfall '"$answers"'
        /opt/footfall/health; /opt/footfall/health 28081; if /opt/footfall/health 1 || touch /opt/x; then exit 1; fi; id; echo healthy'
    buildah push --quiet footfall "docker-archive:$release/$bundle.image.tar:footfall:latest"
    gzip -nf "$release/$bundle.image.tar"
    buildah rm "$container" "$base" >/dev/null
    ls -l "$release/$bundle.image.tar.gz"
}

for part in "$@"; do $part; done
say proven
