#!/usr/bin/env bash
# Measures what a served function costs next to the same function by hand on lambda_runtime: the size of the stripped release binary, the
# time from the start of the process to its first response, and the instructions of one invocation, with their ratios.
#
#   benches/serve/run.sh [rounds]      default: 21 starts of each program, of which the median counts
#
# "By hand" is built twice: with the default features of lambda_runtime, as `cargo add` gives them, and without its tracing, which is the
# strictest comparison. Both are compared in the default release profile, stripped, and in the profile that examples/bootstrap recommends.
set -euo pipefail
cd "$(dirname "$0")"

rounds=${1:-21}
target=${CARGO_TARGET_DIR:-../../target}/serve
mkdir -p "$target"
target=$(cd "$target" && pwd)
export CARGO_PROFILE_RELEASE_STRIP=symbols
unset RUSTFLAGS RUSTC_WRAPPER CARGO_BUILD_RUSTC_WRAPPER

# All programs with the versions that the repository is tested with.
cp ../../Cargo.lock Cargo.lock
cargo fetch --quiet

# One folder for each set of features: cargo would unify them.
build() {
    local folder=$target/$1
    shift
    CARGO_TARGET_DIR=$folder cargo build --quiet --locked --offline "$@"
}

build measure --release -p measure
for profile in release small; do
    build strict --profile "$profile" -p bare --no-default-features
    build by_hand --profile "$profile" -p bare
    build typed --profile "$profile" -p typed
    echo "profile $profile"
    "$target/measure/release/measure" "$rounds" \
        "by hand, without tracing=$target/strict/$profile/bare" \
        "by hand, default features=$target/by_hand/$profile/bare" \
        "lambda-client=$target/typed/$profile/typed"
done
