"""Tables declared once. This is the ground: it stands on nothing else of ours."""
