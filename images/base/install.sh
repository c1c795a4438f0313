#!/bin/sh
# install.sh LOCK [PYTHON [PACKAGE]]: makes the packages of /srv/course exactly those of a lock,
# and adds the course's own package, whose folder is PACKAGE.
# Runs inside a build; the same input gives the same files.
set -eu
here=$(dirname "$0")
export SOURCE_DATE_EPOCH=315619200
export UV_CACHE_DIR=/run/uv-cache UV_LINK_MODE=copy UV_NO_CONFIG=1 UV_NO_PROGRESS=1
export UV_PYTHON_DOWNLOADS=never HOME=/tmp/install
[ ! -s /run/secrets/ca ] || export SSL_CERT_FILE=/run/secrets/ca
[ ! -s /run/secrets/index ] || { set -a; . /run/secrets/index; set +a; }

have=$(python3 -c 'import sys; print("%d.%d" % sys.version_info[:2])')
if [ -n "${2:-}" ] && [ "$2" != "$have" ]; then
    echo "coursekit: the base image has Python $have, and the course asks for $2" >&2
    exit 64
fi
# An untouched file of the layer below must not be written again, or it is stored twice.
[ -e /srv/course/bin/python ] || "$here/uv" venv --quiet --no-project --python python3 /srv/course
"$here/uv" pip sync --python /srv/course --require-hashes --no-compile-bytecode "$1"
if [ -n "${3:-}" ]; then
    # Its build may write beside its sources, which are only lent.
    mkdir -p "$HOME" && cp -R "$3" "$HOME/package"
    if ! "$here/uv" pip install --python /srv/course --no-deps --no-compile-bytecode "$HOME/package"
    then
        echo "coursekit: the course's own package could not be built" >&2
        exit 65
    fi
fi
python3 "$here/trim.py" /srv/course
/srv/course/bin/python "$here/bytecode.py" /srv/course
rm -rf /tmp/install
