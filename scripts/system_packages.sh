#!/bin/sh
# Install the system libraries that Qt needs (and, for `test`, a virtual screen and a MIDI system).
# Does nothing where they are there already; without root or sudo it names what is missing.
set -eu
common="python3-venv libegl1 libgl1 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 \
libxcb-image0 libxcb-render-util0 libxcb-xinerama0 libdbus-1-3 libfontconfig1 fonts-dejavu-core fonts-noto-cjk"
test_only="strace xvfb xdotool imagemagick jackd2"
wanted="$common"
[ "${1:-run}" = test ] && wanted="$common $test_only"
command -v dpkg-query >/dev/null 2>&1 || exit 0   # not Debian: the README says what is needed

missing=""
for package in $wanted; do
    state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$state" = installed ] || missing="$missing $package"
done
[ -z "$missing" ] && exit 0

if [ "$(id -u)" = 0 ]; then
    run=""
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    run="sudo"
else
    echo "These system packages are missing:$missing" >&2
    echo "Install them with: sudo apt-get install$missing" >&2
    [ "${1:-run}" = run ] && exit 0   # the window may still open; tests would fail in odd ways
    exit 1
fi
echo "installing system packages:$missing" >&2
export DEBIAN_FRONTEND=noninteractive
$run apt-get update -qq
# shellcheck disable=SC2086
$run apt-get install -y -qq --no-install-recommends $missing >/dev/null
