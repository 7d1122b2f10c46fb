# Sourced by ./lg, ./check and bin/web.sh: whether there is a Node that builds the desk, what the desk
# is built from, and how its libraries are installed.

find_node() {
    command -v npm >/dev/null || return 1
    local version major minor
    version=$(node --version 2>/dev/null) || return 1
    IFS=. read -r major minor _ <<<"${version#v}"
    ((major > 20 || (major == 20 && minor >= 19)))
}

# web_sources [TESTS OF find…]: the files that the desk is built from; run in web/.
web_sources() {
    find app build public index.html package-lock.json tsconfig.json vite.config.ts \
        -type f -not -name '*.test.*' "$@"
}

# Installs what the lock file names, unless that is done; run in web/.
install_web() {
    [[ -f node_modules/.package-lock.json && ! package-lock.json -nt node_modules/.package-lock.json ]] ||
        npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
}
