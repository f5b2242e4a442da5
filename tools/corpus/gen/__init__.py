"""Makes the corpus: reports with known truth, written in every layout. See corpus/README.md."""
