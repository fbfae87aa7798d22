#!/usr/bin/env bash
# Runs once, when Gradescope builds the image: set the lab up, so that marking a submission need not.
set -euo pipefail
apt-get update
apt-get install -y python3 python3-venv python3-pip
cd "${AUTOGRADER:-/autograder}/source/digit-lab"
# The first call of any verb does the whole set-up.
python3 lab.py progress
