"""From the text of an article to what it says."""
