"""The commands, by what they do. Arguments and printing only."""
