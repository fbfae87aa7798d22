"""Mark many submissions: learner code runs in a sandbox, and a judge outside of it decides.

`grader.submission` says what is marked, `grader.marking` what comes of it.
"""

from __future__ import annotations
