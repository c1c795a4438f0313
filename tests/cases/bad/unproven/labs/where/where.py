# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [raw]
# # ASSIGNMENT CONFIG
# tests:
#   ok_format: false
# export_cell:
#   pdf: false

# %%
import random

# %% [raw]
# # BEGIN QUESTION
# name: q1
# points: 1

# %% [raw]
# # BEGIN SOLUTION

# %%
throw = random.random()  # SOLUTION

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
def test_throw(throw):
    import os

    assert isinstance(throw, float)
    assert os.path.basename(os.getcwd()) == "submission"

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION
