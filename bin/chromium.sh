# Sourced by ./check: whether there is a browser for the desk's end-to-end tests. The places are those
# that web/test/e2e/browser.ts looks at.

find_chromium() {
    [[ -n ${CHROMIUM:-} ]] && { [[ -x $CHROMIUM ]]; return; }
    local place
    for place in /usr/bin/chromium /usr/bin/chromium-browser /usr/bin/google-chrome; do
        [[ -x $place ]] && return 0
    done
    return 1
}

# Debian's; needs root, or sudo that does not ask.
install_chromium() {
    command -v apt-get >/dev/null || return 1
    local as=()
    ((EUID == 0)) || as=(sudo -n)
    "${as[@]}" apt-get update -qq && "${as[@]}" apt-get install -y -qq --no-install-recommends chromium
}
