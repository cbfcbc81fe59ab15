"""The commands of `python -m scheduler`: each module has `add_arguments(parser)` and `run(args)`, an exit status."""
