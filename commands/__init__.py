"""The verbs of `python lab.py`, one module per group; `commands.__main__` finds them."""
