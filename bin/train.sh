# Sourced by ./lg: trains a JDK AOT cache (JEP 514), with which the product starts in half the time.

# train_cache JAR CACHE: runs all services over a throw-away folder until they are ready, and keeps
# what the JVM loaded and linked. Nothing depends on the cache: without it the start is slower.
train_cache() {
    local jar=$1 cache=$2 folder port pid tries
    folder=$(mktemp -d)
    port=$((20000 + RANDOM % 20000))
    LG_HTTP_PORT=$port "$JAVA_HOME/bin/java" -XX:AOTCacheOutput="$cache.part" \
        -Xms64m -Xmx768m -XX:+UseG1GC "${flags[@]}" -jar "$jar" up --data "$folder/data" \
        >"$folder/output" 2>&1 &
    pid=$!
    for ((tries = 0; tries < 300; tries++)); do
        if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then break; fi
        kill -0 "$pid" 2>/dev/null || break
        sleep 0.2
    done
    sleep 1
    kill -TERM "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
    if [[ -s $cache.part ]]; then
        mv "$cache.part" "$cache"
    else
        rm -f "$cache.part"
        echo "lg: no AOT cache could be trained; starts will take longer." >&2
    fi
    rm -rf "$folder"
}
