"""Slides: decks made from the built chapters and the records behind them."""
