"""Use cases of the learning feed: synced road by road, looked at afresh, reconciled."""
