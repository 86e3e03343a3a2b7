"""What readers of large formats are made of: the syntax of their files, before anything of it is a Document."""
