"""``python -m core.cli COMMAND …``"""

import sys

from core.cli import main

# Child processes import this file again under another name: nothing may run then.
if __name__ == "__main__":
    sys.exit(main())
