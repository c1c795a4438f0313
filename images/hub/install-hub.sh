#!/bin/sh
# install-hub.sh WHAT...: adds to the hub's venv what `uv pip install` is told.
# Runs inside a build; the same input gives the same files.
set -eu
here=$(dirname "$0")
export SOURCE_DATE_EPOCH=315619200
export UV_CACHE_DIR=/run/uv-cache UV_LINK_MODE=copy UV_NO_CONFIG=1 UV_NO_PROGRESS=1
export UV_PYTHON_DOWNLOADS=never HOME=/tmp/install
[ ! -s /run/secrets/ca ] || export SSL_CERT_FILE=/run/secrets/ca

[ -e /srv/hub/bin/python ] || "$here/uv" venv --quiet --no-project --python python3 /srv/hub
"$here/uv" pip install --quiet --python /srv/hub --no-compile-bytecode "$@"
python3 "$here/trim.py" /srv/hub
/srv/hub/bin/python "$here/bytecode.py" /srv/hub
rm -rf /tmp/install
