"""Files as relations: what landed, how it is packed, which source takes it, its cells as rows."""
