#!/bin/sh
# Runs the bundle's main job where there is nothing else:  packaging/trial.sh BUNDLE [CHROOT]
# In a bare Debian chroot, without Python, without the clone, without a network, as a user who is not root. Needs root,
# debootstrap and unshare; CHROOT keeps the chroot for the next time.
set -eu
bundle=$(cd "$1" && pwd)
say() { printf '%s\n' "trial: $*"; }
[ "$(id -u)" = 0 ] || { say "skipped: a chroot needs root"; exit 0; }
command -v debootstrap >/dev/null 2>&1 || { say "skipped: debootstrap is not installed"; exit 0; }

if [ -n "${2:-}" ]; then root=$2; else root=$(mktemp -d); trap 'rm -rf "$root"' EXIT; fi
if [ ! -x "$root/bin/sh" ]; then
  say "making a bare chroot"
  # what every desktop has and no bundle may carry: the drivers' libraries
  debootstrap --variant=minbase --include=libegl1,libgl1,libopengl0 bookworm "$root" \
    "${VANTHU_MIRROR:-http://deb.debian.org/debian}" >"$root.log" 2>&1 || { tail -5 "$root.log"; exit 1; }
  rm -f "$root.log"
fi
if find "$root/usr/bin" -name 'python3*' | grep -q .; then say "the chroot has a Python: not bare"; exit 1; fi
rm -rf "$root/opt/vanthu" "$root/home/clerk"
mkdir -p "$root/opt" "$root/home/clerk" "$root/proc" "$root/dev/shm"
cp -a "$bundle" "$root/opt/vanthu"
chown 1000:1000 "$root/home/clerk"

unshare --mount --pid --fork --net sh -euc '
  mount -t proc proc "$1/proc"
  mount -t tmpfs tmpfs "$1/dev/shm"
  exec chroot --userspec=1000:1000 "$1" /usr/bin/env -i HOME=/home/clerk PATH=/usr/bin:/bin LANG=C.UTF-8 sh -euc "
    cd /opt/vanthu
    ./vanthu --version
    ./vanthu demo /home/clerk/office
    ./vanthu --office /home/clerk/office check
    ls -l /home/clerk/office/demo 2>/dev/null || find /home/clerk/office -name \"*.pdf\" -newer /opt/vanthu/vanthu
  "
' trial "$root"
pictures=$(find "$root/home/clerk/office" -name window.png -size +20k | wc -l)
[ "$pictures" = 1 ] || { say "no picture of the window was drawn"; exit 1; }
say "the bundle read, registered, assigned and printed without Python, clone or network"
