# Sourced by ./lg and ./check: finds a JDK 25 or newer and exports JAVA_HOME.

jdk_version() {
    [[ -x $1/bin/java && -x $1/bin/javac ]] || return 1
    # Options from the environment are for the program, and java would name them first.
    env -u JDK_JAVA_OPTIONS -u JAVA_TOOL_OPTIONS "$1/bin/java" -version 2>&1 |
        sed -n '1s/.*version "\([0-9]*\).*/\1/p'
}

find_jdk() {
    local candidate version on_path
    on_path=$(command -v javac 2>/dev/null || true)
    [[ -n $on_path ]] && on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
    for candidate in "${JAVA_HOME:-}" "$on_path" \
        /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* \
        "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home; do
        [[ -n $candidate && -d $candidate ]] || continue
        version=$(jdk_version "$candidate") || continue
        if [[ -n $version && $version -ge 25 ]]; then
            export JAVA_HOME=$candidate
            return 0
        fi
    done
    echo "LeverageGuard needs a JDK 25 or newer, and none was found." >&2
    echo "Looked at JAVA_HOME, the PATH and the usual JVM folders." >&2
    echo "Install one (for example Eclipse Temurin 25) and set JAVA_HOME to it." >&2
    exit 1
}
