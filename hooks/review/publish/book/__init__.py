"""The book to keep: the built pages gathered into one document, and that document as PDF and EPUB."""
