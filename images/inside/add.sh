#!/bin/sh
# add.sh PACKAGES: adds to an image's own Python what a course server needs and the image lacks.
# Runs inside a build, as root. What the image has stays at its version.
set -eu
here=$(dirname "$0")
export UV_CACHE_DIR=/run/uv-cache UV_LINK_MODE=copy UV_NO_CONFIG=1 UV_NO_PROGRESS=1
export UV_PYTHON_DOWNLOADS=never HOME=/tmp/coursekit-add
[ ! -s /run/secrets/ca ] || export SSL_CERT_FILE=/run/secrets/ca
[ ! -s /run/secrets/index ] || { set -a; . /run/secrets/index; set +a; }

jupyter=$(command -v jupyter || true)
python=$(dirname "${jupyter:-/none/jupyter}")/python3
[ -x "$python" ] || python=$(command -v python3 || command -v python || true)
if [ -z "$python" ]; then
    echo "coursekit: the image has no Python" >&2
    exit 66
fi
mkdir -p "$HOME"
"$python" - "$1" "$HOME" <<'END'
import sys
from importlib import metadata

have = {d.metadata["Name"].lower().replace("_", "-"): d.version for d in metadata.distributions()}
with open(sys.argv[1]) as packages:
    wanted = packages.read().split()
with open(sys.argv[2] + "/missing", "w") as missing:
    missing.writelines(f"{line}\n" for line in wanted if line.partition("==")[0] not in have)
with open(sys.argv[2] + "/have", "w") as kept:
    kept.writelines(f"{name}=={version}\n" for name, version in have.items())
END
echo "coursekit: added $(tr '\n' ' ' <"$HOME/missing")to $python"
if [ -s "$HOME/missing" ]; then
    "$here/uv" pip install --python "$python" --break-system-packages --compile-bytecode \
        --constraint "$HOME/have" --requirement "$HOME/missing"
fi
rm -rf "$HOME"
