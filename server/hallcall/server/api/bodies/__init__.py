"""What requests carry and answers hold, beside the types of core."""
