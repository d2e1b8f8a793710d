"""``python -m graph`` is the command ``inspection-graph``."""

from .cli import main

main()
