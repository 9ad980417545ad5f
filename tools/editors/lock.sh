#!/usr/bin/env bash
# Writes the lock file of an npm package anew, with hashes and without addresses of a registry.
#
#   lock.sh FOLDER
set -euo pipefail
cd "${1:?usage: lock.sh FOLDER}"
rm -f package-lock.json
# Without the addresses npm leaves the hashes out too, so they are written first and taken out here.
npm install --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved=false \
  --no-audit --no-fund --loglevel=error
sed -i '/^ *"resolved": /d' package-lock.json
