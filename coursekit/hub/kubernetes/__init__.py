"""A hub in a cluster, as texts: values for Zero to JupyterHub's chart, and the objects it lacks."""
