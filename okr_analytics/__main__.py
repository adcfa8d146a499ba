"""The command line: `python -m okr_analytics COMMAND`."""

import sys

from okr_analytics.commands.registry import main

if __name__ == "__main__":
    sys.exit(main())
