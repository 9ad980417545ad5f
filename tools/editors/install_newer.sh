#!/usr/bin/env bash
# A newer release of an editor than the system has, from the next Debian, beside the system.
#
#   install_newer.sh FOLDER PACKAGE PROGRAM
#
# FOLDER/bin/PROGRAM-newest runs it. The package and the libraries that it needs, down to the C
# library, are unpacked into FOLDER/PACKAGE and used from there; nothing of the system is changed.
set -euo pipefail

SUITE=forky

folder=${1:?usage: install_newer.sh FOLDER PACKAGE PROGRAM}
package=${2:?}
program=${3:?}
launcher=$folder/bin/$program-newest
if [ -x "$launcher" ]; then
  exit 0
fi
mkdir -p "$folder/bin" "$folder/apt/lists/partial" "$folder/apt/cache/archives/partial"
folder=$(cd "$folder" && pwd)
launcher=$folder/bin/$program-newest
root=$folder/$package

# The mirror is the one that the system uses.
mirror=$(apt-get indextargets --format '$(ORIGIN) $(REPO_URI)' 'Created-By: Packages' |
  sed -n 's/^Debian //p' | grep -v security | head -n 1)
keys=/usr/share/keyrings/debian-archive-keyring.gpg
echo "deb [signed-by=$keys] $mirror $SUITE main" >"$folder/apt/sources.list"
: >"$folder/apt/status"

# The empty status makes apt name every dependency, as if nothing were installed. An installation
# made on that belief would overwrite the system: so apt only simulates and downloads here, and has
# no program at hand that could install.
apt_beside() {
  apt-get -qq -o APT::Sandbox::User="$(id -un)" \
    -o Dir::Etc::sourcelist="$folder/apt/sources.list" -o Dir::Etc::sourceparts=- \
    -o Dir::State::lists="$folder/apt/lists" -o Dir::State::status="$folder/apt/status" \
    -o Dir::Cache="$folder/apt/cache" -o APT::Architecture="$architecture" \
    -o APT::Architectures="$architecture" -o Dir::Bin::dpkg=/bin/false "$@"
}

architecture=$(dpkg --print-architecture)
if ! ls "$folder"/apt/lists/*_Packages* >/dev/null 2>&1; then
  apt_beside update
fi
needed=$(apt_beside --simulate --no-install-recommends install "$package" |
  sed -n 's/^Inst \([^ ]*\) (\([^ ]*\) .*/\1=\2/p')
rm -rf "$root" "$folder/apt/archives"
mkdir "$root" "$folder/apt/archives"
(cd "$folder/apt/archives" && apt_beside download $needed)
for archive in "$folder"/apt/archives/*.deb; do
  dpkg-deb --extract "$archive" "$root"
done

loader=$(find "$root/usr/lib64" "$root/usr/lib" -name 'ld-linux*.so.*' 2>/dev/null | head -n 1)
libraries=$(dirname "$(find "$root/usr/lib" -name 'libc.so.6' | head -n 1)")
cat >"$launcher" <<LAUNCHER
#!/bin/sh
export VIMRUNTIME="$root/usr/share/nvim/runtime" HELIX_RUNTIME="$root/usr/lib/hx/runtime"
exec "$loader" --argv0 "$program" --library-path "$libraries" "$root/usr/bin/$program" "\$@"
LAUNCHER
chmod +x "$launcher"
"$launcher" --version >/dev/null
