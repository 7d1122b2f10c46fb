#!/usr/bin/env bash
# Builds the desk (web/) with the machine's Node when it is missing or older than its sources, and
# puts its files into the folder that is named. Called by Maven while it packages the services.
#   bin/web.sh services/target/classes/io/leverageguard/gateway/web
set -euo pipefail
to=$1
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$root/bin/node.sh"

rm -rf "$to"
if ! find_node; then
    echo "web: the desk is left out: it needs Node 20.19 or newer with npm, and none was found." >&2
    exit 0
fi
cd "$root/web"
if [[ ! -f dist/index.html || -n $(web_sources -newer dist/index.html -print -quit) ]]; then
    install_web
    npm run --silent build
fi
mkdir -p "$to"
cp -R dist/. "$to"
rm -rf "$to/.vite"
