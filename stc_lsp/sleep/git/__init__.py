"""What git remembers, asked of a repository that is not trusted."""
