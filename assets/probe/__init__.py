"""What a file would become: which source fits, what is left over, a draft where none does."""
