"""The book's own rules, free of any site builder.

Nothing in this package imports MkDocs, prints, or exits.
Functions take text and typed records and return values or problems; `hooks/*.py` translate them for MkDocs.
"""
