"""Charts drawn from the same rows as the tables, as SVG without script, colour or font of its own."""
