"""What is said around the shopping: courtesies, help, complaints, the shop's rules, yes and no, a human."""
