#!/bin/sh
# Records tests/instructions/vectors/native.txt on this machine's processor: x86-64 Linux with BMI1, BMI2, ADX, MOVBE; needs gcc.
set -eu
cd "$(dirname "$0")/../.."
RECORD_NATIVE=1 npx vitest run tests/instructions/native-vectors.test.ts
