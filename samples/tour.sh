#!/usr/bin/env bash
# From a lifetime bug to a build error, a fix and a run: builds a copy of the sample, which fails, lets dotnet format fix it,
# shows what changed, builds it clean and runs it on the simulated kernel. Fails when a step does not do what it should.
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
exec </dev/null

# The copy refers to the analyzers and the binding of this repository (see SyscallInterceptor.csproj).
export UtraceRoot=$root Configuration=Release
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en
# Nothing that this script starts outlives it.
export MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false

aside=$(mktemp -d)
trap 'rm -rf "$aside"' EXIT
project=$aside/SyscallInterceptor

title() { printf '\n== %s\n\n' "$*"; }
fail() {
    printf '\nThe tour stops here: %s\n' "$*" >&2
    exit 1
}

# The diagnostics in a build's output, each once, without its help link: file(line,column): severity ID: message.
diagnostics() {
    sed -n "s|^.*/\([^/]*([0-9,]*): [a-z]* [A-Z]\+[0-9]\+: .*\) \[.*\]$|\1|p" "$1" | sed 's| (https://[^ ]*)$||' | sort -u -t: -k1,1V
}

title "1. The sample, as a newcomer to utrace writes it, is copied aside and built"
cp -r "$root/samples/SyscallInterceptor" "$project"
rm -rf "$project/bin" "$project/obj"
cp -r "$project" "$aside/before"
dotnet restore "$project" >"$aside/log" 2>&1 || { cat "$aside/log"; fail "restore failed"; }
dotnet build "$project" --no-restore >"$aside/log" 2>&1 && fail "the sample has faults and built all the same"
diagnostics "$aside/log" | tee "$aside/found"
cut -d' ' -f3 "$aside/found" | tr -d : | sort >"$aside/ids"
printf '%s\n' UTR1001 UTR1002 UTR1003 UTR1005 UTR2001 UTR3001 | diff - "$aside/ids" >"$aside/log" ||
    { cat "$aside/log"; fail "these are not the six findings, one a fault"; }

title "2. dotnet format analyzers fixes them"
dotnet format analyzers "$project" --no-restore --severity info \
    --diagnostics UTR1001 UTR1002 UTR1003 UTR1005 UTR2001 UTR3001 >"$aside/log" 2>&1 ||
    { cat "$aside/log"; fail "dotnet format failed"; }
diff -u --label before --label after "$aside/before/Interceptor.cs" "$project/Interceptor.cs"
[ $? -eq 1 ] || fail "dotnet format changed nothing"

title "3. The fixed sample builds"
dotnet build "$project" --no-restore >"$aside/log" 2>&1 || { diagnostics "$aside/log"; fail "the fixed sample does not build"; }
tail -5 "$aside/log"

title "4. It runs on the simulated kernel"
timeout 30 dotnet "$project/bin/Release/net10.0/SyscallInterceptor.dll" | tee "$aside/run"
[ "${PIPESTATUS[0]}" -eq 0 ] || fail "the fixed sample does not run"
grep -q ' write(' "$aside/run" || fail "no system call was intercepted"
[ "$(tail -1 "$aside/run")" = "violations: 0" ] || fail "the simulated kernel saw a lifetime violated"

title "Done: six faults found, fixed, and none left at run time"
