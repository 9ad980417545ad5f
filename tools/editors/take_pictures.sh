#!/usr/bin/env bash
# Takes the pictures of docs/images and of the extension's walkthrough, by its tests in VS Code.
#
#   take_pictures.sh PYTHON
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
python=${1:?usage: take_pictures.sh PYTHON}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
FLOWMASON_ASSIST_PICTURES=$scratch "$python" -m pytest -q tests/editors/test_vscode.py -k test_scenario
mkdir -p docs/images vscode-client/media/walkthrough
cp "$scratch"/vscode-*.png docs/images/
cp "$scratch"/walkthrough-*.png vscode-client/media/walkthrough/
