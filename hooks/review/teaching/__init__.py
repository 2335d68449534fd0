"""The teaching kit: exercises on the published data, courses, journal-club sheets, and the handbook made of them."""
