#!/usr/bin/env bash
# Brings the browser in which the theatre's page is tested, on Debian and its children. Without one, or without the right
# to install it, that test is skipped and says so.
set -u

for name in chromium chromium-browser google-chrome; do
  command -v "$name" >/dev/null 2>&1 && exit 0
done
command -v apt-get >/dev/null 2>&1 || exit 0

as_root=""
if [ "$(id -u)" -ne 0 ]; then
  if command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    as_root="sudo"
  else
    echo "the theatre's page is not tested; to test it: sudo apt-get install chromium" >&2
    exit 0
  fi
fi
echo "installing a browser for the tests: chromium"
export DEBIAN_FRONTEND=noninteractive
$as_root apt-get update -qq && $as_root apt-get install -y -qq --no-install-recommends chromium >/dev/null ||
  echo "no chromium could be installed: the theatre's page is not tested" >&2
exit 0
