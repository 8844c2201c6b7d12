"""What stands under a cursor, as a card."""
