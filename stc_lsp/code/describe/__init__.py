"""The structural thinker's words: from facts to summaries, and to likely questions with exact answers."""
