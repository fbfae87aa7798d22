"""Where learner code runs: a warm process that only imports, and an isolated fork of it for each program.

`grader.sandbox.warm` is the judge's side. All other modules run inside, and know no check and no solution.
"""

from __future__ import annotations
