"""API pulls: what files can't bring is fetched and lands as files."""
