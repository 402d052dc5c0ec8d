#!/bin/sh
# Runs the bundle's main job where there is nothing else:  packaging/trial.sh BUNDLE [CHROOT]
# In a bare Debian chroot, without Python, without the clone, without a network, as a user who is not root. Needs root,
# debootstrap and unshare; CHROOT keeps the chroot for the next time. With Xvfb and xdotool, the window is opened on a
# screen, too; its pictures are left beside the bundle in trial/.
set -eu
bundle=$(cd "$1" && pwd)
pictures=$(dirname "$bundle")/trial
say() { printf '%s\n' "trial: $*"; }
fail() { say "$*"; exit 1; }
[ "$(id -u)" = 0 ] || { say "skipped: a chroot needs root"; exit 0; }
command -v debootstrap >/dev/null 2>&1 || { say "skipped: debootstrap is not installed"; exit 0; }

screen=
scratch=$(mktemp -d)
trap 'if [ -n "$screen" ]; then kill "$screen" 2>/dev/null || true; fi; rm -rf "$scratch"' EXIT
root=${2:-$scratch/root}
if [ ! -x "$root/bin/sh" ]; then
  say "making a bare chroot"
  mkdir -p "$root"
  # what every desktop has and no bundle may carry: the drivers' libraries
  debootstrap --variant=minbase --include=libegl1,libgl1,libopengl0 bookworm "$root" \
    "${VANTHU_MIRROR:-http://deb.debian.org/debian}" >"$scratch/log" 2>&1 || { tail -5 "$scratch/log"; exit 1; }
fi
if find "$root/usr/bin" -name 'python3*' | grep -q .; then fail "the chroot has a Python: not bare"; fi
rm -rf "$root/opt/vanthu" "$root/home/clerk"
mkdir -p "$root/opt" "$root/home/clerk" "$root/proc" "$root/dev/shm" "$root/tmp/.X11-unix" "$pictures"
chmod 755 "$scratch" "$root" "$root/opt" "$root/home"
cp -a "$bundle" "$root/opt/vanthu"
chmod -R a+rX "$root/opt/vanthu"
chown 1000:1000 "$root/home/clerk"

# bare COMMANDS: runs them in the chroot, in a mount, process and network space of their own
bare() {
  unshare --mount --pid --fork --kill-child --net sh -euc '
    mount -t proc proc "$1/proc"
    mount -t tmpfs tmpfs "$1/dev/shm"
    mount --bind /tmp/.X11-unix "$1/tmp/.X11-unix" 2>/dev/null || true
    exec chroot --userspec=1000:1000 "$1" /usr/bin/env -i HOME=/home/clerk PATH=/usr/bin:/bin LANG=C.UTF-8 \
      DISPLAY="$3" sh -euc "cd /opt/vanthu; $2"
  ' trial "$root" "$1" "${2:-}"
}

say "the demo, a new office's day from the scanner to the printed sheet, a backup and its return"
bare '
  ./vanthu --version
  unset DISPLAY
  ./vanthu demo "$HOME/office"
  ./vanthu --office "$HOME/office" check
  vanthu="./vanthu --office $HOME/day"
  $vanthu new --sample
  $vanthu intake --once
  $vanthu register --sure
  $vanthu print weekly-sheets -o "$HOME/week.pdf"
  $vanthu print register -o "$HOME/register.pdf"
  $vanthu backup "$HOME/day.vanthu"
  $vanthu check
  ./vanthu restore "$HOME/day.vanthu" --to "$HOME/back"
  ./vanthu --office "$HOME/back" check
' >"$scratch/out" 2>&1 || { cat "$scratch/out"; fail "the main job failed"; }
cat "$scratch/out"
for file in week.pdf register.pdf; do
  [ "$(head -c 5 "$root/home/clerk/$file")" = "%PDF-" ] || fail "$file was not printed"
done
find "$root/home/clerk/office/prints/window.png" -size +20k | grep -q . || fail "no picture of the window was drawn"
cp "$root/home/clerk/office/prints/window.png" "$pictures/inbox.png"

if command -v Xvfb >/dev/null 2>&1 && command -v xdotool >/dev/null 2>&1; then
  say "the window on a screen"
  : >"$scratch/display"
  Xvfb -displayfd 3 -screen 0 1366x768x24 3>"$scratch/display" >/dev/null 2>&1 &
  screen=$!
  for _ in 1 2 3 4 5 6 7 8 9 10; do [ -s "$scratch/display" ] && break; sleep 1; done
  DISPLAY=:$(cat "$scratch/display")
  export DISPLAY
  bare './vanthu --office "$HOME/office"' "$DISPLAY" >"$scratch/window" 2>&1 &
  window=$!
  timeout 60 xdotool search --sync --onlyvisible --name 'Văn Thư' >/dev/null || { cat "$scratch/window"; fail "no window came up"; }
  sleep 4
  xdotool search --onlyvisible --name 'Văn Thư' windowsize 1366 768 windowfocus
  sleep 2
  photograph() { "${PYTHON:-python3}" -c "import sys; from PIL import ImageGrab; ImageGrab.grab(xdisplay='$DISPLAY').save(sys.argv[1])" "$1"; }
  photograph "$pictures/window.png"
  xdotool key F1
  sleep 3
  photograph "$pictures/help.png"
  kill "$window" 2>/dev/null || true
  wait "$window" 2>/dev/null || true
  grep -v '^Fontconfig error' "$scratch/window" && fail "the window said something"  # bare: no fonts, no list of them
  [ "$(stat -c %s "$pictures/help.png")" -gt 30000 ] || fail "the help page has no pictures"
fi
for log in "$root"/home/clerk/*/logs/vanthu.log; do
  if grep -A20 ' ERROR ' "$log"; then fail "a bug was logged"; fi
done
say "the bundle read, registered, assigned, printed, backed up and restored without Python, clone or network"
