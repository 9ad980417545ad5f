#!/usr/bin/env bash
# Builds dist/flowmason-assist.vsix: the VS Code client with the server's wheel in it.
#
#   build_vsix.sh PYTHON
#
# Does nothing while the package is newer than everything that goes into it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
python=${1:?usage: build_vsix.sh PYTHON}
package=dist/flowmason-assist.vsix
client=vscode-client

sources=($client/src $client/media $client/package.json $client/package-lock.json
  $client/README.md $client/.vscodeignore $client/esbuild.mjs server schemas models prompts
  docs/guide pyproject.toml)
if [ -e "$package" ] && [ -z "$(find "${sources[@]}" -type f -newer "$package" \
  -not -path '*/__pycache__/*' -print -quit)" ]; then
  exit 0
fi

if ! cmp -s $client/package-lock.json $client/node_modules/.installed-lock; then
  (cd $client && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
  cp $client/package-lock.json $client/node_modules/.installed-lock
fi
rm -rf $client/bundled
"$python" -m pip wheel --quiet --disable-pip-version-check --no-deps \
  --wheel-dir $client/bundled .
"$python" tools/editors/store_wheel.py $client/bundled/*.whl
mkdir -p dist
cd $client
npm run --silent build
npx --no-install vsce package --no-dependencies --allow-missing-repository \
  --no-rewrite-relative-links --out "../$package" >/dev/null
