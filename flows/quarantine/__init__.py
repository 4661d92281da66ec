"""`baoku quarantine`: what was refused and why; try again after a fix, or release what is right as it is."""
