"""Measuring the build: figures of several runs, and books of any size made from the real one."""
