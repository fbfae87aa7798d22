"""One module an exercise: its reference, its probes, and what learners believe about it.

Each has ``judge(target) -> Verdict`` and ``MISCONCEPTIONS``, a tuple of all that it can name.
"""
