#!/usr/bin/env bash
# VS Code 1.100 as a local web server (code-server), for the tests in tests/editors.
#
#   install_code_server.sh FOLDER
#
# Needs node 20 with its headers, npm, a C++ compiler, make and python3.
# Everything comes through npm: install scripts, which would download by themselves, stay off,
# and the native modules are compiled here. Running it again does nothing.
set -euo pipefail

VERSION=4.100.3 # The last release that runs on node 20.
RIPGREP_VERSION=1.18.0

folder=${1:?usage: install_code_server.sh FOLDER}
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
done_mark="$folder/.installed-$VERSION"
if [ -e "$done_mark" ]; then
  exit 0
fi

npm_quietly() {
  npm "$@" --ignore-scripts --no-audit --no-fund --loglevel=error
}

# Compiles one native module in place; its output is shown only when it fails.
compile() {
  local module=$1 log
  log="$folder/compile-$(basename "$module").log"
  if ! (cd "$module" && npm_config_nodedir=$node_prefix node "$node_gyp" rebuild -j 2) >"$log" 2>&1; then
    tail -n 30 "$log" >&2
    echo "compiling $(basename "$module") failed: see $log" >&2
    return 1
  fi
}

node_prefix=$(node -p 'require("path").resolve(process.execPath, "../..")')
node_gyp=$(npm root -g)/npm/node_modules/node-gyp/bin/node-gyp.js
if [ ! -d "$node_prefix/include/node" ]; then
  echo "the headers of node are missing: $node_prefix/include/node" >&2
  exit 1
fi

cd "$folder"
echo '{"name": "editors", "private": true}' >package.json
npm_quietly install "code-server@$VERSION" "@vscode/ripgrep-linux-x64@$RIPGREP_VERSION"
vscode="$folder/node_modules/code-server/lib/vscode"
(cd "$vscode" && npm_quietly install --omit=dev)
(cd "$vscode/extensions" && npm_quietly install --omit=dev)
npm rebuild argon2 --build-from-source --loglevel=error
for module in node-pty @vscode/spdlog native-watchdog; do
  compile "$vscode/node_modules/$module"
done

mkdir -p "$vscode/node_modules/@vscode/ripgrep/bin"
install -m 755 "$folder/node_modules/@vscode/ripgrep-linux-x64/bin/rg" \
  "$vscode/node_modules/@vscode/ripgrep/bin/rg"
ln -sfn node_modules "$vscode/node_modules.asar"

"$folder/node_modules/.bin/code-server" --version >/dev/null
touch "$done_mark"
