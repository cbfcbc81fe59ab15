"""The rules of the model, one a module; each adds its constraints to a CP-SAT model."""
