"""One module a page: what it shows, and what its forms do to the plan or to a run."""
