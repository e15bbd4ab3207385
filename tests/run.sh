#!/usr/bin/env bash
# Installs what the tests need where it may, builds once, runs every test project (two at a time), ends with one line "N passed, N failed".
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

give_up() {
    echo "$1"
    echo "0 passed, 1 failed"
    exit 1
}

command -v dotnet >/dev/null || give_up "dotnet is not on the PATH: install the .NET SDK that global.json names"

# The system's SQLite is newer than the bundled one; the tests run with either.
has_sqlite() { { ldconfig -p 2>/dev/null || /sbin/ldconfig -p 2>/dev/null; } | grep -q 'libsqlite3\.so\.0'; }
if ! has_sqlite && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq libsqlite3-0; } >/dev/null 2>&1 \
        || echo "libsqlite3-0 could not be installed: the bundled SQLite is used"
fi

# Journal and market data are tested on a real PostgreSQL server, which the tests start themselves.
has_postgres() { ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || { command -v postgres && command -v initdb; } >/dev/null 2>&1; }
if ! has_postgres && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql; } >/dev/null 2>&1 \
        || echo "postgresql could not be installed: tests on it fail"
fi

dotnet build ActorTrading.sln -c Release --nologo -v quiet -clp:NoSummary || give_up "build failed"

results=$(mktemp -d) || give_up "no temporary folder"
trap 'rm -rf "$results"' EXIT

# Runs one test project, its output into a file; the file's name tells nothing of the order in which they end.
run() {
    "artifacts/bin/$1/release/$1" -noLogo -noColor >"$results/$1.log" 2>&1
    echo $? >"$results/$1.code"
}

# A project at a time per core, two at most: more would measure each other.
lanes=$(nproc 2>/dev/null || echo 1)
[ "$lanes" -gt 2 ] && lanes=2
names=()
for project in tests/*.Tests; do
    name=$(basename "$project")
    names+=("$name")
    while [ "$(jobs -rp | wc -l)" -ge "$lanes" ]; do
        wait -n || true
    done
    run "$name" &
done
wait

passed=0
failed=0
for name in "${names[@]}"; do
    echo "== $name"
    cat "$results/$name.log"
    code=$(cat "$results/$name.code" 2>/dev/null || echo none)
    # The runner's last line: "Total: 12, Errors: 0, Failed: 0, Skipped: 0, Not Run: 0, Time: 1.2s"
    line=$(grep -oE 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+, Skipped: [0-9]+' "$results/$name.log" | tail -n 1)
    if [ -z "$line" ]; then
        echo "$name reported no result (exit code $code)"
        failed=$((failed + 1))
        continue
    fi
    read -r total errors wrong skipped < <(sed -E 's/[^0-9]+/ /g' <<<"$line")
    failed=$((failed + errors + wrong))
    passed=$((passed + total - wrong - skipped))
    if [ "$code" != 0 ] && [ $((errors + wrong)) -eq 0 ]; then
        echo "$name exited with $code"
        failed=$((failed + 1))
    elif [ "$total" -eq 0 ]; then
        echo "$name has no tests"
        failed=$((failed + 1))
    fi
done

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
