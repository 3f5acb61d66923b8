"""The Training tab: built when it is shown for the first time."""
