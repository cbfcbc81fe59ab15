"""Other ways to plan a season, each in a module of its own, to measure ours against.

`run(instance, deadline, threads)` of a peer's module gives its sessions. Peers plan with what a competent
engineer would write in a day; what their plans are really worth is for a referee to say. They know neither
floors nor fixed sessions.
"""
