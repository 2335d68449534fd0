"""The question bank: the questions as readers meet them, and as the files that learning platforms import."""
