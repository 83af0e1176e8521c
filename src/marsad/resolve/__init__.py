"""Who and where that is, in one story: ids for sources, actors and places; background."""
