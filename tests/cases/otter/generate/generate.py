# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [raw]
# # ASSIGNMENT CONFIG
# export_cell:
#   pdf: false
# generate:
#   seed: 42
#   show_stdout: true
#   show_hidden: true
#   points_possible: 10
#   score_threshold: 0.5

# %%
import numpy as np

np.random.seed(42)  # SEED

# %% [raw]
# # BEGIN QUESTION
# name: q1

# %% [raw]
# # BEGIN SOLUTION

# %%
throws = np.random.randint(1, 7, 100)  # SOLUTION

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
assert len(throws) == 100

# %%
# HIDDEN
assert throws.sum() == 369

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION
