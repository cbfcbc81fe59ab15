"""Why a plan is as it is, verified: every claim is a plan that was solved and checked, or a proven bound."""
