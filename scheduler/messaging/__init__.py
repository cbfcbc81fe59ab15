"""Messages: letters to people, and the channels that carry them."""
