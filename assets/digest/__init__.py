"""The daily digest: what to look at first, in a few lines, sent to groups and by e-mail."""
