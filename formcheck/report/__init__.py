"""A finished set: report, summary, comparison."""
