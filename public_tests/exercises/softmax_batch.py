"""`softmax_batch`: softmax of each row, for any finite numbers."""

from __future__ import annotations

import numpy as np

from public_tests.exercises._batch_formula import FORMULA
from public_tests.exercises._batch_loops import LOOPS
from public_tests.exercises._batch_recognised import FIXED_WIDTH, recognise_in_rows
from public_tests.exercises._batch_rows import ROWS
from public_tests.exercises._batch_stability import STABILITY
from public_tests.exercises._softmax_formula import FloatsToo, compare_probabilities, softmax
from public_tests.judging import Rules
from public_tests.judging import judge as judge_by
from public_tests.misconception import Misconception
from public_tests.report import Verdict
from public_tests.target import Target

MISCONCEPTIONS: tuple[Misconception, ...] = (*STABILITY, *ROWS, *LOOPS, *FORMULA, FIXED_WIDTH)

_RULES = Rules(
    name="softmax_batch",
    reference=softmax,
    probes=(
        (np.array([[1.0, 2.0, 3.0]]),),
        (np.array([[1, 2, 3], [2, 2, 0]]),),
        (np.array([[0.0, 1.0], [2.0, -1.0]]),),
        (np.array([[0.5], [-2.0], [3.0]]),),
        (np.array([[1000.0, 1001.0, 999.0]]),),
        # The exponentials are still above 0 as they are, and no more where 401 is subtracted.
        (np.array([[-400.0, -401.0, -399.0]]),),
        (np.array([[-1000.0, -1001.0, -999.0], [0.5, -1.5, 2.5]]),),
        (np.array([[3.0, 1.0, 2.0], [-1000.0, -1002.0, -1001.0], [1000.0, 1003.0, 1001.0]]),),
        (np.array([[-800.0, 0.0, 800.0], [0.0, 0.25, 0.5]]),),
        (np.array([[1000, 1002, 999, 998], [4, 0, 1, 3]]),),
        (np.array([[0.3, -0.2], [1.1, 0.0], [2.2, -1.7], [0.9, 0.4], [-0.6, 1.5]]),),
        (np.array([[1e30, -1e30, 0.0], [-2e30, -1e30, -3e30]]),),
        (np.array([[2000.0], [-3000.0]]),),
        (np.array([np.linspace(-2.0, 1.6, 10), np.linspace(3.0, -1.5, 10)]),),
    ),
    misconceptions=MISCONCEPTIONS,
    compare=compare_probabilities,
    recognise=recognise_in_rows,
)


def judge(target: Target) -> Verdict:
    """Judge ``softmax_batch(Z)``: Z of shape (m, N), any finite values -> (m, N), row by row."""
    return judge_by(_RULES, FloatsToo(target))
