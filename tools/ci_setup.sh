#!/usr/bin/env bash
# Installs what the tests need from the system, and only what is missing.
set -euo pipefail

missing=()
command -v make >/dev/null || missing+=(make)
command -v git >/dev/null || missing+=(git)
command -v c++ >/dev/null || missing+=(g++)

new_enough='import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))'
has_python() {
  for name in python3.13 python3.12 python3.11 python3; do
    if "$name" -c "$new_enough" >/dev/null 2>&1; then return 0; fi
  done
  return 1
}
has_python || missing+=(python3 python3-venv)

if [ ${#missing[@]} -eq 0 ]; then exit 0; fi
if ! command -v apt-get >/dev/null; then
  echo "Please install: ${missing[*]}" >&2
  exit 1
fi
as_root=()
if [ "$(id -u)" -ne 0 ]; then as_root=(sudo); fi
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
  apt-get install -y -qq --no-install-recommends "${missing[@]}"
