"""The tenancy layer: what one JupyterHub needs to serve many colleges."""
