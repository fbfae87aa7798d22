"""The checks of Digit Lab: what a learner wrote is called, judged and explained.

A notebook imports the check of each exercise (``check_relu``), and `hint` and `progress`. Programs use
`check`, which shows and writes nothing and returns a `Report`.
"""

from __future__ import annotations

from public_tests.checking import check
from public_tests.hints import hint
from public_tests.notebook import CheckFailed, check_of
from public_tests.overview import progress
from public_tests.practice import check_ink
from public_tests.report import Report
from public_tests.target import Outcome, Target

__all__ = [
    "CheckFailed",
    "Outcome",
    "Report",
    "Target",
    "check",
    "check_adam_step",
    "check_backward",
    "check_beat_the_baseline",
    "check_break_softmax",
    "check_build_model",
    "check_centre_digit",
    "check_compile_model",
    "check_confusion_matrix",
    "check_count_parameters",
    "check_cross_entropy",
    "check_forward",
    "check_ink",
    "check_my_softmax",
    "check_precision_recall_f1",
    "check_predict_digits",
    "check_relu",
    "check_row_to_image",
    "check_softmax_batch",
    "check_split_digits",
    "check_train_model",
    "hint",
    "progress",
]

check_row_to_image = check_of("row_to_image")
check_split_digits = check_of("split_digits")
check_relu = check_of("relu")
check_my_softmax = check_of("my_softmax")
check_softmax_batch = check_of("softmax_batch")
check_break_softmax = check_of("break_softmax")
check_count_parameters = check_of("count_parameters")
check_build_model = check_of("build_model")
check_compile_model = check_of("compile_model")
check_cross_entropy = check_of("cross_entropy")
check_train_model = check_of("train_model")
check_predict_digits = check_of("predict_digits")
check_confusion_matrix = check_of("confusion_matrix")
check_precision_recall_f1 = check_of("precision_recall_f1")
check_forward = check_of("forward")
check_backward = check_of("backward")
check_adam_step = check_of("adam_step")
check_beat_the_baseline = check_of("beat_the_baseline")
check_centre_digit = check_of("centre_digit")
