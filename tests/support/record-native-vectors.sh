#!/bin/sh
# Records tests/instructions/vectors/native.txt on this machine's processor (x86-64 with BMI1, LZCNT, MOVBE; needs gcc).
set -eu
cd "$(dirname "$0")"
binary="$(mktemp)"
trap 'rm -f "$binary"' EXIT
gcc -O1 -Wall -o "$binary" native-vectors.c
"$binary" > ../instructions/vectors/native.txt
