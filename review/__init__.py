"""What is likely one thing, but not sure: pairs of things for a person to decide on, with reasons and both quotes."""
