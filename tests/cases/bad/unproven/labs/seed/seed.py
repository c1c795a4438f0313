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
# seed:
#   variable: rng_seed
#   autograder_value: 42
#   student_value: 7
# export_cell:
#   pdf: false

# %%
import random

rng_seed = 42

# %% [raw]
# # BEGIN QUESTION
# name: q1
# points: 1

# %% [raw]
# # BEGIN SOLUTION

# %%
random.seed(rng_seed)
throw = random.randint(1, 10**6)  # SOLUTION

# %% [raw]
# # END SOLUTION

# %% [raw]
# # BEGIN TESTS

# %%
def test_throw(throw):
    assert throw == 670488

# %%
# HIDDEN
def test_more(throw):
    assert throw == 670488

# %% [raw]
# # END TESTS

# %% [raw]
# # END QUESTION
