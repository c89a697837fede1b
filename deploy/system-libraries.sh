#!/usr/bin/env bash
# Installs the few system libraries that Qt loads (and what makes virtual environments), on Debian and its children;
# without the right to, it says which command to run. Does nothing when they are there.
set -u

# Offscreen: the exact list a minimal Debian 12 lacks. On a display (X11): the second list as well.
offscreen="libglib2.0-0 libegl1 libgl1 libxkbcommon0 libfontconfig1 libdbus-1-3"
on_display="libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0
  libxcb-shape0 libxcb-xfixes0 libxcb-xkb1 libxkbcommon-x11-0"

command -v dpkg-query >/dev/null 2>&1 || exit 0

missing=()
for package in $offscreen $on_display; do
  # Debian 13 and Ubuntu 24.04 renamed some libraries (libglib2.0-0t64).
  if ! dpkg-query -W -f='${db:Status-Status}\n' "$package" "${package}t64" 2>/dev/null | grep -qx installed; then
    missing+=("$package")
  fi
done
# uv is installed into a virtual environment; Debian keeps what makes one in a package of its own.
if ! command -v uv >/dev/null 2>&1 && ! python3 -c 'import ensurepip' >/dev/null 2>&1; then
  missing+=(python3-venv)
fi
[ ${#missing[@]} -eq 0 ] && exit 0

as_root=""
if [ "$(id -u)" -ne 0 ]; then
  if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    as_root="sudo"
  else
    echo "Qt needs some libraries of the system. Please run:" >&2
    echo "  sudo apt-get install ${missing[*]}" >&2
    exit 1
  fi
fi
echo "installing system libraries: ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -qq && $as_root apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null || {
  echo "could not install them. Please run:" >&2
  echo "  sudo apt-get update && sudo apt-get install ${missing[*]}" >&2
  exit 1
}
