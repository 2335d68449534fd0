"""The evidence: records, loading and validation, statistics, views."""
