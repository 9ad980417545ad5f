#!/usr/bin/env bash
# Draws vscode-client/media/icon.png from icon.svg, with Chromium.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../vscode-client/media"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
chromium --headless --no-sandbox --disable-gpu --no-first-run --hide-scrollbars \
  --disable-background-networking --user-data-dir="$scratch" \
  --default-background-color=00000000 --window-size=256,256 \
  --screenshot="$PWD/icon.png" "file://$PWD/icon.svg" >/dev/null 2>&1
