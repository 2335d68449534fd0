"""The bibliography: its rules, the keys cited, and one citeproc run for a whole build."""
