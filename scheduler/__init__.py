"""Commonhour plans events with families."""

import os

# numpy reads it when it is loaded. The solver shares its work out among processes, and web workers answer
# at the same time: threads of a matrix product only wait for each other there
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
