"""Reading Markdown: what is code and what is text, markers, chapters."""
