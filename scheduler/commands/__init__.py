"""The commands of `python -m scheduler`: each has `add_arguments(parser)` and `run(args)`, an exit status."""
