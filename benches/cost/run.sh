#!/usr/bin/env bash
# Measures what a user's crate pays for lambda-client: builds the README's program and the same program by hand on aws-sdk-lambda, each
# into a fresh target folder, and prints the CPU time of the build, the size of the stripped release binary, and the ratios.
#
#   benches/cost/run.sh [rounds]      default: 1; of several rounds the least CPU time counts
#
# "By hand" is built twice: with the default features of aws-sdk-lambda, as `cargo add` gives them, and without its second HTTPS
# client (feature `legacy` of by_hand), which is the strictest comparison.
set -euo pipefail
cd "$(dirname "$0")"

rounds=${1:-1}
target=${CARGO_TARGET_DIR:-../../target}/cost
export CARGO_PROFILE_RELEASE_STRIP=symbols
unset RUSTFLAGS RUSTC_WRAPPER CARGO_BUILD_RUSTC_WRAPPER

# Both programs with the versions that the repository is tested with.
cp ../../Cargo.lock Cargo.lock
cargo fetch --quiet

# build <folder> <arguments of cargo>: sets `cpu` to the user + system seconds of cargo and everything that it starts, or
# leaves it where an earlier round took less.
build() {
    local folder=$target/$1 TIMEFORMAT='%U %S' seconds
    shift
    rm -rf "$folder"
    seconds=$({ time CARGO_TARGET_DIR=$folder cargo build --quiet --release --locked --offline "$@" >&3 2>&3; } 3>&2 2>&1)
    cpu=$(awk -v least="$cpu" '{ now = $1 + $2; print (least == "" || now < least) ? now : least }' <<<"$seconds")
}

by_hand='' strict='' typed=''
for ((round = 0; round < rounds; round++)); do
    cpu=$strict
    build strict -p by_hand --no-default-features
    strict=$cpu
    cpu=$typed
    build typed -p typed
    typed=$cpu
    cpu=$by_hand
    build by_hand -p by_hand
    by_hand=$cpu
done

bytes() { wc -c <"$target/$1"; }
awk -v hand_cpu="$by_hand" -v strict_cpu="$strict" -v typed_cpu="$typed" \
    -v hand="$(bytes by_hand/release/by_hand)" -v strict="$(bytes strict/release/by_hand)" -v typed="$(bytes typed/release/typed)" '
BEGIN {
    row = "%-48s %10.1f s %12.2f MB\n"
    printf "%-48s %12s %15s\n", "", "cold build", "stripped binary"
    printf row, "by hand, default features", hand_cpu, hand / 1e6
    printf row, "by hand, one HTTPS client", strict_cpu, strict / 1e6
    printf row, "lambda-client, default features", typed_cpu, typed / 1e6
    row = "%-48s %10.3f x %12.3f x\n"
    printf row, "lambda-client / by hand, default features", typed_cpu / hand_cpu, typed / hand
    printf row, "lambda-client / by hand, one HTTPS client", typed_cpu / strict_cpu, typed / strict
}'
