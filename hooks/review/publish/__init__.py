"""Files for taking away: reference lists and the data as one archive."""
