"""What `tools/dev fuzz` is made of: targets, the engines that run them, the journal of runs, corpora that are kept."""
