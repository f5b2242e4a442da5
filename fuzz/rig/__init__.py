"""What `tools/dev fuzz` is made of: the targets, the engines that run them, the journal of runs, the corpora that are kept."""
