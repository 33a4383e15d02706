"""重みと回収構成: what a register counts, against who answered."""
