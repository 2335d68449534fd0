"""Checks: one rule a module; each returns problems and does nothing else."""
