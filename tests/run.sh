#!/usr/bin/env bash
# Installs what the tests need where it may, builds once, runs every test project, ends with one line "N passed, N failed".
set -uo pipefail
cd "$(dirname "$0")/.."

if ! ldconfig -p 2>/dev/null | grep -q 'libsqlite3\.so\.0' && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq && apt-get install -y -qq libsqlite3-0
fi

if ! dotnet build ActorTrading.sln -c Release --nologo -v quiet -clp:NoSummary; then
    echo "build failed"
    echo "0 passed, 1 failed"
    exit 1
fi

passed=0
failed=0
results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
for project in tests/*.Tests; do
    name=$(basename "$project")
    log="$results/$name.log"
    echo "== $name"
    "artifacts/bin/$name/release/$name" -noLogo -noColor >"$log" 2>&1
    code=$?
    cat "$log"
    # The runner's last line: "Total: 12, Errors: 0, Failed: 0, Skipped: 0, Not Run: 0, Time: 1.2s"
    line=$(grep -oE 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+, Skipped: [0-9]+' "$log" | tail -n 1)
    if [ -z "$line" ]; then
        echo "$name reported no result (exit code $code)"
        failed=$((failed + 1))
        continue
    fi
    read -r total errors wrong skipped < <(sed -E 's/[^0-9]+/ /g' <<<"$line")
    failed=$((failed + errors + wrong))
    passed=$((passed + total - wrong - skipped))
    if [ "$code" -ne 0 ] && [ $((errors + wrong)) -eq 0 ]; then
        echo "$name exited with $code"
        failed=$((failed + 1))
    fi
done

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
