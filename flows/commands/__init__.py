"""Commands: a verb a file. Their heavy imports wait until the command runs, so that help is quick."""
