# What ./run and ./test share: system packages, the virtual environment, the locked dependencies. Sourced, POSIX sh.
# Needs nothing but sh; leaves $PYTHON pointing at the interpreter of .venv. Set VANTHU_NO_APT=1 to forbid apt.

packages_run="python3 python3-venv tesseract-ocr-vie fonts-croscore ca-certificates
 libegl1 libgl1 libopengl0 libglib2.0-0 libfontconfig1 libdbus-1-3 libxkbcommon0 libxkbcommon-x11-0
 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0
 libxcb-shape0 libxcb-xinerama0 libxcb-xkb1"
packages_test="git xvfb xdotool xauth openbox fonts-dejavu-core fonts-dejavu-extra"

say() { printf '%s\n' "$*" >&2; }

missing_packages() {
  for package in "$@"; do
    status=$(dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null) || status=
    case "$status" in ii*) ;; *) printf '%s ' "$package" ;; esac
  done
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  else sudo -n "$@"
  fi
}

may_apt() {
  [ -z "${VANTHU_NO_APT:-}" ] || return 1
  [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null
}

install_packages() {
  command -v dpkg-query >/dev/null 2>&1 || return 0
  missing=$(missing_packages "$@")
  [ -n "$missing" ] || return 0
  if ! may_apt; then
    say "vanthu: please install these packages first:  sudo apt-get install $missing"
    exit 1
  fi
  say "Installing system packages: $missing"
  # shellcheck disable=SC2086
  as_root env DEBIAN_FRONTEND=noninteractive sh -c '
    apt-get update -qq && apt-get install -y -qq --no-install-recommends "$@"' apt $missing >&2 || {
    say "vanthu: apt could not install: $missing"
    exit 1
  }
}

find_python() {
  for candidate in python3.13 python3.12 python3.11 /usr/bin/python3 python3; do
    if "$candidate" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      printf '%s\n' "$candidate"
      return 0
    fi
  done
  say "vanthu: Python 3.11 or newer (with venv) is needed: sudo apt-get install python3 python3-venv"
  return 1
}

# The mark holds what was installed, so that a changed lock file or a moved clone is set up again.
prepare_venv() {
  want="$(cksum < requirements.lock) $(cksum < pyproject.toml) $PWD"
  if [ "$(cat .venv/installed 2>/dev/null)" != "$want" ] || ! .venv/bin/python -c '' 2>/dev/null; then
    python=$(find_python) || exit 1
    say "Setting up .venv (once; some minutes) ..."
    "$python" -m venv --clear .venv || exit 1
    pip="$PWD/.venv/bin/python -m pip install -q --disable-pip-version-check"
    { $pip --require-hashes -r requirements.lock && $pip --no-deps --no-build-isolation -e .; } \
      >.venv/install.log 2>&1 || {
      cat .venv/install.log >&2
      say "vanthu: the dependencies could not be installed; the lines above say why. Run the command again to retry."
      exit 1
    }
    printf '%s' "$want" > .venv/installed
  fi
  PYTHON="$PWD/.venv/bin/python"
}
