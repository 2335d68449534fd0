"""Settings of the whole test run."""

from hypothesis import settings

# A busy machine is no fault of the code under test.
settings.register_profile("book", deadline=None)
settings.load_profile("book")
