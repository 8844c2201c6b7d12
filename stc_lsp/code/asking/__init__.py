"""How people ask: from a question's wording to what it asks, and of what. Looks nothing up."""
