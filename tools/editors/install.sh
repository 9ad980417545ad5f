#!/usr/bin/env bash
# Installs the editors that tests/editors drives, into build/editors and from the system's packages.
#
# For Debian and its relatives, with node 20 and a C++ compiler. Installs only what is missing.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
here=tools/editors
target=build/editors

install_system_packages() {
  local missing=() as_root=()
  command -v nvim >/dev/null || missing+=(neovim)
  command -v chromium >/dev/null || missing+=(chromium)
  [ -d /usr/share/fonts/truetype/dejavu ] || missing+=(fonts-dejavu-core)
  command -v emacs >/dev/null || missing+=(emacs-nox)
  emacs --batch --eval '(package-initialize)' --eval "(require 'eglot)" 2>/dev/null ||
    missing+=(elpa-eglot)
  if [ ${#missing[@]} -eq 0 ]; then return 0; fi
  if [ "$(id -u)" -ne 0 ]; then as_root=(sudo); fi
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

install_node_packages() {
  for folder in tests/editors vscode-client; do
    if ! cmp -s "$folder/package-lock.json" "$folder/node_modules/.installed-lock"; then
      (cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error)
      cp "$folder/package-lock.json" "$folder/node_modules/.installed-lock"
    fi
  done
}

mkdir -p "$target"
log=$target/install-code-server.log
bash $here/install_code_server.sh $target/code-server >"$log" 2>&1 &
code_server=$!

install_system_packages
bash $here/install_newer.sh $target/newer neovim nvim
bash $here/install_newer.sh $target/newer hx hx
install_node_packages
wait "$code_server" || {
  tail -n 30 "$log" >&2
  exit 1
}
